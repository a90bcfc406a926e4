"""Time down against the number of services: a chain of calls adds it up, a queue after the first cuts it off."""

import math
from typing import Any

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures.growth import NUMBERS, Growth, growth
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, names_of, rows_of, titled

HEIGHT = 300
LEAST_MIN = 0.01  # of a month; less is drawn here, since a logarithmic axis has no zero
TICKS = {0.01: "never", 0.1: "0.1", 1.0: "1", 10.0: "10", 100.0: "100", 1_000.0: "1,000", 10_000.0: "10,000"}
BESIDE = 0.25  # services, so that one marker does not hide the next
LISTED = (3, 10, 30)


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a line by formula and the marker of the run for each architecture; no window."""
    shown = lanes(comparison)
    found = {lane.label: growth(lane.run) for lane in shown}
    data = tuple(
        trace
        for i, lane in enumerate(shown)
        for trace in (_line(lane, found[lane.label]), _run(lane, found[lane.label], BESIDE * i))
    )
    top = max([most(one) for one in found.values()])
    made = layout(
        HEIGHT,
        titled("services that an upload is handed through", range=[0, NUMBERS[-1] + 1.5], dtick=5, fixedrange=True),
        titled(
            "uploads down, minutes a month (log)",
            type="log",
            range=[math.log10(LEAST_MIN) - 0.2, max(3.0, math.log10(top)) + 0.3],
            tickvals=list(TICKS),
            ticktext=list(TICKS.values()),
            fixedrange=True,
        ),
        left=70,
        legend=names_of(data),
    )
    return Picture(
        key="chain",
        title="What one more service costs in time down",
        sentence=sentence(shown, found),
        columns=("architecture", "services", "uploads down a month", "from", "ready in time"),
        rows=rows_of([row for lane in shown for row in _rows(lane, found[lane.label])]),
        colours=tuple(lane.look.colour for lane in shown for _ in _rows(lane, found[lane.label])),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def sentence(shown: list[Lane], found: dict[str, Growth]) -> str:
    """Return for how long uploads were down, by run and by formula, and what became ready nevertheless."""
    parts = []
    for lane in shown:
        one = found[lane.label]
        text = f"{lane.label} {told(one.measured)}, by formula {told(one.now)}, {one.services} services"
        parts.append(
            text + (f", ready in time {words.percent(one.ready_share)}" if one.ready_share is not None else "")
        )
    return f"Uploads are down in a month of 730 h: {'; '.join(parts)}."


def most(one: Growth) -> float:
    """Return the largest number of minutes that is drawn, 1 at least."""
    return max(1.0, one.measured, one.now, *one.minutes)


def told(minutes: float) -> str:
    """Return minutes of a month as text."""
    return "never" if minutes == 0 else f"{minutes:,.3g} min" if minutes < 1000 else f"{minutes:,.0f} min"


def _rows(lane: Lane, one: Growth) -> list[tuple[str, ...]]:
    ready = words.NONE if one.ready_share is None else words.percent(one.ready_share)
    rows = [(one.services, one.measured, "the run", ready), (one.services, one.now, "formula", words.NONE)]
    rows += [(n, m, "formula", words.NONE) for n, m in zip(one.numbers, one.minutes, strict=True) if n in LISTED]
    return [(lane.label, str(n), told(m), source, said) for n, m, source, said in rows]


def _line(lane: Lane, one: Growth) -> Trace:
    minutes = one.minutes or (one.now,)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": f"{lane.label}, formula",
        "x": list(one.numbers) or [one.services],
        "y": [max(LEAST_MIN, m) for m in minutes],
        "text": [told(m) for m in minutes],
        "line": {"width": 2, "color": lane.look.colour, "dash": lane.look.dash},
        "marker": {"size": 6, "symbol": lane.look.symbol, "color": lane.look.colour},
        "hovertemplate": "%{text} with %{x} services<extra>%{fullData.name}</extra>",
    }


def _run(lane: Lane, one: Growth, beside: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{lane.label}, the run",
        "x": [min(one.services, NUMBERS[-1]) + beside],
        "y": [max(LEAST_MIN, one.measured)],
        "text": [told(one.measured)],
        "marker": {
            "size": 15,
            "symbol": lane.look.symbol,
            "color": lane.look.colour,
            "line": {"width": 1, "color": lane.look.colour},
        },
        "hovertemplate": "%{text} in the run<extra>%{fullData.name}</extra>",
    }
