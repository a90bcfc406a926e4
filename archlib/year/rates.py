"""Rates of a year, made of those of a shorter load: repeated, grown month by month, cut to some of the months."""

import numpy as np

from archlib.draws import Floats
from archlib.workload.steps import Steps
from archlib.year.clock import MONTH_S, MONTHS, YEAR_S


def repeated(steps: Steps, every_s: float) -> Steps:
    """Return the steps over and over again, to the year's end."""
    edges, values = steps
    times = int(np.ceil(YEAR_S / every_s))
    starts = (edges[None, :-1] + every_s * np.arange(times)[:, None]).ravel()
    kept = starts < YEAR_S
    return np.append(starts[kept], YEAR_S), np.tile(values, times)[kept]


def grown(steps: Steps, growth: float) -> Steps:
    """Return the steps of a year, in month m multiplied by growth^(m - 1)."""
    edges = np.union1d(steps[0], MONTH_S * np.arange(MONTHS + 1))
    month = np.minimum((edges[:-1] // MONTH_S).astype(np.int64), MONTHS - 1)
    return edges, at(steps, edges[:-1]) * growth ** month.astype(np.float64)


def added(one: Steps, other: Steps) -> Steps:
    """Return the sum of two rates."""
    edges = np.union1d(one[0], other[0])
    return edges, at(one, edges[:-1]) + at(other, edges[:-1])


def cut(steps: Steps, from_s: float, to_s: float, after_s: float = 0.0) -> Steps:
    """Return the stretch from_s <= t < to_s, counted from its beginning, and then nothing for after_s more."""
    edges, _ = steps
    inside = edges[(edges > from_s) & (edges < to_s)]
    starts = np.concatenate([[from_s], inside])
    values = at(steps, starts)
    ends = np.append(starts, to_s) - from_s
    if after_s > 0:
        return np.append(ends, to_s - from_s + after_s), np.append(values, 0.0)
    return ends, values


def at(steps: Steps, times: Floats) -> Floats:
    """Return the rate at some moments, 0 where it is not told."""
    edges, values = steps
    place = np.searchsorted(edges, times, side="right") - 1
    known = (place >= 0) & (place < len(values))
    return np.where(known, values[np.clip(place, 0, len(values) - 1)], 0.0)
