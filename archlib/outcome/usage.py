"""What the meters counted up to the horizon, before any price is put on it.

How each meter counts:

- instance_hours: each instance from its launch to its end, 60 s at least (the provider's minimum), booting, idle and
  failed ones too; a managed service billed by the hour counts as one that is always on.
- gb_months: each video's bytes from its first successful put to the horizon; the store begins empty. What a failed
  visit had already written is not counted.
- requests: calls that went well. "put" and "get" of a store, one put an object (a put of all sizes is one request a
  size) and the expected gets of those who watch; "queue" is sends, receives, empty receives and deletes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from archlib.errors import TopologyError
from archlib.outcome.trace import Floats, Ints, Reason, Trace
from archlib.prices import MIN_BILLED_S, MONTH_HOURS, Meter
from archlib.scenario import Scenario
from archlib.topology import Entry, Fleet, Get, Pool, Put, Queue, Receive, Send, Station, Store, Topology

HOUR_S = 3600.0


@dataclass(frozen=True)
class Usage:
    """So much of a meter's unit at a station, and how much of that was put to use."""

    resource: str
    meter: Meter
    quantity: float
    used: float


def usage(topology: Topology, scenario: Scenario, trace: Trace, watched: float) -> tuple[Usage, ...]:
    """Return what each meter of each station counted, in the order of the topology.

    Parameters
    ----------
    watched : expected requests to watch that were served up to the horizon

    Raises
    ------
    TopologyError
        if a station carries a meter that counts nothing there
    """
    counts = Counts(topology, scenario, trace, watched)
    return tuple(Usage(s.name, m, *counts.of(s, m)) for s in topology.stations for m in s.meters)


class Counts:
    """The counters of a run; each returns (quantity, used) in the unit of its meter."""

    def __init__(self, topology: Topology, scenario: Scenario, trace: Trace, watched: float) -> None:
        self.topology, self.scenario, self.trace, self.watched = topology, scenario, trace, watched

    def of(self, station: Station, meter: Meter) -> tuple[float, float]:
        """Count a station by a meter."""
        counters: dict[tuple[str, str | None], tuple[type, Callable[[Station], tuple[float, float]]]] = {
            ("instance_hours", None): (object, self.hours),
            ("gb_months", None): (Store, self.gb_months),
            ("requests", "put"): (Store, lambda s: self.calls(s, Put)),
            ("requests", "get"): (Store, lambda s: self.calls(s, Get)),
            ("requests", "queue"): (Queue, self.messages),
        }
        counts_at, counter = counters[meter.kind, meter.op]
        if not isinstance(station, counts_at):
            what, kind = f"{meter.kind} {meter.op or ''}".strip(), type(station).__name__
            raise TopologyError(
                f"station {station.name!r} ({kind}) has a meter of {what}, which counts at a {counts_at.__name__}; "
                f"move the meter of {meter.item!r}"
            )
        return counter(station)

    def hours(self, station: Station) -> tuple[float, float]:
        """Instance-hours billed, and how many of them the slots in use come to."""
        if not isinstance(station, (Pool, Fleet)):
            hours = self.trace.horizon_s / HOUR_S
            return hours, hours
        billed = float(self._billed_s[self.topology.index[station.name]]) / HOUR_S
        return billed, billed * self._used_share(station)

    def gb_months(self, store: Station) -> tuple[float, float]:
        """GB times months of 730 h; all of it is in use."""
        held = 0.0
        for edge in self.topology.edges:
            if isinstance(edge, Put) and edge.on == "upload" and edge.target == store.name:
                gb = self._master_gb if edge.what == "master" else self._master_gb * self.scenario.load.rendition_share
                held += float(gb @ np.maximum(0.0, self.trace.horizon_s - self._first_put(edge)))
        return held / (MONTH_HOURS * HOUR_S), held / (MONTH_HOURS * HOUR_S)

    def calls(self, store: Station, kind: type[Put] | type[Get]) -> tuple[float, float]:
        """Requests of a store by put or by get."""
        n = 0.0
        for number, edge in enumerate(self.topology.edges):
            if isinstance(edge, kind) and edge.target == store.name:
                objects = len(self.scenario.load.sizes) if isinstance(edge, Put) and edge.what == "sizes" else 1
                n += objects * (self.watched if edge.on == "manage" else float(self.trace.calls_ok[number]))
        return n, n

    def messages(self, queue: Station) -> tuple[float, float]:
        """Requests of a queue; the empty receives among them were of no use."""
        used = float(self.trace.deletes[self.topology.index[queue.name]])
        empty = 0.0
        for number, edge in enumerate(self.topology.edges):
            if isinstance(edge, (Entry, Send)) and edge.target == queue.name:
                used += float(self.trace.calls_ok[number])
            if isinstance(edge, Receive) and edge.source == queue.name:
                used += float(self.trace.calls_ok[number])
                empty += float(self.trace.empty_receives[self.topology.index[edge.target]])
        return used + empty, used

    def _used_share(self, station: Pool | Fleet) -> float:
        """Slots in use over slots paid for, 0 to 1; of stations that share hosts the busiest counts.

        A box that several stations share is sized for the busiest of them. To add up their shares would count twice
        a slot that is held while another station on the same box does the work.
        """
        sharing = [s for s in self.topology.stations if isinstance(s, (Pool, Fleet)) and s.hosts == station.hosts]
        shares = [0.0]
        for s in sharing if station.hosts is not None else [station]:
            number = self.topology.index[s.name]
            paid = float(self._billed_s[number]) * s.slots
            shares.append(float(self._busy_s[number]) / paid if paid > 0 else 0.0)
        return min(1.0, max(shares))

    def _first_put(self, edge: Put) -> Floats:
        """When each video was first stored over an edge, float array (n,), s; infinite for never."""
        visits = self.trace.visits
        mine = (visits["station"] == self.topology.index[edge.source]) & (visits["reason"] == Reason.OK)
        first = np.full(len(self.trace.arrive), np.inf)
        np.minimum.at(first, visits["video"][mine], visits["end"][mine])
        return first

    @cached_property
    def _master_gb(self) -> Floats:
        return self.scenario.load.master_gb_draws(self.scenario.seed, len(self.trace.arrive))

    @cached_property
    def _billed_s(self) -> Floats:
        """Seconds billed, by station."""
        lives = self.trace.lives[self.trace.lives["launch"] < self.trace.horizon_s]
        lived = np.minimum(lives["end"], self.trace.horizon_s) - lives["launch"]
        return self._by_station(lives["station"], np.maximum(lived, MIN_BILLED_S))

    @cached_property
    def _busy_s(self) -> Floats:
        """Slot-seconds in use up to the horizon, by station."""
        visits = self.trace.visits
        held = np.minimum(visits["end"], self.trace.horizon_s) - visits["start"]
        return self._by_station(visits["station"], np.maximum(held, 0.0))

    def _by_station(self, stations: Ints, seconds: Floats) -> Floats:
        return np.bincount(stations, seconds, len(self.topology.stations)).astype(np.float64)
