"""Samples in order of time, each moment once; a row keeps its place in the file for messages.

- Order: rows are sorted, and a note says so.
- Twice the same moment: kept once if the value is the same (two exports that overlap); refused if not, since it may be
  a sum to make, or an hour that a clock set back counted twice.
"""

from typing import NamedTuple, NoReturn

import numpy as np

from archlib.draws import Floats
from archlib.workload.reading.samples import Samples
from archlib.workload.reading.stamps import Ints


class Rows(NamedTuple):
    """Samples in order of time: their numbers in the file, moments (n,), s, and values (n,), videos."""

    samples: Samples
    numbers: Ints
    moments_s: Floats
    values: Floats

    def where(self, row: int) -> str:
        """Return the place of a row in the file."""
        return self.samples.where(int(self.numbers[row]))

    def refuse(self, row: int, what: str, do: str) -> NoReturn:
        """Raise the DataError of a row."""
        self.samples.refuse(int(self.numbers[row]), what, do)


def in_order(samples: Samples, notes: list[str]) -> Rows:
    """Return the samples as rows whose moments rise, and add what was done to the notes.

    Raises
    ------
    DataError : a moment with two values
    """
    moments_s, values = samples.moments_s, samples.values
    late = np.flatnonzero(moments_s[1:] < moments_s[:-1])
    if not len(late):
        return _once(Rows(samples, np.arange(len(values)), moments_s, values), notes)
    notes.append(f"rows were not in order of time, first at {samples.where(int(late[0]) + 1)}; they were sorted")
    order = np.argsort(moments_s, kind="stable")
    return _once(Rows(samples, order, moments_s[order], values[order]), notes)


def _once(rows: Rows, notes: list[str]) -> Rows:
    new = np.diff(rows.moments_s, prepend=-np.inf) > 0
    if new.all():
        return rows
    kept = np.flatnonzero(new)
    first = kept[np.cumsum(new) - 1]  # of each row, the row of the same moment that is kept
    other = np.flatnonzero(rows.values != rows.values[first])
    if len(other):
        row, before = int(other[0]), int(first[other[0]])
        values = f"{rows.values[row]:g}, not {rows.values[before]:g}"
        what = f"the same moment as {rows.where(before)} with another value ({values})"
        rows.refuse(row, what, "keep one of them, or their sum; a clock set back needs timezone= or moments in UTC")
    again = rows.numbers[~new]
    place = rows.samples.where(int(again.min()))
    notes.append(f"{len(again)} rows repeat another row and were dropped, first at {place}")
    return Rows(rows.samples, rows.numbers[kept], rows.moments_s[kept], rows.values[kept])
