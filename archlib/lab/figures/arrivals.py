"""The load over time: videos that came and the rate that was planned, with the outages of the scenario as bands."""

from typing import Any, NamedTuple

import numpy as np

from archlib.compare import Comparison
from archlib.faults import Fault
from archlib.lab import words
from archlib.lab.figures import bins
from archlib.lab.figures.packing import packed
from archlib.lab.figures.picture import LETTER_PX, WIDTH_PX, Picture, Trace, Window, layout, rows_of, titled
from archlib.lab.figures.steady import round_end
from archlib.lab.figures.time import BELOW, axis, clipped, stamp, stamps, thinned
from archlib.lab.palette import BLUE, GREY, VERMILION
from archlib.outcome.step import Step
from archlib.outcome.trace import Floats
from archlib.scenario import Scenario
from archlib.workload.steps import HOUR_S

HEIGHT, MARGIN_PX = 280, 76  # of the width, what is beside the plot
HEADROOM = 1.55  # the axis is so much higher than the bars: above them the outages are named
ROWS, ROW_SHARE = 4, 0.085  # lines of names, and of the plot's height a line
THINNEST = 1 / 250  # of the width: an outage of minutes in a week must still be seen
MOST_BANDS = 60


class Band(NamedTuple):
    """An outage within the horizon."""

    name: str
    start_s: float
    end_s: float


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return bars of what came, a line of the plan, and a band for each scheduled fault; the same for all lanes."""
    run = comparison.runs[0]
    scenario, start_h = run.scenario, run.scenario.load.clock_start_h
    span = clipped(run.trace, window)
    edges = bins.edges_for(*span)
    counted = bins.counts(run.trace.arrive, edges) / np.diff(edges) * HOUR_S
    t, planned = thinned(plan(scenario), *span)
    top = max(float(counted.max()), float(planned.max())) or 1.0
    found = bands(scenario)
    legend = ("came", "planned")
    return Picture(
        key="arrivals",
        title="What comes, and when it breaks",
        sentence=sentence(scenario, found, run.trace.arrive, edges),
        columns=("when", "from", "to", "lasts", "videos that came", "an hour", "over the mean"),
        rows=rows_of(_rows(scenario, found, run.trace.arrive)),
        data=(_bars(counted, edges, start_h), _line(t, planned, start_h)),
        layout=layout(
            HEIGHT,
            axis(scenario.horizon_s, start_h, window),
            titled("videos an hour", range=[0, round_end(HEADROOM * top)], fixedrange=True),
            bottom=BELOW,
            legend=legend,
            bargap=0,
            **_drawn(found, span, start_h),
        ),
        height=HEIGHT,
    )


def plan(scenario: Scenario) -> Step:
    """Return the rate of arrivals that the load plans, videos an hour, up to the horizon."""
    edges, per_s = scenario.load.rate_steps()
    inside = edges[:-1] < scenario.horizon_s
    return Step(edges[:-1][inside], per_s[inside] * HOUR_S, scenario.horizon_s, "planned_videos_per_hour")


def bands(scenario: Scenario) -> list[Band]:
    """Return the scheduled faults that begin before the horizon, in the order of time."""
    inside = [f for f in scenario.faults.scheduled if f.start_s < scenario.horizon_s]
    return [_band(fault, scenario.horizon_s) for fault in sorted(inside, key=lambda f: f.start_s)]


def _band(fault: Fault, horizon_s: float) -> Band:
    return Band(fault.name, fault.start_s, min(fault.end_s, horizon_s))


def sentence(scenario: Scenario, found: list[Band], arrive: Floats, edges: Floats) -> str:
    """Return how many videos came, and during which outage the most did."""
    n, hours = len(arrive), scenario.horizon_s / HOUR_S
    each = bins.length_text(bins.length_for(float(edges[-1] - edges[0])))
    text = f"{words.count(n)} videos in {words.duration(scenario.horizon_s)}, {n / hours:,.3g} an hour on average."
    if found:
        worst = max(found, key=lambda band: _came(arrive, band))
        text += f" Of {len(found)} scheduled outages {worst.name} met the most videos, {_came(arrive, worst)}."
    if scenario.faults.drawn:
        text += " Failures at random times differ with the architecture and are not drawn here."
    return f"{text} Each bar is the count of {each}."


def _came(arrive: Floats, band: Band) -> int:
    low, high = np.searchsorted(arrive, (band.start_s, band.end_s), side="left").tolist()
    return int(high - low)


def _rows(scenario: Scenario, found: list[Band], arrive: Floats) -> list[tuple[str, ...]]:
    start_h = scenario.load.clock_start_h
    mean = len(arrive) / scenario.horizon_s
    rows: list[tuple[str, ...]] = []
    for band in [Band("all of the time", 0.0, scenario.horizon_s), *found]:
        n, lasts = _came(arrive, band), band.end_s - band.start_s
        over = f"{n / lasts / mean:.2f}" if mean > 0 else words.NONE
        when = (words.moment(band.start_s, start_h), words.moment(band.end_s, start_h), words.duration(lasts))
        rows.append((band.name, *when, words.count(n), f"{n / lasts * HOUR_S:,.2f}", over))
    return rows


def _bars(counted: Floats, edges: Floats, start_h: float) -> Trace:
    return {
        "type": "bar",
        "name": "came",
        "x": packed(stamps((edges[:-1] + edges[1:]) / 2, start_h)),
        "y": packed(counted, "<f4"),
        "width": packed(np.diff(edges) * 1_000.0),
        "marker": {"color": BLUE + "A0", "line": {"width": 0}},
        "hovertemplate": "%{y:,.3~g} an hour<br>%{x|day %-j %H:%M}<extra>came</extra>",
    }


def _line(t: Floats, planned: Floats, start_h: float) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "planned",
        "x": packed(stamps(t, start_h)),
        "y": packed(planned, "<f4"),
        "line": {"shape": "hv", "width": 2, "color": GREY},
        "hovertemplate": "%{y:,.3~g} an hour<extra>planned</extra>",
    }


def _drawn(found: list[Band], span: tuple[float, float], start_h: float) -> dict[str, Any]:
    """Return the bands, and their names in a few lines above the bars, where there is place for them."""
    least = (span[1] - span[0]) * THINNEST
    inside = [b for b in found if b.end_s > span[0] and b.start_s < span[1]][:MOST_BANDS]
    shapes = [
        {
            "type": "rect", "x0": stamp(b.start_s, start_h), "x1": stamp(max(b.end_s, b.start_s + least), start_h),
            "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": {"width": 0}, "fillcolor": VERMILION + "60",
        }
        for b in inside
    ]  # fmt: skip
    return {"shapes": shapes, "annotations": _names(inside, span, start_h)}


def _names(inside: list[Band], span: tuple[float, float], start_h: float) -> list[dict[str, Any]]:
    """Return the names of bands, each in the first line in which it runs into no other; of the rest none."""
    width_px = WIDTH_PX - MARGIN_PX
    ends, notes = [-1.0] * ROWS, []
    for band in inside:
        at = (max(band.start_s, span[0]) - span[0]) / (span[1] - span[0]) * width_px
        needed = LETTER_PX * len(band.name) + 8
        anchor, from_px = ("left", at) if at + needed <= width_px else ("right", at - needed)
        row = next((i for i, end in enumerate(ends) if from_px >= end), None)
        if row is not None:
            ends[row] = from_px + needed
            x = stamp(max(band.start_s, span[0]), start_h)
            where = {"x": x, "y": 1 - row * ROW_SHARE, "yref": "paper", "xanchor": anchor, "yanchor": "top"}
            notes.append({"text": band.name, "showarrow": False, "font": {"size": 11}, "borderpad": 1, **where})
    return notes
