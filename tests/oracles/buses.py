"""A bus in plain Python: a door that publishes, rules that match, and consumers that know nothing of each other."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from archlib.outcome.trace import Reason, Trace
from archlib.topology import Bus, Entry, Function, Pool, Publish, Queue, Rule, Topology
from archlib.topology.patterns import event, matches
from tests.oracles.customers import Customers, arrivals
from tests.oracles.deliveries import Deliveries
from tests.oracles.environments import Environments
from tests.oracles.lines import Line
from tests.oracles.loop import Loop
from tests.oracles.outages import Outage, Struck, announce, plan_of
from tests.oracles.same import TOLERANCE_S, case
from tests.oracles.visits import Visit, assert_answers, assert_lives, assert_visits, ready_by

KIND = "video uploaded"
ALL = {"source": ["video-service"]}  # patterns of all events, and of those of large videos
LARGE = {"detail": {"master_gb": [{"numeric": [">", 1]}]}}
END_S = 20_000.0
Consumer = Pool | Function
Columns = Mapping[str, np.ndarray]


def published(entry: Entry, consumers: Sequence[tuple[Consumer, Rule]], new_version_s: float = math.inf) -> Topology:
    """Return a door that publishes each upload, a bus, and its consumers with their dead-letter queues."""
    stations = [Pool(entry.target, slots=1_000_000), Bus("bus"), *(station for station, _ in consumers)]
    kept = dict.fromkeys(rule.delivery.dead_letters for _, rule in consumers if rule.delivery.dead_letters)
    stations += [Queue(name, dead_letters=True) for name in kept]
    edges = (entry, Publish(entry.target, "bus", KIND, new_version_s=new_version_s), *(rule for _, rule in consumers))
    return Topology(tuple(stations), edges)


def matching(rule: Rule, details: Columns, videos: int) -> np.ndarray:
    """Which events a rule lets through, each looked at by itself; bool array (videos,)."""
    rows = [{name: column[video].item() for name, column in details.items()} for video in range(videos)]
    return np.array([matches(rule.pattern, event(KIND, row)) for row in rows], bool)


class Bussed:
    """One run. `stations`, `deliveries` and `matching` are by the consumer's name."""

    def __init__(
        self,
        topology: Topology,
        arrive: Sequence[float],
        work: Columns,
        details: Columns,
        outages: Sequence[Outage] = (),
        end_s: float = 1e6,
        seed: int = 1,
    ) -> None:
        self.loop, self.struck = Loop(), Struck()
        self.stations: dict[str, Line | Environments] = {}
        self.deliveries: dict[str, Deliveries] = {}
        self.matching: dict[str, np.ndarray] = {}
        self.learns_s: dict[str, float] = {}
        (self.told,) = (e for e in topology.edges if isinstance(e, Publish))
        self.ack, n = np.full(len(arrive), np.nan), len(arrive)
        for rule in (e for e in topology.edges if isinstance(e, Rule)):
            self.add(rule, topology[rule.target], work, details, n, seed)
        announce(self.loop, [o for o in outages if o.role == "bus"], self.struck.change)
        for name, station in self.stations.items():
            announce(self.loop, [o for o in outages if o.role in topology[name].plays], station.change)
        self.customers = Customers(self.loop, n, topology.entry("upload"), self, seed)
        arrivals(self.loop, arrive, self.customers.call)
        self.loop.play(end_s)
        needed = [rule for rule in topology.edges if isinstance(rule, Rule) and rule.required]
        self.ready = np.max([ready_by(self.stations[r.target].visits, n) for r in needed], axis=0)

    def add(self, rule: Rule, station: Consumer, work: Columns, details: Columns, n: int, seed: int) -> None:
        """Add a consumer."""
        seconds = work[station.does[0]]
        kind = Line if isinstance(station, Pool) else Environments
        consumer = kind(self.loop, station, lambda visit: seconds[visit.video])
        way = Deliveries(self.loop, rule, consumer, n, seed)
        way.refusal = lambda: self.struck.refusal
        self.learns_s[rule.target] = rule.reads_new_s
        self.stations[rule.target], self.deliveries[rule.target] = consumer, way
        self.matching[rule.target] = matching(rule, details, n)

    def admit(self, visit: Visit) -> None:
        """An upload at the door, which publishes and answers."""
        reason = self.struck.refusal
        if reason is None:
            is_new = self.loop.now >= self.told.new_version_s
            for name, way in self.deliveries.items():
                if self.matching[name][visit.video]:
                    way.send(visit.video, readable_s=self.learns_s[name] if is_new else 0.0)
        visit.over(self.loop.now, reason or Reason.OK)

    def cancel(self, visit: Visit) -> None:
        """The door answers at once, so there is nothing to take back."""


def play(
    topology: Topology,
    arrive: Sequence[float],
    work: Columns,
    details: Columns,
    outages: Sequence[Outage] = (),
    end_s: float = END_S,
    seed: int = 1,
    compiled: bool = False,
) -> Trace:
    """The engine's trace, after a comparison with the reference in all that both tell."""
    plan, told = plan_of(outages), {"horizon_s": end_s, "more_s": 0.0, "details": details}
    trace = case(topology, arrive, work, plan, seed=seed, **told).engine(compiled)
    seen = Bussed(topology, arrive, work, details, outages, end_s, seed)
    assert_answers(trace, seen.customers.ack, seen.customers.reason)
    for name, station in seen.stations.items():
        assert_visits(trace, topology, name, station.visits)
        if isinstance(topology[name], Function):
            assert_lives(trace, topology, name, station.lives)
    uses = list(seen.deliveries.values())
    assert trace.calls_ok[2:].tolist() == [way.ok for way in uses]
    assert trace.calls_failed[2:].tolist() == [way.failed for way in uses]
    np.testing.assert_allclose(trace.ready, seen.ready, rtol=0, atol=TOLERANCE_S)
    for way in uses:
        if way.delivery.dead_letters:
            assert trace.dead_letters[topology.index[way.delivery.dead_letters]] == way.kept
    return trace
