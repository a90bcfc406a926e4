"""What a topology must hold to; each broken rule is a `TopologyError` that names the part."""

from collections.abc import Sequence

from archlib.errors import TopologyError, nearest
from archlib.topology.edges import Call, Edge, Entry, Get, Put, Receive, Send
from archlib.topology.stations import Fleet, Pool, Queue, Station, Store


def check(stations: Sequence[Station], edges: Sequence[Edge]) -> None:
    """Raise TopologyError at the first broken rule."""
    names = [s.name for s in stations]
    for name in names:
        if names.count(name) > 1:
            raise TopologyError(f"two stations are called {name!r}; give each its own name")
    by_name = {s.name: s for s in stations}
    for edge in edges:
        _check_ends(edge, by_name)
    _check_entries(edges)
    _check_queues(by_name, edges)
    _check_circles(by_name, edges)


def _check_ends(edge: Edge, by_name: dict[str, Station]) -> None:
    ends = [edge.target] if isinstance(edge, Entry) else [edge.source, edge.target]
    for end in ends:
        if end not in by_name:
            raise TopologyError(f"edge {edge.name!r} names no station: {end!r}; {nearest(end, by_name)}")
    wanted: dict[type, tuple[type, ...]] = {
        Entry: (Pool, Fleet, Queue), Call: (Pool, Fleet), Send: (Queue,), Receive: (Pool, Fleet),
        Put: (Store,), Get: (Store,),
    }  # fmt: skip
    if not isinstance(by_name[edge.target], wanted[type(edge)]):
        kinds = " or ".join(t.__name__ for t in wanted[type(edge)])
        raise TopologyError(
            f"edge {edge.name!r} ({type(edge).__name__}) leads to {edge.target!r}, a "
            f"{type(by_name[edge.target]).__name__}; it must lead to a {kinds}"
        )
    if isinstance(edge, Receive) and not isinstance(by_name[edge.source], Queue):
        raise TopologyError(f"edge {edge.name!r} receives from {edge.source!r}, which is not a Queue")


def _check_entries(edges: Sequence[Edge]) -> None:
    features = [e.feature for e in edges if isinstance(e, Entry)]
    if "upload" not in features:
        raise TopologyError("no entry for 'upload'; add Entry('upload', <pool>)")
    for feature in features:
        if features.count(feature) > 1:
            raise TopologyError(f"two entries for {feature!r}; a feature has one door")


def _check_queues(by_name: dict[str, Station], edges: Sequence[Edge]) -> None:
    for station in by_name.values():
        receivers = [e for e in edges if isinstance(e, Receive) and e.source == station.name]
        if isinstance(station, Queue) and len(receivers) != 1:
            raise TopologyError(f"queue {station.name!r} has {len(receivers)} receive edges; it needs exactly one")
        sources = [e for e in edges if isinstance(e, Receive) and e.target == station.name]
        called = any(isinstance(e, (Call, Entry)) and e.target == station.name for e in edges)
        if isinstance(station, Fleet) and len(sources) != (0 if called else 1):
            raise TopologyError(
                f"fleet {station.name!r} receives from {len(sources)} queues and is {'' if called else 'not '}called; "
                "it needs one queue, or calls"
            )
        if isinstance(station, Pool) and called and sources:
            raise TopologyError(f"pool {station.name!r} is called and receives from a queue; make it two pools")


def _check_circles(by_name: dict[str, Station], edges: Sequence[Edge]) -> None:
    after: dict[str, list[str]] = {name: [] for name in by_name}
    for edge in edges:
        if isinstance(edge, (Call, Send, Receive)):
            after[edge.source].append(edge.target)

    def walk(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            raise TopologyError(f"the edges go in a circle: {' > '.join((*trail, name))}; cut it")
        for target in after[name]:
            walk(target, (*trail, name))

    for name in by_name:
        walk(name, ())
