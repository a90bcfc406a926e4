"""A decision map on one and on two processes: `python -m benchmarks.maps [--whole] [--quick] [--json]`.

The map is 30 volumes from 100 to 100,000 videos a month by 30 peaks from 1 to 20 times the mean, all seven
architectures, five seeds, at one contract (99 % within an hour). A sample of its rows is played by one process and by
two in turn, on processes that have loaded the kernel before; both maps have to be equal. A row's time hardly depends
on the others, so the whole is taken as rows / rows of the sample times as long; `--whole` plays all of it on two. CPU
seconds are those of the processes that play; half of them is what two processors need that do nothing else.
"""

import argparse
import json
import os
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import psutil

import archlib as al
from benchmarks.measure import machine

if TYPE_CHECKING:
    from archlib.maps import DecisionMap

VOLUMES = np.geomspace(100, 100_000, 30).tolist()
PEAKS = np.linspace(1, 20, 30).tolist()
SAMPLE = (4, 12, 20, 28)  # rows, spread evenly
LEVEL, DEADLINE_S, SEEDS = 0.99, 3600.0, 5
MOST_S, FLOOR = 300.0, 1.8  # the whole on two processes; how many times as fast as one they are at least


class Took(NamedTuple):
    """Seconds of a map: on the wall, and of processors."""

    wall_s: float
    cpu_s: float


def mapped(
    pool: ProcessPoolExecutor, volumes: list[float], peaks: list[float], seeds: int
) -> tuple["DecisionMap", Took]:
    """Return a map and what it took."""
    began, before = time.perf_counter(), _cpu_s()
    made = al.decision_map(volumes, peaks, levels=[LEVEL], deadlines_s=[DEADLINE_S], seeds=range(seeds), executor=pool)
    return made, Took(time.perf_counter() - began, _cpu_s() - before)


def _cpu_s() -> float:
    """Return the CPU seconds of all processes that this one has started."""
    return sum(sum(child.cpu_times()[:2]) for child in psutil.Process().children())


def sampled(volumes: list[float], peaks: list[float], seeds: int) -> dict[int, Took]:
    """Return number of processes -> what a sample took."""
    took: dict[int, Took] = {}
    with ExitStack() as stack:
        pools = {n: stack.enter_context(ProcessPoolExecutor(n, get_context("spawn"))) for n in (1, 2)}
        for pool in pools.values():
            mapped(pool, volumes[:1], peaks[:2], 1)  # loads the kernel
        first: bytes | None = None
        for n, pool in pools.items():
            made, took[n] = mapped(pool, volumes, peaks, seeds)
            first = first or made.usd_per_month.tobytes()
            if made.usd_per_month.tobytes() != first:
                raise AssertionError("two executors gave two maps")
    return took


def whole() -> Took:
    """Return what the whole map took on two processes that are started for it."""
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        return mapped(pool, VOLUMES, PEAKS, SEEDS)[1]


def main() -> None:
    """Print a table in Markdown, or one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whole", action="store_true", help="play all of the map on two processes too")
    parser.add_argument("--quick", action="store_true", help="two cells, one seed")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = parser.parse_args()
    peaks = [PEAKS[i] for i in SAMPLE]
    sample = (VOLUMES[:1], peaks[:2], 1) if options.quick else (VOLUMES, peaks, SEEDS)
    share = len(PEAKS) * len(VOLUMES) / (len(sample[0]) * len(sample[1]))
    found = sampled(*sample)
    rows = [(f"{n} process{'es' * (n > 1)}", took, share, found[1].wall_s / took.wall_s) for n, took in found.items()]
    if options.whole:
        took = whole()
        rows.append(("2 processes, the whole", took, 1.0, found[1].wall_s * share / took.wall_s))
    if not options.json:
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
        print(f"{machine()}, {os.cpu_count()} processors, {load:.1f} of them busy\n")
        heads = ("who", "wall s", "CPU s", "times one process", "whole map, wall s", "limit", "whole map, CPU s / 2")
        print(f"| {' | '.join(heads)} |\n{'|---' * len(heads)}|")
    for who, took, of_it, times in rows:
        whole_s, half_s = took.wall_s * of_it, took.cpu_s * of_it / 2
        if options.json:
            print(json.dumps({"who": who, **took._asdict(), "whole_s": whole_s, "times_one": times}), flush=True)
        else:
            kept = whole_s <= MOST_S and times >= FLOOR
            verdict = "" if who == "1 process" else f"{MOST_S:g} s, {FLOOR} times: {'ok' if kept else 'missed'}"
            figures = f"{took.wall_s:.1f} | {took.cpu_s:.1f} | {times:.2f} | {whole_s:.0f} | {verdict} | {half_s:.0f}"
            print(f"| {who} | {figures} |")


if __name__ == "__main__":
    main()
