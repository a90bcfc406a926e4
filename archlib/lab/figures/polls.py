"""To ask again and again, or to be told: how many requests a day it takes, against how late one hears of a thing.

Who asks once in an interval is late by half of it on average, so requests a day × mean delay is half a day, whatever
the interval: the line. Who is told makes as many requests as there is to tell, and hears at once.
"""

from typing import NamedTuple, cast

import numpy as np

from archlib.compare import Comparison
from archlib.lab import words
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
from archlib.lab.figures.stations import queues_before
from archlib.lab.palette import GREY
from archlib.outcome import Run
from archlib.outcome.series import FleetSeries, PoolSeries
from archlib.outcome.step import Step
from archlib.outcome.trace import Floats
from archlib.topology import Function, Rule, Working

HEIGHT = 270
DAY_S = 86_400.0
LEAST, MOST = 0.05, 45.0  # s, ends of the line
FORMULA = "one who asks: ½ day / delay"


class Asked(NamedTuple):
    """How the processing of a run hears of its work.

    Attributes
    ----------
    how : "asks" or "is told"
    a_day : requests a day, those that came back empty included
    in_vain : of these
    delay_s : mean time from when it could be had to when it was had by somebody free, s; None where nothing came
    """

    how: str
    a_day: float
    in_vain: float
    delay_s: float | None


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a mark for each architecture and the line of those who ask; the window is not used."""
    shown = lanes(comparison)
    known = {lane.label: asked(lane.run) for lane in shown}
    data = (_formula(), *(_mark(lane, known[lane.label]) for lane in shown if known[lane.label]))
    made = layout(
        HEIGHT,
        titled("mean delay until it is heard of (s)", range=[-1.0, MOST], fixedrange=True, zeroline=False),
        titled("requests a day (log)", type="log", range=[0, 7], dtick=1, fixedrange=True),
        legend=names_of(data),
    )
    return Picture(
        key="polls",
        title="Asking, or being told",
        sentence=sentence(shown),
        columns=("architecture", "how it hears", "requests a day", "of these in vain", "mean delay"),
        rows=rows_of([_row(lane, known[lane.label]) for lane in shown]),
        colours=tuple(lane.look.colour for lane in shown),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def asked(run: Run) -> Asked | None:
    """Return how the processing hears of its work, None for one that is called and waited for."""
    station = next(iter(run.topology.playing("process")), None)
    if not isinstance(station, Working):
        return None
    days = run.trace.horizon_s / DAY_S
    queues = queues_before(run, station.name)
    if queues:
        return _asks(run, station.name, queues, days)
    if any(isinstance(e, Rule) and e.target == station.name for e in run.topology.edges):
        rows = run.trace.visits_at(run.topology.index[station.name])
        told = int(np.count_nonzero(rows["enter"] < run.trace.horizon_s))
        return Asked("is told", told / days, 0.0, 0.0 if told else None)
    return None


def _asks(run: Run, station: str, queues: list[str], days: float) -> Asked:
    """Count requests to receive; the delay is that of messages that found somebody free when they came."""
    rows = np.concatenate([run.trace.visits_at(run.topology.index[queue]) for queue in queues])
    rows = rows.take(np.flatnonzero(rows["start"] < run.trace.horizon_s))
    is_free = _at(run.series[station].busy, rows["enter"]) < _places(run, station, rows["enter"])
    waits = (rows["start"] - rows["enter"])[is_free]
    empty = sum(use.quantity - use.used for use in run.usage if use.resource in queues)
    return Asked("asks", (len(rows) + empty) / days, empty / days, float(waits.mean()) if len(waits) else None)


def _places(run: Run, station: str, times: Floats) -> Floats:
    """Return how many messages could be worked on at some moments, float array like `times`."""
    made, series = cast(Working, run.topology[station]), cast(PoolSeries, run.series[station])
    if isinstance(made, Function):
        return np.full(len(times), float(made.concurrency))
    ready = series.ready if isinstance(series, FleetSeries) else series.instances
    return _at(ready, times) * made.slots


def _at(step: Step, times: Floats) -> Floats:
    return step.v[np.searchsorted(step.t, times, side="right") - 1].astype(np.float64)


def sentence(shown: list[Lane]) -> str:
    """Return how often each asks in a day, and how late it hears."""
    parts = []
    for lane in shown:
        found = asked(lane.run)
        if found is None:
            parts.append(f"{lane.label} is called and waited for")
            continue
        late = "nothing came" if found.delay_s is None else f"{found.delay_s:.3g} s late"
        parts.append(f"{lane.label} {found.how} {words.count(found.a_day)} times a day, {late}")
    return f"How work is heard of: {'; '.join(parts)}."


def _row(lane: Lane, found: Asked | None) -> tuple[str, ...]:
    if found is None:
        return lane.label, "is called", *[words.NONE] * 3
    late = words.NONE if found.delay_s is None else f"{found.delay_s:.3g} s"
    return lane.label, found.how, words.count(found.a_day), words.count(found.in_vain), late


def _formula() -> Trace:
    delays = np.geomspace(LEAST, MOST, 60)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": FORMULA,
        "x": [float(d) for d in delays],
        "y": [float(DAY_S / (2 * d)) for d in delays],
        "line": {"width": 1.5, "dash": "dash", "color": GREY},
        "hovertemplate": "%{y:,.0f} a day for %{x:.3~g} s<extra>%{fullData.name}</extra>",
    }


def _mark(lane: Lane, found: Asked | None) -> Trace:
    """Return where an architecture stands; one request a day is the least that is drawn."""
    shown = found is not None and found.delay_s is not None
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{lane.label} {found.how}" if found else lane.label,
        "x": [min(found.delay_s, MOST)] if shown else [None],  # type: ignore[union-attr, type-var]  # seen above
        "y": [max(1.0, found.a_day)] if shown else [None],  # type: ignore[union-attr]
        "marker": {"size": 13, "symbol": lane.look.symbol, "color": lane.look.colour},
        "hovertemplate": "%{y:,.0f} a day, %{x:.3~g} s late<extra>%{fullData.name}</extra>",
    }
