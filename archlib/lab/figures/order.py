"""Whether videos become ready in the order in which they came: rank of arrival against rank of completion."""

import numpy as np

from archlib.compare import Comparison
from archlib.course.overtaking import overtaken, ready_s
from archlib.lab import words
from archlib.lab.figures.packing import packed
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, names_of, rows_of, titled
from archlib.lab.figures.time import clipped
from archlib.lab.palette import GREY
from archlib.outcome import Run
from archlib.outcome.trace import Ints

HEIGHT = 320
POINTS = 400
FEWEST = 10  # the axes go at least so far
IN_ORDER = "in order"


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a marker a video, thinned; on the line it kept its place. A window keeps the videos that came in it."""
    shown = lanes(comparison)
    kept = [ranks(lane.run, clipped(lane.run.trace, window)) for lane in shown]
    longest = float(max(FEWEST, *(len(r) for r in kept)))
    ends = [1 - 0.03 * longest, 1.03 * longest]
    data = (_diagonal(longest), *(_markers(lane, r) for lane, r in zip(shown, kept, strict=True)))
    made = layout(
        HEIGHT,
        titled("rank of arrival", range=ends, fixedrange=True),
        titled("rank of completion", range=ends, fixedrange=True),
        legend=names_of(data),
    )
    return Picture(
        key="order",
        title="In which order videos become ready",
        sentence=sentence(shown),
        columns=("architecture", "ready videos", "overtaken", "share overtaken", "furthest out of place"),
        rows=rows_of([_row(lane, ranks(lane.run)) for lane in shown]),
        colours=tuple(lane.look.colour for lane in shown),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def ranks(run: Run, span: tuple[float, float] | None = None) -> Ints:
    """Return the rank of completion of each ready video that came in a span, s, among these, int array (k,).

    They stand in the order of arrival, and ranks begin with 1. Of videos that become ready at one instant the one that
    came first is first.
    """
    ready = ready_s(run, span)
    rank = np.empty(len(ready), np.int64)
    rank[np.argsort(ready, kind="stable")] = np.arange(1, len(ready) + 1)
    return rank


def sentence(shown: list[Lane]) -> str:
    """Return which share of the videos was overtaken in each architecture."""
    parts = [f"{lane.label} {_share(lane.run)}" for lane in shown]
    return f"Videos overtaken by one that came later: {'; '.join(parts)}."


def _share(run: Run) -> str:
    n = len(ready_s(run))
    return words.percent(overtaken(run) / n) if n else "none became ready"


def _row(lane: Lane, rank: Ints) -> tuple[str, ...]:
    furthest = int(np.abs(rank - np.arange(1, len(rank) + 1)).max(initial=0))
    return (
        lane.label, words.count(len(rank)), words.count(overtaken(lane.run)), _share(lane.run),
        f"{words.count(furthest)} places",
    )  # fmt: skip


def _markers(lane: Lane, rank: Ints) -> Trace:
    at = np.unique(np.linspace(0, len(rank) - 1, POINTS).round().astype(np.int64)) if len(rank) else rank
    return {
        "type": "scatter",
        "mode": "markers",
        "name": lane.label,
        "x": packed((at + 1).astype(np.float64), "<f4") if len(at) else [None],  # or it loses its place in the legend
        "y": packed(rank[at].astype(np.float64), "<f4") if len(at) else [None],
        "marker": {"size": 4, "symbol": lane.look.symbol, "color": lane.look.colour, "opacity": 0.75},
        "hovertemplate": "came as number %{x:,.0f}<br>ready as number %{y:,.0f}<extra>%{fullData.name}</extra>",
    }


def _diagonal(longest: float) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": IN_ORDER,
        "x": [1.0, longest],
        "y": [1.0, longest],
        "line": {"width": 1.5, "dash": "dash", "color": GREY},
        "hoverinfo": "skip",
    }
