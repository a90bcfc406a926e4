"""One cell at a time: the text of a moment or of a value to a number. These are the rules; `bulk` only hurries.

- Moment: year-month-day, `-` or `/`, then a time of day if any, then Z or an offset if any. Offsets are turned into
  UTC; a moment without one stays on the file's own clock.
- Value: a number from 0 to 1e9. The decimal mark is a point, or a comma where `decimal=","` says so; the other mark is
  refused, since `1,234` may be a thousand or a fraction. Blank, text, NaN, infinity, negative: refused.
"""

import math
import re
from datetime import UTC, datetime, timedelta
from typing import Literal

from archlib.workload.counts import MOST_A_PERIOD
from archlib.workload.reading.samples import Refuse

DecimalMark = Literal[".", ","]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOMENT = re.compile(
    r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})"
    r"(?:[T ] *(\d{1,2}):(\d{2})(?::(\d{2})([.]\d+)?)?)?"
    r" *(Z|UTC|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
HOW_A_MOMENT = "write it as 2026-01-31 20:15:00, with Z or +02:00 if known"
HOW_A_VALUE = f"is not a number, 0 <= value <= {MOST_A_PERIOD:g} (unit videos)"

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_WITH_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_WITH_POINT = re.compile(r"[+-]?\d+\.\d+", re.ASCII)


def moment_of(text: str, refuse: Refuse) -> tuple[float, bool]:
    """Return (s since 1970-01-01, whether the moment has a time zone); `refuse` is called with what is wrong."""
    match = MOMENT.fullmatch(text)
    if not match:
        refuse(f"{text!r:.60} is not a moment", HOW_A_MOMENT)
    year, _, month, day, hour, minute, second, fraction, zone = match.groups(default="0")
    try:
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    except ValueError as error:
        refuse(f"{text!r:.60} is not a moment ({error})", "correct it")
    ahead = _offset(zone)
    if abs(ahead) >= timedelta(days=1):
        refuse(f"{text!r:.60} has an impossible time zone", "correct it, such as +02:00")
    return (moment - EPOCH - ahead) / timedelta(seconds=1) + float(fraction), zone != "0"


def refuse_zone(stamp: str, has_zone: bool, other: str, refuse: Refuse) -> None:
    """Refuse a stamp that has a time zone, or none, unlike the one at another place."""
    what = f"{stamp} {'has' if has_zone else 'lacks'} a time zone, unlike {other}"
    refuse(what, "write all moments with one, or all without")


def value_of(text: str, decimal: DecimalMark, refuse: Refuse) -> float:
    """Return the number of a cell, videos; `refuse` is called with what is wrong."""
    if decimal == "." and _WITH_COMMA.fullmatch(text):
        do = "write 1234 for thousands and 12.5 for fractions, or say decimal=',' if it is the decimal mark"
        refuse(f"value {text!r:.60} has a comma", do)
    if decimal == "," and _WITH_POINT.fullmatch(text):
        refuse(f"value {text!r:.60} has a point beside decimal=','", "write 1234 for thousands and 12,5 for fractions")
    plain = text if decimal == "." else text.replace(".", " ").replace(",", ".")
    value = float(plain) if _NUMBER.fullmatch(plain) else math.nan
    if not 0 <= value <= MOST_A_PERIOD:
        refuse(f"value {text!r:.60} {HOW_A_VALUE}", "correct it, or write 0 for none")
    return abs(value)


def _offset(zone: str) -> timedelta:
    size = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])) if zone[0] in "+-" else timedelta(0)
    return -size if zone[0] == "-" else size
