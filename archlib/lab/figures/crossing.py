"""What processing a video costs against volume: functions, workers that are always there, a fleet that scales."""

from typing import Any, Final, NamedTuple

import numpy as np

from archlib.compare import Comparison
from archlib.course.cutting import ready_usd
from archlib.course.environments import processing
from archlib.lab import words
from archlib.lab.figures.picture import (
    Lane,
    Picture,
    Trace,
    Window,
    lanes,
    layout,
    lines,
    rows_of,
    titled,
)
from archlib.lab.figures.sized import sized
from archlib.lab.palette import BLUE, GREY
from archlib.outcome import Run
from archlib.prices import MONTH_HOURS
from archlib.topology import Fleet
from archlib.workload.steps import HOUR_S

HEIGHT: Final = 400  # of three decades of dollars, so that a fifth more is seen
FROM, TO, POINTS = 10.0, 100_000.0, 320
TICKS: Final = [10, 100, 1_000, 10_000, 100_000]
ROOM: Final = 1.5  # times the cheapest and the dearest of all, below and above
FUNCTION, ALWAYS, SCALES = "by the call", "always there", "as it scales here"
NEITHER: Final = "no function and no workers"


class Priced(NamedTuple):
    """What processing costs: USD a video, USD a month in the run, and for workers how they are paid.

    `hour_usd` is an instance's, `capacity` its videos a month at most, `used` the share of what is paid for that works.
    """

    video_usd: float
    month_usd: float
    hour_usd: float | None = None
    capacity: float = 0.0
    used: float = 1.0

    @property
    def busy_usd(self) -> float:
        """USD a video of a worker that is never idle."""
        return (self.hour_usd or 0.0) * MONTH_HOURS / self.capacity


def priced(run: Run) -> Priced | None:
    """Return what the processing of a run costs, or None where neither a function nor a fleet does it."""
    function, one = processing(run.topology), sized(run)
    if function is not None and one is not None:
        each = ready_usd(run.scenario.load, one, run.prices)
        return None if each is None else Priced(each, _month_usd(run, function.name))
    fleets = [s for s in run.topology.playing("process") if isinstance(s, Fleet)]
    return _workers(run, fleets[0]) if fleets else None


def _workers(run: Run, fleet: Fleet) -> Priced | None:
    items = [i for i in run.bill.items if i.resource == fleet.name and i.unit == "hour"]
    if not items or not run.bill.ready or items[0].quantity == 0:
        return None
    (item,) = items
    capacity = fleet.slots * MONTH_HOURS * HOUR_S / run.scenario.load.mean_work_s
    each = item.amount_usd / run.bill.ready
    return Priced(each, _month_usd(run, fleet.name), item.unit_price_usd, capacity, 1 - item.idle_share)


def _month_usd(run: Run, name: str) -> float:
    return sum(i.amount_usd for i in run.bill.items if i.resource == name) / run.bill.months


def always_usd(one: Priced, per_month: float) -> float:
    """Return USD a video of as few workers as can do that volume, each paid for all of the time."""
    return float(np.ceil(per_month / one.capacity)) * (one.hour_usd or 0.0) * MONTH_HOURS / per_month


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a line a function, two a fleet, and markers of the runs; the window is not used, a bill is for a month.

    The fleet's own line has the use that it reaches in its run at any volume; a function's has its formula.
    """
    shown = lanes(comparison)
    found = [(lane, priced(lane.run)) for lane in shown]
    data = tuple(t for lane, one in found if one for t in _lines(lane, one))
    made = layout(
        HEIGHT,
        titled("videos a month (logarithmic)", type="log", range=[float(np.log10(v)) for v in (FROM, TO)],
               tickvals=TICKS, ticktext=[f"{tick:,}" for tick in TICKS], fixedrange=True),
        titled("USD a video, for processing (log)", type="log", range=_ends(found), tickprefix="$", dtick=1,
               fixedrange=True),
        legend=[name for lane in shown for name in _names(lane)],
        **_mark(found),
    )  # fmt: skip
    return Picture(
        key="crossing",
        title="By the call or by the hour",
        sentence=sentence(found),
        columns=(
            "architecture",
            "videos a month",
            "USD a month",
            "USD a video",
            "at work of what is paid for",
            "a worker always busy",
        ),
        rows=rows_of([_row(lane, one) for lane, one in found]),
        colours=tuple(lane.look.colour for lane in shown),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def sentence(found: list[tuple[Lane, Priced | None]]) -> str:
    """Return what a video costs each, and where a function and a worker cost the same."""
    parts = [
        f"{lane.label} has {NEITHER}" if one is None else f"{lane.label} {_usd(one.video_usd)}" for lane, one in found
    ]
    pair = _pair(found)
    note = "" if pair is None else _break_even(*pair)
    return f"Processing a video costs: {'; '.join(parts)}.{note}"


def _pair(found: list[tuple[Lane, Priced | None]]) -> tuple[Priced, Priced] | None:
    """Return the first function and the first workers, if both are there."""
    functions = [one for _, one in found if one and one.hour_usd is None]
    workers = [one for _, one in found if one and one.hour_usd is not None]
    return (functions[0], workers[0]) if functions and workers else None


def break_even(function: Priced, worker: Priced) -> tuple[float, float]:
    """Return the share of its time that a worker must be busy to be as cheap, and the videos a month that are that."""
    used = worker.busy_usd / function.video_usd
    return used, used * worker.capacity


def _break_even(function: Priced, worker: Priced) -> str:
    used, videos = break_even(function, worker)
    reached = f"{worker.used:.0%}".replace("%", " %")
    if used >= 1:
        return f" The function is cheaper than a worker that is never idle. These are at work {reached} of the time."
    share = f"{used:.0%}".replace("%", " %")
    return (
        f" A worker is as cheap as the function where it is at work {share} of the time, which is {videos:,.0f} videos "
        f"a month for one. Those of the fleet are at work {reached} of what is paid for."
    )


def _usd(amount: float) -> str:
    return f"${amount:.5f}"


def _row(lane: Lane, one: Priced | None) -> tuple[str, ...]:
    if one is None:
        return (lane.label, NEITHER, *[words.NONE] * 4)
    volume = f"{_per_month(lane.run):,.0f}"
    if one.hour_usd is None:
        return lane.label, volume, words.usd(one.month_usd), _usd(one.video_usd), "all of it", words.NONE
    return (
        lane.label,
        volume,
        words.usd(one.month_usd),
        _usd(one.video_usd),
        words.percent(one.used),
        _usd(one.busy_usd),
    )


def _per_month(run: Run) -> float:
    return run.bill.ready / run.bill.months


def _lines(lane: Lane, one: Priced) -> list[Trace]:
    volumes = [float(v) for v in np.geomspace(FROM, TO, POINTS)]
    look = {"width": 2.5, "color": lane.look.colour, "dash": lane.look.dash}
    ends = [FROM, TO], [one.video_usd] * 2
    if one.hour_usd is None:
        return [_line(f"{lane.label} {FUNCTION}", *ends, look), _marker(lane, one)]
    saw = [always_usd(one, v) for v in volumes]
    always = _line(f"{lane.label} workers {ALWAYS}", volumes, saw, {"width": 1.5, "color": BLUE})
    return [always, _line(f"{lane.label} {SCALES}", *ends, look), _marker(lane, one)]


def _names(lane: Lane) -> list[str]:
    """Return the names of a lane in the legend, whether there is something to draw or not, so that nothing jumps."""
    topology = lane.run.topology
    if processing(topology) is not None:
        return [f"{lane.label} {name}" for name in (FUNCTION, "this run")]
    if any(isinstance(s, Fleet) for s in topology.playing("process")):
        return [f"{lane.label} {name}" for name in (f"workers {ALWAYS}", SCALES, "this run")]
    return []


def _line(name: str, x: list[float], y: list[float], line: Trace) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "line": line,
        "hovertemplate": "$%{y:.5f} a video<br>at %{x:,.4~g} a month<extra>%{fullData.name}</extra>",
    }


def _marker(lane: Lane, one: Priced) -> Trace:
    volume = _per_month(lane.run)
    is_there = volume > 0 and one.month_usd > 0
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{lane.label} this run",
        "x": [volume if is_there else None],
        "y": [one.month_usd / volume if is_there else None],
        "marker": {"size": 12, "symbol": lane.look.symbol, "color": lane.look.colour},
        "hovertemplate": "$%{y:.5f} a video<br>at %{x:,.4~g} a month<extra>%{fullData.name}</extra>",
    }


def _ends(found: list[tuple[Lane, Priced | None]]) -> list[float]:
    """Return the ends of the axis of dollars, as powers of ten: all lines of the picture lie within."""
    prices = [one.video_usd for _, one in found if one]
    prices += [usd for _, one in found if one and one.hour_usd for usd in (one.busy_usd, always_usd(one, FROM))]
    positive = [usd for usd in prices if usd > 0] or [0.01, 0.1]
    return [float(np.log10(min(positive) / ROOM)), float(np.log10(max(positive) * ROOM))]


def _mark(found: list[tuple[Lane, Priced | None]]) -> dict[str, Any]:
    """Return a line at the volume from which one worker that is always there is cheaper; none where it never is."""
    pair = _pair(found)
    if pair is None:
        return {}
    used, videos = break_even(*pair)
    if used >= 1 or not FROM <= videos <= TO:
        return {}
    line = {"type": "line", "x0": videos, "x1": videos, "y0": 0, "y1": 1, "yref": "paper"}
    note = {"text": f"{videos:,.0f} a month: as cheap", "x": float(np.log10(videos)), "y": 0.98, "yref": "paper"}
    return {
        "shapes": [{**line, "line": {"width": 1.5, "dash": "dot", "color": GREY}}],
        "annotations": [{**note, "showarrow": False, "xanchor": "left", "yanchor": "top", "font": {"size": 11}}],
    }
