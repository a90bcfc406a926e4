"""From the clock of a place to UTC, with its daylight changes.

Moments without an offset are local in the named zone. Clocks change twice a year:

- The hour that is skipped in spring: a moment in it is refused, since no clock there ever showed it.
- The hour that comes twice in autumn: read in the order of rows, or backwards where the file begins with its latest.
  As long as the moments rise they are the first pass, summer time; from the first that does not rise on, the second
  pass, winter time. A third pass is refused. Where only one pass stands in the file it is taken as summer time, and a
  note says so.

Moments with an offset need none of this: they are UTC already, and the zone only tells the clock hour at t = 0.

References
----------
PEP 495 (fold); the zones of the IANA time zone database, as `zoneinfo` finds them.
"""

import math
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import numpy as np

from archlib.data import closest
from archlib.draws import Floats
from archlib.errors import DataError
from archlib.params import refuse
from archlib.workload.reading.cells import EPOCH
from archlib.workload.reading.samples import Samples
from archlib.workload.reading.stamps import Ints
from archlib.workload.steps import DAY_S, HOUR_S

# of dates: two days inside the years 1 and 9999, so that any offset leads to a date
_FIRST_S, _LAST_S = -62_135_424_000.0, 253_402_128_000.0


def zone_of(timezone: Any) -> ZoneInfo:
    """Return the zone of a name such as "Europe/Berlin".

    Raises
    ------
    ParameterError : no name of a zone
    DataError : this machine has no data of time zones
    """
    try:
        return ZoneInfo(timezone)
    except (KeyError, ValueError, OSError, TypeError, AttributeError):
        known = available_timezones()
    if not known:
        raise DataError(f"timezone={timezone!r:.60}: no time zones on this machine; run `pip install tzdata`") from None
    rule = "the name of a time zone, such as 'Europe/Berlin'"
    raise refuse("from_csv", "timezone", timezone, rule, closest(timezone, known)) from None


def clock_hour(zone: ZoneInfo | None, moment_s: float) -> float:
    """Return the clock hour of a moment in UTC, 0 <= h < 24; without a zone, that of UTC."""
    ahead_s = 0.0
    if zone is not None:
        ahead_s = _seconds(_date(moment_s).astimezone(zone))
    return float((moment_s + ahead_s) % DAY_S / HOUR_S)


def in_utc(samples: Samples, zone: ZoneInfo) -> Samples:
    """Return samples whose moments are in UTC.

    Raises
    ------
    DataError : a moment in the hour that is skipped, or a third pass of the hour that comes twice
    """
    if samples.has_zone:
        return samples
    first_s, second_s = _offsets(zone, samples.moments_s)
    skipped = np.flatnonzero(first_s < second_s)
    if len(skipped):
        number = int(skipped[0])
        what = f"{_written(samples.moments_s[number])} is skipped in {zone.key}, where clocks are put forward over it"
        samples.refuse(number, what, "name the zone of the file's clock, or write moments with an offset")
    twice = np.flatnonzero(first_s > second_s)
    winter, notes = _second_pass(samples, zone, twice)
    first_s[winter] = second_s[winter]
    return samples._replace(moments_s=samples.moments_s - first_s, has_zone=True, notes=(*samples.notes, *notes))


def _offsets(zone: ZoneInfo, local_s: Floats) -> tuple[Floats, Floats]:
    """Return the offsets east of UTC, s, that a local moment has before and after a change; mostly they are equal.

    Days without a change, which nearly all are, are asked for once.
    """
    days = np.floor(local_s / DAY_S)
    heads = np.flatnonzero(np.diff(days, prepend=np.nan) != 0)
    some, which = np.unique(days[heads], return_inverse=True)
    by_day = np.array([_of_day(zone, day * DAY_S) for day in some.tolist()])
    first_s = np.repeat(by_day[which], np.diff(heads, append=len(days)))
    second_s = first_s.copy()
    changing = np.flatnonzero(np.isnan(first_s))
    some, which = np.unique(np.floor(local_s[changing]), return_inverse=True)
    for fold, offsets in ((0, first_s), (1, second_s)):
        offsets[changing] = np.array([_offset(zone, moment_s, fold) for moment_s in some.tolist()])[which]
    return first_s, second_s


def _of_day(zone: ZoneInfo, midnight_s: float) -> float:
    """Return the offset of a local day, s; NaN if it changes."""
    offsets = {_offset(zone, midnight_s + since_s, fold) for since_s in (0.0, DAY_S - 1) for fold in (0, 1)}
    return offsets.pop() if len(offsets) == 1 else math.nan


def _offset(zone: ZoneInfo, local_s: float, fold: int) -> float:
    return _seconds(_date(local_s).replace(tzinfo=zone, fold=fold))


def _seconds(local: datetime) -> float:
    return (local.utcoffset() or timedelta(0)) / timedelta(seconds=1)


def _second_pass(samples: Samples, zone: ZoneInfo, twice: Ints) -> tuple[Ints, list[str]]:
    """Return the numbers of the samples that are winter time among those in an hour that comes twice, and notes."""
    backwards = samples.moments_s[0] > samples.moments_s[-1]
    twice = twice[::-1] if backwards else twice
    nights = np.floor(samples.moments_s[twice] / DAY_S)
    winter, notes = [twice[:0]], []
    for night in np.unique(nights):
        rows = twice[nights == night]
        passes = np.cumsum(np.diff(samples.moments_s[rows], prepend=-np.inf) <= 0)
        if passes[-1] > 1:
            number = int(rows[np.argmax(passes > 1)])
            what = f"{_written(samples.moments_s[number])} comes a third time, and in {zone.key} that hour comes twice"
            samples.refuse(number, what, "bring the rows into order of time, or write moments with an offset")
        winter.append(rows[passes == 1])
        read = f"{np.sum(passes == 0)} rows were read as summer time and {len(winter[-1])} as winter time"
        notes.append(f"an hour of {_written(night * DAY_S)[:10]} comes twice in {zone.key}: {read}")
    return np.concatenate(winter), notes


def _date(moment_s: float) -> datetime:
    return EPOCH + timedelta(seconds=min(max(float(moment_s), _FIRST_S), _LAST_S) // 1)


def _written(local_s: float) -> str:
    return _date(local_s).isoformat(" ")[:19]
