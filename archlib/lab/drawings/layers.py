"""Columns of a drawing: what is called stands right of its caller, and long wires have a place in each column.

References
----------
Sugiyama, Tagawa and Toda, Methods for visual understanding of hierarchical system structures, 1981 (layers, and the
order in them by barycentres).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import combinations, pairwise

from archlib.lab.drawings.wires import CUSTOMERS, Wire, wires
from archlib.topology import Queue, Service, Store, Topology

Node = str | int  # a station by its name, or a wire (its number) that passes through
Column = tuple[Node, ...]
Arrow = tuple[str, str]

SWEEPS = 4


@dataclass(frozen=True)
class Layers:
    """A topology in columns.

    Attributes
    ----------
    columns : from left to right, each from top to bottom; the first holds the customers only
    docked : stores, services and dead letters, which no work goes on from; they stand below the columns
    wires : all of them
    chains : by wire, its nodes from left to right; () for one between a station and a docked one, or to its own source
    back : numbers of the wires that run from right to left, since they would close a circle
    """

    columns: tuple[Column, ...]
    docked: tuple[str, ...]
    wires: tuple[Wire, ...]
    chains: tuple[Column, ...]
    back: frozenset[int]

    def dock(self, i: int) -> str:
        """Return the docked station at one end of a wire, "" for none."""
        wire = self.wires[i]
        return wire.target if wire.target in self.docked else wire.source if self.rises(i) else ""

    def rises(self, i: int) -> bool:
        """Whether a wire leads from a docked station, such as a store that tells, up to one in a column."""
        return self.wires[i].source in self.docked

    def user(self, i: int) -> str:
        """Return the station at the other end of a wire to or from a docked one."""
        return self.wires[i].target if self.rises(i) else self.wires[i].source


def layers(topology: Topology) -> Layers:
    """Return the columns of a topology."""
    drawn = wires(topology)
    docked = tuple(s.name for s in topology.stations if is_docked(s))
    main = [CUSTOMERS, *(s.name for s in topology.stations if s.name not in docked)]
    between = [i for i, w in enumerate(drawn) if w.source != w.target and not {w.source, w.target} & set(docked)]
    arrows = list(dict.fromkeys((drawn[i].source, drawn[i].target) for i in between))
    closing = _closing(main, arrows)
    layer = _layer(main, [(b, a) if (a, b) in closing else (a, b) for a, b in arrows])
    back = frozenset(i for i in between if (drawn[i].source, drawn[i].target) in closing)
    chains: list[Column] = [()] * len(drawn)
    for i in between:
        first, last = (drawn[i].target, drawn[i].source) if i in back else (drawn[i].source, drawn[i].target)
        chains[i] = (first, *([i] * (layer[last] - layer[first] - 1)), last)
    return Layers(_ordered(main, layer, chains), docked, drawn, tuple(chains), back)


def is_docked(station: object) -> bool:
    """Whether a station stands below the columns, since nothing goes on from it."""
    return isinstance(station, (Store, Service)) or (isinstance(station, Queue) and station.dead_letters)


def _closing(names: Sequence[str], arrows: Sequence[Arrow]) -> set[Arrow]:
    """Return the arrows that close a circle, when one follows all of them in order from the customers on."""
    after: dict[str, list[str]] = {name: [b for a, b in arrows if a == name] for name in names}
    done: set[str] = set()
    closing: set[Arrow] = set()
    for root in names:
        trail = [] if root in done else [(root, iter(after[root]))]
        path = {name for name, _ in trail}
        while trail:
            name, rest = trail[-1]
            following = next(rest, None)
            if following is None:
                trail.pop()
                path.discard(name)
                done.add(name)
            elif following in path:
                closing.add((name, following))
            elif following not in done:
                trail.append((following, iter(after[following])))
                path.add(following)
    return closing


def _layer(names: Sequence[str], arrows: Iterable[Arrow]) -> dict[str, int]:
    """Return the column of each station: one right of the last that leads to it, never that of the customers."""
    before: dict[str, set[str]] = {name: set() for name in names}
    for a, b in arrows:
        before[b].add(a)
    layer: dict[str, int] = {}
    for name in TopologicalSorter(before).static_order():
        layer[name] = 0 if name == CUSTOMERS else 1 + max((layer[b] for b in before[name]), default=0)
    return layer


def _ordered(names: Sequence[str], layer: dict[str, int], chains: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns with few crossings: by barycentres, to the right and back again."""
    columns: list[list[Node]] = [[] for _ in range(max(layer.values()) + 1)]
    for name in names:
        columns[layer[name]].append(name)
    for i, chain in enumerate(chains):
        for step in range(1, len(chain) - 1):
            columns[layer[str(chain[0])] + step].append(i)
    best = [list(column) for column in columns]
    for sweep in range(2 * SWEEPS):
        rightward = sweep % 2 == 0
        for at in range(1, len(columns)) if rightward else range(len(columns) - 2, -1, -1):
            beside = columns[at - 1 if rightward else at + 1]
            columns[at] = _by_neighbours(columns[at], beside, chains, rightward)
        if _crossings(columns, chains) < _crossings(best, chains):
            best = [list(column) for column in columns]
    return tuple(tuple(column) for column in best)


def _links(chains: Sequence[Column]) -> list[tuple[Node, Node]]:
    return [pair for chain in chains for pair in pairwise(chain)]


def _by_neighbours(
    column: Sequence[Node], beside: Sequence[Node], chains: Sequence[Column], rightward: bool
) -> list[Node]:
    place = {node: i for i, node in enumerate(beside)}
    at = {node: float(i) for i, node in enumerate(column)}
    for node in column:
        ends = [(a if rightward else b) for a, b in _links(chains) if node == (b if rightward else a)]
        known = [place[end] for end in ends if end in place]
        if known:
            at[node] = sum(known) / len(known)
    return sorted(column, key=at.__getitem__)


def _crossings(columns: Sequence[Sequence[Node]], chains: Sequence[Column]) -> int:
    total = 0
    for left, right in pairwise(columns):
        here, there = ({node: i for i, node in enumerate(column)} for column in (left, right))
        links = [(here[a], there[b]) for a, b in _links(chains) if a in here and b in there]
        total += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(links, 2))
    return total
