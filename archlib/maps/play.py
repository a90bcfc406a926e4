"""A map played to its end, here or on any executor, or to where it was stopped."""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from archlib.compare import Progress
from archlib.errors import EngineError
from archlib.maps.answers import Cells, Found, assembled
from archlib.maps.kept import Kept
from archlib.maps.question import Question
from archlib.maps.result import DecisionMap
from archlib.maps.segments import Answered, Segment, answer, segments
from archlib.sweeps.crew import Crew


class MapError(EngineError):
    """A map was cancelled or could not go on; what was done is kept in the folder of `resume`, if one was given.

    `done` and `all` are numbers of segments.
    """

    def __init__(self, message: str, done: int, of: int) -> None:
        super().__init__(message)
        self.done, self.all = done, of


@dataclass(frozen=True)
class Asked:
    """How a map is to be played; see `decision_map`."""

    executor: Executor | Callable[[], Executor] | None
    at_once: int
    progress: Progress | None
    resume: str | os.PathLike[str] | None
    thorough: bool
    compiled: bool | None


def played(question: Question, asked: Asked, made: Mapping[str, Any]) -> DecisionMap:
    """Play all cells of a question.

    Raises
    ------
    DataError
        if the folder to resume from cannot be used
    MapError
        if it is cancelled, or the executor fails
    """
    return _Player(question, asked).map(made)


class _Player:
    def __init__(self, question: Question, asked: Asked) -> None:
        self._question, self._asked = question, asked
        self._kept = None if asked.resume is None else Kept(asked.resume)
        self._todo = {one.name: one for one in segments(question, asked.thorough, asked.compiled)}
        self._done: dict[str, Answered] = {}
        self._cancelled = False

    def map(self, made: Mapping[str, Any]) -> DecisionMap:
        crew = Crew(self._asked.executor, lambda: self._asked.at_once, answer)
        with closing(crew.results(self._waiting())) as results:
            for answered in results:
                self._take(answered)
                if self._cancelled:
                    crew.stop()
        if len(self._done) < len(self._todo):
            raise self._ended(crew.failure) from crew.failure
        runs = sum(one.runs for one in self._done.values())
        return assembled(self._question, self._paths(), self._cells(), {**made, "runs": runs})

    def _waiting(self) -> Iterator[Segment]:
        """The segments that are not in the folder."""
        for name, segment in self._todo.items():
            if self._cancelled:
                return
            known = None if self._kept is None else self._kept.get(segment)
            if known is None:
                yield segment
            else:
                self._done[name] = known
                self._tell()

    def _take(self, answered: Answered) -> None:
        segment = self._todo[_name(answered)]
        if self._kept is not None:
            self._kept.put(segment, answered)
        self._done[segment.name] = answered
        self._tell()

    def _tell(self) -> None:
        progress = self._asked.progress
        if progress is not None and progress(len(self._done) / len(self._todo)) is False:
            self._cancelled = True

    def _cells(self) -> Cells:
        peaks, volumes = len(self._question.peaks), len(self._question.volumes)
        cells: list[list[list[Found]]] = [[] for _ in range(peaks * volumes)]
        for one in self._done.values():
            for volume, cell in zip(one.volumes, one.cells, strict=True):
                cells[one.peak * volumes + volume] = cell
        return cells

    def _paths(self) -> dict[str, tuple[str, ...]]:
        return next(iter(self._done.values())).paths

    def _ended(self, failure: BaseException | None) -> MapError:
        done, of = len(self._done), len(self._todo)
        what = "the map was cancelled" if failure is None else f"the map could not go on ({failure!r:.300})"
        kept = "kept in the folder" if self._kept is not None else "lost; give resume= a folder to keep them"
        return MapError(f"{what}; {done} of {of} parts are done and {kept}. Run it again to go on.", done, of)


def _name(answered: Answered) -> str:
    return f"map-{answered.peak}-{answered.volumes[0]}"
