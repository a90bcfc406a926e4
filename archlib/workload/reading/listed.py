"""From lists of a JSON to samples: stamps and numbers of any type in, arrays or the place of the first bad one out."""

import json
from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple, NoReturn

import numpy as np

from archlib.draws import Floats
from archlib.workload.counts import MOST_A_PERIOD
from archlib.workload.reading.cells import HOW_A_MOMENT, HOW_A_VALUE, moment_of, refuse_zone
from archlib.workload.reading.samples import Samples, Where, refuse_at
from archlib.workload.reading.stamps import Unusual, moments_of

END_S = 253_402_300_800  # of the year 9999


class Part(NamedTuple):
    """A list of stamps and the list of their numbers, equally long, and where each of them stands."""

    stamps: list[Any]
    stamp_at: Where
    numbers: list[Any]
    number_at: Where


def as_samples(name: str, parts: Sequence[Part], notes: Sequence[str]) -> Samples:
    """Return the samples of parts that hold at least one between them.

    Raises
    ------
    DataError : a stamp that is no moment, a number that is no count, zones in some stamps only
    """
    parts = [part for part in parts if part.stamps]
    read = [_moments(name, part) for part in parts]
    has_zone = read[0][1]
    for part, (_, other) in zip(parts, read, strict=True):
        if other != has_zone:
            refuse = partial(refuse_at, name, part.stamp_at(0))
            refuse_zone(shown(part.stamps[0]), other, parts[0].stamp_at(0), refuse)
    begins = np.cumsum([0, *(len(part.stamps) for part in parts)]).tolist()

    def where(number: int) -> str:
        part = bisect_right(begins, number) - 1
        return parts[part].stamp_at(number - begins[part])

    moments_s = np.concatenate([moments_s for moments_s, _ in read])
    values = np.concatenate([_values(name, part) for part in parts])
    return Samples(name, moments_s, values, where, has_zone, notes=tuple(notes))


def shown(value: Any) -> str:
    """Return a value as the file has it, cut to a line."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _moments(name: str, part: Part) -> tuple[Floats, bool]:
    """Return s since 1970-01-01, and whether zones are known."""
    kinds = {_kind(stamp) for stamp in part.stamps}
    if kinds == {"number"}:
        return _since_1970(name, part), True
    if kinds != {"text"}:
        _refuse_kind(name, part)
    try:
        return moments_of(part.stamps)
    except Unusual:
        return _one_by_one(name, part)


def _kind(stamp: Any) -> str:
    kind = type(stamp)  # not isinstance: True is an int
    return "text" if kind is str else "number" if kind in (int, float) else "neither"


def _refuse_kind(name: str, part: Part) -> NoReturn:
    first = _kind(part.stamps[0])
    bad = next(number for number, stamp in enumerate(part.stamps) if _kind(stamp) != first or first == "neither")
    refuse_at(
        name, part.stamp_at(bad), f"{shown(part.stamps[bad])} is not a moment, or not as others are", HOW_A_MOMENT
    )


def _since_1970(name: str, part: Part) -> Floats:
    for number, stamp in enumerate(part.stamps):
        if not 0 <= stamp < END_S:
            what = f"{shown(stamp)} is not a moment, 0 <= t < {END_S} (unit s since 1970-01-01)"
            refuse_at(name, part.stamp_at(number), what, HOW_A_MOMENT)
    return np.array(part.stamps, dtype=np.float64)


def _one_by_one(name: str, part: Part) -> tuple[Floats, bool]:
    found: list[float] = []
    zones: list[bool] = []
    for number, stamp in enumerate(part.stamps):
        refuse = partial(refuse_at, name, part.stamp_at(number))
        moment_s, has_zone = moment_of(stamp.strip(), refuse)
        found.append(moment_s)
        zones.append(has_zone)
        if has_zone != zones[0]:
            refuse_zone(shown(stamp), has_zone, part.stamp_at(0), refuse)
    return np.array(found), zones[0]


def _values(name: str, part: Part) -> Floats:
    for number, value in enumerate(part.numbers):
        # NaN and Infinity are no JSON, but aws and Python write and read them
        if _kind(value) != "number" or not 0 <= value <= MOST_A_PERIOD:
            what = f"value {shown(value)} {HOW_A_VALUE}"
            refuse_at(name, part.number_at(number), what, "correct it, or leave the sample out for none")
    return np.abs(np.array(part.numbers, dtype=np.float64))
