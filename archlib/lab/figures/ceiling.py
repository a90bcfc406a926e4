"""Availability against the number of instances: what each more gives, and the ceiling that none gets past."""

import math
from collections.abc import Mapping
from typing import Any

from archlib import theory
from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures.ceilings import Ceilings
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, names_of, rows_of, titled
from archlib.lab.figures.replicas import FEATURE, NUMBERS, Replicas, replicas
from archlib.lab.figures.weeks import Band
from archlib.lab.palette import GREY

HEIGHT = 320
LEAST_DOWN = 1e-7  # of the time; less is drawn here, since a logarithmic axis has no zero
WORST = 0.9  # of the time down; more is drawn here
BESIDE = 0.12  # instances, so that one marker does not hide the next
LISTED = 4  # rows of a lane by formula
Many = Mapping[str, Ceilings]  # by the label of the comparison


def picture(comparison: Comparison, window: Window = None, many: Many | None = None) -> Picture:
    """Return a line by formula, its ceiling, and a marker for the run, of each architecture; no window.

    The marker stands at the smallest number of instances of a tier.

    Parameters
    ----------
    many : label -> what periods of other seeds measured of that architecture; whiskers on the formula's line go from
        10 to 90 % of them. Without it only the run is drawn
    """
    shown = lanes(comparison)
    found = {lane.label: replicas(lane.run) for lane in shown}
    known = {lane.label: (many or {}).get(lane.label, Ceilings()) for lane in shown}
    data = tuple(
        trace
        for i, lane in enumerate(shown)
        for trace in (
            _line(lane, found[lane.label]),
            *_spread(lane, known[lane.label], i),
            _run(lane, found[lane.label], BESIDE * i),
        )
    )
    x = titled("instances of each tier", range=[0.5, NUMBERS[-1] + 0.5], tickvals=list(NUMBERS), fixedrange=True)
    lowest, highest = _ends(shown, found, known)
    decades = range(highest, lowest + 1)
    y = titled(
        "upload accepted (log)",
        type="log",
        range=[lowest + 0.1, highest - 0.25],  # the fewer failures, the higher
        tickvals=[10.0**d for d in decades],
        ticktext=[words.percent(1 - 10.0**d) if d > round(math.log10(LEAST_DOWN)) else "always" for d in decades],
        fixedrange=True,
    )
    made = layout(HEIGHT, x, y, left=92, legend=names_of(data), **_ceiling(shown[0], found[shown[0].label]))
    return Picture(
        key="ceiling",
        title="What another instance gives",
        sentence=f"{sentence(shown, found)}{_of_many(shown, known)}",
        columns=("architecture", "instances", "accepted", "from", "nines", "down in a year", "8 of 10 periods show"),
        rows=rows_of([row for lane in shown for row in _rows(lane, found[lane.label], known[lane.label])]),
        colours=tuple(lane.look.colour for lane in shown for _ in _rows(lane, found[lane.label], known[lane.label])),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 3,
    )


def sentence(shown: list[Lane], found: dict[str, Replicas]) -> str:
    """Return what a run had, what the formula says of it, and where the ceiling is."""
    parts = []
    for lane in shown:
        one = found[lane.label]
        text = f"{lane.label} {told(_measured(lane))} of the time, by formula {told(one.now)}"
        if one.numbers:
            text += f", with any number of instances at most {told(one.ceiling)}"
        parts.append(text)
    return f"Uploads are accepted: {'; '.join(parts)}. The formula counts what fails at random, not a fixed outage."


def _of_many(shown: list[Lane], known: Many) -> str:
    """Return what other periods show of the fewest and of the most instances tried, "" where none was run."""
    parts = []
    for lane in shown:
        one = known[lane.label]
        ends = dict.fromkeys((one.numbers[0], one.numbers[-1])) if one.numbers else ()
        bands = [f"{_range(one.band(n))}{f' with {n} of each' if len(ends) > 1 else ''}" for n in ends]
        parts += [f"{lane.label} {words.listed(bands)}"] if bands else []
    if not parts:
        return ""
    n = min(one.seeds for one in known.values() if one.seeds)
    return f" In eight of ten of {n} such periods that differ by their seed alone: {'; '.join(parts)}."


def _range(band: Band | None) -> str:
    return "not run" if band is None else f"{told(band[0])} to {told(band[2])}"


def told(share: float) -> str:
    """Return an availability in per cent, with as many digits as tell two instances from three."""
    return "100 %" if share == 1 else f"{100 * share:.4f} %"


def _measured(lane: Lane) -> float:
    return lane.run.availability[FEATURE].time_share


def _rows(lane: Lane, one: Replicas, many: Ceilings) -> list[tuple[str, ...]]:
    sizes = f"{one.sizes[0]} of each" if len(set(one.sizes)) == 1 else words.listed([str(n) for n in one.sizes])
    sizes = sizes if one.numbers else "as it is"
    these = _range(many.band(one.least) if len(set(one.sizes)) == 1 else None)
    rows = [(sizes, _measured(lane), "the run", these), (sizes, one.now, "formula, these sizes", these)]
    for n, share in zip(one.numbers[:LISTED], one.shares, strict=False):
        rows.append((f"{n} of each", share, "formula", _range(many.band(n))))
    rows += [("very many", one.ceiling, "formula", _range(None))] if one.numbers else []
    return [(lane.label, text, told(share), source, *_more(share), band) for text, share, source, band in rows]


def _more(share: float) -> tuple[str, str]:
    nines = theory.nines(share)
    return "no end" if math.isinf(nines) else f"{nines:.2f}", f"{theory.downtime_h_per_year(share):,.2f} h"


def _drawn(share: float) -> float:
    return min(WORST, max(LEAST_DOWN, 1.0 - share))


def _ends(shown: list[Lane], found: dict[str, Replicas], known: Many) -> tuple[int, int]:
    """Return the decades of the axis: that of the most and that of the least time down that is drawn."""
    shares = [a for one in found.values() for a in (*one.shares, one.ceiling, one.now)]
    bands = [band for one in known.values() for n in one.numbers if (band := one.band(n)) is not None]
    shares += [share for low, _, high in bands for share in (low, high)]
    downs = [_drawn(share) for share in (*shares, *(_measured(lane) for lane in shown))]
    return math.ceil(math.log10(max(downs)) - 1e-9), math.floor(math.log10(min(downs)) + 1e-9)


def _line(lane: Lane, one: Replicas) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": f"{lane.label}, formula",
        "showlegend": bool(one.numbers) or one.least == 1,
        "x": list(one.numbers) or [one.least],
        "y": [_drawn(share) for share in one.shares] or [_drawn(one.now)],
        "text": [told(share) for share in one.shares] or [told(one.now)],
        "line": {"width": 2, "color": lane.look.colour, "dash": lane.look.dash},
        "marker": {"size": 7, "symbol": f"{lane.look.symbol.partition('-open')[0]}-open", "color": lane.look.colour},
        "hovertemplate": "%{text} with %{x} of each tier<extra>%{fullData.name}</extra>",
    }


def _spread(lane: Lane, many: Ceilings, i: int) -> tuple[Trace, ...]:
    """Return the middle one of the periods of each number with a whisker from 10 to 90 % of them; none without any."""
    bands = [(n, band) for n in many.numbers if (band := many.band(n)) is not None]
    if not bands:
        return ()
    down = [[_drawn(share) for share in band] for _, band in bands]
    ends = {
        "array": [most - middle for most, middle, _ in down],
        "arrayminus": [middle - least for _, middle, least in down],
    }
    trace: Trace = {
        "type": "scatter",
        "mode": "markers",
        "name": f"10 to 90 % of {many.seeds} periods",
        "showlegend": i == 0,
        "x": [n - BESIDE * (1 + i) for n, _ in bands],
        "y": [middle for _, middle, _ in down],
        "text": [f"{lane.label} {_range(band)} with {n} of each tier" for n, band in bands],
        "error_y": {"type": "data", "symmetric": False, "thickness": 2, "width": 5, **ends, "color": lane.look.colour},
        "marker": {"size": 7, "symbol": lane.look.symbol, "color": lane.look.colour},
        "hovertemplate": "%{text}<extra></extra>",
    }
    return (trace,)


def _run(lane: Lane, one: Replicas, beside: float) -> Trace:
    share = _measured(lane)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{lane.label}, the run",
        "x": [min(one.least, NUMBERS[-1]) + beside],
        "y": [_drawn(share)],
        "text": [told(share)],
        "marker": {"size": 13, "symbol": lane.look.symbol, "color": lane.look.colour},
        "hovertemplate": "%{text} of the time<extra>%{fullData.name}</extra>",
    }


def _ceiling(lane: Lane, one: Replicas) -> dict[str, Any]:
    """Return the line that no number of instances gets past, of the first architecture."""
    if not one.numbers:
        return {}
    y = _drawn(one.ceiling)
    line = {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": y, "y1": y}
    note = {"text": f"ceiling {told(one.ceiling)}", "x": 1, "xref": "paper", "y": math.log10(y)}
    return {
        "shapes": [{**line, "line": {"width": 1.5, "dash": "dash", "color": GREY}}],
        "annotations": [{**note, "xanchor": "right", "yanchor": "bottom", "showarrow": False, "font": {"size": 11}}],
    }
