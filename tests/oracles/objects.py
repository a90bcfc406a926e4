"""A store that tells, in plain Python: each object's event is held against every rule by itself."""

from collections.abc import Mapping, Sequence

import numpy as np

from archlib.outcome.trace import Reason, Trace
from archlib.topology import Bus, Delivery, Entry, Notify, Pool, Put, Queue, Rule, Store, Topology
from archlib.topology.patterns import created, matches
from tests.oracles.customers import Customers, arrivals
from tests.oracles.deliveries import Deliveries
from tests.oracles.lines import Line
from tests.oracles.loop import Loop
from tests.oracles.outages import Outage, Struck, announce, plan_of
from tests.oracles.same import case
from tests.oracles.visits import Visit, assert_visits

END_S = 20_000.0
OBJECTS = {"master": {"master": 1.0}, "sizes": {"1080p": 0.25, "480p": 0.0625}}
PATTERNS = {
    "all": {"source": ["aws.s3"]},
    "masters": {"detail": {"object": {"key": [{"prefix": "master/"}]}}},
    "large": {"detail-type": ["Object Created"], "detail": {"object": {"size": [{"numeric": [">", 2e8]}]}}},
    "third video": {"detail": {"object": {"key": [{"suffix": "/2.mp4"}]}}},
    "application": {"source": ["video-service"]},
}
Works = Mapping[str, np.ndarray]
HASTY = Delivery(tries=3, longest_age_s=60.0, backoff_s=4.0, jitter=0.0, dead_letters="dead")


def storing(delivery: Delivery = HASTY) -> Topology:
    """A door that stores a master and its sizes, a store that tells, and a consumer for each pattern."""
    told = [Pool(name, ("process",), ("looking",), slots=3) for name in PATTERNS]
    stations = (Pool("door", slots=1_000_000), Store("videos"), Bus("bus"), Queue("dead", dead_letters=True), *told)
    rules = (Rule("bus", name, pattern, delivery, required=False) for name, pattern in PATTERNS.items())
    puts = Put("door", "videos", "master"), Put("door", "videos", "sizes")
    return Topology(stations, (Entry("upload", "door"), *puts, Notify("videos", "bus"), *rules))


class Stored:
    """One run: the door fails if the store does, and the store tells of each object whatever the bus does."""

    def __init__(self, topology: Topology, arrive: np.ndarray, work: Works, gb: np.ndarray) -> None:
        self.loop, self.bus, self.store, self.told = Loop(), Struck(), Struck(), 0
        self.gb, self.topology, self.arrive = gb, topology, arrive
        self.lines, self.ways = {}, {}
        for name in PATTERNS:
            rule = next(e for e in topology.edges if isinstance(e, Rule) and e.target == name)
            self.lines[name] = Line(self.loop, topology[name], lambda visit: work["looking"][visit.video])
            self.ways[name] = Deliveries(self.loop, rule, self.lines[name], len(arrive))
            self.ways[name].refusal = lambda: self.bus.refusal

    def play(self, outages: Sequence[Outage]) -> "Stored":
        """Let it happen."""
        struck = {"bus": [self.bus], "store": [self.store], "process": list(self.lines.values())}
        for role, parts in struck.items():
            for part in parts:
                announce(self.loop, [o for o in outages if o.role == role], part.change)
        customers = Customers(self.loop, len(self.arrive), self.topology.entry("upload"), self, 1)
        arrivals(self.loop, self.arrive, customers.call)
        self.loop.play(END_S)
        return self

    def admit(self, visit: Visit) -> None:
        """An upload at the door."""
        reason = self.store.refusal
        if reason is None:
            for objects in OBJECTS.values():
                for name, share in objects.items():
                    self.tell(visit.video, name, share)
        visit.over(self.loop.now, reason or Reason.OK)

    def tell(self, video: int, name: str, share: float) -> None:
        """One object's event."""
        self.told += 1
        event = created("videos", f"{name}/{video}.mp4", round(float(self.gb[video]) * share * 1e9))
        for target, pattern in PATTERNS.items():
            if matches(pattern, event):
                self.ways[target].send(video)


def both(outages: Sequence[Outage] = (), n: int = 60, compiled: bool = False, seed: int = 3) -> tuple[Trace, Stored]:
    """The engine's trace and the reference, after a comparison of all that both tell."""
    draw = np.random.default_rng(seed)
    arrive = np.sort(draw.integers(0, 4 * 900, n) / 4.0)
    work: Works = {"looking": draw.integers(1, 40, n) / 4.0}
    gb, topology = draw.integers(1, 20, n) / 10.0, storing()
    told = {"details": {"master_gb": gb}, "objects": OBJECTS}
    trace = case(topology, arrive, work, plan_of(outages), END_S, 0.0, **told).engine(compiled)
    seen = Stored(topology, arrive, work, gb).play(outages)
    for name in PATTERNS:
        assert_visits(trace, topology, name, seen.lines[name].visits)
    uses = [seen.ways[name] for name in PATTERNS]
    assert trace.calls_ok[4:].tolist() == [way.ok for way in uses]
    assert trace.calls_failed[4:].tolist() == [way.failed for way in uses]
    assert trace.dead_letters[topology.index["dead"]] == sum(way.kept for way in uses)
    assert (trace.calls_ok[3], trace.calls_failed[3]) == (seen.told, 0)
    return trace, seen
