"""Reading a picture back: its numbers, its texts, and what plotly itself thinks of it."""

import json
from typing import Any

import numpy as np
import plotly.graph_objects as go

from archlib.lab.figures import Picture
from archlib.lab.figures.packing import unpacked
from archlib.lab.figures.picture import INK
from archlib.outcome.trace import Floats

NUMERIC = ("x", "y", "base", "width")


def numbers(picture: Picture) -> list[Floats]:
    """Return every array of numbers that the picture draws."""
    found = []
    for trace in picture.data:
        for name in NUMERIC:
            values = trace.get(name)
            if isinstance(values, list):  # None is a gap
                values = [] if any(isinstance(v, str) for v in values) else [v for v in values if v is not None]
            if values is not None:
                found.append(np.atleast_1d(unpacked(values)))
    return found


def texts(picture: Picture) -> list[str]:
    """Return every text that a reader meets."""
    return [picture.title, picture.sentence, *picture.columns, *(cell for row in picture.rows for cell in row)]


def check(picture: Picture) -> None:
    """Assert what holds of every picture: plotly accepts it, all numbers are finite, words stand beside it."""
    assert all(np.isfinite(values).all() for values in numbers(picture)), picture.key
    json.dumps(picture.to_dict(), allow_nan=False)  # all that is sent: ranges, lines and notes of the layout as well
    assert picture.sentence.strip()
    assert all(len(row) == len(picture.columns) for row in picture.rows)
    assert picture.colours == () or len(picture.colours) == len(picture.rows)
    assert not [text for text in texts(picture) if "nan" in text.split() or "inf" in text.split()]
    if picture.data:
        assert picture.layout["height"] == picture.height
        for axis in ("xaxis", "yaxis"):
            kind = picture.layout[axis].get("type")
            assert kind == "category" or picture.layout[axis]["title"]["text"], f"{picture.key}: {axis} has no title"


def accepted_by_plotly(picture: Picture) -> go.Figure:
    """Return plotly's own figure; it refuses what it does not know."""
    data = [{k: plain(v) for k, v in trace.items()} for trace in picture.data]
    return go.Figure(data=data, layout=picture.layout)


def plain(value: Any) -> Any:
    """Return a value with the stand-in for the page's ink replaced, as the page does."""
    return {k: "#000" if v == INK else v for k, v in value.items()} if isinstance(value, dict) else value
