"""Means over stretches of a readable length, for signals that jump too fast to be looked at as they are."""

import numpy as np

from archlib.lab.figures.packing import packed
from archlib.lab.figures.picture import Trace
from archlib.lab.figures.time import stamps
from archlib.outcome.step import Step
from archlib.outcome.trace import Floats

MOST = 170  # stretches in a picture: an hour each in a week
LENGTHS_S = (
    1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 1_800.0, 3_600.0, 7_200.0, 21_600.0, 43_200.0, 86_400.0, 7 * 86_400.0,
)  # fmt: skip
_UNITS = ((86_400.0, "day"), (3_600.0, "hour"), (60.0, "minute"), (1.0, "second"))


def length_for(span_s: float) -> float:
    """Return the shortest readable length, s, of which at most MOST cover a span; the longest there is for more."""
    return next((length for length in LENGTHS_S if length * MOST >= span_s), LENGTHS_S[-1])


def length_text(length_s: float) -> str:
    """Return a length as it is said: "1 hour", "5 minutes"."""
    size, unit = next((size, unit) for size, unit in _UNITS if length_s >= size)
    n = length_s / size
    return f"{n:g} {unit}{'' if n == 1 else 's'}"


def edges_for(start_s: float, end_s: float) -> Floats:
    """Return the edges of the stretches of a span, float array (m + 1,), s; whole lengths but at both ends."""
    length = length_for(end_s - start_s)
    inner = np.arange(np.floor(start_s / length) + 1, np.ceil(end_s / length)) * length
    return np.concatenate([[start_s], inner[(inner > start_s) & (inner < end_s)], [end_s]])


def means(step: Step, edges_s: Floats) -> Floats:
    """Return the mean of a step function over each stretch, exactly, float array (m,)."""
    sums = np.concatenate([[0.0], np.cumsum(step.v * step.lengths)])
    total = np.interp(edges_s, np.append(step.t, step.end_s), sums)
    return np.asarray(np.diff(total) / np.diff(edges_s))


def counts(times_s: Floats, edges_s: Floats) -> Floats:
    """Return how many of some sorted moments lie in each stretch, float array (m,)."""
    return np.diff(np.searchsorted(times_s, edges_s, side="left")).astype(np.float64)


def stairs(values: Floats, edges_s: Floats, clock_start_h: float) -> Trace:
    """Return the points of a line of shape "hv" that holds each value over its stretch."""
    return {"x": packed(stamps(edges_s, clock_start_h)), "y": packed(np.append(values, values[-1]), "<f4")}
