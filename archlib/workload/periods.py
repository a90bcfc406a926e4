"""From rows of (line, moment, value) to counts of equal periods without a hole.

- A moment is the beginning of its period, as in CloudWatch.
- Order: rows are sorted, and a note says so.
- Period: the one given; else the one at the end of the export's full label, where all moments fit it; else the
  smallest step between two moments. A moment off that grid is refused. One row alone needs a period.
- Twice the same moment: kept once if the value is the same (two exports that overlap); refused if not, since it may be
  a sum to make, or an hour that a clock set back counted twice.
- Missing periods count as no videos, since CloudWatch reports no sample where nothing came; a note tells how many.
  A hole longer than `max_gap_h` is refused: more likely the measuring stopped.
"""

import re
from itertools import pairwise
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np

from archlib.data import is_number
from archlib.draws import Floats
from archlib.params import refuse
from archlib.workload.counts import LONGEST_S, SHORTEST_S, is_period
from archlib.workload.steps import DAY_S, HOUR_S
from archlib.workload.table import Row, Table, read_table, refuse_line

MAX_GAP_H = 24.0
MOST_DAYS = 366
MOST_PERIODS = 1_000_000

_TOLERANCE_S = 1e-3
_LABEL = re.compile(r".*\s(\S+)\s+(\d+)")


class Counted(NamedTuple):
    """Counts a period from t = 0 on, the clock hour there, and what was decided."""

    period_s: float
    counts: tuple[float, ...]
    first_hour: float
    notes: tuple[str, ...]


def read_counts(source: str | Path | IO[str] | IO[bytes], period_s: float | None, max_gap_h: float) -> Counted:
    """Return the counts of a file.

    Parameters
    ----------
    period_s : float, s, or None to take it from the file
    max_gap_h : float, h, longest hole that counts as no videos

    Raises
    ------
    DataError : see `workload.table` and the rules above
    ParameterError : a period or a hole that is not a number within its bounds
    """
    if period_s is not None and not is_period(period_s):
        rule = f"a number, {SHORTEST_S:g} <= period <= {LONGEST_S:g}"
        raise refuse("from_csv", "period", period_s, rule, "Give the length of a period.", "s")
    if not is_number(max_gap_h) or max_gap_h > MOST_DAYS * 24:
        rule = f"a number, 0 <= max_gap_h <= {MOST_DAYS * 24}"
        raise refuse("from_csv", "max_gap_h", max_gap_h, rule, "Give the longest hole that means no videos.", "h")
    table = read_table(source)
    notes: list[str] = []
    rows = _once(table.name, _in_order(table.rows, notes), notes)
    period_s = float(period_s) if period_s is not None else _period(table, rows, notes)
    places = _places(table.name, rows, period_s)
    _check_holes(table.name, rows, places, period_s, max_gap_h)
    counts = _fill(rows, places, notes)
    notes += _warnings(table.preamble)
    return Counted(period_s, tuple(counts.tolist()), rows[0].moment_s % DAY_S / HOUR_S, tuple(notes))


def _in_order(rows: list[Row], notes: list[str]) -> list[Row]:
    late = next((b.line for a, b in pairwise(rows) if b.moment_s < a.moment_s), None)
    if late is not None:
        notes.append(f"rows were not in order of time, first at line {late}; they were sorted")
    return sorted(rows, key=lambda row: row.moment_s)


def _once(name: str, rows: list[Row], notes: list[str]) -> list[Row]:
    kept, again = rows[:1], []
    for row in rows[1:]:
        if row.moment_s > kept[-1].moment_s:
            kept.append(row)
        elif row.value == kept[-1].value:
            again.append(row.line)
        else:
            what = f"the same moment as line {kept[-1].line} with another value ({row.value:g}, not {kept[-1].value:g})"
            refuse_line(name, row.line, what, "keep one of them, or their sum; a clock set back needs moments in UTC")
    if again:
        notes.append(f"{len(again)} rows repeat another row and were dropped, first at line {min(again)}")
    return kept


def _period(table: Table, rows: list[Row], notes: list[str]) -> float:
    """Return the period that the export's label names, else the smallest step, s."""
    label = _LABEL.fullmatch(table.preamble.get("full label", ""))
    if label and _fits(rows, float(label[2])):
        return float(label[2])
    if len(rows) == 1:
        refuse_line(
            table.name, rows[0].line, "one row alone does not tell its period", "give period= in s, such as period=300"
        )
    period_s = min(b.moment_s - a.moment_s for a, b in pairwise(rows))
    notes.append(f"the period is taken from the smallest step between rows: {period_s:g} s")
    return period_s


def _fits(rows: list[Row], period_s: float) -> bool:
    if not is_period(period_s):
        return False
    steps = (_moments(rows) - rows[0].moment_s) / period_s
    return bool(np.all(np.abs(steps - np.round(steps)) * period_s <= _TOLERANCE_S))


def _places(name: str, rows: list[Row], period_s: float) -> Floats:
    """Return the number of the period of each row, from 0 on."""
    since = _moments(rows) - rows[0].moment_s
    places = np.round(since / period_s)
    off = np.flatnonzero((np.abs(since - places * period_s) > _TOLERANCE_S) | (np.diff(places, prepend=-1.0) < 1))
    if len(off):
        row = rows[int(off[0])]
        what = f"{since[off[0]]:g} s after the first row is not a whole number of periods of {period_s:g} s"
        refuse_line(name, row.line, what, "make the rows regular, or give a period= that all of them fit")
    return places


def _check_holes(name: str, rows: list[Row], places: Floats, period_s: float, max_gap_h: float) -> None:
    holes_s = (np.diff(places) - 1) * period_s
    wide = np.flatnonzero(holes_s > max_gap_h * HOUR_S + _TOLERANCE_S)
    if len(wide):
        row = rows[int(wide[0]) + 1]
        what = f"no row for {holes_s[wide[0]] / HOUR_S:g} h before it, more than max_gap_h={max_gap_h:g} h"
        refuse_line(name, row.line, what, "cut the file there, or raise max_gap_h if nothing came in that time")
    periods = places[-1] + 1
    if periods > MOST_PERIODS or periods * period_s > MOST_DAYS * DAY_S:
        what = f"the rows span {periods:,.0f} periods, {periods * period_s / DAY_S:,.1f} days"
        do = f"cut the file to {MOST_DAYS} days and {MOST_PERIODS:,} periods at most, or use longer periods"
        refuse_line(name, rows[-1].line, what, do)


def _fill(rows: list[Row], places: Floats, notes: list[str]) -> Floats:
    counts = np.zeros(int(places[-1]) + 1)
    counts[places.astype(np.int64)] = [row.value for row in rows]
    if missing := len(counts) - len(rows):
        line = rows[int(np.argmax(np.diff(places) > 1)) + 1].line
        notes.append(f"{missing} of {len(counts)} periods have no row and count as 0, the first before line {line}")
    return counts


def _warnings(preamble: dict[str, str]) -> list[str]:
    """Return what the lines above the rows of an export say against reading them as counts."""
    notes = []
    if preamble.get("statuscode", "Complete").lower() != "complete":
        notes.append(f"the export says StatusCode {preamble['statuscode']}: some samples may be missing")
    label = _LABEL.fullmatch(preamble.get("full label", ""))
    if label and label[1].lower() not in ("sum", "samplecount"):
        notes.append(f"the export's statistic is {label[1]}, and only Sum or SampleCount is a count of videos")
    return notes


def _moments(rows: list[Row]) -> Floats:
    return np.array([row.moment_s for row in rows])
