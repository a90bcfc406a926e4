"""The bench of a chaos experiment: the hypothesis is set first, and is the bet; the fault is made by a button.

Other customers may lead to another verdict: it is counted over seeds as soon as the first answer is on the page.
"""

from collections.abc import Mapping
from functools import partial
from typing import Final

from archlib.course.chaos import Experiment, conducted
from archlib.engine.driver import Progress
from archlib.errors import ParameterError, nearest
from archlib.lab.bench import Bench, Sights, plain
from archlib.lab.figures import experiment as figure
from archlib.lab.figures.experiment_seeds import verdicts
from archlib.lab.figures.picture import Picture
from archlib.lab.gate import Gate, behind
from archlib.lab.job import Job
from archlib.lab.live import Work

KEY: Final = "experiment"
BUTTON: Final = "Run the experiment"
LARGE: Final = Experiment(scope="all", minutes=60)


def _conduct(experiment: Experiment, progress: Progress | None = None) -> Picture:
    return figure.picture(experiment, conducted(experiment))


def _sights(*seen: str, start: Experiment) -> Sights:
    return Sights(KEY, start, seen, {"experiment": plain(figure.picture)}, {"experiment": _conduct}, BUTTON)


SCENES: Final[Mapping[str, Sights]] = {
    "hypothesis": _sights("system", "strikes", "scope", "feature", "at_least", start=Experiment()),
    "abort": _sights("abort_below", "window_min", "react_min", "minutes", "effect", start=LARGE),
}


class ChaosBench(Bench):
    """Shows what came of an experiment first, and then in how many seeds it comes out so."""

    def _plan(self) -> Work:
        first = super()._plan()
        return partial(self._repeated, self.params, first) if self._asked else first

    def _repeated(self, experiment: Experiment, first: Work, job: Job) -> None:
        first(job)
        job.show(self.form.shown)
        many = verdicts(experiment, job.progress)
        job.show(partial(self._show, KEY, figure.picture(experiment, conducted(experiment), many)))


def chaos(scene: str = "hypothesis", *, after: str | None = None) -> ChaosBench | Gate:
    """Return a bench of a chaos experiment.

    Parameters
    ----------
    scene : "hypothesis" (what is struck, and what is expected) or "abort" (when it is ended)
    after : the bet that must be placed before it opens, such as "08.P1"

    Raises
    ------
    ParameterError
        if there is no such scene; the message names the nearest
    """
    if scene not in SCENES:
        raise ParameterError(f"scene={scene!r} is not there; {nearest(str(scene), SCENES)}")
    return behind(after, lambda: ChaosBench(SCENES[scene]))
