"""How long those had waited who are served: over the timeout it is work for nobody."""

import numpy as np

from archlib.course.recovery import Seconds, seconds
from archlib.course.storms import Storm, run_of
from archlib.lab.figures.goodput import band, level
from archlib.lab.figures.packing import packed
from archlib.lab.figures.picture import Picture, layout, rows_of, titled
from archlib.lab.palette import PURPLE

HEIGHT = 200
LEAST_S = 1.5  # of the axis, times the timeout


def picture(storm: Storm) -> Picture:
    """Return a line over time, and the timeout as a level."""
    found = seconds(run_of(storm))
    top = max(LEAST_S * storm.timeout_s, float(found.waited.max()) * 1.05)
    made = layout(
        HEIGHT,
        titled("time (s)", range=[0, storm.horizon_s], fixedrange=True),
        titled("waited (s)", range=[0, top], fixedrange=True),
        legend=("waited",),
        shapes=[band(storm), level(storm.timeout_s)],
        annotations=[{
            "x": 1, "y": storm.timeout_s, "xref": "paper", "xanchor": "right", "yanchor": "bottom", "showarrow": False,
            "text": "timeout", "font": {"size": 11},
        }],
        showlegend=False,
    )  # fmt: skip
    line = {
        "type": "scatter", "mode": "lines", "name": "waited", "x0": 0.5, "dx": 1, "y": packed(found.waited, "<f4"),
        "line": {"width": 2, "color": PURPLE}, "hovertemplate": "%{y:.2f} s at %{x:.0f} s<extra></extra>",
    }  # fmt: skip
    return Picture(
        key="age",
        title="How long those had waited who are served",
        sentence=sentence(storm, found),
        columns=("seconds in which", "count"),
        rows=rows_of(_rows(storm, found)),
        data=(line,),
        layout=made,
        height=made["height"],
        lines=2,
    )


def sentence(storm: Storm, found: Seconds) -> str:
    """Return how long those wait who are served at the end, against the timeout."""
    last = float(found.waited[-10:].mean())
    verdict = "they have given up, and are served for nobody" if last > storm.timeout_s else "their callers still wait"
    wait = f"In the last 10 s who is served has waited {last:,.2f} s on average"
    return f"{wait}; the timeout is {storm.timeout_s:g} s: {verdict}."


def _rows(storm: Storm, found: Seconds) -> list[tuple[str, str]]:
    after = found.waited[int(storm.end_s) :]
    late = int(np.count_nonzero(after > storm.timeout_s))
    return [
        ("they had waited for longer than the timeout, after the outage", f"{late:,}"),
        ("they had not", f"{len(after) - late:,}"),
    ]
