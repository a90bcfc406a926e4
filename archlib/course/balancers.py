"""Waiting, replicas and ceilings: the sums and the runs behind notebook 03."""

from typing import Any, Final

import numpy as np

from archlib import faults, theory
from archlib.architectures import Architecture, LoadBalanced, Tiers
from archlib.course.loads import HOUR_S, played
from archlib.outcome import Run
from archlib.outcome.health import DOWN
from archlib.prices import MONTH_HOURS, teaching
from archlib.scenario import Scenario
from archlib.topology.managed import Balancing
from archlib.workload import Workload

PART: Final = 0.999  # host, and code of a tier
BALANCER: Final = 0.9999
TARGET: Final = 0.9997
TEN: Final = 10
BUSY: Final = 0.9
BETA: Final = 0.1
A_SLOT_PER_HOUR: Final = 12.0  # videos of 5 minutes that one slot does in an hour
BOTH_FAIL: Final = 0.99  # a level at which a run of a month has hundreds of outages

_BARE: Final[dict[str, Any]] = {"transfer_s": 0.0, "catalogue_s": 0.0, "master_gb": 0.001}
_ENDLESS: Final[dict[str, Any]] = {
    "process_room": 10_000, "upload_threads": 10_000, "timeout_s": 86_400.0, "check_every_s": 0.0,
}  # fmt: skip


def exponential(per_hour: float, days: int = 56) -> Workload:
    """Return so many videos an hour, with exponential work of 5 minutes, as the formulas of queues have it."""
    return Workload.homogeneous(per_hour=per_hour, days=days, distribution="exponential", **_BARE)


def response(policy: Balancing, n: int = TEN, rho: float = BUSY) -> tuple[float, Run]:
    """Return mean response over mean work of n instances at a utilisation, with endless rooms, and the run it is of."""
    load = exponential(rho * n * A_SLOT_PER_HOUR)
    run = played(LoadBalanced(policy=policy, process_instances=n, **_ENDLESS), Scenario(load))
    trace = run.trace
    done = np.isfinite(trace.ready)
    took, worked = trace.ready[done] - trace.arrive[done], trace.ready[done] - trace.start[done]
    return float(took.mean() / worked.mean()), run


def one_line() -> float:
    """Return W/S of ten slots with one line, 90 % in use, by Erlang C."""
    return theory.mmc_response_ratio(TEN, BUSY)


def line_each() -> float:
    """Return W/S of a slot with a line of its own, 90 % in use."""
    return theory.mmc_response_ratio(1, BUSY)


def upload_of(n: int, balancers: int = 2) -> float:
    """Return the availability of an upload through three tiers of n instances each, with balancers in the way."""
    return theory.series(*(theory.replicated(PART * PART, n),) * 3, *(BALANCER,) * balancers)


def enough() -> int:
    """Return the fewest instances of each tier with which an upload keeps the target."""
    return next(n for n in range(1, 11) if upload_of(n) >= TARGET)


def ceiling(balancers: int = 2) -> float:
    """Return what no number of instances gets past: the balancers themselves."""
    return theory.series(*(BALANCER,) * balancers)


def pair_nines(beta: float = BETA) -> float:
    """Return the nines of two replicas that share a part of their failures."""
    return theory.nines(1 - theory.common_cause(1 - PART, beta, 2))


def behind_one() -> tuple[float, float, Run]:
    """Return the time that uploads are accepted without balancers and with two before one instance each, by a run."""
    plan = faults.drawn(BOTH_FAIL, host=BOTH_FAIL, mttr_s=600.0) + faults.drawn({"balancer": BOTH_FAIL}, mttr_s=600.0)
    scenario = Scenario(Workload.homogeneous(per_hour=1.0, days=28, transcode_s=10.0, **_BARE), faults=plan)
    single: dict[str, Any] = {"upload_instances": 1, "process_instances": 1, "manage_instances": 1}
    made: list[Architecture] = [Tiers(), LoadBalanced(**single, check_every_s=0.0)]
    direct, behind = (played(one, scenario) for one in made)
    return direct.availability["upload"].time_share, behind.availability["upload"].time_share, behind


def all_dead() -> tuple[bool, Run]:
    """Return whether uploads are down while all of processing behind its balancer is, by a run."""
    start_h = 30.0
    load = Workload.homogeneous(per_hour=6.0, days=2, **_BARE)
    run = played(LoadBalanced(), Scenario(load, faults=faults.down("process", start_h, 1.0)))
    strip, middle_s = run.strips["upload"], (start_h + 0.5) * HOUR_S
    inside = (strip.start_s <= middle_s) & (strip.end_s > middle_s)
    return bool(strip.state[inside][0] == DOWN), run


def left_in_use(n: int, per_hour: float) -> float:
    """Return the utilisation of the n - 1 instances that are left when one of n is lost."""
    return theory.little(per_hour, 1 / A_SLOT_PER_HOUR) / (n - 1)


def spared(erlangs: float, most_busy: float) -> int:
    """Return how many instances of one slot keep a load below a utilisation even with one of them lost."""
    return int(np.ceil(erlangs / most_busy - 1e-9)) + 1


def balancers_usd(n: int = 2) -> float:
    """Return what idle balancers cost in a month of 730 h, USD, in the teaching list."""
    return n * teaching().price("ALB hour").usd * MONTH_HOURS
