"""A waiting room's rules: three fields that all architectures with a room have, and what they say to a pool."""

import math
from typing import Any, Protocol, TypedDict

from archlib.params import param
from archlib.topology.pools import Order


class Waits(Protocol):
    """Parameters with the rules of a waiting room."""

    @property
    def order(self) -> Order: ...
    @property
    def drop_after_s(self) -> float: ...
    @property
    def shed_after_s(self) -> float: ...


class Rules(TypedDict):
    """The rules as `archlib.topology.Pool` takes them."""

    order: Order
    drop_after_s: float
    shed_after_s: float


def order() -> Any:
    """Return the field `order: Order`."""
    return param("fifo", unit="", help="who is served next: who has waited longest (fifo) or shortest (lifo)")


def drop_after() -> Any:
    """Return the field `drop_after_s: float`."""
    return param(
        0.0, ge=0, le=86_400, unit="s", scale="log", help="who has waited longer is dropped in turn; 0 is never"
    )


def shed_after() -> Any:
    """Return the field `shed_after_s: float`."""
    return param(
        0.0,
        ge=0,
        le=86_400,
        unit="s",
        scale="log",
        help="who comes while one has waited longer is refused; 0 is never",
    )


def rules(parameters: Waits) -> Rules:
    """Return what the three fields say; 0 s is never."""
    return Rules(
        order=parameters.order,
        drop_after_s=parameters.drop_after_s or math.inf,
        shed_after_s=parameters.shed_after_s or math.inf,
    )
