"""From the samples of a file to counts of equal periods without a hole.

- A moment is the beginning of its period, as in CloudWatch; `order` sorts them.
- Period: the one given; else the one at the end of the export's full label, where all moments fit it; else the
  smallest step between two moments. A moment off that grid is refused. One row alone needs a period.
- Missing periods count as no videos, since CloudWatch reports no sample where nothing came; a note tells how many.
  A hole longer than `max_gap_h` is refused: more likely the measuring stopped.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from archlib.data import is_number
from archlib.draws import Floats
from archlib.params import refuse
from archlib.workload.counts import LONGEST_S, SHORTEST_S, is_period
from archlib.workload.order import Rows, in_order
from archlib.workload.reading.cells import DecimalMark
from archlib.workload.reading.source import Source
from archlib.workload.reading.zones import clock_hour, in_utc, zone_of
from archlib.workload.steps import DAY_S, HOUR_S
from archlib.workload.table import read_table

MOST_DAYS = 366
MOST_PERIODS = 1_000_000
MOST_A_ROW = 2  # periods; a long file may span more than MOST_PERIODS, a short one with long holes may not

_TOLERANCE_S = 1e-3
_LABEL = re.compile(r".*\s(\S+)\s+(\d+)")


class Counted(NamedTuple):
    """Counts a period from t = 0 on, float array (m,), videos; the clock hour there, and what was decided."""

    period_s: float
    counts: Floats
    first_hour: float
    notes: tuple[str, ...]


def read_counts(
    source: Source,
    period_s: float | None,
    max_gap_h: float,
    *,
    metric: str | None = None,
    timezone: str | None = None,
    decimal: DecimalMark = ".",
) -> Counted:
    """Return the counts of a file.

    Parameters
    ----------
    period_s : float, s, or None to take it from the file
    max_gap_h : float, h, longest hole that counts as no videos
    metric, decimal : as for `workload.table.read_table`
    timezone : name of the zone of moments without an offset, see `workload.reading.zones`; None: the file's own clock

    Raises
    ------
    DataError : see `workload.table`, `workload.reading.zones` and the rules above
    ParameterError : an option that is not what it should be
    """
    _check(period_s, max_gap_h, metric, decimal)
    zone = None if timezone is None else zone_of(timezone)
    samples = read_table(source, metric, decimal)
    if zone is not None:
        samples = in_utc(samples, zone)
    notes = list(samples.notes)
    rows = in_order(samples, notes)
    period_s = float(period_s) if period_s is not None else _period(rows, notes)
    places = _places(rows, period_s)
    _check_holes(rows, places, period_s, max_gap_h)
    counts = _fill(rows, places, notes)
    notes += _warnings(samples.preamble)
    return Counted(period_s, counts, clock_hour(zone, rows.moments_s[0]), tuple(notes))


def _check(period_s: Any, max_gap_h: Any, metric: Any, decimal: Any) -> None:
    if period_s is not None and not is_period(period_s):
        rule = f"a number, {SHORTEST_S:g} <= period <= {LONGEST_S:g}"
        raise refuse("from_csv", "period", period_s, rule, "Give the length of a period.", "s")
    if not is_number(max_gap_h) or max_gap_h > MOST_DAYS * 24:
        rule = f"a number, 0 <= max_gap_h <= {MOST_DAYS * 24}"
        raise refuse("from_csv", "max_gap_h", max_gap_h, rule, "Give the longest hole that means no videos.", "h")
    if metric is not None and not isinstance(metric, str):
        raise refuse("from_csv", "metric", metric, "a text", "Give the Id or the Label of the metric.")
    if decimal not in (".", ","):
        raise refuse("from_csv", "decimal", decimal, "'.' or ','", "Give the decimal mark of the file.")


def _period(rows: Rows, notes: list[str]) -> float:
    """Return the period that the export's label names, else the smallest step, s."""
    label = _LABEL.fullmatch(rows.samples.preamble.get("full label", ""))
    if label and _fits(rows, float(label[2])):
        return float(label[2])
    if len(rows.values) == 1:
        rows.refuse(0, "one row alone does not tell its period", "give period= in s, such as period=300")
    period_s = float(np.diff(rows.moments_s).min())
    notes.append(f"the period is taken from the smallest step between rows: {period_s:g} s")
    return period_s


def _fits(rows: Rows, period_s: float) -> bool:
    if not is_period(period_s):
        return False
    steps = (rows.moments_s - rows.moments_s[0]) / period_s
    return bool(np.all(np.abs(steps - np.round(steps)) * period_s <= _TOLERANCE_S))


def _places(rows: Rows, period_s: float) -> Floats:
    """Return the number of the period of each row, from 0 on."""
    since = rows.moments_s - rows.moments_s[0]
    places = np.round(since / period_s)
    off = np.flatnonzero((np.abs(since - places * period_s) > _TOLERANCE_S) | (np.diff(places, prepend=-1.0) < 1))
    if len(off):
        row = int(off[0])
        what = f"{since[row]:g} s after the first row is not a whole number of periods of {period_s:g} s"
        rows.refuse(row, what, "make the rows regular, or give a period= that all of them fit")
    return np.asarray(places)


def _check_holes(rows: Rows, places: Floats, period_s: float, max_gap_h: float) -> None:
    holes_s = (np.diff(places) - 1) * period_s
    wide = np.flatnonzero(holes_s > max_gap_h * HOUR_S + _TOLERANCE_S)
    if len(wide):
        what = f"no row for {holes_s[wide[0]] / HOUR_S:g} h before it, more than max_gap_h={max_gap_h:g} h"
        do = "cut the file there, or raise max_gap_h if nothing came in that time"
        rows.refuse(int(wide[0]) + 1, what, do)
    periods = places[-1] + 1
    most = max(MOST_PERIODS, MOST_A_ROW * len(places))
    if periods > most or periods * period_s > MOST_DAYS * DAY_S:
        what = f"the rows span {periods:,.0f} periods, {periods * period_s / DAY_S:,.1f} days"
        do = f"cut the file to {MOST_DAYS} days and {most:,} periods at most, or use longer periods"
        rows.refuse(len(places) - 1, what, do)


def _fill(rows: Rows, places: Floats, notes: list[str]) -> Floats:
    counts = np.zeros(int(places[-1]) + 1)
    counts[places.astype(np.int64)] = rows.values
    if missing := len(counts) - len(places):
        place = rows.where(int(np.argmax(np.diff(places) > 1)) + 1)
        notes.append(f"{missing} of {len(counts)} periods have no row and count as 0, the first before {place}")
    return counts


def _warnings(preamble: Mapping[str, str]) -> list[str]:
    """Return what the lines above the rows of an export say against reading them as counts."""
    notes = []
    if preamble.get("statuscode", "Complete").lower() != "complete":
        notes.append(f"the export says StatusCode {preamble['statuscode']}: some samples may be missing")
    label = _LABEL.fullmatch(preamble.get("full label", ""))
    if label and label[1].lower() not in ("sum", "samplecount"):
        notes.append(f"the export's statistic is {label[1]}, and only Sum or SampleCount is a count of videos")
    return notes
