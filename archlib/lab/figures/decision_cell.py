"""One cell of a decision map: what each architecture costs there, how sure that is, and which size it has."""

import math
from typing import Any

from archlib.course.map_cells import Cell, Layer, Offer, dearer
from archlib.lab import words
from archlib.lab.figures.decision_words import letter_of, offered
from archlib.lab.figures.picture import Picture, Trace, layout, rows_of, titled
from archlib.lab.palette import ARCHITECTURES, OWN

COLUMNS = (
    "architecture", "USD a month", "10 to 90 % of the seeds", "sizes found", "against the cheapest",
    "dearer in the same weeks, 95 % interval",
)  # fmt: skip
HEIGHT = 220  # however many are compared, so that nothing jumps


def picture(layer: Layer, volume: float, peak: float) -> Picture:
    """Return a marker an architecture with its 10-90 % band over the seeds; in words what keeps no contract.

    The axis is that of the whole layer, so that cells can be compared.
    """
    cell = layer.at(volume, peak)
    kinds = layer.kinds
    made = layout(
        HEIGHT,
        titled("USD a month (log)", type="log", range=_reach(layer), tickprefix="$", dtick=1, fixedrange=True),
        _names(kinds),
        left=118,
    )
    return Picture(
        key="decision_cell",
        title="What each costs in the chosen cell",
        sentence=sentence(cell),
        columns=COLUMNS,
        rows=rows_of([_row(cell, offer) for offer in cell.offers]),
        colours=tuple(_look(offer.kind).colour for offer in cell.offers),
        data=(_markers(cell), _refusals(cell, _reach(layer)[0])),
        layout={**made, "showlegend": False},
        height=made["height"],
        lines=4,
    )


def sentence(cell: Cell) -> str:
    """Return who wins the cell, by how much, and who does not keep the contract."""
    head = f"{words.count(cell.volume)} videos a month, peak/mean {cell.peak:.4g}:"
    if cell.is_open:
        return f"{head} not computed yet."
    failing = [f"{o.kind} ({o.broken})" if o.broken else o.kind for o in cell.offers if o.usd is None]
    fails = f" No size keeps the contract: {words.listed(failing)}." if failing else ""
    if cell.winner is None:
        return f"{head} none keeps the contract.{fails}"
    return f"{head} {cell.winner.kind} is the cheapest, {words.usd(cell.winner.usd)} a month{_next(cell)}.{fails}"


def _next(cell: Cell) -> str:
    if cell.close:
        return f"; about as cheap: {words.listed([o.kind for o in cell.close])}"
    if len(cell.ranked) == 1:
        return ""
    second = cell.ranked[1]
    apart = _apart(cell, second)
    return f"; next is {second.kind}, {_times(cell, second)}" + (f" (in the same weeks {apart} more)" if apart else "")


def _times(cell: Cell, offer: Offer) -> str:
    least = cell.ranked[0].usd or 0.0
    more = (offer.usd or 0.0) - least
    return f"{(offer.usd or 0.0) / least:.3g} times as much" if least > 0 else f"{words.usd(more)} more"


def _apart(cell: Cell, offer: Offer) -> str:
    """Return how much more than the cheapest it costs, as the 95 % interval over pairs of one seed; "" if unknown."""
    apart = dearer(cell.ranked[0], offer)
    return "" if apart is None else f"{words.usd(apart[0])} to {words.usd(apart[1])}"


def _row(cell: Cell, offer: Offer) -> tuple[str, ...]:
    if offer.usd is None:
        return offer.kind, words.NONE, words.NONE, words.NONE, offered(offer), words.NONE
    band = words.NONE if offer.low is None else f"{words.usd(offer.low)} to {words.usd(offer.high)}"
    if offer is cell.ranked[0]:
        stands, apart = "the cheapest", ""
    else:
        stands, apart = _times(cell, offer) + (", close" if offer in cell.close else ""), _apart(cell, offer)
    return offer.kind, words.usd(offer.usd), band, offer.sizes, stands, apart or words.NONE


def _markers(cell: Cell) -> Trace:
    shown = cell.ranked
    usd = [o.usd for o in shown if o.usd is not None]
    high = [max(0.0, (o.high or u) - u) for o, u in zip(shown, usd, strict=True)]
    low = [max(0.0, u - (o.low or u)) for o, u in zip(shown, usd, strict=True)]
    colours = [_look(o.kind).colour for o in shown]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "cost",
        "x": usd or [None],
        "y": [o.kind for o in shown] or [None],
        "error_x": {"type": "data", "symmetric": False, "array": high, "arrayminus": low, "thickness": 1.5},
        "text": [o.sizes for o in shown],
        "marker": {"size": 11, "color": colours, "symbol": [_look(o.kind).symbol for o in shown]},
        "hovertemplate": "%{y}: $%{x:,.2f} a month<br>%{text}<extra></extra>",
    }


def _refusals(cell: Cell, left: float) -> Trace:
    failing = [o for o in cell.offers if o.usd is None]
    return {
        "type": "scatter",
        "mode": "text",
        "name": "keeps no contract",
        "x": [10**left for _ in failing] or [None],
        "y": [o.kind for o in failing] or [None],
        "text": [f"  {offered(o)}" for o in failing],
        "textposition": "middle right",
        "textfont": {"size": 11},
        "hoverinfo": "skip",
    }


def _names(kinds: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "category", "categoryorder": "array", "categoryarray": list(kinds), "range": [len(kinds) - 0.5, -0.5],
        "fixedrange": True, "showgrid": False, "tickvals": list(kinds),
        "ticktext": [f"{letter_of(kind)} {kind}" for kind in kinds],
    }  # fmt: skip


def _reach(layer: Layer) -> list[float]:
    """Return the decades that hold all costs of the layer, as powers of ten."""
    costs = [o.usd for cell in layer.cells for o in cell.offers if o.usd]
    if not costs:
        return [0.0, 3.0]
    return [math.floor(math.log10(min(costs))), math.ceil(math.log10(max(costs) * 1.05))]


def _look(kind: str) -> Any:
    return ARCHITECTURES.get(kind, OWN)
