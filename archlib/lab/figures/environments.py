"""A function's environments over time: initialising, at work, idle; beside λ × S, how many work by Little's law."""

from typing import Final, NamedTuple

import numpy as np

from archlib.compare import Comparison
from archlib.course.environments import Starts, processing, starts
from archlib.lab import words
from archlib.lab.figures.packing import packed
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
from archlib.lab.figures.time import BELOW, COLUMNS, axis, clipped, stamps
from archlib.lab.palette import GREY, ORANGE
from archlib.outcome import Run
from archlib.outcome.series import FunctionSeries
from archlib.outcome.step import Step
from archlib.outcome.trace import Floats
from archlib.theory import little
from archlib.topology import Function
from archlib.workload.steps import integral

HEIGHT: Final = 250
LAW, LIMIT = "λ × S", "limit"
SEEN_FROM: Final = 0.4  # of the limit: with fewer environments it is above the picture
NO_FUNCTION: Final = "no function"


class Platform(NamedTuple):
    """A function that processes, and what its run says of it."""

    function: Function
    starts: Starts
    at_work: Step
    initialising: Step
    there: Step


def platform(run: Run) -> Platform | None:
    """Return the function that processes in a run, or None where something else does."""
    function = processing(run.topology)
    if function is None:
        return None
    series = run.series[function.name]
    if not isinstance(series, FunctionSeries):  # a function has no other
        return None
    return Platform(function, starts(run, function), series.busy, series.booting, series.ready)


def work_s(run: Run, function: Function) -> float:
    """Return how long an invocation works on average, s: the load's work as this memory makes it."""
    return run.scenario.load.mean_work_s * function.stretch


def expected_mean(run: Run, function: Function) -> float:
    """Return how many invocations are at work on average by Little's law, λ × S.

    Leaves out: initialisation, tries after the first, and what is cut off.
    """
    load = run.scenario.load
    return little(load.expected_videos / load.horizon_s, work_s(run, function))


def expected(run: Run, function: Function, times_s: Floats) -> Floats:
    """Return how many are at work at some moments by the law: as many as come within the S seconds before, on average.

    Exact where each works for S seconds; where the rate does not change within S it is λ × S.
    """
    edges, per_s = run.scenario.load.rate_steps()
    total = integral((edges, per_s))
    before_s = np.maximum(times_s - work_s(run, function), 0.0)
    return np.asarray(np.interp(times_s, edges, total) - np.interp(before_s, edges, total))


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return for each function what is there: an area that works, a line with the idle ones, dashed what starts."""
    shown = lanes(comparison)
    run = comparison.runs[0]
    start_h = run.scenario.load.clock_start_h
    span = clipped(run.trace, window)
    found = [(lane, platform(lane.run)) for lane in shown]
    data = by_lane([(lane, t) for lane, p in found if p for t in _lines(lane, p, span, start_h, len(shown) <= FEW)])
    made = layout(
        HEIGHT,
        axis(run.trace.horizon_s, start_h, window),
        titled("environments (number)", rangemode="tozero", fixedrange=True),
        bottom=BELOW,
        legend=names_of(data),
    )
    return Picture(
        key="environments",
        title="Environments of the function that processes",
        sentence=sentence(found),
        columns=(
            "architecture", "invocations", "environments made", "began cold", "at work on average", LAW,
            "most at work", LIMIT,
        ),
        rows=rows_of([_row(lane, p) for lane, p in found]),
        colours=tuple(lane.look.colour for lane in shown),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )  # fmt: skip


def sentence(found: list[tuple[Lane, Platform | None]]) -> str:
    """Return how many environments were made for how many invocations, and how many work at once."""
    parts = []
    for lane, p in found:
        if p is None:
            parts.append(f"{lane.label} has {NO_FUNCTION}")
            continue
        made = f"{words.count(p.starts.cold)} for {words.count(p.starts.invocations)} invocations"
        share = "" if p.starts.share is None else f", so {words.percent(p.starts.share)} began cold"
        mean, law = _said(p.at_work.mean()), _said(expected_mean(lane.run, p.function))
        parts.append(f"{lane.label} {made}{share}; {mean} at work on average ({LAW} is {law})")
    return f"Environments made: {'; '.join(parts)}."


def _said(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def _row(lane: Lane, p: Platform | None) -> tuple[str, ...]:
    if p is None:
        return (lane.label, NO_FUNCTION, *[words.NONE] * 6)
    share = words.NONE if p.starts.share is None else words.percent(p.starts.share)
    means = (f"{p.at_work.mean():,.3f}", f"{expected_mean(lane.run, p.function):,.3f}")
    most = words.count(p.at_work.max()), words.count(p.function.concurrency)
    return lane.label, words.count(p.starts.invocations), words.count(p.starts.cold), share, *means, *most


def _lines(lane: Lane, p: Platform, span: tuple[float, float], start_h: float, with_all: bool) -> list[Trace]:
    there = drawn(lane, Line("ready, idle ones too", p.there), span, start_h)
    if not with_all:
        return [there]
    area = drawn(lane, Line("at work", p.at_work, "solid"), span, start_h)
    area |= {"fill": "tozeroy", "fillcolor": lane.look.colour + "66", "line": {**area["line"], "width": 0.5}}
    booting = drawn(lane, Line("initialising", p.initialising, "dot"), span, start_h)
    booting["line"] = {**booting["line"], "color": ORANGE, "width": 1.5}
    there["line"] = {**there["line"], "dash": "solid", "width": 1.5}
    return [area, there, booting, _law(lane, p, span, start_h), _limit(lane, p, span, start_h)]


def _law(lane: Lane, p: Platform, span: tuple[float, float], start_h: float) -> Trace:
    """Return the law over time, as a line that rises and falls while S passes after a change of the rate."""
    edges, _ = lane.run.scenario.load.rate_steps()
    bends = np.concatenate([edges, edges + work_s(lane.run, p.function)])
    inside = bends[(bends > span[0]) & (bends < span[1])]
    times = np.unique(np.concatenate([np.linspace(*span, COLUMNS), inside if len(inside) <= COLUMNS else []]))
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"{lane.label} {LAW}",
        "x": packed(stamps(times, start_h)),
        "y": packed(expected(lane.run, p.function, times), "<f4"),
        "line": {"width": 2, "color": GREY, "dash": "dash"},
        "hovertemplate": "%{y:.4~g}<br>%{x|day %-j %H:%M}<extra>%{fullData.name}</extra>",
    }


def _limit(lane: Lane, p: Platform, span: tuple[float, float], start_h: float) -> Trace:
    """Return the limit as a line where it is near; else it has its place in the legend and is not seen."""
    near = max(p.there.max(), p.at_work.max()) >= SEEN_FROM * p.function.concurrency
    limit = float(p.function.concurrency)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"{lane.label} {LIMIT}",
        "x": packed(stamps(np.array(span), start_h)) if near else [None],
        "y": [limit, limit] if near else [None],
        "line": {"width": 1.5, "dash": "dashdot", "color": lane.look.colour},
        "hovertemplate": "%{y:,}<extra>%{fullData.name}</extra>",
    }
