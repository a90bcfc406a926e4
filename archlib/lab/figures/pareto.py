"""Cost against what fails, with the time until a video is ready: which architectures no other is better than in all."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, names_of, rows_of, titled
from archlib.lab.figures.weeks import NO_WEEKS, Weeks, band_of
from archlib.lab.palette import GREY
from archlib.outcome.trace import Floats

HEIGHT, SMALL_PX, LARGE_PX = 320, 9.0, 26.0
COLUMNS = (
    "architecture", "for a month", "fails, worst feature", "95 % ready in", "beaten by", "for a month in 8 of 10",
    "fails in 8 of 10", "not beaten in", "contract met in",
)  # fmt: skip


class Point(NamedTuple):
    """What an architecture costs (USD a month), what share of its requests fails, and how late it is (p95, s).

    `failing` is that of its worst feature, processing by the deadline; `late_s` is None where no video became ready.
    """

    usd: float
    failing: float
    late_s: float | None


def picture(comparison: Comparison, window: Window = None, found: Mapping[str, Weeks] | None = None) -> Picture:
    """Return a marker an architecture, the larger the later, and a line through the Pareto front.

    Parameters
    ----------
    window : is for all of the time: it is not used
    found : label -> other weeks of that architecture, the same for all; whiskers go from 10 to 90 % of them, and the
        sentence and the table say in how many of them it is on the front and in how many it keeps the contract.
        Without it only this week is drawn
    """
    shown = lanes(comparison)
    known = [(found or {}).get(lane.label, NO_WEEKS) for lane in shown]
    points = [point(lane) for lane in shown]
    over = [dominators(points, i) for i in range(len(points))]
    markers = (_marker(*one, points) for one in zip(shown, points, known, strict=True))
    data = (_front(points, over), *markers)
    made = layout(
        HEIGHT,
        titled("USD a month", rangemode="tozero", fixedrange=True),
        titled("fails, worst feature (%)", rangemode="tozero", fixedrange=True),
        legend=names_of(data),
    )
    return Picture(
        key="pareto",
        title="Cost, failures and lateness",
        sentence=f"{sentence(shown, over)}{_of_weeks(shown, known)}",
        columns=COLUMNS,
        rows=rows_of(
            [
                _row(lane, points[i], _names(shown, over[i])) + _band_cells(known[i], unbeaten(known, i))
                for i, lane in enumerate(shown)
            ]
        ),
        colours=tuple(lane.look.colour for lane in shown),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 3,
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


def unbeaten(known: Sequence[Weeks], i: int) -> int:
    """Return in how many weeks nobody is at least as good as number `i` in all three, and better in one."""
    weeks = [_three(one) for one in known]
    beaten = np.zeros(len(known[i]), bool)
    for other in weeks:
        beaten |= (other <= weeks[i]).all(axis=0) & (other < weeks[i]).any(axis=0)
    return int(np.count_nonzero(~beaten))


def _three(one: Weeks) -> Floats:
    """Return cost, failures and lateness of each week, float array (3, n); infinitely late where nothing was ready."""
    late = one.values["late"]
    return np.stack([one.values["cost"], one.failing, np.where(np.isnan(late), np.inf, late)])


def _of_weeks(shown: list[Lane], known: Sequence[Weeks]) -> str:
    """Return in how many of the weeks each is on the front and keeps the contract, "" without weeks."""
    n = min(map(len, known))
    if n == 0:
        return ""
    times = words.listed([f"{lane.label} in {unbeaten(known, i)}" for i, lane in enumerate(shown)])
    met = words.listed([f"{lane.label} in {one.met}" for lane, one in zip(shown, known, strict=True)])
    return f" Of {n} weeks that differ by their seed alone, not beaten: {times}. The contract is met by {met}."


def _band_cells(one: Weeks, times: int) -> tuple[str, str, str, str]:
    usd, failing = one.band("cost"), band_of(one.failing)
    if usd is None or failing is None:
        return "not run", "not run", "not run", "not run"
    ends = f"{words.usd(usd[0])} to {words.usd(usd[2])}", f"{words.percent(failing[0])} to {words.percent(failing[2])}"
    return *ends, f"{times} of {len(one)} weeks", f"{one.met} of {len(one)} weeks"


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


def _whiskers(middle: float, values: Floats) -> dict[str, Any]:
    """Return a whisker from 10 to 90 % of the weeks; the marker's own week may be beyond either end."""
    band = band_of(values)
    if band is None:
        return {"array": [0.0], "visible": False}
    low, _, high = band
    ends = {"array": [max(0.0, high - middle)], "arrayminus": [max(0.0, middle - low)]}
    return {"type": "data", "symmetric": False, "thickness": 1.5, "width": 5, **ends}


def _marker(lane: Lane, one: Point, many: Weeks, points: list[Point]) -> Trace:
    latest = max((p.late_s for p in points if p.late_s is not None), default=0.0)
    share = one.late_s / latest if latest and one.late_s is not None else 1.0
    return {
        "type": "scatter",
        "mode": "markers",
        "name": lane.label,
        "x": [one.usd],
        "y": [100 * one.failing],
        "error_x": _whiskers(one.usd, many.values["cost"]),
        "error_y": _whiskers(100 * one.failing, 100 * many.failing),
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
