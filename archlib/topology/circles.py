"""Rules of whole ways: no circle without a failure on it, and no parts of parts."""

from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import get_args

from archlib.errors import TopologyError
from archlib.topology.edges import Call, Edge, Send
from archlib.topology.events import Feature, Invoke, Rule
from archlib.topology.ways import ways

FEATURES: tuple[Feature, ...] = get_args(Feature)


def check_circles(names: Iterable[str], edges: Sequence[Edge]) -> None:
    """Raise TopologyError if work can come back to a station although nothing has failed."""
    names = list(names)
    for feature in FEATURES:
        before = {name: [edge.target for edge in ways(edges, name, feature)] for name in names}
        try:
            TopologicalSorter(before).prepare()
        except CycleError as error:
            circle = error.args[1][:0:-1]  # it is told backwards, with the first station at both ends
            at = circle.index(min(circle, key=names.index))
            trail = " > ".join((*circle[at:], *circle[:at], circle[at]))
            raise TopologyError(f"the edges go in a circle: {trail}; cut it") from None


def check_sizes(edges: Sequence[Edge]) -> None:
    """Raise TopologyError for an edge over sizes behind another: a part has no sizes of its own."""
    for first in edges:
        if isinstance(first, (Call, Send, Invoke, Rule)) and first.over:
            found, todo = {first.target}, [first.target]
            while todo:
                for edge in ways(edges, todo.pop(), first.on):
                    if getattr(edge, "over", ""):
                        raise TopologyError(
                            f"edge {edge.name!r} is over sizes, and so is {first.name!r} before it; a part has no "
                            "sizes of its own. Leave out one over='sizes'"
                        )
                    if edge.target not in found:
                        found.add(edge.target)
                        todo.append(edge.target)
