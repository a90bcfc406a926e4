"""How many have come, begun, been refused and become ready, added up; beside what a function's ramp allows."""

from typing import Final, NamedTuple

import numpy as np

from archlib.compare import Comparison
from archlib.course.environments import processing
from archlib.lab import words
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
from archlib.lab.figures.stations import Line
from archlib.lab.figures.time import BELOW, axis, clipped
from archlib.lab.palette import GREY, SKY, VERMILION
from archlib.outcome import Run
from archlib.outcome.step import Step, step
from archlib.outcome.trace import Floats, Reason

HEIGHT: Final = 270
COME, RAMP = "have come", "the ramp allows"


class Begun(NamedTuple):
    """Moments, sorted, s, each float array: of arrivals, first starts of processing, refusals, videos ready."""

    come: Floats
    begun: Floats
    refused: Floats
    ready: Floats


def begun(run: Run) -> Begun:
    """Return when videos came, began, were refused (counted where they came) and were ready, up to the horizon."""
    trace = run.trace
    turned = ~np.isin(trace.reason, (Reason.OK, Reason.UNFINISHED)) & np.isnan(trace.start)
    moments = (trace.arrive, trace.start, trace.arrive[turned], trace.ready)
    return Begun(*(np.sort(m[m < trace.horizon_s]) for m in moments))


def allowed(run: Run) -> Step | None:
    """Return how many environments a function may have made since the first call, or None where no function processes.

    So many at once, and as many more after each stretch of the ramp, up to the limit: a staircase that is not followed
    where fewer come. It is cut at the number that came.
    """
    function, arrive = processing(run.topology), run.trace.arrive
    if function is None:
        return None
    if not len(arrive):
        return step(arrive, arrive, run.trace.horizon_s, "allowed")
    most = min(function.concurrency, len(arrive))
    steps = int(np.ceil(most / function.ramp))
    t: Floats = float(arrive[0]) + function.ramp_every_s * np.arange(steps, dtype=np.float64)
    return step(t, np.minimum(function.ramp * np.arange(1, steps + 1), most), run.trace.horizon_s, "allowed")


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return lines that add up: what came, and for each architecture what began, was refused and became ready."""
    shown = lanes(comparison)
    run = comparison.runs[0]
    start_h = run.scenario.load.clock_start_h
    span = clipped(run.trace, window)
    found = [(lane, begun(lane.run)) for lane in shown]
    come = _line(
        shown[0], COME, _added(found[0][1].come, run), span, start_h, {"color": GREY, "width": 4, "dash": "solid"}
    )
    own = by_lane([(lane, t) for lane, b in found for t in _lines(lane, b, span, start_h, len(shown) <= FEW)])
    data = ({**come, "name": COME, "opacity": 0.5}, *own)
    made = layout(
        HEIGHT,
        axis(run.trace.horizon_s, start_h, window),
        titled("videos, added up", rangemode="tozero", fixedrange=True),
        bottom=BELOW,
        legend=names_of(data),
    )
    return Picture(
        key="begun",
        title="Come, begun, refused, ready",
        sentence=sentence(found),
        columns=(
            "architecture",
            "came",
            "processing began",
            "refused",
            "ready",
            "last began after",
            "cold starts allowed by then",
        ),
        rows=rows_of([_row(lane, b) for lane, b in found]),
        colours=tuple(lane.look.colour for lane in shown),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def sentence(found: list[tuple[Lane, Begun]]) -> str:
    """Return how many began and how long that took, and how many were refused and why."""
    parts = []
    for lane, b in found:
        text = f"{lane.label} {words.count(len(b.begun))} of {words.count(len(b.come))}"
        if len(b.begun):
            text += f", the last {words.duration(_after_s(b))} after the first came"
        if len(b.refused):
            text += f"; {words.count(len(b.refused))} refused ({_why(lane.run)})"
        parts.append(text)
    return f"Processing began: {'; '.join(parts)}."


def _after_s(b: Begun) -> float:
    return float(b.begun[-1] - b.come[0])


def _why(run: Run) -> str:
    reasons = run.availability["upload"].reasons
    return words.listed([f"{name} {words.count(n)}" for name, n in reasons.items() if n])


def _row(lane: Lane, b: Begun) -> tuple[str, ...]:
    counts = tuple(words.count(len(moments)) for moments in (b.come, b.begun, b.refused, b.ready))
    ramp = allowed(lane.run)
    if not len(b.begun):
        return (lane.label, *counts, words.NONE, words.NONE)
    by_then = words.NONE if ramp is None else words.count(float(ramp.at(b.begun[-1])))
    return (lane.label, *counts, words.duration(_after_s(b)), by_then)


def _added(moments: Floats, run: Run) -> Step:
    return step(moments, np.arange(1, len(moments) + 1), run.trace.horizon_s)


def _line(lane: Lane, name: str, of: Step, span: tuple[float, float], start_h: float, look: dict[str, object]) -> Trace:
    made = drawn(lane, Line(name, of), span, start_h)
    return {**made, "line": {**made["line"], **look}}


def _lines(lane: Lane, b: Begun, span: tuple[float, float], start_h: float, with_all: bool) -> list[Trace]:
    colour = lane.look.colour
    began = _line(lane, "begun", _added(b.begun, lane.run), span, start_h, {"width": 2})
    if not with_all:
        return [began]
    more = (
        ("refused", b.refused, {"width": 2, "color": VERMILION, "dash": "dash"}),
        ("ready", b.ready, {"width": 1.5, "color": colour, "dash": "dot"}),
    )
    made = [began, *(_line(lane, name, _added(m, lane.run), span, start_h, look) for name, m, look in more)]
    ramp = allowed(lane.run)
    if ramp is not None:
        made.append(_line(lane, RAMP, ramp, span, start_h, {"width": 1.5, "color": SKY, "dash": "dashdot"}))
    return made
