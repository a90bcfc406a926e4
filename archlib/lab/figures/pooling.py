"""Waiting against utilisation, for one slot and for many with one line: what pooling gives, and what it does not."""

from functools import lru_cache

import numpy as np

from archlib.compare import Comparison
from archlib.lab.figures import names
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, names_of, rows_of, titled
from archlib.lab.figures.waits import STABLE, Waits, response_ratio, spread, waits
from archlib.lab.palette import GREY
from archlib.lab.words import listed

HEIGHT = 330
SLOTS = (1, 2, 5, 10, 20, 50, 100)
FROM, TO = 0.3, 1.0  # utilisation
LOW, HIGH = 0.9, 40.0  # W/S
NO_END = "no end in sight"
RIGHT_PX = 54  # holds the names of the lines
DECADE_PX, NAME_PX = 150.0, 12.0  # of the axis, about; of a name
NAMED_AT = {1: 0.6, 2: 0.7}  # utilisation where the names of the steepest lines stand; of others at the end


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return W/S against utilisation: lines by formula, and a marker for each run; the window is not used."""
    shown = lanes(comparison)
    found = {lane.label: waits(lane.run) for lane in shown}
    cv = spread(comparison.runs[0].scenario.load)
    labels = names.apart([lane.label for lane in shown])
    data = (
        *(_line(c, cv) for c in SLOTS),
        *(_marker(lane, label, found[lane.label]) for lane, label in zip(shown, names.short(labels), strict=True)),
    )
    x = titled("share of the slots in use, ρ", tickformat=".0%", range=[FROM, TO], fixedrange=True)
    ends = [float(np.log10(end)) for end in (LOW, HIGH)]
    y = titled(
        "response / work, W/S (log)", type="log", range=ends, tickvals=[1, 1.5, 2, 3, 5, 10, 20], fixedrange=True
    )
    beside = _beside([found[lane.label] for lane in shown], names.short(labels))
    made = layout(HEIGHT, x, y, legend=names_of(data), annotations=[*(_name(c, cv) for c in SLOTS), *beside])
    made["margin"]["r"] = RIGHT_PX
    return Picture(
        key="pooling",
        title="What waiting adds to work",
        sentence=sentence(dict(zip(labels, found.values(), strict=True)), cv),
        columns=("architecture", "slots", "in use", "W/S of the run", "one line, formula", "a line each, formula"),
        rows=rows_of([_row(lane, found[lane.label]) for lane in shown]),
        colours=tuple(lane.look.colour for lane in shown),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def sentence(found: dict[str, Waits], cv: float) -> str:
    """Return W/S of each run, and what the lines stand for."""
    parts = []
    for label, one in found.items():
        text = "nothing became ready" if one.ratio is None else f"{one.ratio:.2f} × the work at {one.rho:.0%} in use"
        parts.append(f"{label}: {text}".replace("%", " %"))
    law = "exact" if cv == 1 else f"for a spread of {cv:g}, an approximation"
    drawn = listed([str(c) for c in SLOTS])
    note = f"The lines are Erlang C for {drawn} slots with one line of waiting ({law})."
    return f"Until a video is ready: {'; '.join(parts)}. {note}"


def _row(lane: Lane, one: Waits) -> tuple[str, ...]:
    ratio = "nothing ready" if one.ratio is None else f"{one.ratio:.2f}"
    each = "one line only" if one.line_each is None and one.rho < STABLE else _said(one.line_each)
    share = f"{one.rho:.1%}".replace("%", " %")
    return lane.label, f"{one.slots:,.4g}", share, ratio, _said(one.one_line), each


def _said(ratio: float | None) -> str:
    return NO_END if ratio is None else f"{ratio:.2f}"


@lru_cache(maxsize=256)  # half of a picture's time
def _points(c: int, cv: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    rhos = [1 - float(free) for free in np.geomspace(1 - FROM, 1 - STABLE + 1e-9, 80)]  # closer where it is steep
    points = [(rho, response_ratio(c, rho, cv) or HIGH) for rho in rhos]
    kept = [(rho, ratio) for rho, ratio in points if ratio <= HIGH]
    return tuple(rho for rho, _ in kept), tuple(ratio for _, ratio in kept)


def _line(c: int, cv: float) -> Trace:
    x, y = _points(c, cv)
    name = "1 slot" if c == 1 else f"{c} slots"
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "showlegend": False,
        "x": list(x),
        "y": list(y),
        "line": {"width": 1.5, "color": GREY},
        "hovertemplate": name + ", one line<br>%{y:.2f} × the work at %{x:.0%}<extra></extra>",
    }


def _name(c: int, cv: float) -> dict[str, object]:
    """Return the name of a line: over it where it is steep, else at its end."""
    rho = NAMED_AT.get(c, STABLE - 1e-9)
    y = float(np.log10(response_ratio(c, rho, cv) or 1.0))
    beside = {"xanchor": "right", "yanchor": "bottom"} if c in NAMED_AT else {"xanchor": "left", "xshift": 2}
    text = "1 slot" if c == 1 else f"{c} slots" if c in (2, SLOTS[-1]) else str(c)
    return {"text": text, "x": rho, "y": y, "showarrow": False, "font": {"size": 10}, **beside}


def _beside(found: list[Waits], labels: list[str]) -> list[dict[str, object]]:
    """Return the names of several markers, left of them and apart from one another."""
    drawn = sorted((w.ratio, w.rho, label) for w, label in zip(found, labels, strict=True) if w.ratio and _is_there(w))
    made: list[dict[str, object]] = []
    lowest_px = -float("inf")
    for ratio, rho, label in drawn if len(labels) > 1 else ():
        y = float(np.log10(ratio))
        at_px = max(y * DECADE_PX, lowest_px + NAME_PX)
        lowest_px = at_px
        place = {"x": rho, "y": y, "xanchor": "right", "xshift": -9, "yshift": at_px - y * DECADE_PX}
        made.append({"text": label, "showarrow": False, "font": {"size": 10}, **place})
    return made


def _is_there(one: Waits) -> bool:
    return one.ratio is not None and FROM <= one.rho <= TO and one.ratio <= HIGH


def _marker(lane: Lane, label: str, one: Waits) -> Trace:
    is_there = _is_there(one)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": label,
        "x": [one.rho if is_there else None],
        "y": [one.ratio if is_there else None],
        "marker": {"size": 12, "symbol": lane.look.symbol, "color": lane.look.colour},
        "hovertemplate": "%{y:.2f} × the work at %{x:.0%}<extra>%{fullData.name}</extra>",
    }
