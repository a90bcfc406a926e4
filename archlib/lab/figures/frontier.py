"""Cost against waiting, for each smallest size and idle time of a fleet: what is cheaper makes somebody wait."""

from collections.abc import Mapping
from typing import Any

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures.frontiers import Point
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

HEIGHT = 300
DASHES = ("solid", "dash", "dot")
MIN_S = 60.0
Known = Mapping[str, tuple[Point, ...]]  # by the label of the comparison


def picture(comparison: Comparison, window: Window = None, known: Known | None = None) -> Picture:
    """Return a line a smallest size, a marker an idle time, and the present run; without `known` that alone.

    Parameters
    ----------
    window : not used, a bill is for all of the time
    known : label -> what `archlib.lab.figures.frontiers.frontier` made for that architecture under this scenario
    """
    shown = lanes(comparison)
    points = {lane.label: (known or {}).get(lane.label, ()) for lane in shown}
    data = tuple(t for lane in shown for t in (*_lines(lane, points[lane.label]), _present(lane)))
    made = layout(
        HEIGHT,
        titled("USD a month", rangemode="tozero", tickprefix="$", fixedrange=True),
        titled("half ready within (min)", rangemode="tozero", fixedrange=True),
        legend=names_of(data),
    )
    return Picture(
        key="frontier",
        title="What it costs, and how long one waits",
        sentence=sentence(shown, points),
        columns=("architecture", "at least", "idle", "USD a month", "half within", "95 % within"),
        rows=rows_of([row for lane in shown for row in _rows(lane, points[lane.label])]),
        colours=tuple(lane.look.colour for lane in shown for _ in _rows(lane, points[lane.label])),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def sentence(shown: list[Lane], points: Known) -> str:
    """Return the cheapest and the quickest of the runs, and what lies between them."""
    parts = []
    for lane in shown:
        ready = [p for p in points[lane.label] if p.half_s is not None]
        if ready:
            cheap, quick = min(ready, key=lambda p: p.usd_per_month), min(ready, key=lambda p: p.half_s or 0.0)
            parts.append(f"{lane.label}: the cheapest {_both(cheap)}, the quickest {_both(quick)}")
    lacks = [lane.label for lane in shown if not points[lane.label]]
    note = f" No other runs of {words.listed(lacks)}." if lacks else ""
    return f"{'; '.join(parts) or 'Nothing became ready'}.{note}"


def _both(point: Point) -> str:
    which = f"(at least {point.min_workers}, idle {words.duration(point.idle_s)})"
    return f"{which} {words.usd(point.usd_per_month)} a month, half within {words.duration(point.half_s)}"


def _rows(lane: Lane, points: tuple[Point, ...]) -> list[tuple[str, ...]]:
    run = lane.run
    half, most = (words.duration(run.latency.quantile(q)) for q in (0.5, 0.95))
    rows: list[tuple[str, ...]] = [(lane.label, "present", "present", words.usd(run.bill.per_month), half, most)]
    for p in points:
        waits = words.duration(p.half_s), words.duration(p.most_s)
        rows.append((lane.label, str(p.min_workers), words.duration(p.idle_s), words.usd(p.usd_per_month), *waits))
    return rows


def _lines(lane: Lane, points: tuple[Point, ...]) -> list[Trace]:
    sizes = list(dict.fromkeys(p.min_workers for p in points))
    return [_line(lane, [p for p in points if p.min_workers == n], i) for i, n in enumerate(sizes)]


def _line(lane: Lane, points: list[Point], nth: int) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": f"{lane.label} at least {points[0].min_workers}",
        "x": [p.usd_per_month for p in points],
        "y": [_minutes(p.half_s) for p in points],
        "text": [f"idle {words.duration(p.idle_s)}" for p in points],
        "line": {"width": 1.5, "color": lane.look.colour, "dash": DASHES[nth % len(DASHES)]},
        "marker": {"size": 6, "symbol": lane.look.symbol, "color": lane.look.colour},
        "hovertemplate": "%{text}: $%{x:,.2f} a month<br>half within %{y:.2f} min<extra>%{fullData.name}</extra>",
    }


def _present(lane: Lane) -> Trace:
    half_s: Any = lane.run.latency.quantile(0.5)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{lane.label} present",
        "x": [lane.run.bill.per_month],
        "y": [_minutes(half_s)],
        "marker": {"size": 13, "symbol": "star", "color": lane.look.colour},
        "hovertemplate": "$%{x:,.2f} a month<br>half within %{y:.2f} min<extra>%{fullData.name}</extra>",
    }


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / MIN_S
