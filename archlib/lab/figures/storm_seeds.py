"""A storm under many seeds: in how many the service comes back, how late, and what is answered second by second."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from archlib.compare import Progress
from archlib.course.recovery import back_s, seconds
from archlib.course.storms import Storm, run
from archlib.lab.shares import go_on, part
from archlib.outcome.trace import Floats

SEEDS: Final = range(1, 21)
ENDS: Final = (0.1, 0.9)


@dataclass(frozen=True, eq=False)
class Storms:
    """What became of a storm under n seeds.

    Attributes
    ----------
    back_s : of each seed, s after the outage; None where it was not back while it was watched
    good : float array (n, m), answers in time in each of m seconds
    """

    back_s: tuple[float | None, ...]
    good: Floats

    def __len__(self) -> int:
        return len(self.back_s)

    @property
    def times_s(self) -> list[float]:
        """How long after the outage those were back that came back, s, sorted."""
        return sorted(one for one in self.back_s if one is not None)

    @property
    def band(self) -> tuple[Floats, Floats]:
        """What a tenth of the seeds, and nine tenths, do not exceed in each second, float arrays (m,), answers."""
        low, high = np.quantile(self.good, ENDS, axis=0)
        return low, high

    def mean_band(self, start_s: int, end_s: int) -> tuple[float, float]:
        """Return what a tenth of the seeds, and nine tenths, do not exceed on average over some seconds, answers/s."""
        low, high = np.quantile(self.good[:, start_s:end_s].mean(axis=1), ENDS).tolist()
        return low, high


def storms(storm: Storm, progress: Progress | None = None, seeds: range = SEEDS) -> Storms:
    """Run a storm under each of some seeds; all else is as given.

    Raises
    ------
    EngineError
        if `progress` stops it
    """
    back, good = [], []
    for i, seed in enumerate(seeds):
        go_on(progress, i, len(seeds))
        one = storm.but(seed=seed)
        found = run(one, part(progress, i, len(seeds)))
        back.append(back_s(one, found))
        good.append(seconds(found).good)
    return Storms(tuple(back), np.stack(good))
