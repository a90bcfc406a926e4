"""Threads of the door that uploads hold while somebody else works, beside Little's law: λ x how long each is held.

Where the caller waits for an answer, the callee's slowness is the caller's full pool. A picture of the caller shows it.
"""

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures import bins
from archlib.lab.figures.door import Door, door
from archlib.lab.figures.packing import packed
from archlib.lab.figures.picture import (
    Lane,
    Picture,
    Trace,
    Window,
    by_lane,
    lanes,
    layout,
    lines,
    names_of,
    rows_of,
    titled,
)
from archlib.lab.figures.queue import drawn
from archlib.lab.figures.stations import Line
from archlib.lab.figures.steady import round_end
from archlib.lab.figures.time import BELOW, axis, clipped, stamps
from archlib.lab.palette import GREY, ORANGE
from archlib.outcome.trace import Floats
from archlib.theory import little
from archlib.workload.steps import HOUR_S

HEIGHT = 250
HELD, MEAN, LAW, LIMIT = "held", "mean", "λ × W", "threads there are"
FAINT = 0.35  # what jumps stands behind what can be read
HEAD = 1.15  # of the axis, times the most that was held
NO_DOOR = "no door for uploads"


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return for each architecture the threads held, for each stretch their mean and Little's law, and the limit.

    The axis ends above what is held, so the limit is seen where it is near.
    """
    shown = lanes(comparison)
    run = comparison.runs[0]
    start_h = run.scenario.load.clock_start_h
    span = clipped(run.trace, window)
    edges = bins.edges_for(*span)
    doors = [(lane, door(lane.run)) for lane in shown]
    data = by_lane([(lane, t) for lane, d in doors if d for t in _lines(lane, d, edges, start_h)])
    most = max((d.held.max() for _, d in doors if d), default=0.0)
    made = layout(
        HEIGHT,
        axis(run.trace.horizon_s, start_h, window),
        titled("uploads in hand (threads)", range=[0, round_end(HEAD * max(1.0, most))], fixedrange=True),
        bottom=BELOW,
        legend=names_of(data),
    )
    return Picture(
        key="held",
        title="Threads that uploads hold",
        sentence=sentence(doors, bins.length_text(bins.length_for(span[1] - span[0]))),
        columns=(
            "architecture", "station", LIMIT, "most held", "held on average", "uploads an hour (λ)", "each holds (W)",
            LAW, "refused here",
        ),
        rows=rows_of([_row(lane, d) for lane, d in doors]),
        colours=tuple(lane.look.colour for lane in shown),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )  # fmt: skip


def sentence(doors: list[tuple[Lane, Door | None]], stretch: str) -> str:
    """Return what is held on average and at most, and what Little's law says to it."""
    parts = []
    for lane, d in doors:
        if d is None:
            parts.append(f"{lane.label} {NO_DOOR}")
            continue
        law = f"{d.per_s * HOUR_S:,.3g} an hour x {words.duration(d.each_s)} = {little(d.per_s, d.each_s):,.3g}"
        full = f", {words.count(d.refused)} refused here" if d.refused else ""
        parts.append(f"{lane.label} {d.held.mean():,.3g} on average ({law}), {words.count(d.held.max())} at most{full}")
    return f"Threads held: {'; '.join(parts)}. {MEAN.capitalize()} and {LAW} are drawn for each {stretch}."


def _row(lane: Lane, d: Door | None) -> tuple[str, ...]:
    if d is None:
        return (lane.label, NO_DOOR, *(words.NONE,) * 7)
    law = little(d.per_s, d.each_s)
    counts = (words.count(d.threads), words.count(d.held.max()), f"{d.held.mean():,.2f}")
    rest = (f"{d.per_s * HOUR_S:,.3g}", words.duration(d.each_s), f"{law:,.2f}", words.count(d.refused))
    return lane.label, d.name, *counts, *rest


def _lines(lane: Lane, d: Door, edges: Floats, start_h: float) -> list[Trace]:
    span = (float(edges[0]), float(edges[-1]))
    held = drawn(lane, Line(HELD, d.held), span, start_h)
    mean, law = (bins.stairs(values, edges, start_h) for values in (d.means(edges), d.law(edges)))
    limit = {"x": packed(stamps(edges[[0, -1]], start_h)), "y": [d.threads, d.threads]}
    return [
        {**held, "opacity": FAINT, "line": {**held["line"], "width": 1, "dash": "solid"}},
        _line(f"{lane.label} {MEAN}", mean, {"color": lane.look.colour, "width": 2, "dash": "solid", "shape": "hv"}),
        _line(f"{lane.label} {LAW}", law, {"color": ORANGE, "width": 2.5, "dash": "dot", "shape": "hv"}),
        _line(f"{lane.label} {LIMIT}", limit, {"color": GREY, "width": 1.5, "dash": "dash"}),
    ]


def _line(name: str, points: Trace, line: dict[str, object]) -> Trace:
    hover = "%{y:.4~g}<extra>%{fullData.name}</extra>"
    return {"type": "scatter", "mode": "lines", "name": name, **points, "line": line, "hovertemplate": hover}
