"""Sizes that were searched before, for the year of the course: `python -m benchmarks.year --sizes` makes the file."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from archlib.architectures import from_dict
from archlib.data import data_dir
from archlib.errors import ArchlibError, DataError
from archlib.prices import PriceList
from archlib.year.given import Year
from archlib.year.sized import Sized

FILE = "year_sizes.json"
FORMAT = 1

Table = Mapping[str, tuple[Sized, ...]]  # kind -> its sizes by quarter


def stored(year: Year, seed: int, prices: PriceList) -> Table:
    """Return the sizes on disk if they are those of this year, seed and price list; else none.

    Raises
    ------
    DataError : the file cannot be read
    """
    path = data_dir() / FILE
    if not path.exists():
        return {}
    key, table = _read(path)
    return table if key == _key(year, seed, prices) else {}


def text(year: Year, seed: int, prices: PriceList, sizes: Table) -> str:
    """Return what the file holds, as JSON."""
    rows = {kind: [_plain(one) for one in found] for kind, found in sizes.items()}
    return json.dumps({"format": FORMAT, **_key(year, seed, prices), "sizes": rows}, indent=1, allow_nan=False) + "\n"


def _key(year: Year, seed: int, prices: PriceList) -> dict[str, Any]:
    return {"year": year.hash, "seed": seed, "prices": prices.hash}


def _plain(one: Sized) -> dict[str, Any]:
    return {**vars(one), "architecture": one.architecture.to_dict()}


@cache
def _read(path: Path) -> tuple[dict[str, Any], Table]:
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        key = {name: plain[name] for name in ("year", "seed", "prices")}
        table = {
            kind: tuple(Sized(**{**row, "architecture": from_dict(row["architecture"])}) for row in rows)
            for kind, rows in plain["sizes"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        what = str(error) if isinstance(error, ArchlibError) else f"{type(error).__name__}: {error}"
        raise DataError(f"{path} cannot be read ({what}); make it again: python -m benchmarks.year --sizes") from None
    return key, table
