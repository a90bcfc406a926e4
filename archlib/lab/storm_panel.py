"""The bench of storms: one service under retries, in scenes of a few controls each."""

from collections.abc import Mapping
from typing import Final

from archlib.course.layers import layered
from archlib.course.remedies import all_tried
from archlib.course.storms import Storm
from archlib.engine.driver import Progress
from archlib.errors import ParameterError, nearest
from archlib.lab.bench import Bench, Sights, plain
from archlib.lab.figures import age, amplification, cures, goodput, phase
from archlib.lab.figures.phases import phases
from archlib.lab.figures.picture import Picture
from archlib.lab.figures.storm_seeds import SEEDS, storms
from archlib.lab.gate import Gate, behind

KEY: Final = "storm"
BUTTON: Final = f"Run {len(SEEDS)} seeds"
_FIRST: Final = ("per_s", "retries", "outage_s", "timeout_s", "trigger")
_OVER_TIME: Final = {"goodput": plain(goodput.picture), "age": plain(age.picture)}


def _map(storm: Storm, progress: Progress | None = None) -> Picture:
    return phase.picture(storm, phases(storm, progress))


def _seeds(storm: Storm, progress: Progress | None = None) -> Picture:
    return goodput.picture(storm, storms(storm, progress))


def _cures(storm: Storm, progress: Progress | None = None) -> Picture:
    return cures.picture(storm, all_tried(storm, progress))


_OVER_SEEDS: Final = {"goodput": _seeds}  # near the boundary one seed comes back and another does not


def _sights(*seen: str) -> Sights:
    return Sights(KEY, Storm(), seen, _OVER_TIME, _OVER_SEEDS, BUTTON)


SCENES: Final[Mapping[str, Sights]] = {
    "back or stuck": _sights("per_s", "retries", "outage_s", "timeout_s", "seed"),
    "the boundary": Sights(
        KEY,
        Storm(),
        ("outage_s", "timeout_s", "pause_s", "bucket"),
        {"phase": plain(phase.picture)},
        {"phase": _map},
        "Run 675 outages",
    ),
    "fewer tries": _sights("pause_s", "jitter", "bucket", "per_success", "breaker"),
    "a shorter line": _sights("longest_line", "order", "drop_s", "shed_s", "cancels"),
    "in step": Sights(
        KEY,
        Storm(per_s=30.0, retries=4, pause_s=5.0, jitter=0.0, outage_s=5.0, trigger="refuses", watch_s=40.0),
        ("jitter", "pause_s", "retries", "outage_s", "trigger"),
        {"goodput": plain(goodput.picture)},
        _OVER_SEEDS,
        BUTTON,
    ),
    "what helps": Sights(KEY, Storm(), ("per_s", "retries", "outage_s", "timeout_s"), {"cures": _cures}, {}),
    "all of it": Sights(
        KEY,
        Storm(),
        _FIRST,
        _OVER_TIME,
        _OVER_SEEDS,
        BUTTON,
        folded=tuple(name for name in Storm.model_fields if name not in _FIRST),
    ),
    "layers": Sights(
        KEY, layered(3, 3), ("layers", "retries", "fails", "seed"), {"amplification": plain(amplification.picture)}, {}
    ),
}  # fmt: skip


def storm(scene: str = "back or stuck", *, after: str | None = None) -> Bench | Gate:
    """Return a bench of a service under retries.

    Parameters
    ----------
    scene : such as "what helps": a few controls and pictures of one question
    after : the bet that must be placed before it opens, such as "08.P1"

    Raises
    ------
    ParameterError
        if there is no such scene; the message names the nearest
    """
    if scene not in SCENES:
        raise ParameterError(f"scene={scene!r} is not there; {nearest(str(scene), SCENES)}")
    return behind(after, lambda: Bench(SCENES[scene]))
