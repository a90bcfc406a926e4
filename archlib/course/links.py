"""Producers and consumers, joined one by one or over a bus: the edges of real topologies, and events that go over them.

A click at a site makes each producer tell of something, and each consumer wants to hear of all of it. What differs is
who has to know whom.
"""

from functools import lru_cache
from typing import Any, NamedTuple

from archlib.engine.driver import play
from archlib.engine.inputs import Inputs
from archlib.params import Params, param
from archlib.scenario import Scenario
from archlib.timeline import timeline
from archlib.topology import Bus, Entry, Function, Invoke, Publish, Rule, Topology
from archlib.workload import Workload

SITE, BUS, KIND = "site", "bus", "clicked"
MOST = 12


class Partners(Params):
    """How many tell of things, and how many want to hear of them."""

    producers: int = param(3, ge=1, le=MOST, unit="producers", help="who tells of something")
    consumers: int = param(5, ge=1, le=MOST, unit="consumers", help="who hears of all of it")


class Joined(NamedTuple):
    """What joins them: pairs (from, to), how many partners each producer knows, and deliveries after one click."""

    links: tuple[tuple[str, str], ...]
    known: int
    delivered: int


def direct(producers: int, consumers: int) -> Topology:
    """Return producers that each invoke every consumer."""
    tell, hear = _named(producers, consumers)
    return _site(tell, hear, (), tuple(Invoke(a.name, b.name) for a in tell for b in hear))


def through_bus(producers: int, consumers: int) -> Topology:
    """Return producers that publish on a bus, which has a rule for each consumer."""
    tell, hear = _named(producers, consumers)
    publish = tuple(Publish(a.name, BUS, KIND) for a in tell)
    return _site(tell, hear, (Bus(BUS),), (*publish, *(Rule(BUS, b.name, {"detail-type": [KIND]}) for b in hear)))


@lru_cache(maxsize=128)
def joined(producers: int, consumers: int, with_bus: bool) -> Joined:
    """Return what joins so many, counted on the topology, and on a run of one click through it."""
    made = (through_bus if with_bus else direct)(producers, consumers)
    links = tuple((e.source, e.target) for e in made.edges if not isinstance(e, Entry) and e.source != SITE)
    known = sum(source == "producer 1" for source, _ in links)
    delivers = Rule if with_bus else Invoke
    ok = zip(made.edges, _played(made), strict=True)
    done = sum(n for e, n in ok if isinstance(e, delivers) and e.target.startswith("consumer"))
    return Joined(links, known, done)


def _played(made: Topology) -> list[int]:
    """Return how often each edge was used after one click."""
    scenario = Scenario(Workload.from_counts([1], period=3600, mode="exact"))
    end_s = 2 * scenario.horizon_s
    trace = play(made, Inputs.of(scenario, end_s), timeline(made, scenario.faults, scenario.seed, end_s))
    return [int(n) for n in trace.calls_ok]


def _named(producers: int, consumers: int) -> tuple[list[Function], list[Function]]:
    tell = [Function(f"producer {i}") for i in range(1, producers + 1)]
    return tell, [Function(f"consumer {i}") for i in range(1, consumers + 1)]


def _site(tell: list[Function], hear: list[Function], between: tuple[Bus, ...], edges: tuple[Any, ...]) -> Topology:
    """Return them behind a site that customers click at."""
    asks = tuple(Invoke(SITE, one.name) for one in tell)
    door = Function(SITE, plays=("upload",), does=("transfer",))
    return Topology((door, *tell, *between, *hear), (Entry("upload", SITE), *asks, *edges))
