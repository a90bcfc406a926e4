"""What each word of the language costs in the engine: `python -m benchmarks.words [--json] [--quick]`.

The same arrivals and the same work, through a plain pool and through the word in question, alternating in one run; the
figure is the median of the kernel's CPU time a job. A word that is not used costs what the plain pool costs.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from archlib.architectures import QueueFleet
from archlib.engine import simulate
from archlib.engine.inputs import Inputs
from archlib.faults import Mishap, none
from archlib.scenario import Scenario
from archlib.topology import (
    Balancer,
    Bus,
    Call,
    Entry,
    Fleet,
    Forward,
    Function,
    Invoke,
    OwnPolicy,
    Policy,
    Pool,
    Publish,
    Put,
    Queue,
    Receive,
    Rule,
    Scaling,
    Send,
    Service,
    Station,
    Store,
    Topology,
    Use,
)  # fmt: skip
from archlib.topology.edges import Edge
from archlib.workload import Workload
from benchmarks.cases import SEED, Case
from benchmarks.measure import Engine, Row, alternate, cpu_seconds, machine, middle

SERVERS, LOAD, PLAIN = 20, 0.8, "plain pool"
WORK = {"plays": ("process",), "does": ("work",)}
DOOR = Pool("door", ("upload",), slots=1_000_000)
BALANCING = ("central_queue", "random", "round_robin", "least_connections", "two_choices")


def desired(visible: int, in_flight: int, workers: int, oldest_s: float) -> int:
    """Return what "ceil" decides, as a learner would write it."""
    return visible + in_flight


def decisions() -> tuple[int, float]:
    """Return how many decisions the canonical week has, and the CPU seconds that asking an own policy adds to it."""
    scenario = Scenario(Workload.evening_peak(), faults=none())
    plain, own = QueueFleet(), QueueFleet(policy=desired)
    times = [[cpu_seconds(lambda fleet=fleet: simulate(fleet, scenario)) for fleet in (plain, own)] for _ in range(21)]
    ticks = len(simulate(own, scenario).trace.ticks)
    return ticks, middle([pair[1] for pair in times]) - middle([pair[0] for pair in times])


def topologies() -> dict[str, Topology]:
    """Return a topology for each word, of 20 servers; the pool's, which all others are compared with, first."""
    pool, entry = Pool("box", **WORK, slots=SERVERS), Entry("upload", "box")
    ten = Pool("box", **WORK, instances=SERVERS)
    split = Pool("box", plays=("process",), does=("transcode",), slots=3 * SERVERS)
    function = Function("box", **WORK)
    fleet = Fleet("box", **WORK, min_size=SERVERS, max_size=100, boot_s=60.0)
    bus, published = Bus("bus"), Publish("door", "bus", "uploaded")
    made: dict[str, tuple[tuple[Station, ...], tuple[Edge, ...]]] = {
        PLAIN: ((pool,), (entry,)),
        "LIFO, drop and shed": ((replace(pool, order="lifo", drop_after_s=1e3, shed_after_s=1e3),), (entry,)),
        "retry budget and breaker": ((pool,), (Entry("upload", "box", Policy(budget=10.0, breaker=5)),)),
        "hop": ((pool,), (Entry("upload", "box", Policy(hop_s=0.005)),)),
        "mishap": ((pool,), (entry,)),
        "call": ((DOOR, pool), (Entry("upload", "door"), Call("door", "box"))),
        "put and use": (
            (pool, Store("store"), Service("service")), (entry, Put("box", "store"), Use("box", "service")),
        ),
        "fork and join of 3": (
            (DOOR, split), (Entry("upload", "door"), Call("door", "box", over="sizes")),
        ),
        "function": ((function,), (Entry("upload", "box"),)),
        "invoke": ((DOOR, function), (Entry("upload", "door"), Invoke("door", "box"))),
        "queue, function in batches": (
            (DOOR, Queue("jobs"), replace(function, batch=10)),
            (Entry("upload", "door"), Send("door", "jobs"), Receive("jobs", "box")),
        ),
        "publish, bus, one rule": (
            (DOOR, bus, pool), (Entry("upload", "door"), published, Rule("bus", "box", {"detail-type": ["uploaded"]})),
        ),
        "target tracking": (
            (replace(fleet, scaling=Scaling("target_tracking", 0.8)),), (entry,),
        ),
        "ceil": ((fleet,), (entry,)),
        "own policy": ((replace(fleet, scaling=Scaling("own", own=OwnPolicy(desired))),), (entry,)),
    }  # fmt: skip
    for policy in BALANCING:
        edges = (Entry("upload", "balancer"), Forward("balancer", "box"))
        made[policy.replace("_", " ")] = (Balancer("balancer", policy=policy), ten), edges
    return {name: Topology(stations, edges) for name, (stations, edges) in made.items()}


def cases(jobs: int) -> dict[str, Case]:
    """Return each topology with the same Poisson arrivals and exponential work of 1 s on average."""
    rng = np.random.default_rng(SEED)
    arrive = np.cumsum(rng.exponential(1 / (LOAD * SERVERS), jobs))
    seconds = rng.exponential(1.0, jobs)
    inputs = Inputs(
        arrive, {"work": seconds, "transcode": seconds}, SEED, arrive[-1], arrive[-1] + 1e5, shares=np.full(3, 1 / 3)
    )
    flaky = replace(inputs, mishaps=(Mishap(role="process", share=0.01, each=True),))
    return {n: Case(n, t, flaky if n == "mishap" else inputs, SERVERS) for n, t in topologies().items()}


def rows(quick: bool) -> Iterator[Row]:
    """Run all cases in turn."""
    made = cases(2_000 if quick else 200_000)
    engines = [Engine(case) for case in made.values()]
    for engine in engines[:1]:
        engine.settle()
    results = alternate(engines, 1 if quick else 5)
    figures = [middle([times[1] for times in each]) * 1e9 for each in results]
    for (name, case), figure in zip(made.items(), figures, strict=True):
        yield Row(name, "engine", case.jobs, figure / case.jobs, figure / figures[0])


def main() -> None:
    """Print a table, or one JSON object a line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--quick", action="store_true", help="small cases, one round")
    options = parser.parse_args()
    if not options.json:
        print(f"{machine()}\n\n| word | ns a job | times the {PLAIN} |\n|---|---|---|")
    for row in rows(options.quick):
        line = f"| {row.case} | {row.ns_per_job:,.0f} | {row.ratio:.2g} |"
        print(json.dumps(row.json()) if options.json else line, flush=True)
    if not options.json:
        ticks, seconds = decisions()
        print(f"\nAn own policy's {ticks:,} decisions of the canonical week: {seconds * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
