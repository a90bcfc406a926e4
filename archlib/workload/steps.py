"""Piecewise constant rates: a rate is `(edges_s, values)`, value i holding on edges_s[i] <= t < edges_s[i + 1]."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from archlib.draws import Floats

DAY_S = 86_400.0
HOUR_S = 3_600.0
MINUTE_S = 60.0

Steps = tuple[Floats, Floats]


def constant(value: float, end_s: float) -> Steps:
    """Return one step from 0 to end_s."""
    return np.array([0.0, end_s]), np.array([float(value)])


@lru_cache(maxsize=64)
def daily(from_h: float, hours: float, inside: float, outside: float, end_s: float, start_h: float = 0.0) -> Steps:
    """Return a window that comes back every day, past midnight if it must.

    Parameters
    ----------
    from_h : float, h, clock hour at which the window opens
    hours : float, h, how long it is open, 0 <= hours <= 24
    inside, outside : float, the value in the window and out of it
    end_s : float, s, where the steps end
    start_h : float, h, clock hour at t = 0

    Returns
    -------
    edges_s : float array (m + 1,), s, from 0 to end_s
    values : float array (m,); neither is to be written to
    """
    first = (from_h - start_h) * HOUR_S
    opens = first + DAY_S * np.arange(-2, np.ceil(end_s / DAY_S) + 2)
    edges = _between(np.concatenate([opens, opens + hours * HOUR_S]), end_s)
    middle = (edges[:-1] + edges[1:]) / 2
    is_open = np.mod(middle - first, DAY_S) < hours * HOUR_S
    values = np.where(is_open, float(inside), float(outside))
    edges.flags.writeable = values.flags.writeable = False
    return edges, values


def from_integral(total: Callable[[Floats], Floats], end_s: float, anchor_s: float = 0.0) -> Steps:
    """Return a smooth rate as its mean over each minute, so that no video is gained or lost.

    Parameters
    ----------
    total : function, the integral of the rate from 0 to t, float array of s -> float array
    end_s : float, s, where the steps end
    anchor_s : float, s, a moment that must be an edge, such as a jump
    """
    phase = anchor_s % MINUTE_S
    edges = _between(np.append(np.arange(phase, end_s, MINUTE_S), anchor_s), end_s)
    # a difference of two sums may fall a rounding error below zero
    return edges, np.maximum(np.diff(total(edges)) / np.diff(edges), 0.0)


def integral(steps: Steps) -> Floats:
    """Return the running integral at each edge, float array (m + 1,), beginning with 0."""
    edges, values = steps
    return np.concatenate([[0.0], np.cumsum(np.diff(edges) * values)])


def _between(inner: Floats, end_s: float) -> Floats:
    inner = inner[(inner > 0) & (inner < end_s)]
    return np.unique(np.concatenate([[0.0], inner, [end_s]]))
