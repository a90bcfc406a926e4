"""Price lists: rows with date and source, scaled at will, each price brought to one base unit.

Left out: free tiers, volume tiers beyond the first, reserved and spot prices, taxes.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Self

from archlib.data import PRICE_UNITS, Fact, closest, is_number, is_text
from archlib.errors import DataError, ParameterError
from archlib.prices.meters import Meter

if TYPE_CHECKING:
    import pandas as pd

_MANY: Final = {"1000": 1e3, "million": 1e6}


@dataclass(frozen=True)
class Price:
    """What one base unit of an item costs, and where that comes from.

    `usd` is USD for one `base_unit` with `factor` applied; `listed` is the number of the list, in `listed_unit`.
    """

    item: str
    usd: float
    base_unit: str
    listed: float
    listed_unit: str
    factor: float
    as_of: str
    source: str


@dataclass(frozen=True)
class PriceList:
    """A named list of prices; `archlib.prices` makes them from files.

    Parameters
    ----------
    name : str
    rows : item -> Fact, units of money for something ("USD/hour", "USD/million requests")
    factors : item -> float >= 0, what the listed value is multiplied by; 1 where an item is not named

    Raises
    ------
    DataError
        If a row breaks a rule of `archlib.data`.
    ParameterError
        If a factor is not a finite number >= 0 or names an item that the list has not.
    """

    name: str
    rows: Mapping[str, Fact]
    factors: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not is_text(self.name):
            raise ParameterError(f"PriceList.name={self.name!r} is refused: give the list a name, such as 'my prices'")
        for item, fact in self.rows.items():
            where = f"price list {self.name!r}, item {item!r}"
            if fact.item != item:
                raise DataError(f"{where}: the row is that of {fact.item!r}; give a Fact of the same item")
            fact.check(where, PRICE_UNITS)
        factors = {item: self._item_factor(item, factor) for item, factor in self.factors.items()}
        # copies behind read-only views: the hash of a list must not change under a run that carries it
        object.__setattr__(self, "rows", MappingProxyType(dict(self.rows)))
        object.__setattr__(self, "factors", MappingProxyType(factors))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.name, dict(self.rows), dict(self.factors))  # a view cannot be pickled

    def __hash__(self) -> int:
        return hash(self.hash)

    def scaled(self, factor: float | Mapping[str, float] = 1.0, **items: float) -> Self:
        """Return a copy with prices multiplied, on top of what has been scaled before.

        `scaled(2.0)` doubles all, `scaled({"c5.large": 0.5})` halves one, and `scaled(2.0, **{"c5.large": 0.5})`
        doubles all but c5.large, which both factors meet.
        """
        new = dict(self.factors)
        every = factor if isinstance(factor, Mapping) else dict.fromkeys(self.rows, self._factor("factor", factor))
        for step in (every, items):
            for item, value in step.items():
                new[item] = new.get(item, 1.0) * self._item_factor(item, value)
        return type(self)(self.name, self.rows, {item: value for item, value in new.items() if value != 1.0})

    def price(self, item: str) -> Price:
        """Return the price of one base unit of an item.

        Raises
        ------
        ParameterError
            If the list has no such item; the message names the nearest and says what to add.
        """
        fact = self.rows.get(item)
        if fact is None:
            add = f"add the row '{item},<value>,<unit>,<region>,<date>,<source>' to it or take another list"
            raise ParameterError(f"price list {self.name!r} has no item {item!r}; {add}; {closest(item, self.rows)}")
        base, count = _base_unit(fact.unit)
        factor = self.factors.get(item, 1.0)
        return Price(item, fact.value / count * factor, base, fact.value, fact.unit, factor, fact.as_of, fact.source)

    def price_for(self, meter: Meter) -> Price:
        """Return the price of one unit of what a meter counts; refuse an item that is sold by another unit."""
        price = self.price(meter.item)
        if price.base_unit != meter.unit:
            rule = f"the meter counts in {meter.unit}, the price list {self.name!r} sells it in {price.base_unit}"
            raise ParameterError(f"Meter.item={meter.item!r} is refused: {rule}. Name an item sold by the {meter.unit}")
        return price

    @property
    def as_of(self) -> str:
        """The newest date of any row, "undated" if no row has one."""
        return max((fact.as_of for fact in self.rows.values() if fact.as_of != "undated"), default="undated")

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the list's content, 64 hex digits; the order of the rows does not matter."""
        content = self.to_dict()
        content["rows"].sort(key=lambda row: row["item"])
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Return plain lists, texts and numbers that JSON can hold; `from_dict` reads them back."""
        rows = [asdict(fact) for fact in self.rows.values()]
        return {"name": self.name, "rows": rows, "factors": dict(self.factors)}

    @classmethod
    def from_dict(cls, content: Any) -> Self:
        """Return the list that `to_dict` has written.

        Raises
        ------
        DataError
            If keys are missing or unknown, or a value is not what it should be.
        """
        keys = ("name", "rows", "factors")
        if not isinstance(content, Mapping) or set(content) != set(keys):
            raise DataError(f"a saved price list holds {', '.join(keys)} and nothing else; save it with to_dict()")
        if not isinstance(content["rows"], list) or not isinstance(content["factors"], Mapping):
            raise DataError("a saved price list has a list of rows and a table of factors; save it with to_dict()")
        rows: dict[str, Fact] = {}
        for number, row in enumerate(content["rows"], 1):
            fact = _fact_of(f"saved price list, row {number}", row)
            if fact.item in rows:
                raise DataError(f"saved price list, row {number}, column item: {fact.item!r} is there twice; keep one")
            rows[fact.item] = fact
        return cls(content["name"], rows, content["factors"])

    def table(self) -> "pd.DataFrame":
        """Return the prices as a pandas DataFrame, one row an item."""
        import pandas as pd

        columns = [f.name for f in fields(Price)]
        rows = [[getattr(self.price(item), name) for name in columns] for item in self.rows]
        return pd.DataFrame(rows, columns=columns).rename(columns={"usd": "price_usd", "listed": "listed_usd"})

    def _item_factor(self, item: str, factor: Any) -> float:
        if item not in self.rows:
            raise ParameterError(f"price list {self.name!r} has no item {item!r} to scale; {closest(item, self.rows)}")
        value = self._factor(f"factor of {item!r}", factor)
        if not is_number(value * self.rows[item].value):
            raise ParameterError(f"price list {self.name!r}: factor of {item!r} {value!r} is too large; lower it")
        return value

    def _factor(self, name: str, factor: Any) -> float:
        if not is_number(factor):
            rule = "is not a finite number >= 0 (unit 1); 1 keeps a price, 2 doubles it"
            raise ParameterError(f"price list {self.name!r}: {name} {factor!r} {rule}")
        return float(factor)


@cache
def _base_unit(unit: str) -> tuple[str, float]:
    """Return ("request", 1e6) for "USD/million requests", ("hour", 1.0) for "USD/hour"."""
    thing = unit.removeprefix("USD/")
    many, _, things = thing.partition(" ")
    return (things.removesuffix("s"), _MANY[many]) if things else (thing, 1.0)


def _fact_of(where: str, row: Any) -> Fact:
    names = {f.name for f in fields(Fact)}
    if not isinstance(row, Mapping) or set(row) != names:
        raise DataError(f"{where}: holds {sorted(names)} and nothing else; save it again with to_dict()")
    fact = Fact(**row)
    fact.check(where, PRICE_UNITS)
    return Fact(**{**row, "value": float(fact.value)})
