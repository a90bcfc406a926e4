"""The monolith cut in three: how long it and its tiers are up, and the threads that uploads hold."""

from typing import Final

import numpy as np

from archlib import faults, theory
from archlib.architectures import Monolith, Tiers
from archlib.course.loads import HOUR_S, played
from archlib.faults import Faults
from archlib.outcome import Run
from archlib.outcome.trace import Reason
from archlib.scenario import Scenario
from archlib.workload import Workload

PART: Final = 0.999
PARTS: Final = 3  # tiers, each with code of its own
WORK_S, PER_HOUR = 300.0, 60.0
SLOW: Final = 1.5
QUICK_REPAIR_S: Final = 60.0  # so that a year has hundreds of failures, and its sum lies near what is expected
BARE: Final = {"transfer_s": 0.0, "catalogue_s": 0.0, "master_gb": 0.001}
DAYS, SLOW_FROM_H, SLOW_HOURS = 3.0, 24.0, 12.0


def upload_up(part: float = PART, host: float = PART, hosts: int = PARTS) -> float:
    """Return the availability of uploading, 1: all three tiers and the hosts under them are needed."""
    return theory.series(*(part,) * PARTS, *(host,) * hosts)


def manage_up(part: float = PART, host: float = PART) -> float:
    """Return the availability of watching through a tier of its own, 1: its code and the host under it."""
    return theory.series(part, host)


def worse_h(part: float = PART, host: float = PART) -> float:
    """Return how many hours a year uploading is down longer on three hosts than on one."""
    apart, together = (upload_up(part, host, hosts) for hosts in (PARTS, 1))
    return theory.downtime_h_per_year(apart) - theory.downtime_h_per_year(together)


def threads(per_hour: float = PER_HOUR, work_s: float = WORK_S, slower: float = 1.0) -> float:
    """Return the threads that uploads hold on average while nobody waits for a slot, by Little's law."""
    return theory.little(per_hour / HOUR_S, work_s * slower)


def one_a_minute(work_s: float, hours: int = 72) -> Workload:
    """Return one upload in every minute, each of the same work: so even that 8 slots are enough for 7.5 erlangs."""
    counts = [PER_HOUR * 60.0 / HOUR_S] * (60 * hours)
    return Workload.from_counts(counts, 60.0, mode="exact", transcode_s=work_s, transcode_cv=0.0, **BARE)


def year() -> Workload:
    """Return a year in which hardly anything is uploaded, to watch for failures only."""
    return Workload.homogeneous(per_hour=0.1, days=365.0)


def long_run(made: Monolith | Tiers, part: float = PART, host: float = PART) -> Run:
    """Return a year with random failures that are repaired so quickly that there are hundreds of them."""
    return played(made, Scenario(year(), faults=faults.drawn(part, host=host, mttr_s=QUICK_REPAIR_S)))


def calm() -> Workload:
    """Return days with so few uploads that nobody finds a place taken: what fails, fails for another reason."""
    return Workload.homogeneous(per_hour=6.0, days=DAYS)


def steady() -> Workload:
    """Return days of 60 uploads an hour at random moments."""
    return Workload.homogeneous(per_hour=PER_HOUR, days=DAYS)


def slowed(factor: float) -> Faults:
    """Return half a day in which the code of processing takes so many times longer."""
    return faults.slow("process", factor, SLOW_FROM_H, SLOW_HOURS)


def held_when_slower(slower: float = SLOW) -> float:
    """Return the threads that uploads hold on average while processing takes so many times longer, by running it."""
    run = played(Tiers(), Scenario(one_a_minute(WORK_S * slower)))
    return float(run.series["upload"].busy.mean())


def first_more_s(run: Run) -> float:
    """Return when the upload tier first held more threads than ever before processing became slower, s."""
    held, start_s = run.series["upload"].busy, SLOW_FROM_H * HOUR_S
    more = held.t[(held.t >= start_s) & (held.v > held.v[held.t < start_s].max())]
    return float(np.min(more, initial=np.inf))


def first_failure_s(run: Run) -> float:
    """Return when a customer was first told that an upload failed, s; infinite if none was."""
    reason, told = run.trace.reason, run.trace.arrive.copy()
    told[reason == Reason.TIMED_OUT] += Tiers().timeout_s
    return float(np.min(told[reason != Reason.OK], initial=np.inf))
