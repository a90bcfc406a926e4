"""The axis of time, and lines over it with about a point a pixel that still reach every peak."""

from typing import Any

import numpy as np

from archlib.lab.figures.picture import Window, titled
from archlib.outcome.step import Step
from archlib.outcome.trace import Floats, Trace

COLUMNS = 320  # of a picture: about half the pixels of its width, each with its least and its greatest value
MS = 1_000.0
BELOW = 58  # pixels below a picture over time: its ticks have two lines once one zooms in

# Day 1 of the page's calendar. A leap year, so that days can be counted to 366; only day and clock are shown.
DAY_ONE_MS = float(np.datetime64("1972-01-01", "ms").astype(np.int64))


def axis(horizon_s: float, clock_start_h: float, window: Window) -> dict[str, Any]:
    """Return an axis of time that counts days and tells the clock, however far one zooms in."""
    start, end = window or (0.0, horizon_s)
    return titled(
        "time (day, and clock time)",
        type="date",
        range=[stamp(start, clock_start_h), stamp(end, clock_start_h)],
        tickformatstops=[
            {"dtickrange": [None, 60_000], "value": "day %-j<br>%H:%M:%S"},
            {"dtickrange": [60_000, 43_200_000], "value": "day %-j<br>%H:%M"},
            {"dtickrange": [43_200_000, None], "value": "day %-j"},
        ],
        hoverformat="day %-j %H:%M",
        tickangle=0,
        nticks=8,
    )


def stamp(time_s: float, clock_start_h: float) -> float:
    """Return a moment as the axis counts it, ms."""
    return DAY_ONE_MS + (time_s + clock_start_h * 3_600.0) * MS


def seconds(stamp_ms: float, clock_start_h: float) -> float:
    """Return the moment that `stamp` was made from, s."""
    return (stamp_ms - DAY_ONE_MS) / MS - clock_start_h * 3_600.0


def stamps(times_s: Floats, clock_start_h: float) -> Floats:
    """Return moments as the axis counts them, ms."""
    return DAY_ONE_MS + (times_s + clock_start_h * 3_600.0) * MS


def clipped(trace: Trace, window: Window) -> tuple[float, float]:
    """Return the window within the horizon; all of it where nothing of the window is left."""
    start, end = window or (0.0, trace.horizon_s)
    start, end = max(0.0, start), min(trace.horizon_s, end)
    return (start, end) if start < end else (0.0, trace.horizon_s)


def thinned(step: Step, start_s: float, end_s: float, columns: int = COLUMNS) -> tuple[Floats, Floats]:
    """Return points of a step function in a window for a line of shape "hv".

    Returns
    -------
    t, v : float array (m,), s and values. All changes if there are few; else for each column of the picture the
        least and the greatest value that held in it, so that no peak is lost
    """
    first, last = np.searchsorted(step.t, (start_s, end_s), side="right")
    inner = step.t[first:last]
    if len(inner) <= 2 * columns:
        t = np.concatenate([[start_s], inner, [end_s]])
        return t, step.v[np.searchsorted(step.t, t, side="right") - 1].astype(np.float64)
    edges = np.linspace(start_s, end_s, columns, endpoint=False)
    t = np.sort(np.concatenate([edges, inner]), kind="stable")
    v = step.v[np.searchsorted(step.t, t, side="right") - 1].astype(np.float64)
    at = np.searchsorted(t, edges)
    both = np.stack([np.minimum.reduceat(v, at), np.maximum.reduceat(v, at)], axis=1)
    t, v = np.append(np.repeat(edges, 2), end_s), np.append(both.ravel(), v[-1])
    kept = np.concatenate([[True], v[1:] != v[:-1]])
    kept[-1] = True  # the line goes on to the end of the window
    return t[kept], v[kept]
