"""Bounds and checks of counts and periods that come from outside."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from archlib.data import is_number
from archlib.draws import Floats
from archlib.errors import ParameterError
from archlib.workload.steps import DAY_S

MOST_A_PERIOD = 1e9
SHORTEST_S = 1e-3
LONGEST_S = 31 * DAY_S
MAX_GAP_H = 24.0


def is_period(value: Any) -> bool:
    """Tell whether a value is a length of a period that can be read, s."""
    return is_number(value) and bool(SHORTEST_S <= value <= LONGEST_S)


def as_counts(counts: Sequence[float] | Floats) -> tuple[float, ...]:
    """Return counts as a tuple of floats.

    Raises
    ------
    ParameterError : not a flat row of numbers, or one that is negative, NaN or above 1e9; the message says which
    """
    try:
        row = np.asarray(counts)
    except ValueError:  # rows of unequal length
        row = np.empty((0, 0))
    if row.ndim != 1 or (len(row) and row.dtype.kind not in "iuf"):
        raise ParameterError(
            f"counts={counts!r:.60} is not a flat row of numbers (unit videos); give one number a period"
        )
    if not len(row):
        raise ParameterError("counts=() is empty; give at least one count (unit videos)")
    bad = np.flatnonzero(~((row >= 0) & (row <= MOST_A_PERIOD)))
    if len(bad):
        at = int(bad[0])
        rule = f"is not a number, 0 <= count <= {MOST_A_PERIOD:g} (unit videos)"
        raise ParameterError(f"counts[{at}]={row[at]} {rule}; correct it, or give 0 for none")
    return tuple((row.astype(np.float64) + 0.0).tolist())
