"""Where the boxes of a column stand: as near as possible to what they are joined to, in order, and apart."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from archlib.lab.drawings.layers import Layers, Node

SWEEPS = 6
WIRE_WEIGHT = 6.0  # a wire that passes through is kept straight rather than a box in the middle of its wires


def apart(wanted: Sequence[float], weights: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """Return places nearest to the wanted ones (least squares) that are in order and at least `gaps` apart.

    Parameters
    ----------
    wanted, weights : n numbers
    gaps : n - 1 numbers, least distance from each to the next

    Notes
    -----
    Pool adjacent violators: with the gaps taken off, it is isotonic regression.
    """
    offsets = list(accumulate(gaps, initial=0.0))[: len(wanted)]
    blocks: list[tuple[float, float, int]] = []  # mean, weight, how many
    for place, weight, offset in zip(wanted, weights, offsets, strict=True):
        mean, heavy, n = place - offset, weight, 1
        while blocks and blocks[-1][0] > mean:
            before, other, k = blocks.pop()
            mean, heavy, n = (before * other + mean * heavy) / (other + heavy), other + heavy, n + k
        blocks.append((mean, heavy, n))
    flat = [mean for mean, _, n in blocks for _ in range(n)]
    return [mean + offset for mean, offset in zip(flat, offsets, strict=True)]


def middles(found: Layers, heights: dict[Node, float], gap: float) -> dict[tuple[int, Node], float]:
    """Return the height of the middle of each node, by (column, node), the highest top at 0.

    Parameters
    ----------
    heights : of each station and each wire that passes through, px
    gap : least distance of two nodes in a column, px
    """
    columns = found.columns
    links = _links(found)
    at: dict[tuple[int, Node], float] = {}
    for c, column in enumerate(columns):
        y = 0.0
        for node in column:
            at[c, node] = y + heights[node] / 2
            y += heights[node] + gap
        for node in column:
            at[c, node] -= y / 2
    order = [*range(len(columns)), *range(len(columns) - 1, -1, -1)] * SWEEPS
    for c in order:
        column = columns[c]
        near = [[at[other] for other in links.get((c, node), [])] for node in column]
        wanted = [sum(n) / len(n) if n else at[c, node] for n, node in zip(near, column, strict=True)]
        weights = [WIRE_WEIGHT if isinstance(node, int) else 1.0 for node in column]
        gaps = [(heights[a] + heights[b]) / 2 + gap for a, b in pairwise(column)]
        for node, y in zip(column, apart(wanted, weights, gaps), strict=True):
            at[c, node] = y
    top = min(y - heights[node] / 2 for (_, node), y in at.items())
    return {key: y - top for key, y in at.items()}


def _links(found: Layers) -> dict[tuple[int, Node], list[tuple[int, Node]]]:
    """Return what each node is joined to in the columns beside its own."""
    column_of = {node: c for c, column in enumerate(found.columns) for node in column if isinstance(node, str)}
    links: dict[tuple[int, Node], list[tuple[int, Node]]] = {}
    for chain in found.chains:
        first = column_of[str(chain[0])] if chain else 0
        for step, (a, b) in enumerate(pairwise(chain), first):
            links.setdefault((step, a), []).append((step + 1, b))
            links.setdefault((step + 1, b), []).append((step, a))
    return links
