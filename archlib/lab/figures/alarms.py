"""What alarms count at each look, when they ring, and when who is on call has heard."""

from typing import NamedTuple

import numpy as np

from archlib.compare import Comparison
from archlib.engine.alarms import told_by
from archlib.lab import words
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
from archlib.lab.palette import GREEN, GREY, VERMILION
from archlib.outcome import Reason, Run
from archlib.outcome.step import Step
from archlib.outcome.trace import Floats
from archlib.topology import Alarm

HEIGHT, HEAD = 250, 1.15
LIMIT, RINGS, HEARD, NO_ALARM = "rings above", "begins to ring", "somebody has heard", "no alarm"


class Rung(NamedTuple):
    """One alarm of a run.

    Attributes
    ----------
    counted : what it counted at each look
    rings, over, heard : float arrays (m,), s: when it began to ring, when that was over, and when the first who hears
        of it was done; infinite for not up to the horizon, or up to the next time that it rang
    """

    alarm: Alarm
    counted: Step
    rings: Floats
    over: Floats
    heard: Floats


def rung(run: Run) -> list[Rung]:
    """Return the alarms of a run, in the order of the topology."""
    return [_rung(run, station) for station in run.topology.stations if isinstance(station, Alarm)]


def _rung(run: Run, alarm: Alarm) -> Rung:
    series, visits, end_s = run.series[alarm.name], run.trace.visits, run.trace.horizon_s
    t, state = series.rings.t, series.rings.v
    begins = np.flatnonzero(state == 1)
    rings, over = t[begins], np.append(t, np.inf)[begins + 1]
    job = told_by(run.topology, len(run.trace.arrive))[alarm.name]
    told = np.flatnonzero((visits["video"] == job) & (visits["reason"] == Reason.OK) & (visits["end"] <= end_s))
    done = np.sort(visits["end"][told])
    heard = np.append(done, np.inf)[np.searchsorted(done, rings, side="left")]
    return Rung(alarm, series.counted, rings, over, np.where(heard < np.append(rings, np.inf)[1:], heard, np.inf))


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return for each alarm what it counted, above what it rings, when it began to, and when somebody had heard."""
    shown = lanes(comparison)
    run = comparison.runs[0]
    start_h, span = run.scenario.load.clock_start_h, clipped(run.trace, window)
    found = [(lane, one) for lane in shown for one in rung(lane.run)]
    data = by_lane([(lane, t) for lane, one in found for t in _traces(lane, one, span, start_h)])
    most = max((max(float(one.counted.max()), 1.0 + one.alarm.above) for _, one in found), default=1.0)
    made = layout(
        HEIGHT,
        axis(run.trace.horizon_s, start_h, window),
        titled("counted at a look", range=[0, round_end(HEAD * most)], fixedrange=True),
        bottom=BELOW,
        legend=names_of(data),
    )
    return Picture(
        key="alarms",
        title="Alarms",
        sentence=sentence(shown),
        columns=("architecture", "alarm", LIMIT, RINGS, "counted then", "over after", "heard after"),
        rows=rows_of([row for lane in shown for row in _rows(lane, start_h)]),
        colours=tuple(lane.look.colour for lane in shown for _ in _rows(lane, start_h)),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def sentence(shown: list[Lane]) -> str:
    """Return how often each alarm rang, for how long, and how soon somebody had heard."""
    parts = [_said(lane, one) for lane in shown for one in rung(lane.run)]
    silent = [lane.label for lane in shown if not rung(lane.run)]
    if silent:
        parts.append(f"{words.are(silent, 'has', 'have')} {NO_ALARM}")
    return f"{'; '.join(parts)}. A look counts messages there are, or what failed since the look before."


def _said(lane: Lane, one: Rung) -> str:
    name, every = f"{lane.label} {one.alarm.name}", words.duration(one.alarm.period_s)
    if not len(one.rings):
        return f"{name} looked every {every} and never rang"
    rang_s = float((np.minimum(one.over, lane.run.trace.horizon_s) - one.rings).sum())
    times = "once" if len(one.rings) == 1 else f"{words.count(len(one.rings))} times"
    late = one.heard - one.rings
    heard = np.isfinite(late)
    mean = " on average" if np.count_nonzero(heard) > 1 else ""
    soon = f", heard {words.duration(float(late[heard].mean()))} later{mean}" if heard.any() else ""
    unheard = "" if heard.all() else f", {words.count(int(np.count_nonzero(~heard)))} of them unheard"
    return f"{name} looked every {every} and rang {times}, for {words.duration(rang_s)}{soon}{unheard}"


def _rows(lane: Lane, start_h: float) -> list[tuple[str, ...]]:
    found = rung(lane.run)
    if not found:
        return [(lane.label, NO_ALARM, *(words.NONE,) * 5)]
    rows = []
    for one in found:
        head = lane.label, one.alarm.name, words.count(one.alarm.above)
        each = zip(one.rings.tolist(), one.over.tolist(), one.heard.tolist(), strict=True)
        rows += [(*head, *_times(one, ring, over, heard, start_h)) for ring, over, heard in each]
        if not len(one.rings):
            rows.append((*head, "never", *(words.NONE,) * 3))
    return rows


def _times(one: Rung, ring: float, over: float, heard: float, start_h: float) -> tuple[str, ...]:
    lasted, late = (words.duration(end - ring) if np.isfinite(end) else "not yet" for end in (over, heard))
    return words.moment(ring, start_h), words.count(float(one.counted.at(ring))), lasted, late


def _traces(lane: Lane, one: Rung, span: tuple[float, float], start_h: float) -> list[Trace]:
    counted = drawn(lane, Line(one.alarm.name, one.counted), span, start_h)
    limit = {"x": packed(stamps(np.array(span), start_h)), "y": [one.alarm.above] * 2}
    return [
        {**counted, "line": {**counted["line"], "dash": "solid"}},
        {
            "type": "scatter", "mode": "lines", "name": f"{lane.label} {LIMIT}", **limit,
            "line": {"color": GREY, "width": 1.5, "dash": "dash"},
            "hovertemplate": "%{y}<extra>%{fullData.name}</extra>",
        },
        _marks(lane, one, RINGS, one.rings, ("triangle-up-open", VERMILION, 15), span, start_h),
        _marks(lane, one, HEARD, one.heard, ("circle", GREEN, 7), span, start_h),
    ]  # fmt: skip


def _marks(
    lane: Lane,
    one: Rung,
    what: str,
    times: Floats,
    look: tuple[str, str, int],
    span: tuple[float, float],
    start_h: float,
) -> Trace:
    """Marks at the height of what was counted as it began to ring."""
    here = np.flatnonzero((times >= span[0]) & (times <= span[1]))
    return {
        "type": "scatter", "mode": "markers", "name": f"{lane.label} {what}",
        "x": packed(stamps(times[here], start_h)),
        "y": packed(one.counted.at(one.rings[here]).astype(float), "<f4"),
        "marker": {"symbol": look[0], "color": look[1], "size": look[2], "line": {"width": 2}},
        "hovertemplate": "%{x|day %-j %H:%M:%S}<extra>%{fullData.name}</extra>",
    }  # fmt: skip
