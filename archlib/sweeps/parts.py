"""A part with some of its parameters exchanged: an architecture, a load, faults, a price list, a contract."""

from collections.abc import Mapping
from typing import Any

from archlib.faults import Faults
from archlib.faults.model import FIELDS
from archlib.prices import PriceList
from archlib.sweeps.fields import ALL_ITEMS, names_of, split
from archlib.sweeps.paths import put


def changed(part: Any, changes: Mapping[str, Any]) -> Any:
    """Return a fresh copy of a part with changes, path below the part -> value; "" exchanges the whole first.

    All changes of one model are made at once, so that fields which must fit together can move together.

    Raises
    ------
    ParameterError
        if the model refuses the combination
    """
    changes = dict(changes)
    part = changes.pop("", part)
    if isinstance(part, PriceList):
        return _repriced(part, changes)
    if isinstance(part, Faults):
        return _other_faults(part, changes)
    return put(part, changes.items())  # a copy without what the old one remembers, so it is light to send


def _repriced(prices: PriceList, changes: dict[str, Any]) -> PriceList:
    every = changes.pop(ALL_ITEMS, None)
    prices = prices if every is None else prices.scaled(every)
    return prices.scaled(changes) if changes else prices


def _other_faults(faults: Faults, changes: Mapping[str, Any]) -> Faults:
    lists = {kind: list(getattr(faults, kind)) for kind in FIELDS}
    asked = [(*split(f"faults.{rest}", rest), value) for rest, value in changes.items()]
    for kind, there in lists.items():
        for i, fault in enumerate(there):
            own = {field: value for k, which, field, value in asked if k == kind and which in names_of(fault, i)}
            there[i] = fault.but(**own) if own else fault
    return faults.but(**{kind: tuple(there) for kind, there in lists.items()})
