"""Hours down in a year of each feature, as the run had them and as the formula expects them of the random failures."""

from typing import NamedTuple

from archlib.compare import Comparison
from archlib.lab.figures import names
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, rows_of, titled
from archlib.lab.figures.steady import round_end
from archlib.lab.palette import ORANGE
from archlib.outcome.availability import YEAR_HOURS
from archlib.theory import downtime_h_per_year
from archlib.workload.steps import DAY_S

ROW_PX, WIDE_PX, MARK_PX, LINE = 24, 32, 9, "<br>"
FORMULA = "formula"
HEAD = 1.08  # of the axis, times what is longest
LEAST_H = 1.0  # the axis goes at least so far


class Down(NamedTuple):
    """A feature of an architecture: the row that it stands in, and its hours down a year."""

    lane: Lane
    row: str
    feature: str
    share: float  # of the time up, closed form
    run_h: float
    formula_h: float


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a bar a feature of each architecture and the formula's marker on it. The window is for all of the time."""
    shown = lanes(comparison)
    found = downs(shown)
    rows = [one.row for one in found]
    height = 96 + (WIDE_PX if any(LINE in row for row in rows) else ROW_PX) * len(rows)
    longest = max((max(one.run_h, one.formula_h) for one in found), default=0.0)
    y = {
        "autorange": "reversed", "type": "category", "tickfont": {"size": 11}, "fixedrange": True, "dtick": 1,
        "categoryorder": "array", "categoryarray": rows,
    }  # fmt: skip
    data = (*(_bars(lane, found) for lane in shown), _markers(found))
    x = titled("hours down a year", range=[0, round_end(HEAD * max(LEAST_H, longest))], fixedrange=True)
    made = layout(height, x, y, left=names.margin(rows), legend=("simulated", FORMULA), bargap=0.35)
    return Picture(
        key="downtime",
        title="Hours down in a year",
        sentence=sentence(shown, found),
        columns=("architecture", "feature", "availability by formula", "simulated, h a year", "by formula, h a year"),
        rows=rows_of([_cells(one) for one in found]),
        colours=tuple(one.lane.look.colour for one in found),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def downs(shown: list[Lane]) -> list[Down]:
    """Return the features of all lanes, those of a lane beside each other."""
    labels = names.short([lane.label for lane in shown])
    is_wide = names.are_wide(labels, [f for lane in shown for f in lane.run.availability])
    found = []
    for lane, label in zip(shown, labels, strict=True):
        good = lane.run.availability
        for f in good:
            share = good.closed_form[f]
            run_h = (1.0 - good[f].time_share) * YEAR_HOURS
            row = names.row(label, f, is_wide)
            found.append(Down(lane, row, f, share, run_h, downtime_h_per_year(share)))
    return found


def sentence(shown: list[Lane], found: list[Down]) -> str:
    """Return the hours of each feature, as they came and as they are to be expected, and how long was watched."""
    parts = []
    for lane in shown:
        mine = [f"{one.feature} {one.run_h:,.1f} ({one.formula_h:,.1f})" for one in found if one.lane is lane]
        parts.append(f"{lane.label} {', '.join(mine)}")
    days = shown[0].run.trace.horizon_s / DAY_S
    return (
        f"Hours down a year, simulated (by formula, of random failures only): {'; '.join(parts)}. "
        f"Simulated: {days:,.3g} days."
    )


def _cells(one: Down) -> tuple[str, ...]:
    return one.lane.label, one.feature, f"{one.share:.6f}", f"{one.run_h:,.1f}", f"{one.formula_h:,.1f}"


def _bars(lane: Lane, found: list[Down]) -> Trace:
    mine = [one for one in found if one.lane is lane]
    colour = lane.look.colour
    return {
        "type": "bar",
        "orientation": "h",
        "name": f"{lane.label} simulated",
        "y": [one.row for one in mine],
        "x": [one.run_h for one in mine],
        "marker": {"color": colour + "B0", "line": {"width": 1, "color": colour}},
        "hovertemplate": "%{y}<br>%{x:,.1f} h a year<extra>simulated</extra>",
    }


def _markers(found: list[Down]) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": FORMULA,
        "y": [one.row for one in found],
        "x": [one.formula_h for one in found],
        "marker": {"symbol": "line-ns", "size": MARK_PX, "color": ORANGE, "line": {"width": 3, "color": ORANGE}},
        "hovertemplate": "%{y}<br>%{x:,.1f} h a year<extra>formula</extra>",
    }
