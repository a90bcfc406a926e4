"""Pictures that hold still: scales that stay while one drags a slider, so that what moves is the marks.

A picture whose axes and legend are those of the one before needs only its marks drawn anew, which takes a third of the
time: the page asks for no more than that.
"""

from collections.abc import Iterator, Sequence
from math import ceil, log2
from typing import Any, Final

import numpy as np

from archlib.lab.figures.packing import unpacked

ENDS: Final = (1.0, 2.0, 3.0, 5.0, 7.0, 10.0)  # at which an axis may end, in each decade
ROOM: Final = 1.04  # above the greatest value
LEAST: Final = 1e-300  # below it nothing can be told apart
PLACES: Final = 16  # for bars that are laid end to end, or that many times a power of two


def round_end(most: float) -> float:
    """Return where an axis from 0 ends that is to show values up to `most`: a round number at or above it.

    Values that differ little mostly have the same end. 1 where there is nothing to show.
    """
    if not most > LEAST:
        return 1.0
    power = 10.0 ** np.floor(np.log10(most))
    return float(f"{next(e for e in ENDS if e * power >= most * (1 - 1e-9)) * power:.6g}")


def steady(data: Sequence[dict[str, Any]], layout: dict[str, Any]) -> dict[str, Any]:
    """Return the layout with a range for each axis that had none, where traces of lines and bars tell it.

    Axes of categories show all of them; axes that begin at 0 end at a round number. Those of time, logarithmic axes,
    and values that go below 0 are left as they are.
    """
    return {key: _axis(value, data, key) if _is_open(key, value) else value for key, value in layout.items()}


def places(trace: dict[str, Any]) -> dict[str, Any]:
    """Return a trace of bars that are laid end to end with bars of no place added, which are not drawn.

    So a failure more is as many bars, and no reason to draw all of them anew. Other traces are returned as they are.
    """
    many = len(trace["base"]) if isinstance(trace.get("base"), list) else 0
    if many == 0:
        return trace
    added = PLACES * 2 ** max(0, ceil(log2(many / PLACES))) - many
    return {k: [*v, *[None] * added] if isinstance(v, list) and len(v) == many else v for k, v in trace.items()}


def _is_open(key: str, value: Any) -> bool:
    return key.startswith(("xaxis", "yaxis")) and "range" not in value


def _axis(axis: dict[str, Any], data: Sequence[dict[str, Any]], key: str) -> dict[str, Any]:
    drawn = list(_values(data, key))
    if axis.get("type") == "category":
        return _categories(axis, drawn)
    if axis.get("rangemode") != "tozero" or axis.get("type", "linear") != "linear" or _is_stacked(data, key):
        return axis
    shown = np.concatenate([np.empty(0), *map(unpacked, drawn)])
    shown = shown[np.isfinite(shown)]
    if len(shown) == 0 or shown.min() < 0:
        return axis
    return {**axis, "range": [0, round_end(ROOM * shown.max())]}


def _categories(axis: dict[str, Any], drawn: Sequence[Any]) -> dict[str, Any]:
    names = list(dict.fromkeys([*axis.get("categoryarray", ()), *(name for values in drawn for name in values)]))
    whole = [-0.5, len(names) - 0.5]
    kept = {key: value for key, value in axis.items() if key != "autorange"}
    order = {"categoryorder": "array", "categoryarray": names}
    return {**kept, **order, "range": whole[::-1] if axis.get("autorange") == "reversed" else whole}


def _values(data: Sequence[dict[str, Any]], key: str) -> Iterator[Any]:
    """Yield what each trace has along an axis, such as "yaxis2"."""
    letter, name = key[0], key.replace("axis", "")
    for trace in data:
        if trace.get(f"{letter}axis", letter) == name:
            values = trace.get(letter, ())
            yield values if isinstance(values, dict) else [value for value in values if value is not None]


def _is_stacked(data: Sequence[dict[str, Any]], key: str) -> bool:
    """Whether traces stand on each other, or have whiskers: what they reach is not what their values say."""
    return any(trace["type"] != "scatter" or "stackgroup" in trace or f"error_{key[0]}" in trace for trace in data)
