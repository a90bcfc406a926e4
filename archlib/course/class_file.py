"""The file that a pair hands in: some cells of the class's map, as JSON; what others wrote is read with care."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from archlib._version import __version__
from archlib.course.class_plan import ClassPlan, cells_of, plan_from
from archlib.course.keeping import write
from archlib.course.map_cells import Cell, Offer
from archlib.errors import DataError, ParameterError

KIND: Final = "archlib class map"
FORMAT: Final = 2
MOST_BYTES: Final = 4_000_000
MOST_TEXT: Final = 400
_NAMES: Final = ("kind", "format", "archlib", "prices", "pair", "pairs", "plan", "cells")


class Handed(NamedTuple):
    """What a pair hands in.

    Attributes
    ----------
    pair, pairs : number 3 of 8
    plan : what the class agreed on
    prices : name and date of the price list
    cells : those of the pair that are computed
    archlib : the version that computed them
    """

    pair: int
    pairs: int
    plan: ClassPlan
    prices: str
    cells: tuple[Cell, ...]
    archlib: str = __version__

    @property
    def name(self) -> str:
        """The file's name, the same for the same pair."""
        return f"class_map_pair_{self.pair}_of_{self.pairs}.json"

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as JSON-able content."""
        return {
            "kind": KIND,
            "format": FORMAT,
            "archlib": self.archlib,
            "prices": self.prices,
            "pair": self.pair,
            "pairs": self.pairs,
            "plan": self.plan.to_dict(),
            "cells": [
                {"volume": c.volume, "peak": c.peak, "offers": [o._asdict() for o in c.offers]} for c in self.cells
            ],
        }

    def save(self, folder: str | Path = ".") -> Path:
        """Write it into a folder, whole or not at all, and return the file's path.

        Raises
        ------
        DataError
            if it cannot be written
        """
        target = Path(folder) / self.name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write(target, self.to_dict())
        except OSError as error:
            raise DataError(f"{target}: cannot be written ({error.strerror}); choose another folder") from None
        return target


def read(content: bytes) -> Handed:
    """Return what `Handed.save` wrote. Only data is read: nothing in it is ever run.

    Raises
    ------
    DataError
        if it is too long, no JSON, not of this kind, or says what no pair can have computed
    """
    if len(content) > MOST_BYTES:
        raise DataError(f"it has {len(content):,} bytes, at most {MOST_BYTES:,} are read")
    try:
        plain = json.loads(content, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise DataError(f"it is not JSON ({error}); was it copied whole?") from None
    if not isinstance(plain, dict) or plain.get("kind") != KIND:
        raise DataError("it is JSON, but no file of a class map")
    if plain.get("format") != FORMAT or sorted(plain) != sorted(_NAMES):
        raise DataError("it was written by another version of archlib; update, and compute it again")
    return _handed(plain)


def _handed(plain: dict[str, Any]) -> Handed:
    plan = plan_from(plain["plan"])
    try:
        mine = cells_of(plain["pair"], plain["pairs"], plan)
    except ParameterError as error:
        raise DataError(str(error)) from None
    texts = {name: _text(name, plain[name]) for name in ("prices", "archlib")}
    cells = _list("cells", plain["cells"], _cell)
    places = [(cell.volume, cell.peak) for cell in cells]
    if stray := [place for place in places if place not in mine]:
        raise DataError(f"it has the cell {stray[0]}, which is not one of pair {plain['pair']} of {plain['pairs']}")
    if len(set(places)) < len(places):
        raise DataError("it has a cell twice")
    return Handed(plain["pair"], plain["pairs"], plan, texts["prices"], cells, texts["archlib"])


def _cell(plain: Any) -> Cell:
    fields = _fields("a cell", plain, ("volume", "peak", "offers"))
    offers = _list("offers", fields["offers"], _offer)
    if not offers or len({o.kind for o in offers}) < len(offers):
        raise DataError("a cell has no architecture, or one twice")
    return Cell(_amount("volume", fields["volume"]), _amount("peak", fields["peak"]), offers)


def _offer(plain: Any) -> Offer:
    fields = _fields("an architecture", plain, Offer._fields)
    usd, low, high = (_maybe(name, fields[name]) for name in ("usd", "low", "high"))
    if usd is None and not (low is None and high is None):
        raise DataError("it has a band without a cost")
    kind, sizes, broken = (_text(name, fields[name]) for name in ("kind", "sizes", "broken"))
    costs = _list("costs", fields["costs"], lambda value: _amount("costs", value))
    return Offer(kind, usd, low, high, sizes, broken, costs)


def _fields(what: str, plain: Any, names: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(plain, dict) or sorted(plain) != sorted(names):
        raise DataError(f"{what} is {plain!r:.60}; it needs {', '.join(names)}")
    return plain


def _list(name: str, plain: Any, each: Callable[[Any], Any]) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise DataError(f"{name} is {plain!r:.60}, no list")
    return tuple(each(one) for one in plain)


def _maybe(name: str, value: Any) -> float | None:
    return None if value is None else _amount(name, value)


def _amount(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value) or value < 0:
        raise DataError(f"{name} is {value!r:.60}, no number from 0 on")
    return float(value)


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        raise DataError(f"{name} is {value!r:.60}, no text of at most {MOST_TEXT} letters")
    return value


def _no_constant(name: str) -> Any:
    raise DataError(f"{name} is no number of JSON")
