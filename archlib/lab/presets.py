"""Loads to begin with: the canonical week, the same videos spread evenly, hardly any, and a file of one's own."""

import io
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from archlib.errors import DataError
from archlib.prices import PriceList, from_csv
from archlib.workload import Workload
from archlib.workload.steps import HOUR_S

NEAR_IDLE_PER_HOUR = 0.2  # 33 videos a week: most hours see none


def canonical_week() -> Workload:
    """Return the course's week: a low rate all day and a rush every evening."""
    return Workload.evening_peak()


def flat() -> Workload:
    """Return a week with as many videos as the canonical one, at a constant rate."""
    week = canonical_week()
    return Workload.homogeneous(per_hour=week.expected_videos / (week.horizon_s / HOUR_S))


def near_idle() -> Workload:
    """Return a week in which hardly anything is uploaded."""
    return Workload.homogeneous(per_hour=NEAR_IDLE_PER_HOUR)


LOADS: dict[str, Callable[[], Workload]] = {
    "Canonical week": canonical_week,
    "Flat": flat,
    "Near idle": near_idle,
}


PRICES_BEGIN: Final = b"item,value,unit"  # the head of a price list, which no file of counts has


def is_price_list(content: bytes) -> bool:
    """Return whether a file handed over in the page is meant as a price list."""
    return content.removeprefix(BOM_UTF8).lstrip().lower().replace(b" ", b"").startswith(PRICES_BEGIN)


def prices_from_upload(name: str, content: bytes) -> PriceList:
    """Return the price list of a file handed over in the page; it stays in this kernel.

    Raises
    ------
    DataError : the file cannot be read; the message names it and the line
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or "prices.csv")
        path.write_bytes(content)
        try:
            return from_csv(path)
        except DataError as error:
            raise DataError(str(error).replace(str(path), name)) from None


def from_upload(name: str, content: bytes) -> Workload:
    """Return the load of a file handed over in the page; it stays in this kernel.

    Raises
    ------
    DataError : the file cannot be read; the message names it and the line
    """
    file = io.BytesIO(content)
    file.name = name
    return Workload.from_csv(file)
