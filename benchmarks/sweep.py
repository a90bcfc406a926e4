"""A sweep on one and on two processes: `python -m benchmarks.sweep [--quick] [--json]`.

All seven architectures under loads of several volumes and evening peaks, five seeds each. Contestants alternate, on
processes that have loaded the kernel before; the figure is the shortest wall time of several rounds, since whatever
else runs on the machine only adds to it. Every table is compared with the first before its time counts. The memory is
what Python holds in this process, which collects the rows, after some runs and after ten times as many; beside it
stands what a row itself takes.
"""

import argparse
import gc
import json
import os
import sys
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from typing import TYPE_CHECKING

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


def grown_kb(days: float) -> tuple[float, float]:
    """Return by how many kB a run this process grows when it collects ten times as many, and how many a row takes."""
    swept(None, days, 10 * SEEDS)  # fills what remembers some weeks, such as when parts fail, and no more than some
    tracemalloc.start()
    marks = []
    for seeds in (SEEDS, 10 * SEEDS):
        made = swept(None, days, seeds)
        gc.collect()
        marks.append((tracemalloc.get_traced_memory()[0], len(made)))
        row = row_kb(made)
        del made
    tracemalloc.stop()
    (small, few), (large, many) = marks
    return (large - small) / (many - few) / 1000, row


def row_kb(made: "Sweep") -> float:
    """Return the kB that a row takes: its numbers, its texts, and its place in the design."""
    rows, at = made.rows, made.design.places
    arrays = (rows.numbers, rows.done, at.architecture, at.scenario, at.draw, at.seed, *at.axes, made.design.order)
    texts = (rows.verdicts, rows.refused)
    each = {id(text): sys.getsizeof(text) for listed in texts for text in listed}
    whole = sum(a.nbytes for a in arrays) + sum(map(sys.getsizeof, texts)) + sum(each.values())
    return whole / len(made) / 1000


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
    kb, row = grown_kb(0.05 if options.quick else 1.0)
    told = f"\nkept of a run: {kb:.2f} kB; a row takes {row:.2f} kB"
    print(json.dumps({"grown_kb_a_run": kb, "row_kb": row}) if options.json else told)


if __name__ == "__main__":
    main()
