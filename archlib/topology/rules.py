"""What a topology must hold to; each broken rule is a `TopologyError` that names the part.

`bounds` has the rules of one station or edge by itself, `ends` what may lead where, `doors` who may be called,
consumed and routed to, `notified` and `alarmed` whom the events of stores and alarms may reach, and `circles` those of
whole ways.
"""

from collections.abc import Sequence

from archlib.errors import TopologyError
from archlib.topology.alarmed import check_alarmed
from archlib.topology.bounds import check_numbers
from archlib.topology.circles import check_circles, check_sizes
from archlib.topology.doors import check_doors
from archlib.topology.edges import Edge, Entry
from archlib.topology.ends import check_ends
from archlib.topology.notified import check_notified
from archlib.topology.stations import Station


def check(stations: Sequence[Station], edges: Sequence[Edge]) -> None:
    """Raise TopologyError at the first broken rule."""
    names = [s.name for s in stations]
    for name in names:
        if names.count(name) > 1:
            raise TopologyError(f"two stations are called {name!r}; give each its own name")
    by_name = {s.name: s for s in stations}
    check_ends(by_name, edges)
    check_numbers(stations, edges)
    _check_entries(edges)
    _check_names(edges)
    check_doors(by_name, edges)
    check_notified(edges)
    check_alarmed(by_name, edges)
    check_circles(by_name, edges)
    check_sizes(edges)


def _check_entries(edges: Sequence[Edge]) -> None:
    features = [e.feature for e in edges if isinstance(e, Entry)]
    if "upload" not in features:
        raise TopologyError("no entry for 'upload'; add Entry('upload', <pool>)")
    for feature in features:
        if features.count(feature) > 1:
            raise TopologyError(f"two entries for {feature!r}; a feature has one door")


def _check_names(edges: Sequence[Edge]) -> None:
    """The name of an edge is the key of its draws and of its row in tables."""
    seen: set[tuple[str, str]] = set()
    for edge in edges:
        key = (edge.name, getattr(edge, "on", ""))
        if key in seen:
            raise TopologyError(f"two edges of one journey are called {edge.name!r}; write them as one")
        seen.add(key)
