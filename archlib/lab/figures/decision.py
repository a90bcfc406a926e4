"""The decision map: which architecture is the cheapest that keeps the contract, over how many videos and how bursty."""

from typing import Any, Final

from archlib.course.map_cells import Layer
from archlib.lab.figures.decision_words import (
    EMPTY,
    HATCHED,
    LETTERS,
    NO_ONE,
    NOT_YET,
    SQUARE,
    hover,
    letter_of,
    mark,
    row_of,
    sentence,
)
from archlib.lab.figures.picture import INK, Picture, Trace, layout, rows_of, titled
from archlib.lab.palette import ARCHITECTURES, GREY, OWN

FEW: Final = 12  # columns that have room for two letters and for every number below
KEY_PX, BELOW_PX, IN_A_ROW = 17, 50, 5
MOST_PX, LEAST_PX, TALL_PX = 28, 15, 380  # of a row, and what rows together need not exceed
At = tuple[float, float]  # videos a month, peak / mean


def picture(layer: Layer, at: At | None = None) -> Picture:
    """Return the map at one service level and one deadline.

    Parameters
    ----------
    layer : the cells
    at : the cell that is chosen, marked by a frame; None for none

    Notes
    -----
    Cells stand side by side in the order of their volumes, which are the steps of a logarithmic axis where the map's
    volumes grow by the same factor.
    """
    kinds = tuple(LETTERS) if set(layer.kinds) <= set(LETTERS) else (*LETTERS, *sorted({*layer.kinds} - {*LETTERS}))
    rows = _key(kinds)
    made = layout(
        KEY_PX * len(rows) + 12 + _row_px(layer) * len(layer.rows) + BELOW_PX,
        _volumes(layer),
        _peaks(layer),
        left=64,
        bottom=BELOW_PX,
        shapes=_frame(layer, at),
        annotations=[_annotated(rows)],
        barmode="overlay",
    )
    made |= {"margin": {**made["margin"], "t": KEY_PX * len(rows) + 12}, "showlegend": False}
    empty = [trace for name in (NO_ONE, NOT_YET) if (trace := _hatched(layer, name))]
    data = (_heat(layer, kinds), *empty)
    return Picture(
        key="decision",
        title="The cheapest that keeps the contract",
        sentence=sentence(layer),
        columns=("peak / mean", "cheapest, from the fewest videos a month to the most", "close calls"),
        rows=rows_of([row_of(row) for row in layer.rows]),
        data=data,
        layout=made,
        height=made["height"],
        lines=4,
    )


def _heat(layer: Layer, kinds: tuple[str, ...]) -> Trace:
    """Return the cells that have a winner; a colour a kind, and its letter."""
    wide = len(layer.volumes) <= FEW
    z = [[None if c.winner is None else kinds.index(c.winner.kind) for c in row] for row in layer.rows]
    n, columns = len(kinds), len(layer.volumes)
    scale = [[(i + side) / n, _colour(kind)] for i, kind in enumerate(kinds) for side in (0, 1)]
    return {
        "type": "heatmap",
        "name": "",
        "x": list(range(columns)),
        "y": list(range(len(layer.rows))),
        "z": z,
        "zmin": -0.5,
        "zmax": n - 0.5,
        "colorscale": scale,
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
        "text": [["" if c.winner is None else mark(c, wide) for c in row] for row in layer.rows],
        "texttemplate": "%{text}",
        "textfont": {"size": 14 if wide else 9, "color": "#000000"},  # on each of the colours 4:1 at least
        "hovertext": [[hover(c) for c in row] for row in layer.rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "hoverongaps": False,
        "customdata": [[j * columns + i for i in range(columns)] for j in range(len(layer.rows))],
        "showlegend": False,
    }


def _hatched(layer: Layer, name: str) -> Trace | None:
    """Return the cells that nobody wins, or the open ones, as bars: a heatmap has no patterns. None if there are none.

    A trace without cells would take a third of the time of all to draw.
    """
    wide, columns = len(layer.volumes) <= FEW, len(layer.volumes)
    found = [
        (i, j, cell)
        for j, row in enumerate(layer.rows)
        for i, cell in enumerate(row)
        if cell.winner is None and cell.is_open == (name == NOT_YET)
    ]
    if not found:
        return None
    return {
        "type": "bar",
        "name": name,
        "x": [i for i, _, _ in found],
        "base": [j - 0.5 for _, j, _ in found],
        "y": [1 for _ in found],
        "width": 0.97,
        "text": [mark(cell, wide) for _, _, cell in found],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"color": INK, "size": 11 if wide else 9},
        "hovertext": [hover(cell) for _, _, cell in found],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [j * columns + i for i, j, _ in found],
        "marker": {
            "color": GREY + "22",
            "line": {"width": 1, "color": GREY},
            "pattern": {
                "shape": "/" if name == NO_ONE else "",
                "size": 9,
                "solidity": 0.15,
                "fgcolor": GREY,
                "fillmode": "overlay",
            },
        },
    }


def _key(kinds: tuple[str, ...]) -> list[str]:
    """Return what colours, letters and patterns mean, a line a row.

    It is one text and no legend of plotly's, which takes longer to draw than all cells.
    """
    entries = [f'<span style="color:{_colour(kind)}">{SQUARE}</span> {letter_of(kind)} {kind}' for kind in kinds]
    entries += [f"{HATCHED} {NO_ONE}", f"{EMPTY} {NOT_YET}"]
    return ["     ".join(entries[i : i + IN_A_ROW]) for i in range(0, len(entries), IN_A_ROW)]


def _annotated(rows: list[str]) -> dict[str, Any]:
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 2}
    return {**place, "text": "<br>".join(rows), "align": "left", "showarrow": False, "font": {"size": 11}}


def _volumes(layer: Layer) -> dict[str, Any]:
    step = -(-len(layer.volumes) // FEW)
    return titled(
        "videos a month (log)",
        tickvals=list(range(0, len(layer.volumes), step)),
        ticktext=[f"{volume:,.0f}" for volume in layer.volumes[::step]],
        tickfont={"size": 11},
        range=[-0.5, len(layer.volumes) - 0.5],
        **_bare(),
    )


def _peaks(layer: Layer) -> dict[str, Any]:
    step = -(-len(layer.peaks) // FEW)
    return titled(
        "peak / mean",
        tickvals=list(range(0, len(layer.peaks), step)),
        ticktext=[f"{peak:.3g}" for peak in layer.peaks[::step]],
        range=[-0.5, len(layer.peaks) - 0.5],
        **_bare(),
    )


def _bare() -> dict[str, Any]:
    return {"fixedrange": True, "showgrid": False, "zeroline": False, "ticklabeloverflow": "allow", "tickangle": 0}


def _frame(layer: Layer, at: At | None) -> list[dict[str, Any]]:
    """Return a frame around the chosen cell, black on white, so that it is seen on every colour and paper."""
    if at is None:
        return []
    i, j = layer.volumes.index(at[0]), layer.peaks.index(at[1])
    ends = {"type": "rect", "x0": i - 0.48, "x1": i + 0.48, "y0": j - 0.46, "y1": j + 0.46}
    return [{**ends, "line": {"width": width, "color": colour}} for width, colour in ((5, "#ffffff"), (2, "#000000"))]


def _row_px(layer: Layer) -> int:
    return max(LEAST_PX, min(MOST_PX, TALL_PX // len(layer.rows)))


def _colour(kind: str) -> str:
    return ARCHITECTURES.get(kind, OWN).colour
