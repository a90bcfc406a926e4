"""How the bill of each station grows: its items spread over time as their meters count, and equal to the bill at last.

Each item's amount is that of the bill; only its way there is drawn. Hours follow the instances that are billed,
seconds the visits, storage what is held, requests the visits behind them and the people who watch.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from archlib.outcome import Reason, Run, Usage
from archlib.outcome.counters.record import Record
from archlib.outcome.trace import Floats, Records
from archlib.prices import LCU_GB, LCU_NEW_PER_S
from archlib.topology import (
    Bus,
    Forward,
    Function,
    Get,
    Notify,
    Publish,
    Put,
    Queue,
    Service,
    Station,
    Store,
    Use,
    Working,
)  # fmt: skip
from archlib.topology.edges import Edge
from archlib.topology.ways import puts_of
from archlib.workload.steps import integral

COLUMNS = 500


@dataclass(frozen=True, eq=False)
class Costs:
    """What each station has cost up to moments: t (m,), s, from 0 to the horizon, and usd (stations, m), rising."""

    t: Floats
    usd: Floats

    def at(self, time_s: float) -> Floats:
        """Return USD of each station at a moment, float array (stations,), linear between the moments known."""
        return np.array([np.interp(time_s, self.t, row) for row in self.usd])


def costs(run: Run) -> Costs:
    """Return how the bill of a run grew.

    Notes
    -----
    Leaves out: the 60 s that an instance is billed at least (its curve runs as long as it lived), and the hours in
    which a load balancer rounds its load.
    """
    t = np.linspace(0.0, run.trace.horizon_s, COLUMNS)
    usd = np.zeros((len(run.topology.stations), COLUMNS))
    ways = _Ways(run, t)
    for usage, item in zip(run.usage, run.bill.items, strict=True):
        usd[run.topology.index[usage.resource]] += item.amount_usd * ways.share(usage)
    return Costs(t, usd)


class _Ways:
    """The share of an item that has come together by each of some moments."""

    def __init__(self, run: Run, t: Floats) -> None:
        self.run, self.t = run, t
        self.topology, self.trace = run.topology, run.trace
        watched = run.availability["manage"].good if "manage" in run.strips else 0.0
        self.record = Record(run.topology, run.scenario, run.trace, watched)

    def share(self, usage: Usage) -> Floats:
        """Return the share of a usage at each moment, from 0 to 1."""
        station = self.topology[usage.resource]
        total: Floats = sum(self._parts(station, usage), np.zeros_like(self.t))
        return np.asarray(total / total[-1]) if total[-1] > 0 else self._linear

    @property
    def _linear(self) -> Floats:
        return np.asarray(self.t / self.t[-1])

    def _parts(self, station: Station, usage: Usage) -> Iterator[Floats]:
        kind, op = usage.meter.kind, usage.meter.op
        if kind in ("instance_hours", "vcpu_hours", "gb_hours") and isinstance(station, Working):
            lives = self.trace.lives[self.trace.lives["station"] == self.record.number(station)]
            yield _lasted(lives["launch"], lives["end"], self.t)
        elif kind == "gb_months":
            yield from self._held(station)
        elif kind == "gb_seconds" and op != "provisioned":
            yield _lasted(self._visits(station)["start"], self._visits(station)["end"], self.t)
            if isinstance(station, Function):
                yield self.record.watched_at(station) * station.read_s * self._watch
        elif kind == "lcu_hours":
            yield self._carried(station, usage.meter.factor)
        elif kind == "requests":
            yield from self._requests(station, usage)
        else:
            yield self._linear

    def _visits(self, station: Station) -> Records:
        return self.record.visits(station)

    @property
    def _watch(self) -> Floats:
        """The share of the requests to watch that came by each moment."""
        steps = self.run.scenario.load.watch_steps()
        asked = np.interp(self.t, steps[0], integral(steps))
        return asked / asked[-1] if asked[-1] > 0 else self._linear

    def _held(self, store: Station) -> Iterator[Floats]:
        load, gb = self.run.scenario.load, self.record.master_gb
        for edge in self.topology.edges:
            if isinstance(edge, Put) and edge.on == "upload" and edge.target == store.name and edge.what != "entry":
                good = self._good(edge)
                first = np.full(len(self.trace.arrive), np.inf)
                np.minimum.at(first, good["video"], good["end"])
                share = 1.0 if edge.what == "master" else load.rendition_share
                yield share * _lasted(first, np.full(len(first), np.inf), self.t, gb)

    def _good(self, edge: Put | Get | Publish | Use) -> Records:
        visits = self._visits(self.topology[edge.source])
        good: Records = visits[visits["reason"] == Reason.OK]
        return good

    def _requests(self, station: Station, usage: Usage) -> Iterator[Floats]:
        if isinstance(station, Queue):
            visits = self._visits(station)
            for moment in ("enter", "start", "end"):
                yield _counted(visits[moment], self.t)
            yield (usage.quantity - usage.used) * self._linear  # receives that came back empty
        elif isinstance(station, Function):
            yield _counted(self._visits(station)["start"], self.t)
            yield self.record.watched_at(station) * self._watch
        elif isinstance(station, (Store, Bus, Service)):
            for edge in self.topology.edges:
                if edge.target == station.name and isinstance(edge, (Put, Get, Publish, Use)):
                    yield from self._used(edge, usage.meter.op)
                elif edge.target == station.name and isinstance(edge, Notify):
                    for put in puts_of(self.topology.edges, edge):
                        yield from self._used(put, None)

    def _used(self, edge: Put | Get | Publish | Use, op: str | None) -> Iterator[Floats]:
        wanted: dict[str, type[Edge]] = {"put": Put, "get": Get}
        if not isinstance(edge, wanted.get(op or "", object)):
            return
        whole = isinstance(edge, Put) and edge.what == "sizes" and edge.source not in self.record.in_parts
        each = len(self.run.scenario.load.sizes) if whole else 1
        if edge.on == "manage":
            yield each * self.record.watched * self._watch
        else:
            yield each * _counted(self._good(edge)["end" if edge.when == "after" else "start"], self.t)

    def _carried(self, balancer: Station, carries: float) -> Floats:
        """Load of a balancer: bytes or new connections, whichever weighs more from moment to moment."""
        pool = next(e.target for e in self.topology.edges if isinstance(e, Forward) and e.source == balancer.name)
        visits = self._visits(self.topology[pool])
        gb = carries * _counted(visits["enter"], self.t, self.record.master_gb[visits["video"]])
        new = _counted(visits["enter"], self.t) + self.record.watched_at(balancer) * self._watch
        both = np.maximum(np.diff(gb, prepend=0.0) / LCU_GB, np.diff(new, prepend=0.0) / LCU_NEW_PER_S / 3600.0)
        return np.asarray(np.cumsum(both))


def _lasted(starts: Floats, ends: Floats, t: Floats, weights: Floats | None = None) -> Floats:
    """Return weight times seconds of stretches up to each moment t."""
    real = ends > starts  # who was turned away never started, and yet has an end
    heavy = np.ones(len(starts)) if weights is None else weights
    return _past(starts[real], heavy[real], t) - _past(ends[real], heavy[real], t)


def _past(moments: Floats, heavy: Floats, t: Floats) -> Floats:
    """Return the sum of weight x (t - moment) over the moments before t."""
    order = np.argsort(moments, kind="stable")
    order = order[np.isfinite(moments[order])]
    sorted_, weights = moments[order], heavy[order]
    n = np.searchsorted(sorted_, t, side="right")
    mass = np.concatenate([[0.0], np.cumsum(weights)])
    moment = np.concatenate([[0.0], np.cumsum(weights * sorted_)])
    return np.asarray(t * mass[n] - moment[n])


def _counted(moments: Floats, t: Floats, weights: Floats | None = None) -> Floats:
    """Return how many moments (or how much weight) there are up to each t."""
    order = np.argsort(moments, kind="stable")
    mass = np.arange(len(order) + 1.0) if weights is None else np.concatenate([[0.0], np.cumsum(weights[order])])
    return np.asarray(mass[np.searchsorted(moments[order], t, side="right")])
