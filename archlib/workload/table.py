"""From the text of a file to rows of (line, moment, value); every refusal names the line.

Read are `timestamp,value` rows, with or without a header, and the CSV that the CloudWatch console saves for a graph
of one metric: lines that begin with Id, StatusCode, Messages, Full label, Label, then `YYYY/MM/DD HH:MM:SS,value`.

- Bytes: UTF-8, with or without a mark; LF or CRLF; comma, semicolon or tab; quotes allowed; blank lines skipped.
- Moment: year-month-day, `-` or `/`, then a time of day if any, then Z or an offset if any. Offsets are turned into
  UTC. A file whose moments partly have an offset and partly have none is refused: nobody can order them.
- Value: a number from 0 to 1e9 with a decimal point. Blank, text, NaN, infinity, negative, `1,5`: refused.
- A header is a first line whose first cell has no digit, so that a misspelt first row is refused and not skipped.

References
----------
Form of the console export: seen in public repositories that read one, 2026; AWS does not document it.
"""

import csv
import io
import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, NamedTuple, NoReturn

from archlib.errors import DataError
from archlib.workload.counts import MOST_A_PERIOD

MOST_BYTES = 100_000_000
PREAMBLE = ("id", "statuscode", "messages", "full label", "label")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOMENT = re.compile(
    r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})"
    r"(?:[T ] *(\d{1,2}):(\d{2})(?::(\d{2})([.]\d+)?)?)?"
    r" *(Z|UTC|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)


class Row(NamedTuple):
    """One sample: line in the file, moment in s since 1970-01-01 of the file's own clock or of UTC, value."""

    line: int
    moment_s: float
    value: float


class Table(NamedTuple):
    """What a file holds: its name for messages, its rows in the order written, and the lines above them."""

    name: str
    rows: list[Row]
    preamble: dict[str, str]


def read_table(source: str | Path | IO[str] | IO[bytes]) -> Table:
    """Return the rows of a path or an open file.

    Raises
    ------
    DataError : no such file, not UTF-8, no rows, or a row that breaks a rule above
    """
    name, text = _text_of(source)
    rows: list[Row] = []
    preamble: dict[str, str] = {}
    offsets: dict[bool, int] = {}
    for line, cells in _cells(name, text):
        if not rows and _is_preamble(cells, first=not preamble):
            preamble[cells[0].lower()] = ",".join(cells[1:])
            continue
        moment, aware = _moment(name, line, cells)
        if offsets.setdefault(aware, line) == line and len(offsets) == 2:
            what = f"{cells[0]!r} {'has' if aware else 'lacks'} a time zone, unlike line {offsets[not aware]}"
            refuse_line(name, line, what, "write all moments with one, or all without")
        rows.append(Row(line, moment, _value(name, line, cells)))
    if not rows:
        raise DataError(f"{name} has no rows of a moment and a value; expected lines such as 2026-01-31 20:15:00,12")
    return Table(name, rows, preamble)


def refuse_line(name: str, line: int, what: str, do: str) -> NoReturn:
    """Raise the DataError of one line."""
    raise DataError(f"{name}, line {line}: {what}; {do}")


def _text_of(source: str | Path | IO[str] | IO[bytes]) -> tuple[str, str]:
    try:
        if isinstance(source, (str, Path)):
            name = str(source)
            with Path(source).open("rb") as file:
                raw: str | bytes = file.read(MOST_BYTES + 1)
        else:
            name, raw = str(getattr(source, "name", "the file")), source.read(MOST_BYTES + 1)
    except (OSError, ValueError, AttributeError) as error:
        raise DataError(f"cannot read {source!r:.200}: {error}; give the path of a CSV file, or an open one") from None
    if len(raw) > MOST_BYTES:
        raise DataError(f"{name} has more than {MOST_BYTES:,} bytes; cut it, or use longer periods")
    return name, raw.removeprefix("\ufeff") if isinstance(raw, str) else _decoded(name, raw)


def _decoded(name: str, raw: bytes) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DataError(f"{name}, line 1: the text is UTF-16, not UTF-8; save it as 'CSV UTF-8'")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        refuse_line(name, line, f"byte {raw[error.start]:#04x} is not UTF-8", "save the file as 'CSV UTF-8'")


def _cells(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of each line that is not blank; cells are stripped, and blank ones at the end left out."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = next((mark for mark in ",;\t" if mark in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    line = 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        refuse_line(name, line, f"not CSV ({error})", "check the quotation marks")


def _is_preamble(cells: list[str], first: bool) -> bool:
    return cells[0].lower() in PREAMBLE or (first and not any(c.isdigit() for c in cells[0]))


def _moment(name: str, line: int, cells: list[str]) -> tuple[float, bool]:
    """Return (s since 1970, whether the moment has a time zone)."""
    match = _MOMENT.fullmatch(cells[0])
    if not match:
        do = "write it as 2026-01-31 20:15:00, with Z or +02:00 if known"
        refuse_line(name, line, f"{cells[0]!r:.60} is not a moment", do)
    year, _, month, day, hour, minute, second, fraction, zone = match.groups(default="0")
    try:
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    except ValueError as error:
        refuse_line(name, line, f"{cells[0]!r:.60} is not a moment ({error})", "correct it")
    ahead = _offset(zone)
    if abs(ahead) >= timedelta(days=1):
        refuse_line(name, line, f"{cells[0]!r:.60} has an impossible time zone", "correct it, such as +02:00")
    return (moment - _EPOCH - ahead) / timedelta(seconds=1) + float(fraction), zone != "0"


def _offset(zone: str) -> timedelta:
    size = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])) if zone[0] in "+-" else timedelta(0)
    return -size if zone[0] == "-" else size


def _value(name: str, line: int, cells: list[str]) -> float:
    if len(cells) != 2:
        what = "one cell and no value" if len(cells) < 2 else f"{len(cells)} cells"
        refuse_line(name, line, what, "each row is a moment and one value; write 0 for none, export one metric a file")
    text = cells[1]
    if _DECIMAL_COMMA.fullmatch(text):
        refuse_line(name, line, f"value {text!r} has a comma", "write 1234 for thousands and 12.5 for fractions")
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not 0 <= value <= MOST_A_PERIOD:
        rule = f"is not a number, 0 <= value <= {MOST_A_PERIOD:g} (unit videos)"
        refuse_line(name, line, f"value {text!r:.60} {rule}", "correct it, or write 0 for none")
    return abs(value)
