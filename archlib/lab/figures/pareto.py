"""Cost against what fails, with the time until a video is ready: which architectures no other is better than in all."""

from itertools import pairwise
from typing import NamedTuple

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, names_of, rows_of, titled
from archlib.lab.palette import GREY

HEIGHT, SMALL_PX, LARGE_PX = 320, 9.0, 26.0


class Point(NamedTuple):
    """What an architecture costs (USD a month), what share of its requests fails, and how late it is (p95, s).

    `failing` is that of its worst feature, processing by the deadline; `late_s` is None where no video became ready.
    """

    usd: float
    failing: float
    late_s: float | None


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a marker an architecture, the larger the later, and a line through the Pareto front.

    The window is for all of the time: it is not used. Left out: how sure each value is; one seed is one week.
    """
    shown = lanes(comparison)
    points = [point(lane) for lane in shown]
    over = [dominators(points, i) for i in range(len(points))]
    data = (_front(points, over), *(_marker(*one, points) for one in zip(shown, points, strict=True)))
    made = layout(
        HEIGHT,
        titled("USD a month", rangemode="tozero", fixedrange=True),
        titled("fails, worst feature (%)", rangemode="tozero", fixedrange=True),
        legend=names_of(data),
    )
    return Picture(
        key="pareto",
        title="Cost, failures and lateness",
        sentence=sentence(shown, over),
        columns=("architecture", "for a month", "fails, worst feature", "95 % ready in", "beaten by"),
        rows=rows_of([_row(lane, p, _names(shown, o)) for lane, p, o in zip(shown, points, over, strict=True)]),
        colours=tuple(lane.look.colour for lane in shown),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def point(lane: Lane) -> Point:
    """Return the three measures of one architecture."""
    good = lane.run.availability.values()
    kept = [f.request_share if f.deadline_share is None else f.deadline_share for f in good]
    return Point(lane.run.bill.per_month, 1.0 - min(kept), lane.run.latency.quantile(0.95))


def dominators(points: list[Point], i: int) -> list[int]:
    """Return the indices of those that are no worse than number `i` in all three, and better in one at least."""
    mine = _measures(points[i])
    return [
        j
        for j, other in enumerate(map(_measures, points))
        if other != mine and all(a <= b for a, b in zip(other, mine, strict=True))
    ]


def sentence(shown: list[Lane], over: list[list[int]]) -> str:
    """Return who is on the front, and who is beaten by whom."""
    front = [lane.label for lane, beaten in zip(shown, over, strict=True) if not beaten]
    text = f"Not beaten in cost, failures and lateness together: {words.listed(front)}."
    beaten = [f"{lane.label} by {words.listed(_names(shown, o))}" for lane, o in zip(shown, over, strict=True) if o]
    return f"{text} Beaten, for another is at least as good in all three: {'; '.join(beaten)}." if beaten else text


def _measures(one: Point) -> tuple[float, float, float]:
    return one.usd, one.failing, float("inf") if one.late_s is None else one.late_s


def _names(shown: list[Lane], indices: list[int]) -> list[str]:
    return [shown[j].label for j in indices]


def _row(lane: Lane, one: Point, beaten_by: list[str]) -> tuple[str, ...]:
    late = words.duration(one.late_s)
    return lane.label, words.usd(one.usd), words.percent(one.failing), late, words.listed(beaten_by) or "nobody"


def _front(points: list[Point], over: list[list[int]]) -> Trace:
    """Return steps through those that are not beaten in cost and failures; lateness has no axis."""
    kept = sorted({(p.usd, p.failing) for p, beaten in zip(points, over, strict=True) if not beaten})
    steps = [low for i, low in enumerate(kept) if all(low[1] < before[1] for before in kept[:i])]
    path = steps[:1] + [corner for a, b in pairwise(steps) for corner in ((b[0], a[1]), b)]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "best for its cost",
        "x": [x for x, _ in path],
        "y": [100 * y for _, y in path],
        "line": {"width": 1.5, "dash": "dot", "color": GREY},
        "hoverinfo": "skip",
    }


def _marker(lane: Lane, one: Point, points: list[Point]) -> Trace:
    latest = max((p.late_s for p in points if p.late_s is not None), default=0.0)
    share = one.late_s / latest if latest and one.late_s is not None else 1.0
    return {
        "type": "scatter",
        "mode": "markers",
        "name": lane.label,
        "x": [one.usd],
        "y": [100 * one.failing],
        "cliponaxis": False,  # who never fails stands on the axis
        "marker": {
            "size": SMALL_PX + (LARGE_PX - SMALL_PX) * share,
            "symbol": lane.look.symbol,
            "color": lane.look.colour,
            "opacity": 0.8,
        },
        "hovertemplate": (
            f"$%{{x:,.2f}} a month, %{{y:.3f}} % fail<br>95 % ready in {words.duration(one.late_s)}"
            "<extra>%{fullData.name}</extra>"
        ),
    }
