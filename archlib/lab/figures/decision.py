"""The decision map: which architecture is the cheapest that keeps the contract, over how many videos and how bursty."""

from collections import Counter
from typing import Any, Final

from archlib.course.map_cells import Cell, Layer, Offer, Stretch, stretches
from archlib.lab import words
from archlib.lab.figures.picture import INK, Picture, Trace, layout, rows_of, titled
from archlib.lab.palette import ARCHITECTURES, GREY, OWN

LETTERS: Final = {
    "Monolith": "M", "Tiers": "T", "LoadBalanced": "L", "QueueFleet": "Q", "Microservices": "S", "EventDriven": "E",
    "Functions": "F",
}  # fmt: skip
NONE, OPEN, CLOSE = "none", "?", "≈"
NO_ONE, NOT_YET = "none keeps the contract", "? not computed yet"
SQUARE, HATCHED, EMPTY = "■", "▨", "□"
FEW: Final = 12  # columns that have room for two letters and for every number below
KEY_PX, BELOW_PX, IN_A_ROW = 17, 50, 5
MOST_PX, LEAST_PX, TALL_PX = 34, 15, 380  # of a row, and what rows together need not exceed
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
    data = (_heat(layer, kinds), _hatched(layer, NO_ONE), _hatched(layer, NOT_YET))
    return Picture(
        key="decision",
        title="The cheapest that keeps the contract",
        sentence=sentence(layer),
        columns=("peak / mean", "cheapest, from the fewest videos a month to the most", "close calls"),
        rows=rows_of([_row(row) for row in layer.rows]),
        data=data,
        layout=made,
        height=made["height"],
        lines=5,
    )


def sentence(layer: Layer) -> str:
    """Return how often each wins, how often it is close, and a boundary of the burstiest row."""
    won = Counter(cell.winner.kind for cell in layer.cells if cell.winner is not None)
    known = [cell for cell in layer.cells if not cell.is_open]
    promise = f"{words.percent(layer.level)} of everything, ready within {words.duration(layer.deadline_s)}"
    wins = ", ".join(f"{kind} {n}" for kind, n in won.most_common()) or "nobody"
    parts = [
        f"{promise}.",
        f"Cheapest in how many of {len(known)} cells: {wins}." if known else "No cell is there yet.",
    ]
    if lost := sum(cell.winner is None for cell in known):
        parts.append(f"In {lost} none keeps it.")
    if close := sum(bool(cell.close) for cell in known):
        parts.append(f"{close} are close calls ({CLOSE}).")
    if missing := len(layer.cells) - len(known):
        parts.append(f"{missing} are still open.")
    return " ".join([*parts, _boundary(layer)]).strip()


def mark(cell: Cell, wide: bool = True) -> str:
    """Return what stands in a cell: the winner's letter, and who is about as cheap; "none" or "?" if nobody wins."""
    if cell.is_open:
        return OPEN
    if cell.winner is None:
        return NONE if wide else "–"
    letter = letter_of(cell.winner.kind)
    if not cell.close:
        return letter
    return f"{letter}{CLOSE}{letter_of(cell.close[0].kind)}" if wide else f"{letter}{CLOSE}"


def letter_of(kind: str) -> str:
    """Return the letter of a kind; that of a kind of one's own is its first, as a small one."""
    return LETTERS.get(kind, kind[:1].lower())


def offered(offer: Offer) -> str:
    """Return what an architecture costs in a cell, or which promise no size of it keeps."""
    if offer.usd is None:
        return f"no size keeps: {offer.broken}" if offer.broken else "no size keeps the contract"
    return f"{words.usd(offer.usd)} a month"


def _boundary(layer: Layer) -> str:
    """Return up to where the first of the burstiest row wins; nothing where it has no end or no beginning."""
    row = layer.rows[-1]
    first, *rest = stretches(row)
    if not rest or not first.kind or not rest[0].kind:
        return ""
    return (
        f"At peak/mean {row[0].peak:g}, {first.kind} is the cheapest up to {words.count(first.last)} videos a month, "
        f"{rest[0].kind} from {words.count(rest[0].first)} on."
    )


def _row(row: tuple[Cell, ...]) -> tuple[str, ...]:
    said = "; ".join(_said(stretch) for stretch in stretches(row))
    close = [f"{words.count(cell.volume)} ({mark(cell)})" for cell in row if cell.close]
    return f"{row[0].peak:g}", said, ", ".join(close) or "none"


def _said(stretch: Stretch) -> str:
    who = "none" if stretch.kind is None else stretch.kind or "not computed yet"
    ends = dict.fromkeys((words.count(stretch.first), words.count(stretch.last)))
    return f"{who} {' to '.join(ends)}"


def _hover(cell: Cell) -> str:
    head = f"{words.count(cell.volume)} videos a month, peak/mean {cell.peak:g}"
    if cell.is_open:
        return f"{head}<br>not computed yet"
    close = {offer.kind for offer in cell.close}
    failing = [o for o in cell.offers if o.usd is None]
    lines = [f"{o.kind}: {offered(o)}{' (close)' if o.kind in close else ''}" for o in (*cell.ranked, *failing)]
    return "<br>".join([head, *lines])


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
        "hovertext": [[_hover(c) for c in row] for row in layer.rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "hoverongaps": False,
        "customdata": [[j * columns + i for i in range(columns)] for j in range(len(layer.rows))],
        "showlegend": False,
    }


def _hatched(layer: Layer, name: str) -> Trace:
    """Return the cells that nobody wins, or the open ones, as bars: a heatmap has no patterns."""
    wide, columns = len(layer.volumes) <= FEW, len(layer.volumes)
    found = [
        (i, j, cell)
        for j, row in enumerate(layer.rows)
        for i, cell in enumerate(row)
        if cell.winner is None and cell.is_open == (name == NOT_YET)
    ]
    return {
        "type": "bar",
        "name": name,
        "x": [i for i, _, _ in found] or [None],
        "base": [j - 0.5 for _, j, _ in found] or [0],
        "y": [1 for _ in found] or [0],
        "width": 0.97,
        "text": [mark(cell, wide) for _, _, cell in found],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"color": INK, "size": 11 if wide else 9},
        "hovertext": [_hover(cell) for _, _, cell in found],
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
        tickangle=0,
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
    return {"fixedrange": True, "showgrid": False, "zeroline": False}


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
