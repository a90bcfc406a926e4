"""The instances that do the processing: what the policy wished for, what boots, what is ready, what works."""

from archlib.compare import Comparison
from archlib.lab.figures.picture import (
    FEW,
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
from archlib.lab.figures.stations import Line, machines
from archlib.lab.figures.time import BELOW, axis, clipped

HEIGHT = 240


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return the lines of each architecture, the busy part an area under them; of many only who is ready."""
    shown = lanes(comparison)
    run = comparison.runs[0]
    start_h = run.scenario.load.clock_start_h
    found = [(lane, line) for lane in shown for line in machines(lane.run)]
    few = found if len(shown) <= FEW else [(lane, line) for lane, line in found if line.name == "ready"]
    span = clipped(run.trace, window)
    data = by_lane([(lane, _drawn(lane, line, span, start_h)) for lane, line in few])
    made = layout(
        HEIGHT,
        axis(run.trace.horizon_s, start_h, window),
        titled("instances (number)", rangemode="tozero", fixedrange=True),
        bottom=BELOW,
        legend=names_of(data),
    )
    return Picture(
        key="machines",
        title="The instances that process",
        sentence=sentence(shown),
        columns=("architecture", "instances", "most", "mean"),
        rows=rows_of([_row(lane, line) for lane, line in found]),
        colours=tuple(lane.look.colour for lane, _ in found),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def sentence(shown: list[Lane]) -> str:
    """Return how many instances each had on average, and how busy they were."""
    parts = []
    for lane in shown:
        lines = {line.name: line for line in machines(lane.run)}
        if {"ready", "busy"} <= set(lines):
            ready, busy = _mean(lines["ready"]), _mean(lines["busy"])
            work = f", {busy / ready:.0%} of them at work" if ready > 0 else ""
            parts.append(f"{lane.label} {ready:,.2f}{work}")
    return f"Instances ready on average: {'; '.join(parts)}."


def _drawn(lane: Lane, line: Line, span: tuple[float, float], start_h: float) -> Trace:
    if line.dash != "busy":
        return drawn(lane, line, span, start_h)
    area = drawn(lane, line._replace(dash="solid"), span, start_h)
    return {**area, "fill": "tozeroy", "fillcolor": lane.look.colour + "55", "line": {**area["line"], "width": 0.5}}


def _mean(line: Line) -> float:
    return line.step.mean() * line.factor


def _row(lane: Lane, line: Line) -> tuple[str, ...]:
    return lane.label, line.name, f"{line.step.max() * line.factor:,.4g}", f"{_mean(line):,.2f}"
