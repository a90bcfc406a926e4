"""Facts kept as small CSV files: where they are, and how a row is read and checked.

Every file has the header `item,value,unit,region,as_of,source`; a value without unit, date or source is refused.
"""

import csv
import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache
from numbers import Real
from pathlib import Path
from typing import Any

from archlib.errors import DataError, ParameterError

COLUMNS = ("item", "value", "unit", "region", "as_of", "source")

_SOLD_BY = ("hour", "vCPU-hour", "GB-hour", "LCU-hour", "GB-second", "GB-month", "alarm-month", "GB")
_COUNTED = ("request", "event", "transition")
PRICE_UNITS = frozenset(
    [f"USD/{thing}" for thing in _SOLD_BY + _COUNTED]
    + [f"USD/{many} {thing}s" for many in ("1000", "million") for thing in _COUNTED]
)
OTHER_UNITS = frozenset(
    unit
    for line in (
        "seconds|minutes|hours|ms|% monthly|% per vCPU|checks|attempts|receives",
        "bytes|KB|MB|GB|GiB|GB/hour|GB-s/month|Mbit/s|vCPU|instances|instances/s",
        "requests|requests/s|million requests/month|messages|messages/s|batches|invocations/min",
        "environments|environments/10 s|connections/s|connections/min|evaluations/s",
        "targets|rules|buses|groups|load balancers",
    )
    for unit in line.split("|")
)
UNITS = PRICE_UNITS | OTHER_UNITS

# float() also takes "1_000", "nan", "inf" and digits of other scripts; a price list may hold none of them
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)


@cache
def data_dir() -> Path:
    """Return the folder of the CSV files: inside the installed package, else beside it in the repository.

    Raises
    ------
    DataError
        If neither folder holds `instance_types.csv`.
    """
    package = Path(__file__).resolve().parent
    places = (package / "data", package.parent / "data")
    for place in places:
        # another project may own a folder of this name, so one of our files has to be in it
        if (place / "instance_types.csv").is_file():
            return place
    looked = " nor in ".join(str(place) for place in places)
    raise DataError(f"the data files of archlib are not in {looked}; install it again with pip, or clone it whole")


@dataclass(frozen=True)
class Fact:
    """One row: `value` is in `unit`; `as_of` is YYYY, YYYY-MM, YYYY-MM-DD or "undated"."""

    item: str
    value: float
    unit: str
    region: str
    as_of: str
    source: str

    def check(self, where: str, units: Collection[str] = UNITS) -> None:
        """Raise `DataError`, opening with `where` and naming the column, if a cell breaks a rule."""
        for column in ("item", "unit", "region", "as_of", "source"):
            cell = getattr(self, column)
            if not is_text(cell):
                raise _refused(where, column, cell, "is blank or no text", "give each row all six cells")
        if not is_number(self.value):
            raise _refused(where, "value", self.value, "is not a finite number >= 0", f"give it in {self.unit}")
        if self.unit not in units:
            raise _refused(where, "unit", self.unit, "is not a known unit here", closest(self.unit, units))
        if not _is_date(self.as_of):
            hint = "write YYYY-MM-DD, YYYY-MM, YYYY, or undated"
            raise _refused(where, "as_of", self.as_of, "is not a date", hint)


@dataclass(frozen=True)
class InstanceType:
    """An EC2 instance type: `vcpu` virtual processors and `memory_gib` GiB (1 GiB = 2**30 bytes)."""

    name: str
    vcpu: int
    memory_gib: float


def read_facts(path: str | Path, units: Collection[str] = UNITS) -> dict[str, Fact]:
    """Read and check a CSV file; return item -> `Fact` in the order of the rows.

    Parameters
    ----------
    path : str or Path
        UTF-8 text, with or without a byte order mark. Lines that are wholly empty are skipped.
    units : collection of str
        The units that this kind of file may hold.

    Raises
    ------
    DataError
        If the file cannot be read, or a row breaks a rule; the message names file, line and column.

    Notes
    -----
    A file is read once and again when its time of change or its size is another.
    """
    try:
        path = Path(path)
        stat = path.stat()
        facts = _read(path.absolute(), str(path), stat.st_mtime_ns, stat.st_size, frozenset(units))
    except DataError:
        raise
    except (OSError, TypeError, ValueError) as error:
        raise DataError(f"{path}: cannot be read ({error}); check the path and the permissions") from None
    return {fact.item: fact for fact in facts}


def instance_types() -> tuple[str, ...]:
    """Return the names of all known instance types, in the order of the file."""
    suffix = " vCPU"
    return tuple(item.removesuffix(suffix) for item in _types() if item.endswith(suffix))


def instance_type(name: str) -> InstanceType:
    """Return processors and memory of a type such as "c5.large".

    Raises
    ------
    ParameterError
        If the type is unknown; the message names the nearest one.
    """
    facts = _types()
    vcpu, memory = facts.get(f"{name} vCPU"), facts.get(f"{name} memory")
    if vcpu is None or memory is None:
        raise ParameterError(f"instance type {name!r} is not known; {closest(name, instance_types())}")
    return InstanceType(name, int(vcpu.value), memory.value)


def transcode_slots(name: str) -> int:
    """Return how many videos a type transcodes at once: one for each 2 vCPU, at least one.

    Leaves out memory, and that a burstable type (t3, t4g) cannot hold full speed for long.
    """
    return max(1, instance_type(name).vcpu // 2)


def is_number(value: Any) -> bool:
    """Tell whether a value is a number that a list may hold: finite, 0 or more, no text, no True or False."""
    kind: type = type(value)
    try:
        return kind is not bool and issubclass(kind, Real) and math.isfinite(value) and bool(value >= 0)
    except OverflowError:  # a whole number beyond the range of floats
        return False


def is_text(value: Any) -> bool:
    """Tell whether a value is a text that is not blank."""
    return isinstance(value, str) and bool(value.strip())


def closest(name: object, known: Collection[str]) -> str:
    """Return a hint that names the five nearest of many known names."""
    near = get_close_matches(str(name), sorted(known), n=5, cutoff=0.0)
    return f"the nearest of {len(known)} known: {', '.join(near)}"


def _types() -> dict[str, Fact]:
    return read_facts(data_dir() / "instance_types.csv")


@lru_cache(maxsize=64)
def _read(path: Path, shown: str, mtime_ns: int, size: int, units: frozenset[str]) -> tuple[Fact, ...]:
    """Read a file; `mtime_ns` and `size` are there only to tell one state of the file from another."""
    facts: dict[str, Fact] = {}
    first_line: dict[str, int] = {}
    for line, row in _rows(path, shown):
        fact = _fact(f"{shown}, line {line}", row, units)
        if fact.item in facts:
            rule = f"stands already in line {first_line[fact.item]}"
            raise _refused(f"{shown}, line {line}", "item", fact.item, rule, "keep one of the two rows")
        facts[fact.item], first_line[fact.item] = fact, line
    if not facts:
        raise DataError(f"{shown}: no row after the header; write at least one item")
    return tuple(facts.values())


def _rows(path: Path, shown: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line in the file, cells) of the rows below the header."""
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            _check_header(shown, next(reader, []))
            for row in reader:
                # a quoted cell may span lines: name the one on which the row begins
                line, begin = reader.line_num, line + 1
                if row:
                    yield begin, row
    except UnicodeDecodeError:
        raise DataError(f"{shown}: is not UTF-8 text; save it as 'CSV UTF-8'") from None
    except csv.Error as error:
        raise DataError(f"{shown}, line {line + 1}: is not CSV ({error}); check the quotation marks") from None


def _check_header(shown: str, header: list[str]) -> None:
    if tuple(cell.strip() for cell in header) != COLUMNS:
        want = ",".join(COLUMNS)
        raise DataError(f"{shown}, line 1: the header is {','.join(header)!r}; write exactly {want!r}, with commas")


def _fact(where: str, row: list[str], units: Collection[str]) -> Fact:
    if len(row) != len(COLUMNS):
        hint = "put a text that holds a comma between double quotes"
        raise DataError(f"{where}: has {len(row)} columns, not {len(COLUMNS)} ({','.join(COLUMNS)}); {hint}")
    item, value, unit, region, as_of, source = (cell.strip() for cell in row)
    if not _NUMBER.fullmatch(value):
        hint = "write digits with a decimal point and no thousands separator, such as 1234.5"
        raise _refused(where, "value", value, "is not a number", hint)
    fact = Fact(item, float(value) + 0.0, unit, region, as_of, source)  # + 0.0 makes -0.0 a plain zero
    fact.check(where, units)
    return fact


def _is_date(text: str) -> bool:
    if text == "undated":
        return True
    match = _DATE.fullmatch(text)
    if not match:
        return False
    try:
        date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        return False
    return True


def _refused(where: str, column: str, value: object, rule: str, do: str) -> DataError:
    return DataError(f"{where}, column {column}: {value!r} {rule}; {do}")
