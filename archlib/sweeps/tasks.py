"""What a worker gets and gives back: some runs as parameters, and their rows as plain numbers and texts."""

import time
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from archlib.architectures import Architecture
from archlib.contract import Contract
from archlib.errors import ArchlibError, EngineError
from archlib.outcome import Run
from archlib.prices import PriceList
from archlib.scenario import Scenario
from archlib.sweeps.measures import NAN, NUMBERS, Measured, measured


class Cell(NamedTuple):
    """One run to make: what `simulate` is given."""

    architecture: Architecture
    scenario: Scenario
    prices: PriceList
    contract: Contract


class Row(NamedTuple):
    """What is kept of one run: numbers in the order of `NUMBERS`, the verdict, or why the models refused it."""

    numbers: tuple[float, ...]
    verdict: str = ""
    refused: str = ""


@dataclass(frozen=True)
class Task:
    """Some runs to be made in one go; those of one scenario draw its videos once."""

    name: str
    places: tuple[int, ...]
    cells: tuple[Cell, ...]
    compiled: bool | None = None

    def __dask_tokenize__(self) -> str:
        return self.name  # else dask would look through all parameters to tell two tasks apart


class Played(NamedTuple):
    """The rows of a task by their places in the table, and the seconds that they took."""

    places: tuple[int, ...]
    rows: tuple[Row, ...]
    seconds: float


def play(task: Task) -> Played:
    """Make the runs of a task, one after another; only their rows are kept."""
    _warm(task.compiled)
    began = time.perf_counter()
    player = _Player(task.compiled)
    rows = tuple(player.row(cell) for cell in task.cells)
    return Played(task.places, rows, time.perf_counter() - began)


def refusal(error: ArchlibError) -> Row:
    """Return the row of a combination that the models refuse."""
    return Row((NAN,) * len(NUMBERS), refused=str(error))


class _Player:
    """Remembers the last run, so that other prices or service levels need no second one."""

    def __init__(self, compiled: bool | None) -> None:
        self._compiled = compiled
        self._last: tuple[Cell, Run] | None = None

    def row(self, cell: Cell) -> Row:
        try:
            numbers, verdict = self._measured(cell)
        except EngineError:
            raise  # it says nothing of the combination
        except ArchlibError as error:
            return refusal(error)
        return Row(numbers, verdict)

    def _measured(self, cell: Cell) -> Measured:
        run = self._same(cell)
        if run is None:
            from archlib.engine import simulate

            run = simulate(
                cell.architecture, cell.scenario, prices=cell.prices, contract=cell.contract, compiled=self._compiled
            )
        self._last = cell, run
        return measured(run, cell.contract)

    def _same(self, cell: Cell) -> Run | None:
        """Return the last run with this cell's prices, if nothing that a run depends on has changed."""
        if self._last is None:
            return None
        last, run = self._last
        same = cell.architecture is last.architecture and cell.scenario is last.scenario
        if not same or cell.contract.deadline_s != last.contract.deadline_s:
            return None
        return run if cell.prices is last.prices else run.reprice(cell.prices)


@cache
def _warm(compiled: bool | None) -> None:
    """Load the kernel before the first task of a process is timed: loading takes longer than many runs."""
    if compiled is not False:
        from archlib.engine import warm

        warm()
