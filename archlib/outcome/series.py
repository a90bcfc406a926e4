"""What each station looked like over time: lines, slots in use, messages, instances; made when asked for."""

from functools import cached_property
from typing import Any

import numpy as np

from archlib.outcome.named import Named
from archlib.outcome.oldest import GRID_MOST, GRID_S, oldest_start
from archlib.outcome.step import Step, count, step
from archlib.outcome.trace import Floats, Records, Trace
from archlib.topology import Alarm, Fleet, Function, Pool, Queue, Topology


class StationSeries:
    """What the series of all stations have in common; cut at the horizon."""

    def __init__(self, name: str, number: int, trace: Trace) -> None:
        self.name, self._number, self._trace = name, number, trace

    @property
    def _visits(self) -> Records:
        return self._trace.visits_at(self._number)

    @property
    def _lives(self) -> Records:
        rows: Records = self._trace.lives[self._trace.lives["station"] == self._number]
        return rows

    def _count(self, starts: Floats, ends: Floats, what: str) -> Step:
        return count(starts, ends, self._trace.horizon_s, f"{self.name}_{what}")


class PoolSeries(StationSeries):
    """A pool: requests that wait for a slot, slots in use (also while a slot waits for a callee), instances."""

    @cached_property
    def waiting(self) -> Step:
        """Requests in the waiting room."""
        visits = self._visits
        return self._count(visits["enter"], np.minimum(visits["start"], visits["end"]), "waiting_requests")

    @cached_property
    def busy(self) -> Step:
        """Slots in use."""
        visits = self._visits
        return self._count(visits["start"], visits["end"], "busy_slots")

    @cached_property
    def instances(self) -> Step:
        """Instances that are billed, also those that boot or are down."""
        lives = self._lives
        return self._count(lives["launch"], lives["end"], "instances")


class FleetSeries(PoolSeries):
    """A fleet: also what the policy wished for, and what it got. Nobody waits at one that polls a queue."""

    @cached_property
    def desired(self) -> Step:
        """Instances that the policy decided on."""
        ticks = self._trace.ticks[self._trace.ticks["station"] == self._number]
        return step(ticks["time"], ticks["desired"], self._trace.horizon_s, f"{self.name}_desired_instances")

    @cached_property
    def booting(self) -> Step:
        """Instances launched, billed and not yet ready."""
        lives = self._lives
        return self._count(lives["launch"], np.minimum(lives["ready"], lives["end"]), "booting_instances")

    @cached_property
    def ready(self) -> Step:
        """Instances that have booted, also those that are down."""
        lives = self._lives
        return self._count(lives["ready"], lives["end"], "ready_instances")


class FunctionSeries(PoolSeries):
    """A function: environments that are made, there and at work; asynchronous invocations may wait."""

    @cached_property
    def booting(self) -> Step:
        """Environments that are being initialised."""
        lives = self._lives
        return self._count(lives["launch"], np.minimum(lives["ready"], lives["end"]), "initialising_environments")

    @cached_property
    def ready(self) -> Step:
        """Environments that can work, idle ones too."""
        lives = self._lives
        return self._count(lives["ready"], lives["end"], "ready_environments")


class QueueSeries(StationSeries):
    """A queue: messages that can be received, messages in flight, and how old the oldest is."""

    @cached_property
    def visible(self) -> Step:
        """Messages that can be received."""
        visits = self._visits
        return self._count(visits["enter"], np.minimum(visits["start"], visits["end"]), "visible_messages")

    @cached_property
    def in_flight(self) -> Step:
        """Messages received and neither deleted nor returned."""
        visits = self._visits
        return self._count(visits["start"], visits["end"], "in_flight_messages")

    @cached_property
    def oldest_age_s(self) -> Step:
        """Seconds since the oldest visible message was first sent, 0 with none, looked at about once a minute."""
        visits, horizon_s = self._visits, self._trace.horizon_s
        grid = np.linspace(0.0, horizon_s, int(np.clip(horizon_s // GRID_S, 1, GRID_MOST)), endpoint=False)
        sent = np.full(len(self._trace.arrive), np.inf)
        np.minimum.at(sent, visits["video"], visits["enter"])
        leaves = np.minimum(visits["start"], visits["end"])
        first = oldest_start(visits["enter"], leaves, sent[visits["video"]], grid)
        ages = np.where(np.isfinite(first), grid - first, 0.0)
        return Step(grid, ages, horizon_s, f"{self.name}_oldest_age_s")


class AlarmSeries(StationSeries):
    """An alarm: what it counts at each look, and whether it rings."""

    @cached_property
    def counted(self) -> Step:
        """Messages, or visits that failed in the period, at the last look."""
        return self._looked("visible", "counted")

    @cached_property
    def rings(self) -> Step:
        """1 while it rings, else 0."""
        return self._looked("desired", "rings")

    def _looked(self, field: str, what: str) -> Step:
        looks = self._trace.ticks[self._trace.ticks["station"] == self._number]
        return step(looks["time"], looks[field], self._trace.horizon_s, f"{self.name}_{what}")


KINDS: dict[type, type[StationSeries]] = {
    Pool: PoolSeries,
    Fleet: FleetSeries,
    Function: FunctionSeries,
    Queue: QueueSeries,
    Alarm: AlarmSeries,
}


class Series(Named[Any]):
    """Station -> PoolSeries, FleetSeries, FunctionSeries, QueueSeries or AlarmSeries, in the order of the topology.

    Stores, buses, balancers and other services have none.
    """

    what = "pool, fleet, function, queue or alarm"

    def __init__(self, topology: Topology, trace: Trace) -> None:
        self._made = {
            s.name: KINDS[type(s)](s.name, i, trace) for i, s in enumerate(topology.stations) if type(s) in KINDS
        }

    @property
    def _things(self) -> dict[str, StationSeries]:
        return self._made
