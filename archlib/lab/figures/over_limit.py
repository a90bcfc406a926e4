"""The share of videos that take longer than the time limit, against their mean work; and what the run cut off."""

from dataclasses import replace
from typing import Final

import numpy as np

from archlib.compare import Comparison
from archlib.course.cutting import Law
from archlib.course.environments import cut_off, processing
from archlib.lab import words
from archlib.lab.figures.environments import NO_FUNCTION
from archlib.lab.figures.picture import (
    Lane,
    Picture,
    Trace,
    Window,
    lanes,
    layout,
    lines,
    names_of,
    rows_of,
    titled,
)
from archlib.lab.figures.waits import spread
from archlib.topology import Function

HEIGHT: Final = 270
FROM_S, TO_S, POINTS = 30.0, 3_000.0, 80
FORMULA: Final = "P(work > limit)"


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return the line of each function's law, and a marker for the run's first tries; the window is not used."""
    shown = lanes(comparison)
    found = [(lane, processing(lane.run.topology)) for lane in shown]
    data = tuple(t for lane, function in found if function for t in _lines(lane, function))
    made = layout(
        HEIGHT,
        titled(
            "mean work of a video on 2 vCPU (s, logarithmic)", type="log", fixedrange=True,
            range=[float(np.log10(FROM_S)), float(np.log10(TO_S))], tickvals=[30, 100, 300, 600, 900, 1_500, 3_000],
        ),
        titled("share over the limit", tickformat=".0%", range=[-0.02, 1.02], fixedrange=True),
        legend=names_of(data),
    )  # fmt: skip
    return Picture(
        key="over_limit",
        title="What the time limit cuts off",
        sentence=sentence(found),
        columns=("architecture", "limit", "work takes here", "cut off at the first try", FORMULA, "lost videos"),
        rows=rows_of([_row(lane, function) for lane, function in found]),
        colours=tuple(lane.look.colour for lane in shown),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def law(lane: Lane, function: Function) -> Law:
    """Return the law of an invocation's work in a run."""
    return Law.of(lane.run.scenario.load, function.stretch)


def sentence(found: list[tuple[Lane, Function | None]]) -> str:
    """Return which share was cut off, beside the formula."""
    parts = []
    for lane, function in found:
        if function is None:
            parts.append(f"{lane.label} has {NO_FUNCTION}")
            continue
        share = cut_off(lane.run, function)
        came = "nothing was tried" if share is None else words.percent(share)
        over = words.percent(law(lane, function).over(function.limit_s))
        parts.append(f"{lane.label} {came} (by the law of the work {over})")
    return f"Cut off at the first try: {'; '.join(parts)}. A later try takes as long, is cut off as well, and billed."


def _row(lane: Lane, function: Function | None) -> tuple[str, ...]:
    if function is None:
        return (lane.label, NO_FUNCTION, *[words.NONE] * 4)
    share = cut_off(lane.run, function)
    came = words.NONE if share is None else words.percent(share)
    one = law(lane, function)
    takes = f"{words.duration(one.mean_s)}, spread {spread(lane.run.scenario.load):g}"
    lost = words.count(lane.run.jobs.counts()["lost"])
    return lane.label, words.duration(function.limit_s), takes, came, words.percent(one.over(function.limit_s)), lost


def _lines(lane: Lane, function: Function) -> tuple[Trace, Trace]:
    load = lane.run.scenario.load
    works = [float(s) for s in np.geomspace(FROM_S, TO_S, POINTS)]
    here = law(lane, function)
    over = [replace(here, mean_s=s * function.stretch).over(function.limit_s) for s in works]
    share = cut_off(lane.run, function)
    is_there = share is not None and FROM_S <= load.mean_work_s <= TO_S
    hover = "%{y:.2%} with a mean of %{x:,.0f} s<extra>%{fullData.name}</extra>"
    line = {
        "type": "scatter",
        "mode": "lines",
        "name": f"{lane.label} {FORMULA}",
        "x": works,
        "y": over,
        "line": {"width": 2, "color": lane.look.colour, "dash": lane.look.dash},
        "hovertemplate": hover,
    }
    mark = {
        "type": "scatter",
        "mode": "markers",
        "name": f"{lane.label} this run",
        "x": [load.mean_work_s] if is_there else [None],
        "y": [share] if is_there else [None],
        "marker": {"size": 12, "symbol": lane.look.symbol, "color": lane.look.colour},
        "hovertemplate": hover,
    }
    return line, mark
