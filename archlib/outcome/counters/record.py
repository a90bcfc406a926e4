"""What a run left behind, as the counters read it: slots in use, times billed, masters, and who is watched where."""

from collections.abc import Iterator
from functools import cached_property
from types import UnionType

import numpy as np

from archlib.outcome.trace import Floats, Ints, Reason, Records, Trace
from archlib.prices import CONTAINER_MIN_BILLED_S, MIN_BILLED_S
from archlib.scenario import Scenario
from archlib.topology import Entry, Station, Topology
from archlib.topology.edges import Edge
from archlib.topology.ways import in_parts

HOUR_S = 3600.0
Counted = tuple[float, float]


class Record:
    """A topology, a scenario and a trace, and what several counters need of them; cut at the horizon.

    `watched` is the expected number of requests to watch that were served.
    """

    def __init__(self, topology: Topology, scenario: Scenario, trace: Trace, watched: float) -> None:
        self.topology, self.scenario, self.trace, self.watched = topology, scenario, trace, watched
        self.horizon_s = trace.horizon_s

    def number(self, station: Station) -> int:
        """Return a station's number in the topology."""
        return self.topology.index[station.name]

    def visits(self, station: Station) -> Records:
        """Return the visits of a station, those that came after the horizon too."""
        return self.trace.visits_at(self.number(station))

    def first_good(self, source: str) -> Floats:
        """Return when each video's first good visit of a station ended, float array (n,), s; infinite for none."""
        known = self._first_good.get(source)
        if known is None:
            visits = self.visits(self.topology[source])
            good = visits["reason"] == Reason.OK
            known = self._first_good[source] = np.full(len(self.trace.arrive), np.inf)
            np.minimum.at(known, visits["video"][good], visits["end"][good])
        return known

    @cached_property
    def _first_good(self) -> dict[str, Floats]:
        """Those that have been asked for."""
        return {}

    def requests(self, pool: str) -> Records:
        """Return the visits of a pool that came before the horizon."""
        known = self._requests.get(pool)
        if known is None:
            rows = self.visits(self.topology[pool])
            known = self._requests[pool] = rows.take(np.flatnonzero(rows["enter"] < self.horizon_s))
        return known

    @cached_property
    def _requests(self) -> dict[str, Records]:
        """Those that have been asked for."""
        return {}

    def watched_at(self, station: Station) -> float:
        """Return how many requests to watch a station served."""
        return self.watched if station.name in self._on_manage else 0.0

    @cached_property
    def _on_manage(self) -> frozenset[str]:
        doors = [e for e in self.topology.edges if isinstance(e, Entry) and e.feature == "manage"]
        return frozenset(s.name for s in self.topology.path("manage")) if doors else frozenset()

    @cached_property
    def in_parts(self) -> frozenset[str]:
        """Stations that do a video's work size by size."""
        return in_parts(self.topology.edges)

    @cached_property
    def master_gb(self) -> Floats:
        """Size of each master, float array (n,), GB."""
        n, known = len(self.trace.arrive), self.scenario.videos.master_gb
        return known if len(known) == n else self.scenario.load.master_gb_draws(self.scenario.seed, n)

    @cached_property
    def billed_s(self) -> Floats:
        """Seconds of instances, from launch to end and 60 s at least, by station."""
        return self._lived(MIN_BILLED_S)

    @cached_property
    def container_s(self) -> Floats:
        """Seconds of containers, from launch to end with the least time that each is billed for, by station."""
        return self._lived(CONTAINER_MIN_BILLED_S)

    def _lived(self, at_least_s: float) -> Floats:
        lives = self.trace.lives.take(np.flatnonzero(self.trace.lives["launch"] < self.horizon_s))
        lived = np.minimum(lives["end"], self.horizon_s) - lives["launch"]
        return self._by_station(lives["station"], np.maximum(lived, at_least_s))

    @cached_property
    def busy_s(self) -> Floats:
        """Slot-seconds in use, by station."""
        visits = self.trace.visits
        held = np.minimum(visits["end"], self.horizon_s) - visits["start"]
        return self._by_station(visits["station"], np.maximum(held, 0.0))

    def _by_station(self, stations: Ints, seconds: Floats) -> Floats:
        return np.bincount(stations, seconds, len(self.topology.stations)).astype(np.float64, copy=False)

    def uses(self, kind: type | UnionType, target: Station) -> Iterator[tuple[Edge, float]]:
        """Yield the edges of a kind that lead to a station, and how often each went well."""
        for number, edge in enumerate(self.topology.edges):
            if isinstance(edge, kind) and edge.target == target.name:
                yield edge, float(self.trace.calls_ok[number])


class Quantities(Record):
    """A record for those who want to know what is billed and not what of it was used: nobody seems to be busy."""

    @cached_property
    def busy_s(self) -> Floats:
        """Zero, by station."""
        return np.zeros(len(self.topology.stations))
