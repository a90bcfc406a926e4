"""A learner's own bet, drawn dashed on the picture that answers it."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from archlib.lab.figures.packing import unpacked
from archlib.lab.figures.picture import Picture, Trace
from archlib.lab.palette import GREY

YOURS = "your bet"
FAR = 4.0  # times what is drawn: a bet above it would leave nothing else to be seen


def with_curve(picture: Picture, x: Sequence[float], y: Sequence[float]) -> Picture:
    """Return a picture with a sketched curve on it; logarithmic axes with a range become as long as it needs."""
    layout = {**picture.layout, "xaxis": _reaching(picture.layout["xaxis"], x)}
    layout["yaxis"] = _reaching(layout["yaxis"], y)
    return _with(replace(picture, layout=layout), list(x), list(y))


def with_level(picture: Picture, y: float) -> Picture:
    """Return a picture with a number on it as a level, over the time of its last trace, which is a level too.

    A number far above all that is drawn is only said.
    """
    x = picture.data[-1]["x"]
    top = max(float(unpacked(trace["y"]).max(initial=0.0)) for trace in picture.data)
    if y > FAR * top > 0:
        return replace(picture, sentence=f"{picture.sentence} Your bet is far above: {y:.3g}.", lines=picture.lines + 1)
    return _with(picture, x, [y] * len(x))


def _with(picture: Picture, x: list[Any], y: list[float]) -> Picture:
    trace: Trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": YOURS,
        "x": x,
        "y": y,
        "line": {"width": 2, "dash": "dot", "color": GREY},
        "marker": {"size": 7, "symbol": "x-thin-open", "color": GREY, "line": {"width": 1.5}},
        "hovertemplate": "%{y:.4~g}<extra>%{fullData.name}</extra>",
    }
    first, last = f"{y[0]:.3g}", f"{y[-1]:.3g}"
    said = f"Your bet is dotted: {first}." if len({*y}) == 1 else f"Your bet is dotted: from {first} to {last}."
    return replace(picture, data=(*picture.data, trace), sentence=f"{picture.sentence} {said}", lines=picture.lines + 1)


def _reaching(axis: dict[str, Any], values: Sequence[float]) -> dict[str, Any]:
    """Return an axis of powers of ten that shows some values too."""
    logs = [math.log10(value) for value in values if value > 0]
    if axis.get("type") != "log" or "range" not in axis or not logs:
        return axis
    low, high = axis["range"]
    return {**axis, "range": [min(low, math.floor(min(logs))), max(high, math.ceil(max(logs)))]}
