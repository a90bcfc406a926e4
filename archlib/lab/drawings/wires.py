"""What is joined in a drawing: one wire for all edges of a kind between the same two stations."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from archlib.topology import (
    Alert,
    Call,
    Entry,
    Forward,
    Get,
    Invoke,
    Notify,
    Publish,
    Put,
    Receive,
    Rule,
    Send,
    Topology,
    Use,
    Watch,
)  # fmt: skip
from archlib.topology.edges import Edge

CUSTOMERS: Final = ">customers"  # no station can be called so: ">" joins the names of edges
GIVEN_UP: Final = "given up"

Kind = Literal["waits", "later", "data"]

_VERBS: Final[dict[type, tuple[str, Kind]]] = {
    Call: ("call", "waits"),
    Forward: ("forward", "waits"),
    Send: ("send", "later"),
    Receive: ("receive", "later"),
    Invoke: ("invoke", "later"),
    Publish: ("publish", "later"),
    Notify: ("notify", "later"),
    Alert: ("alert", "later"),
    Watch: ("watch", "data"),
    Rule: ("event", "later"),
    Put: ("put", "data"),
    Get: ("get", "data"),
    Use: ("use", "data"),
}


@dataclass(frozen=True)
class Wire:
    """Edges of one kind from one station to another.

    Attributes
    ----------
    source, target : names of stations, or CUSTOMERS
    kind : "waits" for an answer, "later" for what nobody waits for, "data" for stores and services
    label : the verbs, such as "get, put"; at the customers the features
    edges : their numbers in the topology; a way of dead letters has those whose deliveries are given up
    """

    source: str
    target: str
    kind: Kind
    label: str
    edges: tuple[int, ...]


def wires(topology: Topology) -> tuple[Wire, ...]:
    """Return the wires of a topology in the order of its edges."""
    found: dict[tuple[str, str, Kind], list[tuple[str, int]]] = {}
    for number, edge in enumerate(topology.edges):
        for source, target, kind, verb in _ways(edge):
            found.setdefault((source, target, kind), []).append((verb, number))
    return tuple(
        Wire(source, target, kind, ", ".join(dict.fromkeys(verb for verb, _ in ways)), tuple(n for _, n in ways))
        for (source, target, kind), ways in found.items()
    )


def _ways(edge: Edge) -> Iterator[tuple[str, str, Kind, str]]:
    """Yield (source, target, kind, verb) of an edge and of its dead letters."""
    if isinstance(edge, Entry):
        yield CUSTOMERS, edge.target, "waits", edge.feature
        return
    verb, kind = _VERBS[type(edge)]
    yield edge.source, edge.target, kind, verb
    if isinstance(edge, (Invoke, Rule)) and edge.delivery.dead_letters:
        yield edge.source, edge.delivery.dead_letters, "later", GIVEN_UP
