"""Alarms in SimPy: looks at what is watched, and each change of state on its way to who is on call."""

from collections.abc import Callable, Sequence

import numpy as np

from archlib.outcome.trace import Reason, Trace
from archlib.topology import (
    Alarm,
    Alert,
    Bus,
    Delivery,
    Entry,
    Function,
    Invoke,
    Pool,
    Queue,
    Receive,
    Rule,
    Topology,
    Watch,
)
from archlib.topology.patterns import changed, matches
from tests.oracles.batches import Messages
from tests.oracles.clock import TICK, Clock
from tests.oracles.customers import arrivals
from tests.oracles.deliveries import Deliveries
from tests.oracles.environments import Environments
from tests.oracles.functions import function
from tests.oracles.outages import Outage, Struck, announce, plan_of
from tests.oracles.same import case
from tests.oracles.systems import on_grid
from tests.oracles.visits import Visit, assert_visits

END_S = 3_000.0
RINGS = {"source": ["aws.cloudwatch"], "detail": {"state": {"value": ["ALARM"]}}}
ONE = {"detail-type": ["CloudWatch Alarm State Change"], "detail": {"alarmName": ["errors"]}}
EAGER = Delivery(tries=8, longest_age_s=400.0, backoff_s=8.0, jitter=0.5, dead_letters="dead")
HASTY = Delivery(tries=2, backoff_s=4.0, jitter=0.0, dead_letters="dead")
BUS, TOLD = Bus("bus"), (Function("pager", fixed_s=20.0, init_s=1.0, keep_alive_s=60.0), Function("log", fixed_s=0.5))


def _alarmed(alarms: Sequence[tuple[Alarm, str]], stations: tuple, edges: tuple) -> Topology:
    watches = (edge for a, watched in alarms for edge in (Watch(watched, a.name), Alert(a.name, "bus")))
    rules = Rule("bus", "pager", RINGS, EAGER, required=False), Rule("bus", "log", ONE, required=False)
    return Topology((*stations, BUS, *(a for a, _ in alarms), *TOLD), (*edges, *watches, *rules))


def invoked() -> Topology:
    """A door that leaves its work to a function, an alarm on what fails there, and one on the dead letters.

    The function does one thing at a time: no rule names the order in which several crash at once.
    """
    alarms = (Alarm("errors", above=1, period_s=30.0), "fn"), (Alarm("letters", above=2, period_s=50.0), "dead")
    stations = Pool("door", slots=1_000_000), function(concurrency=1), Queue("dead", dead_letters=True)
    return _alarmed(alarms, stations, (Entry("upload", "door"), Invoke("door", "fn", HASTY)))


def queued() -> Topology:
    """A queue before a function, and an alarm on the messages in it; the pager's dead letters are kept."""
    alarms = ((Alarm("errors", above=3, period_s=20.0), "jobs"),)
    stations = Queue("jobs", order="fifo"), function(concurrency=1), Queue("dead", dead_letters=True)
    return _alarmed(alarms, stations, (Entry("upload", "jobs"), Receive("jobs", "fn", 600.0, 5)))


class Alarmed:
    """One of these topologies, played; `looks` has (time, count, rings) by alarm, `told` the events by edge."""

    def __init__(self, topology: Topology, arrive: np.ndarray, work: np.ndarray, outages: Sequence[Outage]) -> None:
        self.clock, self.topology, self.bus = Clock(), topology, Struck()
        self.fn = Environments(self.clock, topology["fn"], lambda visit: work[visit.video])
        self.alarms = [s for s in topology.stations if isinstance(s, Alarm)]
        self.looks: dict[str, list[tuple[float, int, int]]] = {a.name: [] for a in self.alarms}
        jobs = len(arrive) + 2 * len(self.alarms)
        self.on_call = {f.name: Environments(self.clock, f, lambda _: 0.0) for f in TOLD}
        self.ways = {}
        for rule in (e for e in topology.edges if isinstance(e, Rule)):
            way = self.ways[rule.target] = Deliveries(self.clock, rule, self.on_call[rule.target], jobs)
            way.refusal = lambda: self.bus.refusal
        for part, role in ((self.fn.change, "process"), (self.bus.change, "bus")):
            announce(self.clock, [o for o in outages if o.role == role], part)
        arrivals(self.clock, arrive, self.sender(len(arrive)))
        self.n = len(arrive)
        for number in range(len(self.alarms)):
            self.clock.plan(0.0, TICK, lambda k=number: self.look(k, 0))

    def sender(self, videos: int) -> Callable[[int], None]:
        """What is done for a video that comes."""
        self.messages = self.invokes = None
        for edge in self.topology.edges:
            if isinstance(edge, Invoke):
                self.invokes = Deliveries(self.clock, edge, self.fn, videos)
                return self.invokes.send
            if isinstance(edge, Receive):
                self.messages = Messages(self.clock, edge, self.fn)
        return self.messages.send

    def count(self, alarm: Alarm) -> int:
        """What an alarm counts now."""
        if alarm.name == "letters":
            return self.invokes.kept + sum(way.kept for way in self.ways.values())
        if self.messages is not None:
            return len(self.messages.visible)
        since = self.clock.now - alarm.period_s
        over = [v for v in self.fn.visits if v.reason not in (Reason.OK, Reason.UNFINISHED)]
        return sum(since < v.end <= self.clock.now for v in over)

    def look(self, k: int, number: int) -> None:
        """Look, tell of a change, and plan the next look."""
        alarm = self.alarms[k]
        count, looks = self.count(alarm), self.looks[alarm.name]
        rings = int(count > alarm.above)
        was = looks[-1][2] if looks else 0
        looks.append((self.clock.now, count, rings))
        self.clock.plan((number + 1) * alarm.period_s - self.clock.now, TICK, lambda: self.look(k, number + 1))
        if rings != was:
            event = changed(alarm.name, "ALARM" if rings else "OK")
            for rule in (e for e in self.topology.edges if isinstance(e, Rule)):
                if matches(rule.pattern, event):
                    self.ways[rule.target].send(self.n + 2 * k + 1 - rings)

    def visits(self, name: str) -> list[Visit]:
        """Who came to a function that is told."""
        return self.on_call[name].visits


def both(
    topology: Topology, outages: Sequence[Outage], seed: int, compiled: bool, n: int = 80
) -> tuple[Trace, Alarmed]:
    """The engine's trace and the reference, after a comparison of looks, visits, tries and dead letters."""
    draw = np.random.default_rng(seed)
    arrive, work = np.sort(on_grid(draw.random(n) * 1_500)), on_grid(draw.random(n) * 30) + 1 / 1024
    trace = case(topology, arrive, {"work": work}, plan_of(outages), END_S, 0.0).engine(compiled)
    seen = Alarmed(topology, arrive, work, outages)
    seen.clock.play(END_S)
    for alarm, looks in seen.looks.items():
        rows = trace.ticks[trace.ticks["station"] == topology.index[alarm]]
        assert (
            list(zip(rows["time"].tolist(), rows["visible"].tolist(), rows["desired"].tolist(), strict=True)) == looks
        )
    for name in ("fn", *seen.on_call):
        assert_visits(trace, topology, name, seen.fn.visits if name == "fn" else seen.visits(name))
    for number, edge in enumerate(topology.edges):
        if isinstance(edge, Rule):
            way = seen.ways[edge.target]
            assert (trace.calls_ok[number], trace.calls_failed[number]) == (way.ok, way.failed)
    assert len(trace.ack) == n
    return trace, seen
