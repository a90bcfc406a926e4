"""The engine against its peers: `python -m benchmarks.engine [--json] [--quick]`.

Every contestant gets the same inputs, drawn beforehand, and its answers are compared with the engine's job by job
before its time counts. Contestants alternate in one run; the figure is the median of process CPU time. Slow peers
play fewer jobs; the engine's own time is always that of the full case, which favours the peers' caches.
"""

import argparse
import json
from collections.abc import Callable, Iterator

import numpy as np

from benchmarks import peers
from benchmarks.cases import PIPELINES, Case, autoscaled_day, pipeline, queue
from benchmarks.measure import Engine, Row, alternate, cpu_seconds, machine, middle

Peer = Callable[[Case], np.ndarray]
PLAYS = 3  # of the engine in a round: one takes milliseconds, and a single one says more of the machine than of it

# case, peer: the engine must be at least so many times as fast ("drawing": at most so many times as slow)
FLOORS = {
    ("M/M/1", "SimPy, processes"): 80.0,
    ("M/M/1", "Ciw"): 150.0,
    ("M/M/1", "drawing"): 7.0,
    ("M/M/20", "SimPy, processes"): 80.0,
    ("M/M/20", "Ciw"): 150.0,
    ("autoscaled day", "SimPy, callbacks"): 20.0,
    ("autoscaled day", "SimPy, processes"): 40.0,
}


def contest(case: Case, small: Case, fast: dict[str, Peer], slow: dict[str, Peer], rounds: int) -> Iterator[Row]:
    """Measure the engine on `case`, fast peers on it too, and slow peers on `small`."""
    agree(small, {n: p for n, p in (fast | slow).items() if n != "drawing"})
    engine = Engine(case)
    engine.settle()
    calls = [lambda p=p: cpu_seconds(lambda: p(case)) for p in fast.values()]
    calls += [lambda p=p: cpu_seconds(lambda: p(small)) for p in slow.values()]
    results = alternate([lambda: [engine() for _ in range(PLAYS)], *calls], rounds)
    plays = [parts for each in results[0] for parts in each]
    build, play, read = (middle(part) * 1e9 / case.jobs for part in zip(*plays, strict=True))
    yield Row(case.name, "engine", case.jobs, play, 1.0)
    yield Row(case.name, "engine, with tables and trace", case.jobs, build + play + read, (build + play + read) / play)
    for name, seconds in zip((*fast, *slow), results[1:], strict=True):
        jobs = case.jobs if name in fast else small.jobs
        ns = middle(seconds) * 1e9 / jobs
        yield Row(case.name, name, jobs, ns, ns / play)


def agree(case: Case, others: dict[str, Peer]) -> None:
    """Raise AssertionError unless every peer and the engine finish every job at the same time, to 1e-6 s."""
    engine = Engine(case)
    engine()
    assert engine.last is not None  # noqa: S101 - Engine.__call__ sets it
    for name, peer in others.items():
        np.testing.assert_allclose(peer(case), engine.last.ready, rtol=0, atol=1e-6, err_msg=f"{case.name}: {name}")


def rows(quick: bool) -> Iterator[Row]:
    """Run all cases."""
    share, rounds = (0.02, 1) if quick else (1.0, 5)
    tutorial = {"SimPy, callbacks": peers.simpy_callbacks, "SimPy, processes": peers.simpy_processes}
    plain = {"drawing": peers.drawing, "plain Python, a heap of servers": peers.heap_of_servers}
    for servers, jobs in ((1, 1_000_000), (20, 200_000)):
        case, small = queue(servers, int(jobs * share)), queue(servers, int(20_000 * share))
        yield from contest(case, small, plain, {**tutorial, "Ciw": peers.ciw_network}, rounds)
    day, hours = autoscaled_day(max(share, 0.05)), autoscaled_day(0.05 if quick else 0.3)
    scaled = {"SimPy, callbacks": peers.scaled_callbacks, "SimPy, processes": peers.scaled_processes}
    agree(hours, scaled)
    yield from contest(day, hours, scaled, {}, 1 if quick else 3)
    for make in PIPELINES:
        for jobs in (10_000,) if quick else (10_000, 86_000, 1_000_000):
            case = pipeline(make(), jobs)
            yield from contest(case, case, {}, {}, rounds)


def verdict(row: Row) -> str:
    """Say whether a floor is kept."""
    floor = FLOORS.get((row.case, row.peer))
    if floor is None:
        return ""
    if row.peer == "drawing":
        slower = 1 / row.ratio
        return f"at most {floor:g} times as slow: {slower:.1f}, {'ok' if slower <= floor else 'missed'}"
    return f"at least {floor:g} times as fast: {'ok' if row.ratio >= floor else 'missed'}"


def main() -> None:
    """Print a table in Markdown, or one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--quick", action="store_true", help="small cases, to see that it runs")
    options = parser.parse_args()
    if not options.json:
        print(
            f"{machine()}\n\n| case | engine | jobs | ns a job | times the engine's | floor |\n"
            "|---|---|---|---|---|---|"
        )
    for row in rows(options.quick):
        if options.json:
            print(json.dumps(row.json()), flush=True)
        else:
            cells = (row.case, row.peer, f"{row.jobs:,}", f"{row.ns_per_job:,.0f}", f"{row.ratio:.3g}", verdict(row))
            print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
