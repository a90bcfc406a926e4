"""A sweep on one and on two processes: `python -m benchmarks.sweep [--quick] [--json]`.

All seven architectures under loads of several volumes and evening peaks, five seeds each. Contestants alternate, on
processes that have loaded the kernel before; the figure is the shortest wall time of several rounds, since whatever
else runs on the machine only adds to it. Every table is compared with the first before its time counts. The memory is
that of this process, which collects the rows, before and after ten times as many runs.
"""

import argparse
import gc
import json
import os
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from typing import TYPE_CHECKING

import psutil

import archlib as al
from archlib.architectures import COURSE
from benchmarks.measure import alternate, machine

if TYPE_CHECKING:
    from archlib.sweeps.results import Sweep

SCENARIO = al.Scenario(al.Workload.evening_peak(), faults=al.faults.honest_week())
VOLUMES, PEAKS, SEEDS = (6, 12, 24, 48), (60, 120, 240), 5
FLOOR = 1.8  # how many times as fast two processes are at least
HERE, ONE, TWO = "here", "1 process", "2 processes"


def swept(executor: Executor | None, days: float, seeds: int = SEEDS) -> "Sweep":
    """Return the sweep that is measured, of 84 runs a seed."""
    over = {"load.base_per_hour": VOLUMES, "load.peak_per_hour": PEAKS}
    scenario = SCENARIO.but(load=SCENARIO.load.but(days=days))
    return al.sweep([kind() for kind in COURSE], scenario, over, seeds=range(seeds), executor=executor)


def timed(executor: Executor | None, days: float, expected: list[bytes]) -> tuple[float, int]:
    """Return the wall seconds of a sweep and its runs, once its numbers are those of the first."""
    began = time.perf_counter()
    made = swept(executor, days)
    seconds = time.perf_counter() - began
    expected.append(made.rows.numbers.tobytes())
    if expected[-1] != expected[0]:
        raise AssertionError("two executors gave two tables")
    return seconds, len(made)


def speeds(days: float, rounds: int) -> dict[str, tuple[float, int]]:
    """Return who -> shortest wall seconds, and how many runs."""
    expected: list[bytes] = []
    with ExitStack() as stack:
        pools = [
            stack.enter_context(ProcessPoolExecutor(n, mp_context=get_context("spawn"))) for n in (1, 2)
        ]  # fmt: skip
        calls: list[Callable[[], tuple[float, int]]] = [
            lambda executor=executor: timed(executor, days, expected) for executor in (None, *pools)
        ]
        return dict(zip((HERE, ONE, TWO), map(min, alternate(calls, rounds)), strict=True))


def grown_kb(days: float) -> float:
    """Return by how many kB a run this process grows when it collects ten times as many."""
    process, marks = psutil.Process(), []
    for seeds in (SEEDS, 10 * SEEDS):
        made = swept(None, days, seeds)
        gc.collect()
        marks.append((process.memory_info().rss, len(made)))
    (small, few), (large, many) = marks
    return max(0.0, (large - small) / (many - few) / 1000)


def main() -> None:
    """Print a table in Markdown, or one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short loads, one round")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = parser.parse_args()
    days = 0.2 if options.quick else 7.0
    found = speeds(days, 1 if options.quick else 5)
    if not options.json:
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
        print(f"{machine()}, {os.cpu_count()} processors, {load:.1f} of them busy\n")
        print("| who | runs | wall s | ms a run | times one process | floor |\n|---|---|---|---|---|---|")
    for who, (seconds, runs) in found.items():
        times = found[ONE][0] / seconds
        if options.json:
            print(json.dumps({"who": who, "runs": runs, "wall_s": seconds, "times_one": times}), flush=True)
        else:
            verdict = f"at least {FLOOR}: {'ok' if times >= FLOOR else 'missed'}" if who == TWO else ""
            print(f"| {who} | {runs} | {seconds:.2f} | {1000 * seconds / runs:.1f} | {times:.2f} | {verdict} |")
    kb = grown_kb(0.05 if options.quick else 1.0)
    print(json.dumps({"grown_kb_a_run": kb}) if options.json else f"\nkept of a run: {kb:.2f} kB")


if __name__ == "__main__":
    main()
