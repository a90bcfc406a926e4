"""Many moments at once. A stamp is read by the rule of `cells`; all stamps of its shape follow it column by column.

Two stamps have the same shape if they are equally long, have digits at the same places and are equal elsewhere. A
regular expression that knows digits only as digits takes both or neither, with the same fields at the same places. So
the shape of one stamp in a block tells where year, month, ... stand in thousands, and what is left is arithmetic.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archlib.draws import Floats
from archlib.workload.reading.cells import MOMENT
from archlib.workload.steps import DAY_S, HOUR_S, MINUTE_S

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]

MOST_SHAPES = 40  # in one block: a moment without leading zeros has 16
LONGEST = 48
MOST_DIGITS = 15  # of a fraction of a second: up to here a float holds digits and power of ten exactly
STAMPS = 20_000  # texts joined at once

_ZERO = ord("0")


class Unusual(Exception):  # noqa: N818  not an error: the block goes to the reader that knows all forms
    """A block that cannot be read in one go."""


def moments(text: Bytes, starts: Ints, ends: Ints) -> tuple[Floats, bool]:
    """Return the moments of the stamps text[start:end], s since 1970-01-01, and whether they have a time zone.

    Raises
    ------
    Unusual : one is no moment, some have a zone and some have none, or there are too many shapes
    """
    found = np.empty(len(starts))
    aware: set[bool] = set()
    left = np.arange(len(starts))
    for _ in range(MOST_SHAPES):
        first = left[0]
        shape = _shape(text[starts[first] : ends[first]].tobytes())
        columns, same = _columns(text, starts[left], ends[left] - starts[left], shape)
        found[left[same]] = _moments(columns, shape)
        aware.add(shape["zone"] is not None)
        left = left[~same]
        if not len(left):
            break
    if len(left) or len(aware) > 1:
        raise Unusual
    return found, aware.pop()


def moments_of(stamps: Sequence[str]) -> tuple[Floats, bool]:
    """Return the moments of texts, s since 1970-01-01, and whether they have a time zone; at least one text.

    Raises
    ------
    Unusual : as for `moments`
    """
    parts = [_joined(stamps[at : at + STAMPS]) for at in range(0, len(stamps), STAMPS)]
    if len({aware for _, aware in parts}) > 1:
        raise Unusual
    return np.concatenate([found for found, _ in parts]), parts[0][1]


def _joined(stamps: Sequence[str]) -> tuple[Floats, bool]:
    text = np.frombuffer(("\n".join(stamps) + "\n").encode("utf-8", "replace"), dtype=np.uint8)
    ends = np.flatnonzero(text == ord("\n"))
    if len(ends) != len(stamps):
        raise Unusual
    return moments(text, np.concatenate([[0], ends[:-1] + 1]), ends)


def _shape(stamp: bytes) -> dict[str, Any]:
    """Return the fields of a stamp as slices, its zone's sign, and its bytes with all digits as 0."""
    match = MOMENT.fullmatch(stamp.decode("ascii", "replace")) if 0 < len(stamp) <= LONGEST else None
    if not match:
        raise Unusual
    names = {"year": 1, "month": 3, "day": 4, "hour": 5, "minute": 6, "second": 7, "fraction": 8}
    shape: dict[str, Any] = {name: slice(*match.span(number)) for name, number in names.items() if match[number]}
    zone, end = match[9], match.end(9)
    shape["zone"] = zone
    shape["text"] = np.frombuffer(re.sub(rb"\d", b"0", stamp), dtype=np.uint8)
    if zone and zone[0] in "+-":
        shape["ahead_h"], shape["ahead_min"] = slice(match.start(9) + 1, match.start(9) + 3), slice(end - 2, end)
    if "fraction" in shape:
        shape["fraction"] = slice(shape["fraction"].start + 1, shape["fraction"].stop)  # without the point
    return shape


def _columns(text: Bytes, starts: Ints, lengths: Ints, shape: dict[str, Any]) -> tuple[list[Bytes], NDArray[np.bool_]]:
    """Return the columns of the stamps that have the shape, digits as numbers, and which stamps these are."""
    form: Bytes = shape["text"]
    same = lengths == len(form)
    chosen = starts if same.all() else starts[same]
    columns = [text[chosen + place] for place in range(len(form))]
    fits = np.ones(len(chosen), dtype=np.bool_)
    for place, byte in enumerate(form):
        if byte == _ZERO:
            columns[place] = columns[place] - np.uint8(_ZERO)  # what is no digit wraps around to 10 or more
            fits &= columns[place] < 10
        else:
            fits &= columns[place] == byte
    if not fits.all():
        columns = [column[fits] for column in columns]
        same[same] = fits
    return columns, same


def _moments(columns: list[Bytes], shape: dict[str, Any]) -> Floats:
    def field(name: str) -> Ints:
        total = np.zeros(len(columns[0]), dtype=np.int64)
        for column in columns[shape[name]] if name in shape else ():
            total = total * 10 + column
        return total

    year, month, day = field("year"), field("month"), field("day")
    hour, minute, second = field("hour"), field("minute"), field("second")
    ahead = field("ahead_h") * int(HOUR_S) + field("ahead_min") * int(MINUTE_S)
    if hour.max() > 23 or minute.max() > 59 or second.max() > 59 or ahead.max() >= DAY_S:
        raise Unusual
    if shape["zone"] and shape["zone"][0] == "-":
        ahead = -ahead
    whole = _days(year, month, day) * int(DAY_S) + hour * int(HOUR_S) + minute * int(MINUTE_S) + second - ahead
    return whole + _fraction(field("fraction"), shape)


def _fraction(digits: Ints, shape: dict[str, Any]) -> Floats | float:
    if "fraction" not in shape:
        return 0.0
    many = shape["fraction"].stop - shape["fraction"].start
    if many > MOST_DIGITS:
        raise Unusual
    return np.asarray(digits / 10.0**many)


def _days(year: Ints, month: Ints, day: Ints) -> Ints:
    """Return days since 1970-01-01 in the Gregorian calendar."""
    if year.min() < 1 or month.min() < 1 or month.max() > 12 or day.min() < 1:
        raise Unusual
    months = (year - 1970) * 12 + month - 1
    first = _first_day(months)
    if np.any((day > 28) & (first + day > _first_day(months + 1))):
        raise Unusual
    return first + day - 1


def _first_day(months: Ints) -> Ints:
    """Return the days from 1970-01-01 to the first of a month, given as months since 1970-01."""
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
