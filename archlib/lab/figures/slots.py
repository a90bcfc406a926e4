"""Slots in use over time, with their mean and with what Little's law expects: a = arrival rate x mean work."""

import numpy as np

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures import capacity
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
from archlib.lab.figures.time import BELOW, axis, clipped, stamps
from archlib.lab.palette import GREY
from archlib.scenario import Scenario
from archlib.theory import little
from archlib.workload.steps import HOUR_S, integral

HEIGHT = 240
LITTLE = "a = λ × S"


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a line an architecture, its mean as a thin one, and the line that Little's law gives for the load."""
    shown = lanes(comparison)
    run = comparison.runs[0]
    start_h = run.scenario.load.clock_start_h
    span = clipped(run.trace, window)
    data = (
        *by_lane([(lane, t) for lane in shown for t in _lines(lane, span, start_h)]),
        _level(LITTLE, offered(run.scenario), span, start_h, {"color": GREY, "width": 3, "dash": "dash"}),
    )
    made = layout(
        HEIGHT,
        axis(run.trace.horizon_s, start_h, window),
        titled("slots in use (number)", rangemode="tozero", fixedrange=True),
        bottom=BELOW,
        legend=names_of(data),
    )
    return Picture(
        key="slots",
        title="Slots in use",
        sentence=sentence(shown),
        columns=("architecture", "mean in use", LITTLE, "mean over a", "most in use"),
        rows=rows_of([_row(lane) for lane in shown]),
        colours=tuple(lane.look.colour for lane in shown),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def offered(scenario: Scenario) -> float:
    """Return how many slots the processing of a load keeps busy on average, by Little's law: a = λ S, erlangs.

    λ is the expected rate of arrivals up to the horizon, S the mean work of a video's processing (`transcode_s`).
    Leaves out: what a slot is held for beside that work, and videos that are refused or done twice.
    """
    edges, per_s = scenario.load.rate_steps()
    expected = float(np.interp(scenario.horizon_s, edges, integral((edges, per_s))))
    return little(expected / scenario.horizon_s, scenario.load.mean_work_s)


def sentence(shown: list[Lane]) -> str:
    """Return the mean of each architecture beside what Little's law expects."""
    scenario = shown[0].run.scenario
    per_hour = offered(scenario) / scenario.load.mean_work_s * HOUR_S
    law = f"{per_hour:,.3g} an hour x {words.duration(scenario.load.mean_work_s)} = {offered(scenario):,.3g} slots"
    parts = [f"{lane.label} {_mean(lane):,.3g}" for lane in shown]
    return f"Little's law expects {LITTLE} = {law} in use on average. Counted: {'; '.join(parts)}."


def _mean(lane: Lane) -> float:
    return float(capacity.busy(lane.run, capacity.whole(lane.run))[0])


def _row(lane: Lane) -> tuple[str, ...]:
    mean, a = _mean(lane), offered(lane.run.scenario)
    ratio = f"{mean / a:.3f}" if a > 0 else words.NONE
    return lane.label, f"{mean:,.3f}", f"{a:,.3f}", ratio, words.count(capacity.busy_step(lane.run).max())


def _lines(lane: Lane, span: tuple[float, float], start_h: float) -> list[Trace]:
    line = drawn(lane, Line("in use", capacity.busy_step(lane.run)), span, start_h)
    thin = {**line, "line": {**line["line"], "width": 1}}
    return [thin, _level(f"{lane.label} mean", _mean(lane), span, start_h, {**line["line"], "width": 2.5})]


def _level(name: str, value: float, span: tuple[float, float], start_h: float, line: dict[str, object]) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": packed(stamps(np.array(span), start_h)),
        "y": packed(np.array([value, value]), "<f4"),
        "line": line,
        "hovertemplate": "%{y:.4~g}<extra>%{fullData.name}</extra>",
    }
