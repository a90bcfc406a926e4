"""Topology: stations joined by edges, checked once, and the questions that can be read off the graph."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from archlib.errors import TopologyError, nearest
from archlib.topology.edges import Call, Edge, Entry, Feature, Receive
from archlib.topology.rules import check
from archlib.topology.stations import Fleet, Pool, Station


@dataclass(frozen=True, eq=False)
class Topology:
    """What an architecture is made of, and how the parts are joined.

    Raises
    ------
    TopologyError
        for an unknown or doubled name, a circle of calls, a queue without a consumer, a missing entry ...
    """

    stations: tuple[Station, ...]
    edges: tuple[Edge, ...] = field(default=())

    def __post_init__(self) -> None:
        check(self.stations, self.edges)

    def __getitem__(self, name: str) -> Station:
        try:
            return self._by_name[name]
        except KeyError:
            raise TopologyError(f"no station {name!r}; {nearest(name, self._by_name)}") from None

    @cached_property
    def _by_name(self) -> dict[str, Station]:
        return {s.name: s for s in self.stations}

    @cached_property
    def index(self) -> dict[str, int]:
        """Station name -> its number."""
        return {s.name: i for i, s in enumerate(self.stations)}

    @cached_property
    def host_base(self) -> dict[str, int]:
        """Host group -> the number of its first host, in the order of appearance, fixed groups before fleets.

        Fixed groups come first so that their hosts have the same numbers whatever a fleet's largest size is.
        """
        sizes: dict[str, int] = {}
        for station in sorted(self.stations, key=lambda s: isinstance(s, Fleet)):
            if station.hosts is not None:
                sizes[station.hosts] = max(sizes.get(station.hosts, 0), instances_of(station))
        bases, total = {}, 0
        for group, size in sizes.items():
            bases[group], total = total, total + size
        return bases

    def entry(self, feature: Feature) -> Entry:
        """Return the feature's door."""
        for edge in self.edges:
            if isinstance(edge, Entry) and edge.feature == feature:
                return edge
        raise TopologyError(f"no entry for {feature!r}; add Entry({feature!r}, <station>)")

    def outgoing(self, name: str, on: Feature, when: str | None = None) -> Iterator[Edge]:
        """Yield the edges of a station on a journey, in the order written."""
        for edge in self.edges:
            if isinstance(edge, (Entry, Receive)) or edge.source != name or edge.on != on:
                continue
            if when is None or edge.when == when:
                yield edge

    def receivers(self, queue: str) -> Iterator[Receive]:
        """Yield the receive edges of a queue."""
        for edge in self.edges:
            if isinstance(edge, Receive) and edge.source == queue:
                yield edge

    def path(self, feature: Feature, *, through_queues: bool = False) -> tuple[Station, ...]:
        """Return the stations that the feature needs: all that lies on the synchronous path behind its door.

        With `through_queues` also what lies behind the queues of that path: what a video needs to become ready.
        """
        found: dict[str, Station] = {}
        todo = [self.entry(feature).target]
        while todo:
            name = todo.pop(0)
            if name in found:
                continue
            found[name] = self[name]
            if through_queues:
                todo.extend(receive.target for receive in self.receivers(name))
            todo.extend(edge.target for edge in self.outgoing(name, feature))
        return tuple(found.values())

    def playing(self, role: str) -> tuple[Station, ...]:
        """Return the stations on which a role's code runs."""
        return tuple(s for s in self.stations if role in s.plays)

    def calls(self) -> Iterator[Call]:
        """Yield the synchronous calls."""
        yield from (e for e in self.edges if isinstance(e, Call))


def instances_of(station: Station) -> int:
    """Return how many instances a station can have at most (1 for a managed service)."""
    if isinstance(station, Pool):
        return station.instances
    return station.max_size if isinstance(station, Fleet) else 1
