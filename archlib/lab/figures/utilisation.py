"""How much of what is paid for works: slots in use of all slots, over time, with the idle part hatched.

Each architecture has a band of its own, scaled to the most slots it had, so that one bought for the peak and one that
follows the load can be told apart at a glance. In use is averaged over stretches of time: as it is it jumps too fast
to be read.
"""

import numpy as np

from archlib.compare import Comparison
from archlib.lab.figures import bins, capacity, names
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, rows_of, titled
from archlib.lab.figures.time import BELOW, axis, clipped
from archlib.lab.palette import GREY
from archlib.outcome import Run
from archlib.outcome.trace import Floats

BAND_PX, BAND = 62, 0.82  # of a band's height its drawing takes so much
NAMES = ("in use", "paid for and not used")
HATCH = {"shape": "/", "size": 7, "solidity": 0.25, "fillmode": "replace"}


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a band an architecture: below the slots in use, above them, hatched, those paid for and not used."""
    shown = lanes(comparison)
    run = comparison.runs[0]
    start_h = run.scenario.load.clock_start_h
    edges = bins.edges_for(*clipped(run.trace, window))
    floors = [float(len(shown) - 1 - i) for i in range(len(shown))]
    data = [t for lane, floor in zip(shown, floors, strict=True) for t in _band(lane, floor, edges, start_h)]
    labels = names.short([lane.label for lane in shown])
    height = 84 + BAND_PX * len(shown)
    y = titled(
        "slots that process",
        tickvals=[floor + BAND / 2 for floor in floors],
        ticktext=[f"{label}<br>of {_most(lane.run, edges):,.3g}" for label, lane in zip(labels, shown, strict=True)],
        tickfont={"size": 11},
        range=[-0.05, len(shown)],
        fixedrange=True,
        showgrid=False,
        zeroline=False,
    )
    x = axis(run.trace.horizon_s, start_h, window)
    return Picture(
        key="utilisation",
        title="How much of it works",
        sentence=sentence(shown, edges),
        columns=("architecture", "slots in use", "slots paid for", "in use of these", "most in use", "most paid for"),
        rows=rows_of([_row(lane, edges) for lane in shown]),
        colours=tuple(lane.look.colour for lane in shown),
        data=(*data, *_legend()),
        layout=layout(height, x, y, left=names.margin(labels, beside_px=36), bottom=BELOW, legend=NAMES),
        height=height,
        lines=lines(shown),
    )


def sentence(shown: list[Lane], edges: Floats) -> str:
    """Return which share of the slots paid for was in use, and over what the picture averages."""
    parts = [f"{lane.label} {_share(*_means(lane))}" for lane in shown]
    each = bins.length_text(bins.length_for(float(edges[-1] - edges[0])))
    return f"In use of all slots paid for, all of the time: {'; '.join(parts)}. Each point is the mean of {each}."


def _means(lane: Lane) -> tuple[float, float]:
    """Return the mean slots in use and paid for, all of the time."""
    all_of_it = capacity.whole(lane.run)
    return float(capacity.busy(lane.run, all_of_it)[0]), float(capacity.paid(lane.run, all_of_it)[0])


def _share(used: float, paid: float) -> str:
    return f"{used / paid:.1%}".replace("%", " %") if paid > 0 else "none paid for"


def _row(lane: Lane, edges: Floats) -> tuple[str, ...]:
    used, paid = _means(lane)
    most = [float(capacity.busy(lane.run, edges).max()), float(capacity.paid(lane.run, edges).max())]
    return (lane.label, f"{used:,.2f}", f"{paid:,.2f}", _share(used, paid), *(f"{value:,.2f}" for value in most))


def _most(run: Run, edges: Floats) -> float:
    return float(capacity.paid(run, edges).max())


def _band(lane: Lane, floor: float, edges: Floats, start_h: float) -> list[Trace]:
    """Return the ground of a lane's band, the area of its slots in use, and above that the area of the others."""
    used = capacity.busy(lane.run, edges)
    # a crash ends an instance and its work at one instant, so only rounding can put work above what is paid for
    paid = np.maximum(capacity.paid(lane.run, edges), used)
    scale = BAND / (float(paid.max()) or 1.0)
    colour = lane.look.colour
    told = [f"{u:,.3g} of {p:,.3g} slots" for u, p in zip(used, paid, strict=True)]
    hover = {
        "customdata": [*told, told[-1]],
        "hovertemplate": f"%{{customdata}}<br>%{{x|day %-j %H:%M}}<extra>{lane.label}</extra>",
    }
    area = {"fill": "tonexty", "fillcolor": colour + "B0"}
    idle = {"fill": "tonexty", "fillcolor": colour, "fillpattern": {**HATCH, "fgcolor": colour}}

    def line(name: str, values: Floats, **more: object) -> Trace:
        points = bins.stairs(floor + values * scale, edges, start_h)
        look = {"shape": "hv", "width": 1, "color": colour}
        return {
            "type": "scatter", "mode": "lines", "name": f"{lane.label} {name}", "showlegend": False, "line": look,
            **points, **more,
        }  # fmt: skip

    ground = line("none", np.zeros(len(used)), hoverinfo="skip")
    return [ground, line("in use", used, **hover, **area), line("paid for", paid, **hover, **idle)]


def _legend() -> tuple[Trace, Trace]:
    """Return the two kinds of area as they stand in the legend, in no architecture's colour."""
    shared = {
        "type": "scatter", "mode": "lines", "x": [None], "y": [None], "fill": "tozeroy", "fillcolor": GREY,
        "line": {"width": 1, "color": GREY}, "hoverinfo": "skip",
    }  # fmt: skip
    hatched = {"fillpattern": {**HATCH, "fgcolor": GREY}}
    return {**shared, "name": NAMES[0]}, {**shared, "name": NAMES[1], **hatched}
