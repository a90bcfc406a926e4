"""A decision map on one and on two processes: `python -m benchmarks.maps [--whole] [--quick] [--json]`.

The map is 30 volumes from 100 to 100,000 videos a month by 30 peaks from 1 to 20 times the mean, all seven
architectures, five seeds, at one contract (99 % within an hour). A sample of its rows is played by one process and by
two in turn, on processes that have loaded the kernel before; both maps have to be equal. A row's time hardly depends
on the others, so the whole is taken as rows / rows of the sample times as long; `--whole` plays all of it on two.
"""

import argparse
import json
import os
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np

import archlib as al
from benchmarks.measure import machine

if TYPE_CHECKING:
    from archlib.maps import DecisionMap

VOLUMES = np.geomspace(100, 100_000, 30).tolist()
PEAKS = np.linspace(1, 20, 30).tolist()
SAMPLE = (4, 12, 20, 28)  # rows, spread evenly
LEVEL, DEADLINE_S, SEEDS = 0.99, 3600.0, 5
MOST_S, FLOOR = 300.0, 1.8  # the whole on two processes; how many times as fast as one they are at least


def mapped(
    pool: ProcessPoolExecutor, volumes: list[float], peaks: list[float], seeds: int
) -> tuple["DecisionMap", float]:
    """Return a map and the wall seconds that it took."""
    began = time.perf_counter()
    made = al.decision_map(volumes, peaks, levels=[LEVEL], deadlines_s=[DEADLINE_S], seeds=range(seeds), executor=pool)
    return made, time.perf_counter() - began


def sampled(volumes: list[float], peaks: list[float], seeds: int, rounds: int) -> dict[int, float]:
    """Return number of processes -> the shortest wall seconds of several rounds, in turn."""
    best = {1: float("inf"), 2: float("inf")}
    with ExitStack() as stack:
        pools = {n: stack.enter_context(ProcessPoolExecutor(n, get_context("spawn"))) for n in best}
        for pool in pools.values():
            mapped(pool, volumes[:1], peaks[:2], 1)  # loads the kernel
        first: bytes | None = None
        for _ in range(rounds):
            for n, pool in pools.items():
                made, seconds = mapped(pool, volumes, peaks, seeds)
                best[n], first = min(best[n], seconds), first or made.usd_per_month.tobytes()
                if made.usd_per_month.tobytes() != first:
                    raise AssertionError("two executors gave two maps")
    return best


def whole() -> float:
    """Return the wall seconds of the whole map on two processes that are started for it."""
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
    sample = (VOLUMES[:1], peaks[:2], 1, 1) if options.quick else (VOLUMES, peaks, SEEDS, 1)
    share = len(PEAKS) * len(VOLUMES) / (len(sample[0]) * len(sample[1]))
    found = sampled(*sample)
    rows = [
        (f"{n} process{'es' * (n > 1)}", seconds, seconds * share, found[1] / seconds) for n, seconds in found.items()
    ]
    if options.whole:
        seconds = whole()
        rows.append(("2 processes, the whole", seconds, seconds, found[1] * share / seconds))
    if not options.json:
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
        print(f"{machine()}, {os.cpu_count()} processors, {load:.1f} of them busy\n")
        print("| who | measured s | whole map s | times one process | limit |\n|---|---|---|---|---|")
    for who, seconds, all_of_it, times in rows:
        if options.json:
            print(json.dumps({"who": who, "wall_s": seconds, "whole_s": all_of_it, "times_one": times}), flush=True)
        else:
            kept = all_of_it <= MOST_S and times >= FLOOR
            verdict = "" if who == "1 process" else f"{MOST_S:g} s, {FLOOR} times: {'ok' if kept else 'missed'}"
            print(f"| {who} | {seconds:.1f} | {all_of_it:.0f} | {times:.2f} | {verdict} |")


if __name__ == "__main__":
    main()
