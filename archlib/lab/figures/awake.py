"""When each part is at work, when it merely stands there, and when there is nothing of it at all.

A band for each part that runs code: the height is the share of each stretch of time, solid for at work and hatched for
there and idle. What is answered to those who watch is not drawn: it is a rate, and takes a moment each.
"""

import math
from typing import NamedTuple, cast

import numpy as np

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures import bins, names
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, rows_of, titled
from archlib.lab.figures.time import BELOW, axis, clipped
from archlib.lab.palette import GREY
from archlib.outcome.series import FunctionSeries, PoolSeries
from archlib.outcome.step import Step
from archlib.outcome.trace import Floats
from archlib.topology import Working

BAND_PX, BAND = 34, 0.82  # of a band's height its drawing takes so much
NAMES = ("at work", "there, and idle")
HATCH = {"shape": "/", "size": 7, "solidity": 0.25, "fillmode": "replace"}


class Part(NamedTuple):
    """A station that runs code: when it is at work and when it is there, 1 for yes and 0 for no."""

    name: str
    called: int
    at_work: Step
    there: Step
    in_vain: float  # receives that came back empty

    @property
    def asleep(self) -> float:
        """The share of the time in which there is nothing of it."""
        return 1.0 - self.there.mean()


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a band a part of each architecture."""
    shown = lanes(comparison)
    run = comparison.runs[0]
    start_h = run.scenario.load.clock_start_h
    edges = bins.edges_for(*clipped(run.trace, window))
    rows = [(lane, part) for lane in shown for part in parts(lane)]
    floors = [float(len(rows) - 1 - i) for i in range(len(rows))]
    labels = [f"{lane.label}  {part.name}" if len(shown) > 1 else part.name for lane, part in rows]
    data = [
        t for (lane, part), floor in zip(rows, floors, strict=True) for t in _band(lane, part, floor, edges, start_h)
    ]
    height = 84 + BAND_PX * max(1, len(rows))
    y = titled(
        "parts", tickvals=[floor + BAND / 2 for floor in floors], ticktext=labels, tickfont={"size": 11},
        range=[-0.05, max(1, len(rows))], fixedrange=True, showgrid=False, zeroline=False,
    )  # fmt: skip
    made = layout(
        height,
        axis(run.trace.horizon_s, start_h, window),
        y,
        left=names.margin(labels, beside_px=36),
        bottom=BELOW,
        legend=NAMES,
    )
    return Picture(
        key="awake",
        title="Awake, idle, or not there",
        sentence=sentence(shown, edges),
        columns=("architecture", "part", "called", "at work", "there", "there, of all time", "asked in vain"),
        rows=rows_of([_row(lane, part) for lane, part in rows]),
        colours=tuple(lane.look.colour for lane, _ in rows),
        data=(*data, *_legend()),
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def parts(lane: Lane) -> list[Part]:
    """Return the parts that run code, in the order of the topology."""
    run, found = lane.run, []
    for number, station in enumerate(run.topology.stations):
        if not isinstance(station, Working):
            continue
        series = cast(PoolSeries, run.series[station.name])  # which all of these have
        made = (series.booting, series.ready) if isinstance(series, FunctionSeries) else (series.instances,)
        called = int(np.count_nonzero(run.trace.visits_at(number)["enter"] < run.trace.horizon_s))
        in_vain = float(run.trace.empty_receives[number])
        found.append(Part(station.name, called, _any(series.busy), _any(*made), in_vain))
    return found


def sentence(shown: list[Lane], edges: Floats) -> str:
    """Return how much of the time each part was at work, and over what the picture averages."""
    told = []
    for lane in shown:
        each = [f"{part.name} {_share(part.at_work.mean())}" for part in parts(lane)]
        told.append(f"{lane.label}: {', '.join(each)}")
    length = bins.length_text(bins.length_for(float(edges[-1] - edges[0])))
    return f"At work, of all time: {'; '.join(told)}. Each step is the mean of {length}."


def _any(*counts: Step) -> Step:
    """Return 1 where one of some numbers is not 0, else 0."""
    moments = np.unique(np.concatenate([step.t for step in counts]))
    some = np.zeros(len(moments), bool)
    for step in counts:
        some |= step.v[np.searchsorted(step.t, moments, side="right") - 1] > 0
    return Step(moments, some.astype(np.float64), counts[0].end_s)


def _share(share: float) -> str:
    """Return a share of time with as many digits as it needs to be read, such as "21 %" or "0.3 %"."""
    share = min(1.0, round(share, 12))  # a sum of stretches may miss the whole by a rounding
    if share in (0.0, 1.0):
        return f"{share:.0%}".replace("%", " %")
    if share >= 0.995:
        return words.percent(share)
    digits = max(0, -math.floor(math.log10(100 * share)))
    return f"{100 * share:.{digits}f} %"


def _row(lane: Lane, part: Part) -> tuple[str, ...]:
    there_s, work_s = part.there.integral(), part.at_work.integral()
    times = (words.duration(work_s), words.duration(there_s), _share(part.there.mean()))
    return lane.label, part.name, words.count(part.called), *times, words.count(part.in_vain)


def _band(lane: Lane, part: Part, floor: float, edges: Floats, start_h: float) -> list[Trace]:
    """Return the ground of a band, the area at work, and above it the area that is there and idle."""
    work = bins.means(part.at_work, edges)
    there = np.maximum(bins.means(part.there, edges), work)
    colour, label = lane.look.colour, f"{lane.label} {part.name}"
    area = {"fill": "tonexty", "fillcolor": colour + "B0"}
    idle = {"fill": "tonexty", "fillcolor": colour, "fillpattern": {**HATCH, "fgcolor": colour}}

    def line(name: str, values: Floats, stretches: Floats, **more: object) -> Trace:
        points = bins.stairs(floor + values * BAND, stretches, start_h)
        look = {"shape": "hv", "width": 1, "color": colour}
        return {
            "type": "scatter", "mode": "lines", "name": f"{label} {name}", "showlegend": False, "line": look,
            **points, **more,
        }  # fmt: skip

    def hover(values: Floats) -> dict[str, object]:
        percents = [round(100 * float(v), 1) for v in (*values, values[-1])]
        return {
            "customdata": percents,
            "hovertemplate": "%{customdata} %<br>%{x|day %-j %H:%M}<extra>%{fullData.name}</extra>",
        }

    ground = line("none", np.zeros(1), edges[[0, -1]], hoverinfo="skip")
    return [
        ground,
        line(NAMES[0], work, edges, **hover(work), **area),
        line(NAMES[1], there, edges, **hover(there), **idle),
    ]


def _legend() -> tuple[Trace, Trace]:
    """Return the two kinds of area as they stand in the legend, in no architecture's colour."""
    shared = {
        "type": "scatter", "mode": "lines", "x": [None], "y": [None], "fill": "tozeroy", "fillcolor": GREY,
        "line": {"width": 1, "color": GREY}, "hoverinfo": "skip",
    }  # fmt: skip
    hatched = {"fillpattern": {**HATCH, "fgcolor": GREY}}
    return {**shared, "name": NAMES[0]}, {**shared, "name": NAMES[1], **hatched}
