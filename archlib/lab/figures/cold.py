"""Which share of calls begins cold, against the rate: runs beside exp(−λ τ), the law of work that takes no time."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from archlib.compare import Comparison
from archlib.course.environments import starts
from archlib.lab import words
from archlib.lab.figures.colds import FIRST, LAST, SHORT_S, Colds, kept_s
from archlib.lab.figures.environments import NO_FUNCTION, platform
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
from archlib.theory import cold_share
from archlib.workload.steps import HOUR_S

HEIGHT: Final = 290
LAW: Final = "exp(−λ τ)"
Found = Mapping[str, Colds]  # by the label of the comparison


def picture(comparison: Comparison, window: Window = None, found: Found | None = None) -> Picture:
    """Return the law as a line, the runs at several rates as marks, and the present run; without `found` that alone.

    Parameters
    ----------
    window : not used, a share is for all of the time
    found : label -> what `archlib.lab.figures.colds.colds` made for that architecture under this scenario
    """
    shown = lanes(comparison)
    known = {lane.label: (found or {}).get(lane.label, Colds()) for lane in shown}
    now = per_hour(comparison.runs[0].scenario)
    data = tuple(t for lane in shown for t in _lane(lane, known[lane.label], now))
    ends = [float(np.log10(end)) for end in (FIRST / 1.5, LAST * 1.5)]
    made = layout(
        HEIGHT,
        titled("calls an hour (logarithmic)", type="log", range=ends, tickvals=[0.5, 1, 3, 6, 12, 30, 60, 120],
               fixedrange=True),
        titled("share that begins cold", tickformat=".0%", range=[0, 1.03], fixedrange=True),
        legend=names_of(data),
    )  # fmt: skip
    return Picture(
        key="cold",
        title="Cold starts, against the rate",
        sentence=sentence(shown, known, now),
        columns=("architecture", "calls an hour", "began cold", f"work of {SHORT_S:g} s", LAW),
        rows=rows_of([row for lane in shown for row in _rows(lane, known[lane.label], now)]),
        colours=tuple(lane.look.colour for lane in shown for _ in _rows(lane, known[lane.label], now)),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def sentence(shown: list[Lane], known: Found, now: float) -> str:
    """Return the share of the present run beside the law, and what makes them differ."""
    parts = []
    for lane in shown:
        p, keep = platform(lane.run), kept_s(lane.run.topology)
        if p is None or keep is None:
            parts.append(f"{lane.label} has {NO_FUNCTION}")
            continue
        share = starts(lane.run, p.function).share
        came = "nothing was invoked" if share is None else words.percent(share)
        law = words.percent(cold_share(now / HOUR_S, keep))
        parts.append(f"{lane.label} {came} ({LAW} is {law}, τ = {words.duration(keep)})")
    lacks = [lane.label for lane in shown if not known[lane.label].per_hour and platform(lane.run)]
    note = f" No other rates have been run for {words.listed(lacks)}." if lacks else ""
    return (
        f"Began cold at {now:,.3g} an hour: {'; '.join(parts)}.{note} The law is for work that takes no time: calls "
        "that overlap need several environments, and each of these is called more seldom."
    )


def _rows(lane: Lane, colds: Colds, now: float) -> list[tuple[str, ...]]:
    p, keep = platform(lane.run), kept_s(lane.run.topology)
    if p is None or keep is None:
        return [(lane.label, NO_FUNCTION, *[words.NONE] * 3)]
    share = starts(lane.run, p.function).share
    came = words.NONE if share is None else words.percent(share)
    rows: list[tuple[str, ...]] = [
        (lane.label, f"{now:,.3g} (present)", came, words.NONE, words.percent(cold_share(now / HOUR_S, keep)))
    ]
    for rate, as_it_is, short in zip(colds.per_hour, colds.as_it_is, colds.short, strict=True):
        law = words.percent(cold_share(rate / HOUR_S, keep))
        rows.append((lane.label, f"{rate:,.3g}", words.percent(as_it_is), words.percent(short), law))
    return rows


def _lane(lane: Lane, colds: Colds, now: float) -> list[Trace]:
    keep, p = kept_s(lane.run.topology), platform(lane.run)
    if keep is None or p is None:
        return []
    share = starts(lane.run, p.function).share
    is_there = share is not None and FIRST / 1.5 <= now <= LAST * 1.5
    work = words.duration(lane.run.scenario.load.mean_work_s)
    mark = {"size": 8, "color": lane.look.colour}
    return [
        _law(lane, keep),
        _marks(f"{lane.label}, work as chosen ({work})", colds.per_hour, colds.as_it_is, {**mark, "symbol": "circle"}),
        _marks(f"{lane.label}, work of {SHORT_S:g} s", colds.per_hour, colds.short, {**mark, "symbol": "circle-open"}),
        _marks(
            f"{lane.label} present",
            (now,) if is_there else (),
            (share or 0.0,) if is_there else (),
            {"size": 13, "symbol": "star", "color": lane.look.colour},
        ),
    ]


def _law(lane: Lane, keep_s: float) -> Trace:
    rates = np.geomspace(FIRST / 1.5, LAST * 1.5, 60)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"{LAW}, τ = {words.duration(keep_s)}",
        "x": [float(rate) for rate in rates],
        "y": [cold_share(float(rate) / HOUR_S, keep_s) for rate in rates],
        "line": {"width": 2, "dash": lane.look.dash if lane.look.colour != GREY else "dash", "color": GREY},
        "hovertemplate": "%{y:.1%} at %{x:.3~g} an hour<extra>%{fullData.name}</extra>",
    }


def _marks(name: str, x: tuple[float, ...], y: tuple[float, ...], marker: dict[str, object]) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": list(x) or [None],
        "y": list(y) or [None],
        "marker": marker,
        "hovertemplate": "%{y:.1%} at %{x:.3~g} an hour<extra>%{fullData.name}</extra>",
    }
