"""What a ready video costs, and how long it takes, against the function's memory: the chart of power tuning."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from archlib.architectures.rented import MB_PER_VCPU
from archlib.compare import Comparison
from archlib.course.cutting import Law, Sized, ready_usd
from archlib.course.environments import processing
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
from archlib.lab.figures.sized import sized, usd
from archlib.lab.palette import ORANGE
from archlib.outcome import Run

HEIGHT: Final = 300
FROM_MB, TO_MB = 128, 10_240
TICKS_MB: Final = [128, 512, 1_769, 3_538, 10_240]
LISTED_MB: Final = [128, 256, 512, 1_024, 1_769, 3_538, 7_076, 10_240]
POINTS: Final = 60
HEADROOM: Final = 3.0  # times the least cost, at the top of the picture


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return for each function the line of USD and of seconds by formula, and what the run found; window not used."""
    shown = lanes(comparison)
    found = [(lane, sized(lane.run)) for lane in shown]
    data = tuple(t for lane, one in found if one for t in _lines(lane, one))
    x = titled(
        "memory (MB, logarithmic)", type="log", tickangle=0, tickvals=TICKS_MB, ticktext=[f"{mb:,}" for mb in TICKS_MB],
        range=[float(np.log10(FROM_MB / 1.1)), float(np.log10(TO_MB * 1.1))], fixedrange=True,
    )  # fmt: skip
    made = layout(
        HEIGHT,
        x,
        titled("USD a ready video", range=_dollars(data), tickprefix="$", nticks=6, fixedrange=True),
        legend=names_of(data),
        yaxis2=titled(
            "seconds of work (log)", type="log", overlaying="y", side="right", showgrid=False, fixedrange=True,
            **_seconds_axis(data),
        ),
    )  # fmt: skip
    made["margin"]["r"] = 64
    return Picture(
        key="memory",
        title="What memory buys",
        sentence=sentence(found),
        columns=("architecture", "memory", "vCPU", "seconds of work", "over the limit", "USD a ready video"),
        rows=rows_of([row for lane, one in found for row in _rows(lane, one)]),
        colours=tuple(lane.look.colour for lane, one in found for _ in _rows(lane, one)),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def sentence(found: list[tuple[Lane, Sized | None]]) -> str:
    """Return what the run found beside the formula, and which memory is the cheapest."""
    parts = []
    for lane, one in found:
        if one is None:
            parts.append(f"{lane.label} has {NO_FUNCTION} of known memory")
            continue
        cheap, best = _cheapest(lane.run, one)
        said = (
            f"{words.usd(_found(lane.run))} for processing a ready video (by formula {words.usd(_usd(lane.run, one))})"
        )
        parts.append(
            f"{lane.label} with {one.memory_mb:,.0f} MB {said}; cheapest near {cheap:,.0f} MB, {words.usd(best)}"
        )
    return f"{'; '.join(parts)}."


def _found(run: Run) -> float | None:
    function = processing(run.topology)
    return None if function is None else usd(run, function)


def _usd(run: Run, one: Sized) -> float | None:
    return ready_usd(run.scenario.load, one, run.prices)


def _grid(one: Sized) -> list[Sized]:
    return [replace(one, memory_mb=float(mb)) for mb in np.geomspace(FROM_MB, TO_MB, POINTS)]


def _cheapest(run: Run, one: Sized) -> tuple[float, float | None]:
    """Return the largest memory whose videos cost what the cheapest do, to half a per cent, and what they cost."""
    costs = [(size.memory_mb, cost) for size in _grid(one) if (cost := _usd(run, size)) is not None]
    if not costs:
        return one.memory_mb, None
    least = min(cost for _, cost in costs)
    return max((mb, cost) for mb, cost in costs if cost <= 1.005 * least)


def _lines(lane: Lane, one: Sized) -> list[Trace]:
    run, colour = lane.run, lane.look.colour
    grid = _grid(one)
    x = [size.memory_mb for size in grid]
    cost = {"width": 2.5, "color": colour, "dash": lane.look.dash}
    time = {"width": 1.5, "color": ORANGE, "dash": "dot"}
    present = _found(run)
    mark = {"size": 12, "symbol": lane.look.symbol, "color": colour}
    return [
        _line(
            f"{lane.label} USD", x, _values(grid, lambda size: _usd(run, size)), cost, "$%{y:.3~g} a ready video", "y"
        ),
        _line(f"{lane.label} seconds", x, [_seconds(run, size) for size in grid], time, "%{y:,.3~g} s of work", "y2"),
        {
            "type": "scatter",
            "mode": "markers",
            "name": f"{lane.label} this run",
            "x": [one.memory_mb] if present else [None],
            "y": [present] if present else [None],
            "marker": mark,
            "hovertemplate": "$%{y:.4~g} a ready video with %{x:,} MB<extra>%{fullData.name}</extra>",
        },
    ]


def _values(grid: list[Sized], of: Callable[[Sized], float | None]) -> list[float | None]:
    return [of(size) for size in grid]


def _seconds(run: Run, size: Sized) -> float:
    return run.scenario.load.mean_work_s * size.stretch


def _line(name: str, x: list[float], y: list[float | None] | list[float], line: Trace, said: str, axis: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "yaxis": axis,
        "connectgaps": False,
        "line": line,
        "hovertemplate": said + "<br>with %{x:,.0f} MB<extra>%{fullData.name}</extra>",
    }


def _drawn(data: tuple[Trace, ...], axis: str) -> list[float]:
    return [v for trace in data if trace.get("yaxis", "y") == axis for v in trace["y"] if v]


def _dollars(data: tuple[Trace, ...]) -> list[float]:
    """Return the ends of the axis of USD: what costs several times the least is above the picture."""
    return [0.0, HEADROOM * min(_drawn(data, "y"), default=0.1)]


def _seconds_axis(data: tuple[Trace, ...]) -> Trace:
    """Return ends and ticks of the axis of seconds: 1, 2 and 5 of each power of ten."""
    drawn = _drawn(data, "y2") or [1.0, 10.0]
    low, high = float(np.log10(min(drawn))), float(np.log10(max(drawn)))
    powers = range(math.floor(low), math.ceil(high) + 1)
    ticks = [k * 10.0**n for n in powers for k in (1, 2, 5) if low - 0.3 <= math.log10(k) + n <= high + 0.3]
    return {"range": [low - 0.2, high + 0.2], "tickvals": ticks, "ticktext": [f"{tick:,g}" for tick in ticks]}


def _rows(lane: Lane, one: Sized | None) -> list[tuple[str, ...]]:
    if one is None:
        return [(lane.label, NO_FUNCTION, *[words.NONE] * 4)]
    rows: list[tuple[str, ...]] = []
    for size in [one, *(replace(one, memory_mb=float(mb)) for mb in LISTED_MB)]:
        over = Law.of(lane.run.scenario.load, size.stretch).over(size.limit_s)
        name = f"{size.memory_mb:,.0f} MB" + (" (this run)" if size is one else "")
        numbers = (f"{size.memory_mb / MB_PER_VCPU:.2f}", f"{_seconds(lane.run, size):,.1f}", words.percent(over))
        rows.append((lane.label, name, *numbers, words.usd(_usd(lane.run, size))))
    return rows
