"""What may lead where: the kinds of station at both ends of every edge."""

from collections.abc import Mapping, Sequence
from typing import get_args

from archlib.errors import TopologyError, nearest
from archlib.topology.edges import Call, Edge, Entry, Forward, Get, Put, Receive, Send, Use
from archlib.topology.events import Alert, Invoke, Notify, Publish, Rule, Watch
from archlib.topology.functions import Function
from archlib.topology.managed import Alarm, Balancer, Bus, Queue, Service, Store
from archlib.topology.pools import Pool
from archlib.topology.stations import Station, Working

Kinds = tuple[type, ...]

WORKERS: Kinds = get_args(Working)
CALLED: Kinds = (*WORKERS, Balancer)
TOLD: Kinds = (*CALLED, Queue)
ENDS: dict[type, tuple[Kinds, Kinds]] = {
    Entry: ((), TOLD), Call: (WORKERS, CALLED), Send: (WORKERS, (Queue,)), Receive: ((Queue,), WORKERS),
    Put: (WORKERS, (Store,)), Get: (WORKERS, (Store,)), Use: (WORKERS, (Service,)), Forward: ((Balancer,), (Pool,)),
    Invoke: (WORKERS, TOLD), Publish: (WORKERS, (Bus,)), Notify: ((Store,), (Bus,)), Rule: ((Bus,), TOLD),
    Watch: ((Queue, Function), (Alarm,)), Alert: ((Alarm,), (Bus,)),
}  # fmt: skip
VERBS = {Receive: "receives from", Forward: "forwards from", Rule: "routes from", Notify: "tells of objects in"}


def check_ends(by_name: Mapping[str, Station], edges: Sequence[Edge]) -> None:
    """Raise TopologyError for an end that is no station, or one of a kind that the edge cannot have."""
    for edge in edges:
        for end in [edge.target] if isinstance(edge, Entry) else [edge.source, edge.target]:
            if end not in by_name:
                raise TopologyError(f"edge {edge.name!r} names no station: {end!r}; {nearest(end, by_name)}")
        sources, targets = ENDS[type(edge)]
        if not isinstance(by_name[edge.target], targets):
            raise TopologyError(
                f"edge {edge.name!r} ({type(edge).__name__}) leads to {edge.target!r}, {_a(by_name[edge.target])}; it "
                f"must lead to {_kinds(targets)}"
            )
        if not isinstance(edge, Entry) and not isinstance(by_name[edge.source], sources):
            raise TopologyError(
                f"edge {edge.name!r} ({type(edge).__name__}) {VERBS.get(type(edge), 'starts at')} {edge.source!r}, "
                f"which is not {_kinds(sources)}; it is {_a(by_name[edge.source])}"
            )
        _check_dead_letters(by_name, edge)


def _check_dead_letters(by_name: Mapping[str, Station], edge: Edge) -> None:
    name = edge.delivery.dead_letters if isinstance(edge, (Invoke, Rule)) else ""
    if not name:
        return
    if name not in by_name:
        raise TopologyError(f"edge {edge.name!r} leaves dead letters to no station: {name!r}; {nearest(name, by_name)}")
    kept = by_name[name]
    if not isinstance(kept, Queue) or not kept.dead_letters:
        raise TopologyError(
            f"edge {edge.name!r} leaves dead letters to {name!r}, {_a(kept)} of another use; "
            f"make it Queue({name!r}, dead_letters=True)"
        )


def _a(station: Station) -> str:
    return _kinds((type(station),))


def _kinds(kinds: Kinds) -> str:
    names = [kind.__name__ for kind in kinds]
    return f"{'an' if names[0][0] in 'AEIOU' else 'a'} {' or '.join(names)}"
