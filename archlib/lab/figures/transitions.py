"""What steps of an orchestrator cost a video, against their number, beside what the video's work costs."""

import math
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, names_of, rows_of, titled
from archlib.lab.palette import BLUE, GREY, ORANGE
from archlib.topology import Use
from archlib.workload.steps import HOUR_S

HEIGHT = 280
ITEM: Final = "Step Functions transition"
WORKER: Final = "c5.large"  # one slot of it does the work that is compared with
ENDS: Final = (1.0, 2_000.0)
LISTED: Final = (10, 100, 1_000, 2_000)


class Steps(NamedTuple):
    """Transitions a video, and what they and the work cost, USD a video.

    Attributes
    ----------
    number : by the topology, 0 without an orchestrator
    measured : the run's item over its videos; None if no video came
    each : one transition
    work : the mean work of a video on a worker that is never idle
    """

    number: float
    measured: float | None
    each: float
    work: float

    @property
    def even(self) -> float | None:
        """The number at which the steps cost as much as the work; None for steps that cost nothing."""
        return self.work / self.each if self.each > 0 else None


def steps(lane: Lane) -> Steps:
    """Return the steps of a run."""
    run, prices = lane.run, lane.run.prices
    number = sum(e.times for e in run.topology.edges if isinstance(e, Use))
    paid = sum(item.amount_usd for item in run.bill.items if item.item == ITEM)
    came = len(run.jobs)
    work = run.scenario.load.mean_work_s / HOUR_S * prices.price(WORKER).usd
    return Steps(number, paid / came if came else None, prices.price(ITEM).usd, work)


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return the cost of steps and of work against the number of steps, and a marker of each run; no window."""
    shown = lanes(comparison)
    found = {lane.label: steps(lane) for lane in shown}
    law = found[shown[0].label]
    data = (*_laws(law), *(_run(lane, found[lane.label]) for lane in shown))
    x = titled(
        "transitions a video (logarithmic)", type="log", range=[-0.05, math.log10(ENDS[1]) + 0.1], dtick=1,
        fixedrange=True,
    )  # fmt: skip
    made = layout(
        HEIGHT, x, _dollars(law, found), left=74, legend=names_of(data), **_mark(law)
    )  # fmt: skip
    return Picture(
        key="transitions",
        title="What the steps of a video cost",
        sentence=sentence(shown, found),
        columns=("architecture", "transitions a video", "USD a video", "times the work", "from"),
        rows=rows_of([row for lane in shown for row in _rows(lane, found[lane.label])]),
        colours=tuple(lane.look.colour for lane in shown for _ in _rows(lane, found[lane.label])),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def sentence(shown: list[Lane], found: dict[str, Steps]) -> str:
    """Return what the steps of each run cost a video, beside the work, and where both are equal."""
    parts = []
    for lane in shown:
        one = found[lane.label]
        text = f"{lane.label} {one.number:,.0f} transitions a video"
        if one.measured is not None:
            text += f", {words.usd(one.measured)} ({_times(one.measured, one.work)} the work)"
        parts.append(text)
    law = found[shown[0].label]
    even = f" They are equal at {law.even:,.0f} transitions." if law.even is not None else ""
    return f"{'; '.join(parts)}. The work of a video costs {words.usd(law.work)} on a worker that is never idle.{even}"


def _times(usd: float, work: float) -> str:
    return f"{usd / work:,.3g} times" if work > 0 else words.NONE


def _rows(lane: Lane, one: Steps) -> Iterator[tuple[str, ...]]:
    said = (words.usd(one.measured), words.NONE) if one.measured is None else (
        words.usd(one.measured), _times(one.measured, one.work)
    )  # fmt: skip
    yield lane.label, f"{one.number:,.0f}", *said, "the run"
    for k in LISTED:
        yield lane.label, f"{k:,}", words.usd(k * one.each), _times(k * one.each, one.work), "price × number"


def _laws(law: Steps) -> list[Trace]:
    drawn: dict[str, tuple[list[float], str, str]] = {
        "steps": ([k * law.each for k in ENDS], ORANGE, "solid"),
        "work": ([law.work, law.work], BLUE, "dash"),
    }
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": name,
            "x": list(ENDS),
            "y": [usd or None for usd in values],
            "line": {"width": 2, "color": colour, "dash": dash},
            "hovertemplate": "$%{y:.3~g} a video at %{x:,.0f}<extra>%{fullData.name}</extra>",
        }
        for name, (values, colour, dash) in drawn.items()
    ]


def _run(lane: Lane, one: Steps) -> Trace:
    is_there = bool(one.number and one.measured)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{lane.label}, the run",
        "x": [one.number if is_there else None],
        "y": [one.measured if is_there else None],
        "marker": {"size": 13, "symbol": lane.look.symbol, "color": lane.look.colour},
        "hovertemplate": "$%{y:.3~g} a video at %{x:,.0f}<extra>%{fullData.name}</extra>",
    }


def _dollars(law: Steps, found: dict[str, Steps]) -> dict[str, Any]:
    usd = [k * law.each for k in ENDS] + [law.work] + [one.measured or 0.0 for one in found.values()]
    logs = [math.log10(value) for value in usd if value > 0] or [0.0]
    span = [math.floor(min(logs)), math.ceil(max(logs) + 0.05)]
    more = {"dtick": 1, "tickprefix": "$", "exponentformat": "none", "fixedrange": True}
    return titled("USD a video (log)", type="log", range=span, **more)


def _mark(law: Steps) -> dict[str, Any]:
    """Return the line at which both cost the same, where there is one in the picture."""
    if law.even is None or not ENDS[0] <= law.even <= ENDS[1]:
        return {}
    line = {"type": "line", "x0": law.even, "x1": law.even, "y0": 0, "y1": 1, "yref": "paper"}
    note = {"text": f"equal at {law.even:,.0f}", "x": math.log10(law.even), "y": 0.03, "yref": "paper"}
    return {
        "shapes": [{**line, "line": {"width": 1.5, "dash": "dash", "color": GREY}}],
        "annotations": [{**note, "xanchor": "right", "yanchor": "bottom", "showarrow": False, "font": {"size": 11}}],
    }
