"""A chaos experiment under many seeds: other customers, the same fault, and the verdict of each."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from archlib.compare import Progress
from archlib.course.chaos import Experiment, abort_s, holds, struck
from archlib.lab.shares import go_on
from archlib.outcome.trace import Floats

SEEDS: Final = range(1, 21)


@dataclass(frozen=True, eq=False)
class Verdicts:
    """What became of the hypothesis with all of the fault, seed by seed.

    Attributes
    ----------
    held, met : bool array (n,), whether the hypothesis held, and whether the abort condition was met
    worst : float array (n,), the lowest share of any window
    failed, came : float array (n,), requests of the feature
    """

    held: np.ndarray
    met: np.ndarray
    worst: Floats
    failed: Floats
    came: Floats

    def __len__(self) -> int:
        return len(self.worst)


def verdicts(experiment: Experiment, progress: Progress | None = None, seeds: range = SEEDS) -> Verdicts:
    """Run all of the fault under each of some seeds; all else is as given.

    Raises
    ------
    EngineError
        if `progress` stops it
    """
    rows = []
    for i, seed in enumerate(seeds):
        go_on(progress, i, len(seeds))
        one = experiment.but(seed=seed)
        full = struck(one)
        rows.append((holds(one, full), abort_s(one, full) is not None, full.worst, full.failed, full.came))
    held, met, worst, failed, came = (np.array(column) for column in zip(*rows, strict=True))
    return Verdicts(held, met, worst, failed, came)
