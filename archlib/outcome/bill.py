"""The bill: a list of items, each a quantity at a price with its source; the total is their sum and nothing else."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from archlib.outcome.usage import HOUR_S, Usage
from archlib.prices import MONTH_HOURS, PriceList

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Item:
    """One line: `amount_usd` = `quantity` x `unit_price_usd`, USD for the scenario's horizon.

    `used_quantity` is what of the quantity was put to use (slots that worked, receives that brought a message).
    """

    resource: str
    meter: str
    item: str
    quantity: float
    unit: str
    unit_price_usd: float
    amount_usd: float
    used_quantity: float
    as_of: str
    source: str

    @property
    def idle_share(self) -> float:
        """The share that was paid for and not used, 0 to 1; 0 where nothing was counted."""
        return 1.0 - self.used_quantity / self.quantity if self.quantity > 0 else 0.0

    @property
    def idle_usd(self) -> float:
        """What was paid for and not used, USD."""
        return self.amount_usd * self.idle_share


@dataclass(frozen=True)
class Bill:
    """What a run cost up to its horizon.

    Attributes
    ----------
    usage : what the meters counted
    prices : the list it is charged by
    horizon_s : float, s, what the bill is for
    ready : videos of it that became ready

    Notes
    -----
    Leaves out: free tiers, volume discounts, reserved and spot prices, taxes, data sent to viewers, and what people
    cost.
    """

    usage: tuple[Usage, ...]
    prices: PriceList
    horizon_s: float
    ready: int

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The lines of the bill, in the order of the topology.

        Raises
        ------
        ParameterError
            if the price list lacks an item, or sells it by another unit
        """
        return tuple(_item(u, self.prices) for u in self.usage)

    @cached_property
    def total(self) -> float:
        """USD for the horizon, the sum of the items."""
        return math.fsum(i.amount_usd for i in self.items)

    @property
    def months(self) -> float:
        """How many months of 730 h the bill is for."""
        return self.horizon_s / HOUR_S / MONTH_HOURS

    @property
    def per_month(self) -> float:
        """USD for a month of 730 h of the same; stores start empty, so what earlier months left is not in it."""
        return self.total / self.months

    @property
    def per_video(self) -> float | None:
        """USD for each video that became ready; None if none did."""
        return self.total / self.ready if self.ready else None

    @property
    def idle_usd(self) -> float:
        """USD paid for what was not used."""
        return math.fsum(i.idle_usd for i in self.items)

    @property
    def idle_share(self) -> float:
        """The idle part of the total, 0 to 1; 0 for a bill of nothing."""
        return self.idle_usd / self.total if self.total > 0 else 0.0

    def repriced(self, prices: PriceList) -> Self:
        """Return the same usage by another price list."""
        return type(self)(self.usage, prices, self.horizon_s, self.ready)

    def table(self) -> "pd.DataFrame":
        """Return the items as a pandas DataFrame, amounts in USD for the horizon and for a month of 730 h."""
        import pandas as pd

        rows = [
            (
                i.resource, i.meter, i.item, i.quantity, i.unit, i.unit_price_usd, i.amount_usd,
                i.amount_usd / self.months, i.used_quantity, i.idle_share, i.idle_usd, i.as_of, i.source,
            )
            for i in self.items
        ]  # fmt: skip
        columns = [
            "resource", "meter", "item", "quantity", "unit", "unit_price_usd", "amount_usd", "amount_usd_per_month",
            "used_quantity", "idle_share", "idle_usd", "as_of", "source",
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=columns)

    def __str__(self) -> str:
        each = "no video became ready" if self.per_video is None else f"${self.per_video:.4f} a ready video"
        return (
            f"${self.total:,.2f} for {self.horizon_s / HOUR_S:,.0f} h, ${self.per_month:,.2f} a month of "
            f"{MONTH_HOURS:g} h, {self.idle_share:.0%} of it idle, {each}"
        )


def _item(usage: Usage, prices: PriceList) -> Item:
    meter, price = usage.meter, prices.price_for(usage.meter)
    return Item(
        resource=usage.resource,
        meter=meter.kind if meter.op is None else f"{meter.kind} ({meter.op})",
        item=meter.item,
        quantity=usage.quantity,
        unit=meter.unit,
        unit_price_usd=price.usd,
        amount_usd=usage.quantity * price.usd,
        used_quantity=usage.used,
        as_of=price.as_of,
        source=price.source,
    )
