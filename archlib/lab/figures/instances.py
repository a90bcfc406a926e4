"""Who is handed how much: requests at each instance over time, and how long one that is down still gets some."""

import base64

import numpy as np

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures import names
from archlib.lab.figures.crowd import Crowd, Stretch, crowd
from archlib.lab.figures.picture import FEW, Lane, Picture, Trace, Window, lanes, layout, lines, rows_of, titled
from archlib.lab.figures.time import BELOW, axis, clipped, stamp, stamps
from archlib.lab.palette import GREY, VERMILION
from archlib.outcome.trace import Floats

COLUMNS = 96
TALL_PX, LOW_PX, BAND = 210, 84, 0.9  # of a lane alone or nearly so, and of one among many; the share that is drawn
LISTED = 10
COLUMNS_OF_TABLE = (
    "architecture", "instance", "requests begun", "at once, mean", "at once, most", "down", "and handed work",
)  # fmt: skip
SCALE = [
    [0.0, "rgba(0,130,210,0.07)"],
    [1.0, "rgba(0,130,210,1)"],
]  # stronger on any paper
MARKS = ("down", "down and still handed requests")


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a band an architecture, in it a row an instance: the stronger its colour, the more requests are there."""
    shown = lanes(comparison)
    run = comparison.runs[0]
    start_h = run.scenario.load.clock_start_h
    edges = np.linspace(*clipped(run.trace, window), COLUMNS + 1)
    found = {lane.label: crowd(lane.run, edges) for lane in shown}
    floors = [float(len(shown) - 1 - i) for i in range(len(shown))]
    most = max((float(one.means.max(initial=0.0)) for one in found.values() if one), default=0.0) or 1.0
    labels = names.short([lane.label for lane in shown])
    placed = list(zip((found[lane.label] for lane in shown), floors, strict=True))
    bands = [_band(lane, one, floor, edges, most, start_h) for lane, (one, floor) in zip(shown, placed, strict=True)]
    height = 100 + (TALL_PX if len(shown) <= FEW else LOW_PX) * len(shown)
    y = titled(
        "instances that process",
        tickvals=[floor + BAND / 2 for floor in floors],
        ticktext=[_named(label, found[lane.label]) for label, lane in zip(labels, shown, strict=True)],
        tickfont={"size": 11},
        range=[-0.03, len(shown)],
        fixedrange=True,
        showgrid=False,
        zeroline=False,
    )
    x = axis(run.trace.horizon_s, start_h, window)
    return Picture(
        key="instances",
        title="Who is handed how much",
        sentence=sentence(shown, found),
        columns=COLUMNS_OF_TABLE,
        rows=rows_of([row for lane in shown for row in _rows(lane, found[lane.label])]),
        colours=tuple(lane.look.colour for lane in shown for _ in _rows(lane, found[lane.label])),
        data=(*bands, *_marks(placed, edges, start_h)),
        layout=layout(height, x, y, left=names.margin(labels, beside_px=36), bottom=BELOW, legend=MARKS),
        height=height,
        lines=lines(shown) + 1,
    )


def sentence(shown: list[Lane], found: dict[str, Crowd | None]) -> str:
    """Return how many requests met an instance that was down, beside how many an even share would be.

    Where none was down it says instead at which instance most requests were, in line and at work.
    """
    if all(one is not None and not one.down and len(one.handled) > 1 for one in found.values()):
        return f"Most were at: {'; '.join(_fullest(lane.label, one) for lane in shown if (one := found[lane.label]))}."
    parts = []
    for lane in shown:
        one = found[lane.label]
        if one is None:
            parts.append(f"{lane.label} has no instances")
        elif one.even is None:
            parts.append(f"{lane.label} {words.count(one.met)}, and nobody picks an instance there")
        else:
            parts.append(f"{lane.label} {words.count(one.met)} (an even share would be {_share(one.even)})")
    return f"Requests that were handed to an instance which was down: {'; '.join(parts)}."


def _share(requests: float) -> str:
    return words.count(requests) if requests >= 100 else f"{requests:.3g}"


def _fullest(label: str, one: Crowd) -> str:
    means = one.means.mean(axis=1)
    first = int(np.argmax(means))
    rest = float(np.delete(means, first).max())
    return (
        f"{label} {one.station} {first}, {means[first]:.1f} at once on average; of the others none had above {rest:.1f}"
    )


def _named(label: str, one: Crowd | None) -> str:
    n = 0 if one is None else len(one.handled)
    return f"{label}<br>{n} instance{'' if n == 1 else 's'}"


def _rows(lane: Lane, one: Crowd | None) -> list[tuple[str, ...]]:
    if one is None:
        return [(lane.label, words.NONE, "0", "0", "0", words.NONE, words.NONE)]
    rows: list[tuple[str, ...]] = []
    for k in range(min(LISTED, len(one.handled))):
        down, handed = (_lasted(of, k) for of in (one.down, one.handed))
        numbers = (words.count(one.handled[k]), f"{float(one.means[k].mean()):.2f}", str(one.most[k]))
        rows.append((lane.label, f"{one.station} {k}", *numbers, down, handed))
    return rows


def _lasted(stretches: tuple[Stretch, ...], k: int) -> str:
    total = sum(end - start for place, start, end in stretches if place == k)
    return words.duration(total) if total else words.NONE


def _band(lane: Lane, one: Crowd | None, floor: float, edges: Floats, most: float, start_h: float) -> Trace:
    """Return the rows of one lane, the first instance at the top."""
    z = np.zeros((1, COLUMNS)) if one is None else one.means[::-1]
    kept = np.ascontiguousarray(z, "<f4")
    n = len(kept)
    return {
        "type": "heatmap",
        "name": lane.label,
        "z": {"dtype": "f4", "bdata": base64.b64encode(kept.tobytes()).decode("ascii"), "shape": f"{n}, {COLUMNS}"},
        "x": stamps(edges, start_h).tolist(),
        "y": [floor + BAND * k / n for k in range(n + 1)],
        "zmin": 0.0,
        "zmax": most,
        "colorscale": SCALE,
        "showscale": floor == 0.0,
        "colorbar": {"thickness": 10, "len": 0.9, "title": {"text": "requests", "side": "right"}, "nticks": 5},
        "ygap": 1 if n <= 30 else 0,
        "hovertemplate": "%{z:.3~g} requests there<br>%{x|day %-j %H:%M}<extra>" + lane.label + "</extra>",
    }


def _marks(placed: list[tuple[Crowd | None, float]], edges: Floats, start_h: float) -> tuple[Trace, ...]:
    looks = ({"width": 2, "color": GREY}, {"width": 5, "color": VERMILION})
    made = []
    for name, look, of in zip(MARKS, looks, ("down", "handed"), strict=True):
        x: list[float | None] = []
        y: list[float | None] = []
        for one, floor in placed:
            for k, start, end in getattr(one, of) if one is not None else ():
                start, end = max(start, float(edges[0])), min(end, float(edges[-1]))
                if start < end:
                    at = floor + BAND * (len(one.handled) - k - 0.5) / len(one.handled) if one is not None else floor
                    x += [stamp(start, start_h), stamp(end, start_h), None]
                    y += [at, at, None]
        made.append({
            "type": "scatter", "mode": "lines", "name": name, "x": x or [None], "y": y or [None], "line": look,
            "hoverinfo": "name",
        })  # fmt: skip
    return tuple(made)
