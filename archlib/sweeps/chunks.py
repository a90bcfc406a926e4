"""How many runs make one task: enough that sending it does not matter, few enough that none waits long."""

import uuid
from collections.abc import Callable, Iterator

from archlib.sweeps.tasks import Cell, Played, Row, Task

TASK_S = 0.05  # what a task should take; above 20 ms sending it costs little, and stopping waits for no more
FIRST = 4  # runs of a task while none has been timed
FEW = 4  # tasks that are sent out before one has been timed
MOST = 1000  # runs of a task
LATEST = 8  # tasks whose speed is believed


class Speed:
    """Seconds a run, as of the latest tasks."""

    def __init__(self) -> None:
        self._latest: list[tuple[int, float]] = []

    def tell(self, played: Played) -> None:
        """Take in what a task took."""
        self._latest = [*self._latest, (len(played.places), played.seconds)][-LATEST:]

    def at_once(self, most: int) -> int:
        """Return how many tasks may be out: few before the first is timed, for they may turn out long or short."""
        return most if self._latest else min(most, FEW)

    @property
    def runs(self) -> int:
        """How many runs the next task should have."""
        seconds = sum(s for _, s in self._latest)
        if not seconds:
            return FIRST
        return max(1, min(MOST, round(TASK_S * sum(n for n, _ in self._latest) / seconds)))


def tasks(
    rows: Iterator[int],
    cell: Callable[[int], Cell | Row],
    ready: Callable[[int, Row], None],
    speed: Speed,
    compiled: bool | None,
) -> Iterator[Task]:
    """Yield tasks of as many runs as the speed of the moment suggests.

    Parameters
    ----------
    rows : in the order in which they are to be played
    cell : what is run for a row, or its `Row` if it need not be
    ready : is given the rows that need no run
    """
    sweep, number, held = uuid.uuid4().hex, 0, {}
    for row in rows:
        made = cell(row)
        if isinstance(made, Row):
            ready(row, made)
            continue
        held[row] = made
        if len(held) >= speed.runs:
            yield Task(f"sweep-{sweep}-{number}", tuple(held), tuple(held.values()), compiled)
            number, held = number + 1, {}
    if held:
        yield Task(f"sweep-{sweep}-{number}", tuple(held), tuple(held.values()), compiled)
