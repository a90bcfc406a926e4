"""The bench that walks one video through every architecture of a comparison."""

from typing import Final

from archlib.architectures import COURSE
from archlib.compare import Comparison, compare
from archlib.errors import ParameterError
from archlib.lab.bench import Bench, Sights, plain
from archlib.lab.choices import Choices, keyed
from archlib.lab.figures import swim
from archlib.lab.figures.walks import BY_NUMBER, Walk
from archlib.lab.gate import Gate, behind
from archlib.lab.presets import canonical_week
from archlib.lab.warmth import warmed

KEY: Final = "walk"


class WalkBench(Bench):
    """A bench on which a number that is given is looked up at once, whichever video was shown before."""

    def _edit(self, edits: dict[str, str]) -> None:
        is_number = edits.get(f"{KEY}.video", "").strip().isdecimal()
        super()._edit({f"{KEY}.which": BY_NUMBER, **edits} if is_number else edits)


def walk(comparison: Comparison | None = None, *, after: str | None = None) -> Bench | Gate:
    """Return a bench that follows one video through each architecture, side by side.

    Parameters
    ----------
    comparison : its runs, such as those of `archlib.compare` or of a panel; all seven of the course by default, under
        the load and the failures with which `compare` begins
    after : the bet that must be placed before it opens, such as "09.P1"

    Raises
    ------
    ParameterError
        if it is no comparison
    """
    given: object = comparison
    if given is not None and not isinstance(given, Comparison):
        do = "Give what al.compare(...) returns, or a panel's .comparison."
        raise ParameterError(f"walk(comparison={comparison!r:.60}) is refused: it is no comparison. {do}")
    return behind(after, lambda: WalkBench(sights(_course() if comparison is None else comparison)))


def sights(comparison: Comparison) -> Sights:
    """Return what the bench shows of some runs."""
    pictures = {
        "swim": plain(lambda params: swim.picture(comparison, params)),
        "second": plain(lambda params: swim.second(comparison, params)),
    }
    return Sights(KEY, Walk(), tuple(Walk.model_fields), pictures, {})


def _course() -> Comparison:
    choices = Choices(canonical_week(), keyed([each() for each in COURSE]))
    with warmed():
        return compare(list(choices.architectures.values()), choices.scenario())
