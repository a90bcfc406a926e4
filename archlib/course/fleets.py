"""The loads and fleets that the questions of notebook 04 are about, and what their runs say."""

from typing import Any, Final

import numpy as np

from archlib import faults
from archlib.architectures import Architecture, LoadBalanced, QueueFleet
from archlib.architectures.rented import MB_PER_GB, MB_PER_VCPU
from archlib.course.drain import drained_s
from archlib.course.loads import HOUR_S, played
from archlib.course.overtaking import overtaken
from archlib.data import instance_type
from archlib.engine import simulate
from archlib.outcome import Run
from archlib.prices import teaching
from archlib.scenario import Scenario
from archlib.theory import drain_time, overload_peak
from archlib.workload import Workload

WORK_S: Final = 300.0
WORKER: Final = "c5.large"  # 2 vCPU, so one slot
GB_SECOND: Final = "Lambda duration x86"
PER_WORKER: Final = HOUR_S / WORK_S  # videos an hour
DETECT_S, BOOT_S, TICK_S = 60.0, 90.0, 60.0
OUTAGE_H, BUSY, TEAM = 1.0, 0.9, 4
MEAN, SWING = 60.0, 0.8  # videos an hour of a day, and the swing around them
SEEDS: Final = 100
UNSEEN_S: Final = 43_200.0  # a visibility timeout that no work outlives
BARE: Final[dict[str, Any]] = {"transfer_s": 0.0, "catalogue_s": 0.0, "master_gb": 0.001}


def lone(videos: int = 1, transcode_s: float = WORK_S, hours: int = 3) -> Workload:
    """Return some videos of equal work in the first minute, and nothing after it."""
    counts = [float(videos)] + [0.0] * (60 * hours - 1)
    return Workload.from_counts(counts, 60.0, mode="exact", transcode_s=transcode_s, transcode_cv=0.0, **BARE)


def even(per_hour: float, days: float, cv: float = 0.5) -> Workload:
    """Return a constant rate of videos of 5 minutes' mean work."""
    return Workload.homogeneous(per_hour=per_hour, days=days, transcode_s=WORK_S, transcode_cv=cv, **BARE)


def fixed(workers: int, **fields: Any) -> QueueFleet:
    """Return a fleet that does not scale, of workers of one slot, with a timeout that no work outlives."""
    more = {"visibility_s": UNSEEN_S, **fields}
    return QueueFleet(min_workers=workers, max_workers=workers, **more)


def called(workers: int) -> LoadBalanced:
    """Return the same workers called directly, with one line before them that is long enough for all."""
    return LoadBalanced(
        process_instances=workers, policy="central_queue", process_room=10_000, upload_threads=10_000, timeout_s=86_400
    )


def week(seed: int = 1) -> Scenario:
    """Return the canonical week without failures."""
    return Scenario(Workload.evening_peak(), seed=seed)


def in_time(made: Architecture, within_s: float, seed: int = 1) -> float:
    """Return the share of a canonical week's videos that are ready within so many seconds."""
    run = simulate(made, week(seed), prices=teaching())
    return float(np.count_nonzero(run.latency.values("ready") <= within_s)) / len(run.jobs)


def weeks_in_time(made: Architecture, within_s: float, share: float, seeds: range) -> int:
    """Return in how many of some weeks at least a share of the videos is ready within so many seconds."""
    return sum(in_time(made, within_s, seed) >= share for seed in seeds)


def drains_h(workers: int = TEAM, seeds: int = SEEDS) -> tuple[list[float], Run]:
    """Return how long after an outage of OUTAGE_H a fleet that is BUSY has its backlog done, h, seed by seed.

    The outage begins with an empty queue, so that the mean is close to T ρ/(1 − ρ); the last run comes with it.
    """
    days = (OUTAGE_H + 8 * drain_time(OUTAGE_H, BUSY) + 24) / 24
    load, plan = even(BUSY * workers * PER_WORKER, days), faults.down("process", 0.0, OUTAGE_H)
    made, after_s, found = fixed(workers), OUTAGE_H * HOUR_S, []
    for seed in range(1, seeds + 1):
        run = simulate(made, Scenario(load, faults=plan, seed=seed), prices=teaching())
        waited_s = drained_s(run, after_s)
        found.append((run.trace.horizon_s - after_s if waited_s is None else waited_s) / HOUR_S)
    return found, run


def overtaken_share(workers: int, cv: float = 0.5) -> tuple[float, Run]:
    """Return which share of the videos a later one overtakes, though the queue is first in, first out, and the run."""
    run = played(fixed(workers, queue_order="fifo"), Scenario(even(BUSY * workers * PER_WORKER, 14.0, cv)))
    return overtaken(run) / len(run.jobs), run


def worker_usd(made: Architecture) -> float:
    """Return what the workers of a canonical week cost for each ready video, USD."""
    bill = played(made, week()).bill
    return sum(item.amount_usd for item in bill.items if item.resource == "workers") / bill.ready


def use_of_workers(made: Architecture) -> float:
    """Return which share of the workers' time that is paid for in a canonical week they are at work."""
    workers = played(made, week()).series["workers"]
    return float(workers.busy.mean() / workers.instances.mean())


def function_usd() -> float:
    """Return what a function of the worker's two vCPU would cost for the same work, USD, in the teaching list."""
    gb = instance_type(WORKER).vcpu * MB_PER_VCPU / MB_PER_GB
    return gb * WORK_S * teaching().price(GB_SECOND).usd


def capacity_per_hour(late_h: float, mean: float = MEAN, swing: float = SWING) -> float:
    """Return the least capacity, videos/h, with which a day's swing of the load makes nobody later than so many hours.

    A fluid: halves the interval of capacities over mean loads until the longest delay is met.
    """
    low, high = 1.0, 1.0 + swing
    for _ in range(50):
        middle = (low + high) / 2
        late = overload_peak(mean, swing, 24.0, middle) / (middle * mean)
        low, high = (middle, high) if late > late_h else (low, middle)
    return high * mean


def visible_of(messages: int, workers: int) -> float:
    """Return how many of some messages are visible once all have come and each worker has taken its first."""
    run = played(fixed(workers), Scenario(lone(messages)))
    seen, came_s = run.series["jobs"].visible, float(run.trace.arrive[-1])
    return float(seen.v[np.searchsorted(seen.t, came_s, side="right") - 1])


def crowd(videos: int = 300, hours: int = 30) -> Workload:
    """Return so many videos of unequal work in the first minute, and nothing after it."""
    counts = [float(videos)] + [0.0] * (60 * hours - 1)
    return Workload.from_counts(counts, 60.0, mode="exact", transcode_s=WORK_S, **BARE)


def swinging(days: float = 4.0) -> Workload:
    """Return days that swing by SWING around MEAN videos an hour."""
    return Workload.diurnal(mean_per_hour=MEAN, amplitude=SWING, days=days, transcode_s=WORK_S, **BARE)


def launch(per_hour: float = 3000.0) -> Workload:
    """Return two days with a launch at noon of the first: thousands of videos an hour, and fewer and fewer."""
    return Workload.launch_spike(peak_per_hour=per_hour, launch_at_h=12.0, decay_h=3.0, days=2.0, transcode_s=WORK_S)
