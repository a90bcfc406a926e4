"""A design played to its end, or to where it was stopped."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import closing, nullcontext
from dataclasses import dataclass

from archlib.compare import Progress
from archlib.errors import EngineError
from archlib.sweeps.chunks import Speed, tasks
from archlib.sweeps.crew import Crew
from archlib.sweeps.design import Design
from archlib.sweeps.kept import Kept
from archlib.sweeps.keys import key
from archlib.sweeps.results import Sweep
from archlib.sweeps.rows import Rows
from archlib.sweeps.tasks import Cell, Played, Row, play


class SweepError(EngineError):
    """A sweep could not go on; `sweep` holds all that was done."""

    def __init__(self, message: str, sweep: Sweep) -> None:
        super().__init__(message)
        self.sweep = sweep


@dataclass(frozen=True)
class Asked:
    """How a sweep is to be played; see `sweep`."""

    executor: Executor | Callable[[], Executor] | None
    at_once: int
    progress: Progress | None
    resume: str | os.PathLike[str] | None
    compiled: bool | None


def played(design: Design, asked: Asked) -> Sweep:
    """Play a design and return its rows.

    Raises
    ------
    DataError
        if the folder to resume from cannot be used
    SweepError
        if the executor fails
    """
    with nullcontext() if asked.resume is None else Kept(asked.resume) as kept:
        return _Player(design, asked, kept).sweep()


class _Player:
    def __init__(self, design: Design, asked: Asked, kept: Kept | None) -> None:
        self._design, self._asked, self._kept = design, asked, kept
        self._rows, self._speed, self._done, self._reused = Rows(len(design)), Speed(), 0, 0
        self._keys: dict[int, str] = {}
        self._heard, self._cancelled = 0, False

    def sweep(self) -> Sweep:
        crew = Crew(self._asked.executor, lambda: self._speed.at_once(self._asked.at_once), play)
        waiting = tasks(self._places(), self._cell, self._take, self._speed, self._asked.compiled)
        with closing(crew.results(waiting)) as results:
            for played in results:
                self._take_all(played)
                if self._told() is False:
                    self._cancelled = True
                    crew.stop()
        made = self._made()
        if crew.failure is not None:
            raise SweepError(self._message(crew.failure), made) from crew.failure
        return made

    def _places(self) -> Iterator[int]:
        """The rows in the order of play; ends when the sweep is cancelled while nothing needs to be played."""
        for i, place in enumerate(self._design.order.tolist()):
            if i and i % 1000 == 0 and self._done and self._told() is False:
                self._cancelled = True
            if self._cancelled:
                return
            yield place

    def _cell(self, place: int) -> Cell | Row:
        cell = self._design.cell(place)
        if isinstance(cell, Row) or self._kept is None:
            return cell
        name = key(cell)
        if name is None:
            return cell
        row = self._kept.get(name)
        if row is None:
            self._keys[place] = name
            return cell
        self._reused += 1
        return row

    def _take(self, place: int, row: Row) -> None:
        self._rows.take(place, row)
        self._done += 1

    def _take_all(self, played: Played) -> None:
        self._speed.tell(played)
        for place, row in zip(played.places, played.rows, strict=True):
            self._take(place, row)
        if self._kept is not None:
            names = {place: self._keys.pop(place, None) for place in played.places}
            rows = zip(names.values(), played.rows, strict=True)
            self._kept.put({name: row for name, row in rows if name is not None})

    def _told(self) -> bool | None:
        self._heard = self._done
        progress = self._asked.progress
        return None if progress is None else progress(self._done / len(self._design))

    def _made(self) -> Sweep:
        if self._done == len(self._design) != self._heard:
            self._told()  # the last rows needed no run, so nobody has heard of the end
        damaged = 0 if self._kept is None else self._kept.damaged
        return Sweep(self._design, self._rows, self._reused, damaged, self._cancelled)

    def _message(self, failure: BaseException) -> str:
        kept = "are kept in the folder" if self._kept is not None else "are in the error's .sweep"
        what = f"{type(failure).__name__}: {failure}"
        do = "Run it again with resume= and a new executor, or a function that makes one."
        return f"the sweep could not go on ({what:.300}); {self._done:,} of {len(self._design):,} runs {kept}. {do}"
