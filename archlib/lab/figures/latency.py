"""How long videos took until they were ready, and until the upload was answered, as shares of all that came."""

from typing import Any, Literal

import numpy as np

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures import answered, names
from archlib.lab.figures.packing import packed
from archlib.lab.figures.picture import (
    FEW,
    Lane,
    Picture,
    Trace,
    Window,
    by_lane,
    lanes,
    layout,
    lines,
    names_of,
    rows_of,
    titled,
)
from archlib.lab.figures.steady import round_end
from archlib.outcome.trace import Floats

HEIGHT = 250
POINTS = 200
SHORTEST_MIN = 1e-3  # a logarithmic axis has no zero
FROM_MIN = 5e-3  # where the axis begins, 0.3 s

Of = Literal["ready", "ack"]
MOMENTS: tuple[Of, Of] = ("ready", "ack")
QUANTILES = (0.5, 0.95, 0.99, 1.0)


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return the share of all videos ready (or answered) within so many minutes; the window is not used.

    A line that does not reach 100 % belongs to an architecture that refused or lost videos. Where many are compared,
    their answers come at the same moments: each then has a row of its own below the curves.
    """
    shown = lanes(comparison)
    waits = {(lane.label, of): _waits(lane, of) for lane in shown for of in MOMENTS}
    said, ready = names.apart([lane.label for lane in shown]), [waits[lane.label, "ready"] for lane in shown]
    deadline_min = comparison.contract.deadline_s / 60
    slowest_min = max(waits[lane.label, "ready"][-1] or 0.0 for lane in shown) / 60
    ends = [float(np.log10(end)) for end in (FROM_MIN, round_end(1.3 * max(deadline_min, slowest_min)))]
    x = titled("minutes since the upload (logarithmic)", type="log", range=ends, fixedrange=True, dtick=1)
    y = titled("share of all videos", tickformat=".0%", range=[0, 1.03], fixedrange=True)
    is_few = len(shown) <= FEW
    data = by_lane([(lane, _line(lane, of)) for lane in shown for of in (MOMENTS if is_few else MOMENTS[:1])])
    made = layout(HEIGHT, x, y, legend=names_of(data), **_deadline(deadline_min))
    if not is_few:
        data = (*data, *answered.traces(shown, FROM_MIN))
        made = _with_rows(made, shown)
    return Picture(
        key="latency",
        title="How long it takes",
        sentence=_sentence(dict(zip(said, ready, strict=True)), comparison.contract.deadline_s),
        columns=("architecture", "until", "half within", "95 % within", "99 % within", "never"),
        rows=rows_of([_row(lane, of, waits[lane.label, of]) for lane in shown for of in MOMENTS]),
        colours=tuple(lane.look.colour for lane in shown for _ in MOMENTS),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def _with_rows(made: dict[str, Any], shown: list[Lane]) -> dict[str, Any]:
    """Return the layout with room for a row an architecture below the curves."""
    margin = made["margin"]
    axes = answered.axes(shown, made["height"] - margin["t"] - margin["b"])
    left = names.margin(answered.labels(shown), beside_px=32)
    between = (axes["yaxis"]["domain"][0] + axes["yaxis2"]["domain"][1]) / 2
    return {
        **made,
        "height": made["height"] + answered.height(len(shown)),
        "margin": {**margin, "l": left},
        "xaxis": {**made["xaxis"], "anchor": "y2"},
        "yaxis": {**made["yaxis"], **axes["yaxis"]},
        "yaxis2": axes["yaxis2"],
        "annotations": [{**note, "y": between, "yanchor": "middle"} for note in made["annotations"]],
    }


def _waits(lane: Lane, of: Of) -> list[float | None]:
    """Return the quantiles of a wait, s; none where no video came so far."""
    values = lane.run.latency.values(of)
    return [float(v) for v in np.quantile(values, QUANTILES)] if len(values) else [None] * len(QUANTILES)


def _sentence(ready: dict[str, list[float | None]], deadline_s: float) -> str:
    """Return what the typical and the unlucky customer wait."""
    parts = []
    for label, (half, most, *_) in ready.items():
        if half is None:
            parts.append(f"{label}: no video became ready")
        else:
            parts.append(f"{label}: half within {words.duration(half)}, 95 % within {words.duration(most)}")
    return f"Of the videos that became ready (deadline {words.duration(deadline_s)}): " + "; ".join(parts) + "."


def _line(lane: Lane, of: Of) -> Trace:
    waited, share = lane.run.latency.ecdf(of)
    t, v = _thinned(waited / 60, share * len(waited) / max(1, len(lane.run.jobs)))
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"{lane.label} {'ready' if of == 'ready' else 'answered'}",
        "x": packed(np.maximum(t, SHORTEST_MIN), "<f4"),
        "y": packed(v, "<f4"),
        "line": {
            "shape": "hv",
            "width": 2 if of == "ready" else 1.2,
            "color": lane.look.colour,
            "dash": lane.look.dash if of == "ready" else "dot",
        },
        "hovertemplate": "%{y:.2%} within %{x:.3~g} min<extra>%{fullData.name}</extra>",
    }


def _thinned(minutes: Floats, share: Floats) -> tuple[Floats, Floats]:
    if len(minutes) > POINTS:
        kept = np.unique(np.linspace(0, len(minutes) - 1, POINTS).round().astype(np.int64))
        minutes, share = minutes[kept], share[kept]
    return minutes, share


def _deadline(minutes: float) -> dict[str, Any]:
    line = {"type": "line", "x0": minutes, "x1": minutes, "y0": 0, "y1": 1, "yref": "paper"}
    note = {"text": "deadline", "x": float(np.log10(minutes)), "y": 0.06, "yref": "paper", "showarrow": False}
    return {
        "shapes": [{**line, "line": {"width": 1.5, "dash": "dash", "color": "#8C8C8C"}}],
        "annotations": [{**note, "xanchor": "right", "font": {"size": 11}}],
    }


def _row(lane: Lane, of: Of, waits: list[float | None]) -> tuple[str, ...]:
    within = [words.duration(wait) for wait in waits[:3]]
    return lane.label, "ready" if of == "ready" else "answered", *within, words.count(lane.run.latency.never(of))
