"""Topology: stations joined by edges, checked once, and the questions that can be read off the graph."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from archlib.errors import TopologyError, nearest
from archlib.topology.edges import Edge, Entry, Receive
from archlib.topology.events import Feature, Rule
from archlib.topology.functions import Function
from archlib.topology.pools import Fleet, Pool
from archlib.topology.stations import Station
from archlib.topology.ways import Acting, Teller, is_required, is_waited_for, rules_of, ways


@dataclass(frozen=True, eq=False)
class Topology:
    """What an architecture is made of, and how the parts are joined.

    Raises
    ------
    TopologyError
        for an unknown or doubled name, a circle, a queue without a consumer, a missing entry, a number out of range ...
    """

    stations: tuple[Station, ...]
    edges: tuple[Edge, ...] = field(default=())

    def __post_init__(self) -> None:
        from archlib.topology.rules import check  # the first topology waits for the rules, not the import

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

    def outgoing(self, name: str, on: Feature, when: str | None = None) -> Iterator[Acting]:
        """Yield what a station does on a journey, in the order written, with `when` only what it does then."""
        for edge in self.edges:
            if isinstance(edge, Acting) and edge.source == name and edge.on == on and when in (None, edge.when):
                yield edge

    def receivers(self, queue: str) -> Iterator[Receive]:
        """Yield the receive edges of a queue."""
        for edge in self.edges:
            if isinstance(edge, Receive) and edge.source == queue:
                yield edge

    def rules_of(self, told: Teller) -> Iterator[Rule]:
        """Yield the rules that some event of an edge that tells can match."""
        yield from rules_of(self.edges, told)

    def path(self, feature: Feature, *, through_queues: bool = False) -> tuple[Station, ...]:
        """Return the stations that the feature needs: all that lies on the synchronous path behind its door.

        A bus, a queue or a store that a station uses is one of them; what happens on a failure is not. With
        `through_queues` also what lies behind queues, required invocations and required rules of that path: what a
        video needs to become ready. A rule counts if some event that is published can match it.
        """
        known = self._paths.get((feature, through_queues))
        if known is None:
            known = self._paths[feature, through_queues] = self._followed(feature, through_queues)
        return known

    @cached_property
    def _paths(self) -> dict[tuple[Feature, bool], tuple[Station, ...]]:
        """The paths that have been asked for."""
        return {}

    def _followed(self, feature: Feature, through_queues: bool) -> tuple[Station, ...]:
        counts = is_required if through_queues else is_waited_for
        found: dict[str, Station] = {}
        todo = [self.entry(feature).target]
        while todo:
            name = todo.pop(0)
            if name in found:
                continue
            found[name] = self[name]
            todo += [e.target for e in ways(self.edges, name, feature) if counts(e)]
        return tuple(found.values())

    def playing(self, role: str) -> tuple[Station, ...]:
        """Return the stations on which a role's code runs."""
        return tuple(s for s in self.stations if role in s.plays)


def instances_of(station: Station) -> int:
    """Return how many instances or environments a station can have at most (1 for a managed service)."""
    if isinstance(station, Pool):
        return station.instances
    if isinstance(station, Function):
        return station.concurrency
    return station.max_size if isinstance(station, Fleet) else 1
