"""Who plays in a story of messages: the queue, the fleet, the door, the store, found in a run's topology."""

from functools import cached_property
from typing import Any

import numpy as np

from archlib.errors import ParameterError
from archlib.outcome import Run
from archlib.outcome.message import message
from archlib.outcome.trace import Reason, Records
from archlib.topology import Call, Fleet, Put, Receive, Send

MOST_MESSAGES = 20


class Cast:
    """The parts of a run in which a fleet works off a queue.

    Attributes
    ----------
    run : what is told
    queue, fleet, door, manage, bucket : names of stations

    Raises
    ------
    ParameterError
        for a run without a queue that a fleet works off, or with more messages than can be told one by one
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        topology = run.topology
        receive = next((e for e in topology.edges if isinstance(e, Receive)), None)
        if receive is None or not isinstance(topology[receive.target], Fleet):
            raise ParameterError(f"steps(run={run.label}) is refused: it has no fleet at a queue. Give a QueueFleet's.")
        if len(run.jobs) > MOST_MESSAGES:
            rule = f"a story has at most {MOST_MESSAGES}"
            raise ParameterError(f"steps(run) of {len(run.jobs)} messages is refused: {rule}. Give a smaller load.")
        self.queue, self.fleet = receive.source, receive.target
        self.door = next(e.source for e in topology.edges if isinstance(e, Send) and e.target == self.queue)
        self.bucket = next(e.target for e in topology.edges if isinstance(e, Put) and e.source == self.door)
        self.manage = next((e.target for e in topology.edges if isinstance(e, Call) and e.source == self.fleet), "")

    def visits(self, station: str) -> Records:
        """Return the visits of a station, in the order in which they ended."""
        return self.run.trace.visits_at(self.run.topology.index[station])

    @cached_property
    def lives(self) -> Records:
        """The fleet's workers, in the order in which they were launched; worker 1 is the first."""
        rows = self.run.trace.lives[self.run.trace.lives["station"] == self.run.topology.index[self.fleet]]
        return np.asarray(np.sort(rows, order=["launch", "place"]))

    @cached_property
    def ticks(self) -> Records:
        """The fleet's decisions."""
        ticks = self.run.trace.ticks
        rows: Records = ticks[ticks["station"] == self.run.topology.index[self.fleet]]
        return rows

    @property
    def visibility_s(self) -> float:
        """The visibility timeout, s."""
        return next(e.visibility_s for e in self.run.topology.receivers(self.queue))

    @property
    def station(self) -> Fleet:
        """The fleet as it was declared."""
        found = self.run.topology[self.fleet]
        assert isinstance(found, Fleet)  # noqa: S101 - looked at when the cast was found
        return found

    def worker(self, visit: Any) -> int:
        """Return the number, from 1, of the worker of a visit to the fleet."""
        lives = self.lives
        there = (lives["place"] == visit["place"]) & (lives["ready"] <= visit["start"])
        return int(np.flatnonzero(there)[-1]) + 1

    def is_deleted(self, n: int, time_s: float) -> bool:
        """Return whether the n-th message, from 1, was deleted at a moment, s."""
        rows = self.visits(self.queue)
        return bool(((rows["video"] == n - 1) & (rows["reason"] == Reason.OK) & (rows["end"] == time_s)).any())

    def still_at(self, n: int, time_s: float, but: int) -> list[int]:
        """Return who else works on the n-th message's video at a moment, s, by their numbers."""
        rows = self.visits(self.fleet)
        there = (rows["video"] == n - 1) & (rows["start"] <= time_s) & (rows["end"] > time_s)
        return [who for who in map(self.worker, rows[there]) if who != but]

    def made_s(self, visit: Any) -> float:
        """Return when a worker had made the sizes, and called for the entry in the catalogue, s."""
        if not self.manage:
            return float(visit["end"])
        calls = self.visits(self.manage)
        mine = (calls["video"] == visit["video"]) & (calls["end"] <= visit["end"]) & (calls["enter"] >= visit["start"])
        return float(calls["enter"][mine].max(initial=visit["start"]))

    def message(self, n: int) -> dict[str, Any]:
        """Return what the n-th message says, from 1: JSON-able."""
        return message(self.run.topology, self.run.scenario, n - 1, first=1)
