"""What a decision map says in words and letters: of a cell, of a row, of the whole."""

from collections import Counter
from itertools import pairwise
from typing import Final

from archlib.course.map_cells import Cell, Layer, Offer, Stretch, stretches
from archlib.lab import words

LETTERS: Final = {
    "Monolith": "M", "Tiers": "T", "LoadBalanced": "L", "QueueFleet": "Q", "Microservices": "S", "EventDriven": "E",
    "Functions": "F",
}  # fmt: skip
NONE, OPEN, CLOSE = "none", "?", "≈"
NO_ONE, NOT_YET = "none keeps the contract", "? not computed yet"
SQUARE, HATCHED, EMPTY = "■", "▨", "□"


def sentence(layer: Layer) -> str:
    """Return how often each wins, how often it is close, and a boundary of the burstiest row."""
    won = Counter(cell.winner.kind for cell in layer.cells if cell.winner is not None)
    known = [cell for cell in layer.cells if not cell.is_open]
    promise = f"{100 * layer.level:.4g} % of everything, ready within {words.duration(layer.deadline_s)}"
    wins = ", ".join(f"{kind} {n}" for kind, n in won.most_common()) or "nobody"
    parts = [
        f"{promise}.",
        f"Cheapest in how many of {len(known)} cells: {wins}." if known else "No cell is there yet.",
    ]
    if lost := sum(cell.winner is None for cell in known):
        parts.append(f"In {lost} none keeps it.")
    if close := sum(bool(cell.close) for cell in known):
        parts.append(f"Close calls ({CLOSE}): {close}.")
    if missing := len(layer.cells) - len(known):
        parts.append(f"Still open: {missing}.")
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


def hover(cell: Cell) -> str:
    """Return the costs of all in a cell, the cheapest first, and the promises that others cannot keep."""
    head = f"{words.count(cell.volume)} videos a month, peak/mean {cell.peak:.4g}"
    if cell.is_open:
        return f"{head}<br>not computed yet"
    close = {offer.kind for offer in cell.close}
    failing = [o for o in cell.offers if o.usd is None]
    lines = [f"{o.kind}: {offered(o)}{' (close)' if o.kind in close else ''}" for o in (*cell.ranked, *failing)]
    return "<br>".join([head, *lines])


def row_of(row: tuple[Cell, ...]) -> tuple[str, ...]:
    """Return a row of the map as one of a table: how bursty, who wins from where to where, and where it is close."""
    told = "; ".join(_told(stretch) for stretch in stretches(row))
    close = [f"{words.count(cell.volume)} ({mark(cell)})" for cell in row if cell.close]
    return f"{row[0].peak:.4g}", told, ", ".join(close) or "none"


def _told(stretch: Stretch) -> str:
    who = "none" if stretch.kind is None else stretch.kind or "not computed yet"
    ends = dict.fromkeys((words.count(stretch.first), words.count(stretch.last)))
    return f"{who} {' to '.join(ends)}"


def _boundary(layer: Layer) -> str:
    """Return the last boundary between two winners in the burstiest row; nothing where there is none."""
    row = layer.rows[-1]
    found = [(one, other) for one, other in pairwise(stretches(row)) if one.kind and other.kind]
    if not found:
        return ""
    one, other = found[-1]
    return (
        f"At peak/mean {row[0].peak:.4g}, {one.kind} is the cheapest up to {words.count(one.last)} videos a month, "
        f"{other.kind} from {words.count(other.first)} on."
    )
