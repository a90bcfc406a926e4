"""The lines of the year's account: each a quantity at a price, in a month; what anything costs is their sum."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from archlib.prices import Meter, PriceList
from archlib.topology import Topology
from archlib.year.meters import Counted

PartOf = Literal["bill", "penalty", "migration"]


@dataclass(frozen=True)
class Line:
    """`amount_usd` = `quantity` x `unit_price_usd`, USD, in `month` (1 to 12)."""

    month: int
    part: PartOf
    resource: str
    item: str
    quantity: float
    unit: str
    unit_price_usd: float
    as_of: str
    source: str

    @property
    def amount_usd(self) -> float:
        """What it costs, USD."""
        return self.quantity * self.unit_price_usd


def priced(month: int, part: PartOf, resource: str, meter: Meter, quantity: float, prices: PriceList) -> Line:
    """Return the line of a quantity that a meter counted."""
    price = prices.price_for(meter)
    return Line(month, part, resource, meter.item, quantity, meter.unit, price.usd, price.as_of, price.source)


def billed(month: int, part: PartOf, counted: Sequence[Counted], prices: PriceList, prefix: str = "") -> Iterator[Line]:
    """Yield the lines of what the meters of an architecture counted."""
    for one in counted:
        yield priced(month, part, prefix + one.resource, one.meter, one.quantity, prices)


def storage(topology: Topology) -> tuple[str, Meter] | None:
    """Return the store that holds videos and its meter of what it holds; None if nothing is billed by that."""
    found = [(s.name, m) for s in topology.stations for m in s.meters if m.kind == "gb_months"]
    return found[0] if found else None


def request(topology: Topology, op: str) -> Meter | None:
    """Return the meter of requests to put or to get at the store that holds videos."""
    held = storage(topology)
    station = None if held is None else topology[held[0]]
    return next((m for m in station.meters if (m.kind, m.op) == ("requests", op)), None) if station else None
