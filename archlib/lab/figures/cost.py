"""What a ready video costs against how many come: a bill that is there anyway is shared by more and more videos."""

import math
from collections.abc import Mapping
from typing import Any

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures.curves import Curve
from archlib.lab.figures.loads import per_hour
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
from archlib.lab.palette import GREY

HEIGHT = 280
ROOM = 0.1  # decades between what is drawn and the edge, at least
Curves = Mapping[str, Curve]  # by the label of the comparison


def picture(comparison: Comparison, window: Window = None, curves: Curves | None = None) -> Picture:
    """Return a line an architecture and the present load on it; without `curves` the present load alone.

    Parameters
    ----------
    window : not used, a bill is for all of the time
    curves : label -> what `archlib.lab.figures.curves.curve` made for that architecture under this scenario
    """
    shown = lanes(comparison)
    known = {lane.label: (curves or {}).get(lane.label, Curve((), (), (), 0.0)) for lane in shown}
    now = per_hour(comparison.runs[0].scenario)
    data = tuple(t for lane in shown for t in (_line(lane, known[lane.label]), _present(lane, now)))
    x, y = _ends(shown, known, now)
    made = layout(
        HEIGHT,
        titled("videos that come an hour (mean; logarithmic)", type="log", range=x, dtick=1, fixedrange=True),
        titled("USD a ready video (log)", type="log", range=y, dtick=1, fixedrange=True),
        legend=names_of(data),
        **_mark(now),
    )
    return Picture(
        key="cost",
        title="What a video costs, against the load",
        sentence=sentence(shown, known, now),
        columns=("architecture", "load", "videos an hour", "USD a ready video", "ready"),
        rows=rows_of([row for lane in shown for row in _rows(lane, known[lane.label], now)]),
        colours=tuple(lane.look.colour for lane in shown for _ in _rows(lane, known[lane.label], now)),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def sentence(shown: list[Lane], known: Curves, now: float) -> str:
    """Return what a video costs now, and between what it lies on the curve."""
    parts = []
    for lane in shown:
        curve = known[lane.label]
        prices = [usd for usd in curve.usd if usd is not None]
        text = f"{lane.label} {words.usd(lane.run.bill.per_video) if now > 0 else _alone(lane)}"
        if prices:
            text += f" (from {words.usd(max(prices))} to {words.usd(min(prices))})"
        gaps = [rate for rate, usd in zip(curve.per_hour, curve.usd, strict=True) if usd is None]
        if gaps:
            text += f", nothing becomes ready at {words.listed([f'{rate:,.3g}' for rate in gaps])} an hour"
        parts.append(text)
    lacks = [lane.label for lane in shown if not known[lane.label].per_hour]
    note = f" No curve has been run for {words.listed(lacks)}." if lacks else ""
    return f"At {now:,.3g} videos an hour a ready video costs: {'; '.join(parts)}.{note}"


def _alone(lane: Lane) -> str:
    """Return what is to be said where nobody comes: a bill over no video is beyond all bounds."""
    bill = lane.run.bill
    return f"without bound: nobody shares {words.usd(bill.per_month)} a month" if bill.total > 0 else words.usd(None)


def _rows(lane: Lane, curve: Curve, now: float) -> list[tuple[str, ...]]:
    n, run = len(lane.run.jobs), lane.run
    share = words.percent(run.bill.ready / n) if n else "no video came"
    rows: list[tuple[str, ...]] = [(lane.label, "present", f"{now:,.3g}", words.usd(run.bill.per_video), share)]
    for rate, usd, ready in zip(curve.per_hour, curve.usd, curve.ready_share, strict=True):
        kind = "above capacity" if rate > curve.capacity_per_hour else "curve"
        rows.append((lane.label, kind, f"{rate:,.3g}", words.usd(usd), words.percent(ready)))
    return rows


def _line(lane: Lane, curve: Curve) -> Trace:
    """Return the curve; a load at which nothing becomes ready is a gap."""
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": lane.label,
        "x": list(curve.per_hour) or [None],
        "y": [usd or None for usd in curve.usd] or [None],  # a logarithmic axis has no zero
        "connectgaps": False,
        "line": {"width": 2, "color": lane.look.colour, "dash": lane.look.dash},
        "marker": {"size": 5, "symbol": lane.look.symbol, "color": lane.look.colour},
        "hovertemplate": "$%{y:.4~g} a ready video<br>at %{x:.3~g} an hour<extra>%{fullData.name}</extra>",
    }


def _present(lane: Lane, now: float) -> Trace:
    """Return the marker of the run that is compared; none where no video came or became ready."""
    usd = lane.run.bill.per_video
    is_there = usd is not None and usd > 0 and now > 0
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{lane.label} present",
        "showlegend": False,
        "x": [now if is_there else None],
        "y": [usd if is_there else None],
        "marker": {"size": 12, "symbol": lane.look.symbol, "color": lane.look.colour},
        "hovertemplate": "$%{y:.4~g} a ready video<br>at the present load<extra>%{fullData.name}</extra>",
    }


def _ends(shown: list[Lane], known: Curves, now: float) -> tuple[list[float], list[float]]:
    """Return the ends of both axes, powers of ten, with room around everything that is drawn."""
    rates = [rate for curve in known.values() for rate in curve.per_hour] + [now]
    prices = [usd for curve in known.values() for usd in curve.usd] + [lane.run.bill.per_video for lane in shown]
    return _span(rates), _span([usd for usd in prices if usd is not None])


def _span(values: list[float]) -> list[float]:
    logs = [math.log10(value) for value in values if value > 0] or [0.0]
    return [math.floor(min(logs) - ROOM), math.ceil(max(logs) + ROOM)]


def _mark(now: float) -> dict[str, Any]:
    if now <= 0:
        return {}
    line = {"type": "line", "x0": now, "x1": now, "y0": 0, "y1": 1, "yref": "paper"}
    note = {"text": "present load", "x": math.log10(now), "y": 0.98, "yref": "paper", "showarrow": False}
    return {
        "shapes": [{**line, "line": {"width": 1.5, "dash": "dash", "color": GREY}}],
        "annotations": [{**note, "xanchor": "left", "yanchor": "top", "font": {"size": 11}}],
    }
