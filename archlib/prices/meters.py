"""Meters: what is counted of a station, and under which item of a price list it is charged."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from archlib.data import is_text
from archlib.errors import ParameterError, nearest

Kind = Literal["instance_hours", "gb_months", "requests"]
Op = Literal["put", "get", "queue"]

MONTH_HOURS: Final = 730.0  # a year of 8,760 h over 12: the month of the providers' own examples

_UNIT: Final[dict[str, str]] = {"instance_hours": "hour", "gb_months": "GB-month", "requests": "request"}


@dataclass(frozen=True)
class Meter:
    """A counter of one kind, charged as `item`; `op` says which requests it counts (None for other kinds).

    Raises
    ------
    ParameterError
        If the kind or the operation is unknown, or the item is no name. Whether a price list has the item is
        asked only when the bill is written, so a list of your own may hold types that no other list knows.
    """

    kind: Kind
    item: str
    op: Op | None = None

    def __post_init__(self) -> None:
        if self.kind not in _UNIT:
            raise ParameterError(f"Meter.kind={self.kind!r} is no kind of meter; {nearest(str(self.kind), _UNIT)}")
        if not is_text(self.item):
            raise ParameterError(f"Meter.item={self.item!r} is refused: name an item of the price list, e.g. 'S3 PUT'")
        known = get_args(Op) if self.kind == "requests" else (None,)
        if self.op not in known:
            raise ParameterError(f"Meter.op={self.op!r} is refused: a meter of {self.kind} takes one of {known}")

    @property
    def unit(self) -> str:
        """The unit of the quantity that it counts: "hour", "GB-month" or "request"."""
        return _UNIT[self.kind]


def instance_hours(type_name: str) -> Meter:
    """Count the hours of instances of a type, such as "c5.large", from launch to end."""
    return Meter("instance_hours", type_name)


def gb_months(item: str) -> Meter:
    """Count stored GB (1 GB = 1e9 bytes) times months of 730 h, charged as an item such as "S3 Standard storage"."""
    return Meter("gb_months", item)


def requests(op: Op, item: str) -> Meter:
    """Count requests: "put" and "get" of a store, or "queue" (send, receive, delete), charged as `item`."""
    return Meter("requests", item, op)
