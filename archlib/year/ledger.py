"""What became of videos and messages: nothing may be lost or counted twice, at a change of architecture neither."""

from typing import NamedTuple

import numpy as np

from archlib.outcome.jobs import OUTCOMES
from archlib.year.stretches import Stretch


class Entry(NamedTuple):
    """The videos of a stretch: each has one fate; `in_flight` had none yet when its last month ended."""

    first_month: int
    to_month: int
    architecture: str
    videos: int
    ready: int
    refused: int
    lost: int
    unfinished: int
    in_flight: int

    @property
    def balances(self) -> bool:
        """Whether the fates sum to the videos."""
        return self.ready + self.refused + self.lost + self.unfinished == self.videos


def entry(stretch: Stretch) -> Entry:
    """Return what became of the videos of a stretch."""
    part, run = stretch.part, stretch.run
    ready, refused, lost, unfinished = np.bincount(run.jobs.outcome_code, minlength=len(OUTCOMES)).tolist()
    return Entry(
        part.first_month,
        part.to_month,
        part.architecture.kind,
        len(run.jobs),
        ready,
        refused,
        lost,
        unfinished,
        _in_flight(stretch),
    )


def _in_flight(stretch: Stretch) -> int:
    """Accepted uploads that were under way at the end of the last month, and became ready later."""
    end_s, trace = stretch.run.scenario.load.horizon_s - stretch.part.after_s, stretch.run.trace
    return int(np.count_nonzero((trace.arrive < end_s) & (trace.ready > end_s)))
