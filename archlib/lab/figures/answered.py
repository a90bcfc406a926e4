"""How long customers waited for an answer, a row an architecture: where many are compared, curves lie on each other."""

from typing import Any, Final

from archlib.lab import words
from archlib.lab.figures import names
from archlib.lab.figures.picture import Lane, Trace, titled

ROW_PX, BETWEEN_PX = 17, 34
NAME: Final = "answered: half to 95 %"


def height(n: int) -> int:
    """Return how many pixels the rows of n architectures take."""
    return BETWEEN_PX + ROW_PX * n


def labels(shown: list[Lane]) -> list[str]:
    """Return the names of the rows."""
    return names.short(names.apart([lane.label for lane in shown]))


def traces(shown: list[Lane], least_min: float) -> list[Trace]:
    """Return a bar a row, from what half waited at most to what 95 % did, on a second axis below the curves."""
    rows = labels(shown)
    return [_row(lane, row, least_min) for lane, row in zip(shown, rows, strict=True)]


def axes(shown: list[Lane], curves_px: int) -> dict[str, Any]:
    """Return how both axes share the height, and the names of the rows."""
    rows = labels(shown)
    share = height(len(rows)) / (height(len(rows)) + curves_px)
    below = ROW_PX * len(rows) / (height(len(rows)) + curves_px)
    return {
        "yaxis": {"domain": [share, 1.0]},
        "yaxis2": titled(
            "answered", type="category", categoryorder="array", categoryarray=rows[::-1], fixedrange=True,
            range=[-0.6, len(rows) - 0.4], domain=[0.0, below], tickfont={"size": 11}, anchor="x",
        ),
    }  # fmt: skip


def _row(lane: Lane, row: str, least_min: float) -> Trace:
    waits = [lane.run.latency.quantile(q, "ack") for q in (0.5, 0.95)]
    ends = [None if wait is None else max(wait / 60, least_min) for wait in waits]
    said = "nobody was answered" if None in waits else " to ".join(words.duration(wait) for wait in waits)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": f"{lane.label} answered",
        "showlegend": False,
        "x": ends,
        "y": [row, row],
        "yaxis": "y2",
        "line": {"width": 4, "color": lane.look.colour},
        "marker": {
            "symbol": lane.look.symbol,
            "size": [8, 5],
            "color": lane.look.colour,
            "opacity": 1,
            "line": {"width": 0},
        },
        "cliponaxis": False,
        "hovertemplate": f"half to 95 % answered within {said}<extra>{lane.label}</extra>",
    }
