"""How long after an outage the backlog is gone, against the load: the mean, the spread, and T ρ/(1 − ρ)."""

from collections.abc import Mapping

import numpy as np

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures.drains import Drains
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
from archlib.theory import drain_time

HEIGHT = 290
FORMULA = "T ρ / (1 − ρ)"
FROM, TO = 0.4, 0.98
LOW, HIGH = 0.1, 0.9
Found = Mapping[str, Drains]  # by the label of the comparison


def picture(comparison: Comparison, window: Window = None, found: Found | None = None) -> Picture:
    """Return the mean with its band for each architecture; without `found` nothing has been run.

    Parameters
    ----------
    window : not used, the runs are of their own
    found : label -> what `archlib.lab.figures.drains.drains` made for that architecture under this scenario
    """
    shown = lanes(comparison)
    known = {lane.label: (found or {}).get(lane.label, Drains(1.0, (), ())) for lane in shown}
    outage_h = next(iter(known.values())).outage_h
    data = (_formula(outage_h), *(t for lane in shown for t in _lane(lane, known[lane.label])))
    made = layout(
        HEIGHT,
        titled("load over capacity, ρ", range=[FROM, 1.0], tickformat=".0%", fixedrange=True),
        titled("hours until it is gone (log)", type="log", range=_ends(outage_h, known), dtick=1, fixedrange=True),
        legend=names_of(data),
    )
    return Picture(
        key="drain",
        title="How long after an outage the backlog is gone",
        sentence=sentence(shown, known),
        columns=("architecture", "load", "mean", "10 % within", "90 % within", FORMULA),
        rows=rows_of([row for lane in shown for row in _rows(lane, known[lane.label])]),
        colours=tuple(lane.look.colour for lane in shown for _ in _rows(lane, known[lane.label])),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def sentence(shown: list[Lane], known: Found) -> str:
    """Return the heaviest load's mean, its spread, and the formula's value."""
    parts = []
    for lane in shown:
        made = known[lane.label]
        if made.busy:
            rho, hours = made.busy[-1], made.hours[-1]
            low, high = np.quantile(hours, [LOW, HIGH])
            parts.append(
                f"{lane.label} at {rho:.0%} load {np.mean(hours):.1f} h on average, 80 % of the weeks between "
                f"{low:.1f} and {high:.1f} h ({FORMULA} is {drain_time(made.outage_h, rho):.1f} h)"
            )
    lacks = [lane.label for lane in shown if not known[lane.label].busy]
    note = f" Nothing was run for {words.listed(lacks)}." if lacks else ""
    hours_down = next(iter(known.values())).outage_h
    return f"Processing was down for {words.duration(hours_down * 3600)}. Gone: {'; '.join(parts) or 'unknown'}.{note}"


def _rows(lane: Lane, made: Drains) -> list[tuple[str, ...]]:
    rows = []
    for rho, hours in zip(made.busy, made.hours, strict=True):
        low, high = np.quantile(hours, [LOW, HIGH])
        numbers = (float(np.mean(hours)), low, high, drain_time(made.outage_h, rho))
        rows.append((lane.label, f"{rho:.0%}", *(f"{value:,.3g} h" for value in numbers)))
    return rows or [(lane.label, *[words.NONE] * 5)]


def _formula(outage_h: float) -> Trace:
    rho = np.linspace(FROM, TO, 60)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": FORMULA,
        "x": [float(r) for r in rho],
        "y": [drain_time(outage_h, float(r)) for r in rho],
        "line": {"width": 1.5, "dash": "dash", "color": GREY},
        "hovertemplate": "%{y:.3~g} h at %{x:.0%}<extra>%{fullData.name}</extra>",
    }


def _lane(lane: Lane, made: Drains) -> tuple[Trace, Trace]:
    """Return the band of most weeks as bars of error around the mean, and each week as a small mark."""
    mean = [float(np.mean(hours)) for hours in made.hours]
    low, high = ([float(np.quantile(hours, q)) for hours in made.hours] for q in (LOW, HIGH))
    bars = {
        "type": "data",
        "symmetric": False,
        "array": [max(0.0, h - m) for h, m in zip(high, mean, strict=True)],
        "arrayminus": [max(0.0, m - v) for v, m in zip(low, mean, strict=True)],
        "thickness": 2,
        "width": 8,
        "color": lane.look.colour,
    }
    weeks = [(rho, hour) for rho, hours in zip(made.busy, made.hours, strict=True) for hour in hours if hour > 0]
    marks = {"size": 9, "symbol": lane.look.symbol, "color": lane.look.colour}
    return (
        {
            "type": "scatter",
            "mode": "markers",
            "name": f"{lane.label} mean, 80 % of weeks",
            "x": list(made.busy) or [None],
            "y": mean or [None],
            "error_y": bars,
            "marker": marks,
            "hovertemplate": "%{y:.3~g} h on average at %{x:.0%}<extra>%{fullData.name}</extra>",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": f"{lane.label} a week",
            "x": [rho for rho, _ in weeks] or [None],
            "y": [hour for _, hour in weeks] or [None],
            "marker": {**marks, "size": 4, "opacity": 0.45},
            "hovertemplate": "%{y:.3~g} h at %{x:.0%}<extra>%{fullData.name}</extra>",
        },
    )


def _ends(outage_h: float, known: Found) -> list[float]:
    """Return the ends of the axis of hours, powers of ten around all that is drawn."""
    hours = [hour for made in known.values() for row in made.hours for hour in row if hour > 0]
    values = [*hours, drain_time(outage_h, FROM), drain_time(outage_h, TO)]
    return [float(np.floor(np.log10(min(values)))), float(np.ceil(np.log10(max(values))))]
