"""What a worker gets and gives back: some cells of one peak, volume after volume, so that each may start from the last.

Where a segment ends is a matter of the axes alone, never of who plays it, and so is every answer.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from archlib.architectures import Architecture
from archlib.maps.answers import Found
from archlib.maps.question import Question
from archlib.maps.sized import Near, sized
from archlib.maps.trials import Trials, Week
from archlib.prices import MONTH_HOURS
from archlib.sizing.dials import dials
from archlib.sizing.guess import guess, tops

STRETCH = 10  # volumes of a segment: with more of them fewer cells start cold, with fewer all workers end together


@dataclass(frozen=True)
class Segment:
    """Cells of one peak: the numbers of their volumes, rising."""

    name: str
    question: Question
    peak: int
    volumes: tuple[int, ...]
    thorough: bool
    compiled: bool | None = None

    def __dask_tokenize__(self) -> str:
        return self.name


class Answered(NamedTuple):
    """The answers of a segment: cell -> architecture -> contract; the names of its dials; and how many runs it took."""

    peak: int
    volumes: tuple[int, ...]
    cells: list[list[list[Found]]]
    paths: dict[str, tuple[str, ...]]
    runs: int
    seconds: float


def segments(question: Question, thorough: bool, compiled: bool | None) -> Iterator[Segment]:
    """Yield all segments, those with the largest volumes first, for they take the longest."""
    n = len(question.volumes)
    for begin in reversed(range(0, n, STRETCH)):
        for peak in range(len(question.peaks)):
            volumes = tuple(range(begin, min(begin + STRETCH, n)))
            yield Segment(f"map-{peak}-{begin}", question, peak, volumes, thorough, compiled)


def answer(segment: Segment) -> Answered:
    """Find the answers of a segment."""
    _warm(segment.compiled)
    began, player = time.perf_counter(), _Player(segment)
    cells = [player.cell(volume) for volume in segment.volumes]
    return Answered(segment.peak, segment.volumes, cells, player.paths, player.runs, time.perf_counter() - began)


class _Player:
    def __init__(self, segment: Segment) -> None:
        self._segment, self._asked = segment, segment.question
        self._near: dict[str, Near] = {}
        self.paths: dict[str, tuple[str, ...]] = {}
        self.runs = 0

    def cell(self, volume: int) -> list[list[Found]]:
        """Find the answers of all architectures in a cell; its videos are drawn once for all of them."""
        asked = self._asked
        peak, videos = asked.peaks[self._segment.peak], asked.volumes[volume]
        weeks = [Week.of(asked.scenario(peak, videos, seed), asked.deadlines_s[-1]) for seed in asked.seeds]
        return [self._answers(name, one, weeks) for name, one in asked.architectures.items()]

    def _answers(self, name: str, one: Architecture, weeks: list[Week]) -> list[Found]:
        asked, scenarios = self._asked, [week.scenario for week in weeks]
        turned = dials(one, tops(one, scenarios, asked.deadlines_s[-1]))
        trials = Trials(one, turned, weeks, asked.deadlines_s, asked.prices, self._segment.compiled)
        months = asked.days * 24 / MONTH_HOURS
        thorough = self._segment.thorough
        start = guess(one, turned, scenarios)
        found, self._near[name] = sized(trials, asked.levels, start, self._near.get(name), thorough, months)
        self.paths[name] = tuple(dial.path for dial in turned)
        self.runs += trials.made
        return found


@cache
def _warm(compiled: bool | None) -> None:
    if compiled is not False:
        from archlib.engine import warm

        warm()
