"""What may help against a storm of retries: each remedy as the fields that it changes, tried alone and in pairs."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Any, Final

from archlib.course.recovery import back_s
from archlib.course.storms import Storm, run
from archlib.engine.driver import Progress
from archlib.errors import EngineError

SEEDS: Final = (1, 2, 3)

# name -> what it changes; times are right for the storm of the course: timeout 1 s, work 10 ms
REMEDIES: Final[Mapping[str, Mapping[str, Any]]] = {
    "pauses of 1 to 10 s": {"pause_s": 1.0, "jitter": 1.0},
    "no retries": {"retries": 0},
    "retry budget": {"bucket": 10, "per_success": 0.1},
    "circuit breaker": {"breaker": 20, "breaker_open_s": 5.0},
    "line of 90": {"longest_line": 90},
    "newest first": {"order": "lifo"},
    "drop after 1 s": {"drop_s": 1.0},
    "drop after 0.9 s": {"drop_s": 0.9},
    "shed": {"shed_s": 0.5},
    "cancel": {"cancels": True},
}
ABOUT: Final[Mapping[str, str]] = {
    "pauses of 1 to 10 s": "who failed waits longer before the next try, and not all equally long",
    "no retries": "who failed gives up",
    "retry budget": "all share 10 tokens; a retry takes one, a success puts 0.1 back",
    "circuit breaker": "20 failures in a row, and for 5 s nobody calls",
    "line of 90": "who would wait as the 91st is refused at once",
    "newest first": "the last who came is served first",
    "drop after 1 s": "who has waited for the whole timeout is not served any more",
    "drop after 0.9 s": "who would be answered too late is not served any more",
    "shed": "while somebody has waited half a second, who comes is refused at once",
    "cancel": "who gives up takes the request out of the line",
}


@dataclass(frozen=True)
class Tried:
    """What became of a storm with one remedy, or with two.

    Attributes
    ----------
    names : one or two remedies
    back_s : of each seed, s after the outage; None where it was not back while it was watched
    """

    names: tuple[str, ...]
    back_s: tuple[float | None, ...]

    @property
    def text(self) -> str:
        """The mean, or "stuck" with the share of runs that stayed so."""
        times = [one for one in self.back_s if one is not None]
        n, stuck = len(self.back_s), len(self.back_s) - len(times)
        if stuck:
            return "stuck" if stuck == n else f"stuck {stuck} of {n}"
        return f"{sum(times) / n:.0f} s"

    @property
    def works(self) -> bool:
        """Whether it recovered with every seed."""
        return None not in self.back_s


def remedied(storm: Storm, *names: str) -> Storm:
    """Return a storm with some remedies; where two change one field the later one counts."""
    changes: dict[str, Any] = {}
    for name in names:
        changes |= REMEDIES[name]
    return storm.but(**changes)


def tried(storm: Storm, *names: str, seeds: tuple[int, ...] = SEEDS) -> Tried:
    """Return what became of a storm with some remedies."""
    made = remedied(storm, *names)
    return Tried(names, tuple(back_s(one, run(one)) for one in (made.but(seed=seed) for seed in seeds)))


def pairs() -> tuple[tuple[str, ...], ...]:
    """Return each remedy alone, and all pairs; two that set the same field to different values are no pair."""
    both = combinations_with_replacement(REMEDIES, 2)
    return tuple((a,) if a == b else (a, b) for a, b in both if a == b or _go_together(a, b))


def all_tried(storm: Storm, progress: Progress | None = None) -> tuple[Tried, ...]:
    """Return what became of a storm with each remedy and each pair.

    Raises
    ------
    EngineError
        if `progress` stops it
    """
    made, found = pairs(), []
    for i, names in enumerate(made):
        if progress is not None and progress(i / len(made)) is False:
            raise EngineError(f"the runs were cancelled after {i} of {len(made)} pairs")
        found.append(tried(storm, *names))
    return tuple(found)


def _go_together(a: str, b: str) -> bool:
    return not any(REMEDIES[b].get(field, value) != value for field, value in REMEDIES[a].items())
