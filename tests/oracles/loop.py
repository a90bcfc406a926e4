"""The clock of `clock.Clock` without SimPy: a heap of what is planned, by instant, kind and order of planning."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count


@dataclass(eq=False)
class Planned:
    """Something that will be done, unless it is cancelled."""

    action: Callable[[], None] | None

    def cancel(self) -> None:
        """Do nothing when the time comes."""
        self.action = None


class Loop:
    """Plans by delay, in the kinds of `clock`."""

    def __init__(self) -> None:
        self.now = 0.0
        self.heap: list[tuple[float, int, int, Planned]] = []
        self.numbers = count()

    def plan(self, delay_s: float, kind: int, action: Callable[[], None]) -> Planned:
        """Do `action` after `delay_s` seconds."""
        planned = Planned(action)
        heapq.heappush(self.heap, (self.now + delay_s, kind, next(self.numbers), planned))
        return planned

    def play(self, end_s: float) -> None:
        """Do all that is planned up to and including `end_s`."""
        while self.heap and self.heap[0][0] <= end_s:
            self.now, _, _, planned = heapq.heappop(self.heap)
            if planned.action is not None:
                planned.action()
