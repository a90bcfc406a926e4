"""What a decision map says of each cell: what every architecture offers there, who wins, and how clearly."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from archlib.maps.layers import CONFIDENCE
from archlib.sweeps.paired import interval

CLOSE: Final = 0.05  # a share of the winner's cost within which another one is as good


class Offer(NamedTuple):
    """One architecture in one cell.

    Attributes
    ----------
    kind : such as "QueueFleet"
    usd : of a month, mean over the seeds; None where no size keeps the contract
    low, high : USD a month, 10 % and 90 % over the seeds; None as well
    sizes : what was found, as text; "" where there is nothing
    broken : the clause that no size keeps, such as "ready"; "" if all are kept
    costs : USD a month of each seed, in the order of the seeds; () where they are not known
    """

    kind: str
    usd: float | None
    low: float | None = None
    high: float | None = None
    sizes: str = ""
    broken: str = ""
    costs: tuple[float, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A load and what each architecture offers for it; no offers at all where nothing has been computed."""

    volume: float  # videos a month
    peak: float  # peak / mean
    offers: tuple[Offer, ...]

    @property
    def is_open(self) -> bool:
        """Whether nothing has been computed here."""
        return not self.offers

    @cached_property
    def ranked(self) -> tuple[Offer, ...]:
        """Those that keep the contract, the cheapest first."""
        return tuple(sorted((o for o in self.offers if o.usd is not None), key=_usd))

    @property
    def winner(self) -> Offer | None:
        """The cheapest that keeps the contract; None if none does, or nothing has been computed."""
        return self.ranked[0] if self.ranked else None

    @cached_property
    def close(self) -> tuple[Offer, ...]:
        """Those that cost about as much as the winner: within 5 %, or not told from it by the paired interval."""
        return tuple(o for o in self.ranked[1:] if _is_close(self.ranked[0], o))


def dearer(best: Offer, other: Offer) -> tuple[float, float] | None:
    """Return how much more another costs, USD a month: the 95 % interval around the mean over pairs of one seed each.

    Under one seed both met the same videos and failures, so that their difference varies less than either cost. None
    where there are fewer than two pairs.
    """
    if len(best.costs) != len(other.costs) or len(best.costs) < 2:
        return None
    return interval(np.subtract(other.costs, best.costs), CONFIDENCE)


class Layer(NamedTuple):
    """All cells at one service level and one deadline, a row a burstiness, both rising.

    Attributes
    ----------
    level : share, of uploads, of videos ready in time and of requests to manage
    deadline_s : s, within which a video must be ready
    rows : cells by peak / mean, then by volume
    """

    level: float
    deadline_s: float
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, row by row."""
        return tuple(cell for row in self.rows for cell in row)

    @property
    def volumes(self) -> tuple[float, ...]:
        """Videos a month, rising."""
        return tuple(cell.volume for cell in self.rows[0])

    @property
    def peaks(self) -> tuple[float, ...]:
        """Peak / mean, rising."""
        return tuple(row[0].peak for row in self.rows)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The architectures, in their order."""
        return tuple(dict.fromkeys(offer.kind for cell in self.cells for offer in cell.offers))

    def only(self, kinds: Collection[str]) -> "Layer":
        """Return the layer as it is if there were no other architectures than these."""
        rows = ((replace(c, offers=tuple(o for o in c.offers if o.kind in kinds)) for c in row) for row in self.rows)
        return self._replace(rows=tuple(tuple(row) for row in rows))

    def at(self, volume: float, peak: float) -> Cell:
        """Return the cell of a volume and a burstiness, both as the map has them."""
        return self.rows[self.peaks.index(peak)][self.volumes.index(volume)]


class Stretch(NamedTuple):
    """Neighbouring cells of a row with the same winner; `kind` is None where none wins, "" where cells are open."""

    kind: str | None
    first: float  # videos a month
    last: float


def stretches(row: Sequence[Cell]) -> tuple[Stretch, ...]:
    """Return a row as stretches of one winner, from the fewest videos to the most."""
    found: list[Stretch] = []
    for cell in row:
        kind = "" if cell.is_open else None if cell.winner is None else cell.winner.kind
        if found and found[-1].kind == kind:
            found[-1] = found[-1]._replace(last=cell.volume)
        else:
            found.append(Stretch(kind, cell.volume, cell.volume))
    return tuple(found)


def _usd(offer: Offer) -> float:
    return float("inf") if offer.usd is None else offer.usd


def _is_close(best: Offer, other: Offer) -> bool:
    if _usd(other) <= (1 + CLOSE) * _usd(best):
        return True
    apart = dearer(best, other)
    return apart is not None and apart[0] <= 0
