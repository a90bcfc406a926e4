"""Steps that searches for sizes share: one dial of a point put elsewhere, and a ladder tried."""

from typing import Protocol

from archlib.sizing.dials import Dial, Point


class Tried(Protocol):
    """A bench that tries points, and knows the best one so far."""

    @property
    def dials(self) -> tuple[Dial, ...]:
        """What may be turned."""

    @property
    def least(self) -> Point:
        """The best point so far."""

    def better(self, point: Point, /) -> bool:
        """Try a point; whether it is the best one now."""


def put(point: Point, i: int, place: int) -> Point:
    """Return a point with one dial at another place."""
    return (*point[:i], place, *point[i + 1 :])


def try_all(bench: Tried, i: int) -> None:
    """Try every candidate of a dial."""
    for place in range(len(bench.dials[i].values)):
        bench.better(put(bench.least, i, place))


def try_nearby(bench: Tried, i: int) -> None:
    """Turn a dial down, and up, for as long as it gets better."""
    for step in (-1, 1):
        place = bench.least[i] + step
        while 0 <= place < len(bench.dials[i].values) and bench.better(put(bench.least, i, place)):
            place += step
