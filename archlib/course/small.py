"""Chains, floors, transitions and pages: the sums and the runs behind notebook 05."""

from functools import lru_cache
from typing import Any, Final

import numpy as np

from archlib import faults, theory
from archlib.architectures import Microservices, Monolith
from archlib.architectures.services import Link, Microservice
from archlib.course.chain import HOST, Chain
from archlib.course.loads import HOUR_S, played
from archlib.engine import simulate
from archlib.outcome import Run
from archlib.outcome.trace import Floats
from archlib.prices import MONTH_HOURS, teaching
from archlib.scenario import Scenario
from archlib.workload import Workload

PART: Final = 0.999
TEN, SIX, TWO, HUNDRED = 10, 6, 2, 100
SLOW: Final = 0.01  # of the calls
WORK_S: Final = 300.0
MINUTES: Final = 60 * MONTH_HOURS  # of a month
WORKER: Final = "c5.large"  # one slot
TRANSITION: Final = "Step Functions transition"
FEW, MANY = 300.0, 30_000.0  # videos a month
PROMPT_S: Final = 1_800.0  # within which 95 % shall be ready
RUSH: Final = 20.0  # times the load off peak, two hours a day
BOXES: Final = (("c5.large", 1), ("c5.xlarge", 1), ("c5.2xlarge", 1), *(("c5.4xlarge", n) for n in range(1, 11)))

_BARE: Final[dict[str, Any]] = {"transfer_s": 0.0, "catalogue_s": 0.0, "master_gb": 0.001}


def seldom(days: float = 365.0) -> Workload:
    """Return an upload an hour of a few seconds' work: what is asked is how long things are up."""
    return Workload.homogeneous(per_hour=1.0, days=days, transcode_s=10.0, **_BARE)


def down_min(n: int, a: float = PART) -> float:
    """Return for how many minutes of a month a chain of n services is down, each up a share `a` of the time."""
    return MINUTES * (1 - theory.series(*(a,) * n))


@lru_cache
def chain_down() -> tuple[float, Run]:
    """Return for how many minutes of a month ten services that call each other are down, by a run of a year."""
    plan = faults.drawn(PART, mttr_s=60.0)
    run = played(Chain(services=TEN), Scenario(seldom(), faults=plan))
    return MINUTES * (1 - run.availability["upload"].time_share), run


def floor_usd(n: int = SIX, replicas: int = TWO) -> float:
    """Return what n services with so many copies each cost in a month in which nothing happens, n r p H."""
    return n * replicas * teaching().price(HOST).usd * MONTH_HOURS


def transition_usd(k: float = 1.0) -> float:
    """Return what k steps of an orchestrator cost."""
    return k * teaching().price(TRANSITION).usd


def compute_usd(work_s: float = WORK_S) -> float:
    """Return what the work of a video costs on a worker that is never idle."""
    return work_s / HOUR_S * teaching().price(WORKER).usd


def break_even() -> float:
    """Return at how many transitions a video the orchestrator costs as much as the work."""
    return compute_usd() / transition_usd()


def rushes(per_month: float, days: int = 28) -> Workload:
    """Return days with a rush of two hours, so many videos in a month of 730 h, small ones of 5 minutes' work."""
    base = float(f"{per_month / MONTH_HOURS * 24 / (22 + 2 * RUSH):.3g}")  # three digits, as they are typed
    return Workload.evening_peak(
        base_per_hour=base, peak_per_hour=round(RUSH * base, 6), peak_h=2.0, days=days, transcode_s=WORK_S, **_BARE
    )


@lru_cache
def least_box(per_month: float) -> Run:
    """Return the run of the smallest monolith with which 95 % of the videos are ready within half an hour."""
    scenario = Scenario(rushes(per_month))
    for instance, n in BOXES:
        run = played(Monolith(instance=instance, replicas=n, room=10_000), scenario)
        if (run.latency.quantile(0.95, "ready") or np.inf) <= PROMPT_S:
            return run
    return run


def split(per_month: float) -> Run:
    """Return the run of the course's microservices with the same videos; their workers go down to none."""
    return played(Microservices(min_workers=0), Scenario(rushes(per_month)))


def box_floor_usd(per_month: float) -> float:
    """Return what a month of the fewest slots that carry the rush costs, by the price of a slot."""
    a_day = per_month / MONTH_HOURS * 24 / (22 + 2 * RUSH) * RUSH
    return float(np.ceil(theory.little(a_day, WORK_S / HOUR_S))) * teaching().price(WORKER).usd * MONTH_HOURS


def split_floor_usd(per_month: float) -> float:
    """Return the floor of five services beside the workers, and the work of the videos with workers never idle."""
    return floor_usd(5, TWO) + per_month * compute_usd()


@lru_cache(maxsize=1)  # a run of so many is large; what is asked of it is kept below
def calls_run(cv: float = 0.5, requests: int = 100_000) -> Run:
    """Return a run of so many requests of about a second that wait for nothing: each is one call."""
    load = Workload.homogeneous(per_hour=HOUR_S, days=requests / HOUR_S / 24, transcode_s=1.0, transcode_cv=cv, **_BARE)
    return simulate(Chain(services=3, replicas=3, hop_s=0.0), Scenario(load), prices=teaching())


@lru_cache(maxsize=32)
def took_s(cv: float = 0.5) -> Floats:
    """Return how long each call of such a run took, s, in the order in which they came."""
    run = calls_run(cv)
    done = np.isfinite(run.trace.ready)
    return np.asarray((run.trace.ready - run.trace.arrive)[done])


def pages(took: Floats, n: int) -> Floats:
    """Return how long pages take that make n calls at once and wait for the last: the slowest of each n in a row."""
    whole = len(took) // n * n
    return np.asarray(took[:whole].reshape(-1, n).max(axis=1))


def slow_pages(n: int = HUNDRED, slow: float = SLOW) -> tuple[float, Run]:
    """Return the share of pages that are slower than a share `1 - slow` of the calls, and the run it is of."""
    took = took_s()
    return float((pages(took, n) > np.quantile(took, 1 - slow)).mean()), calls_run()


def notes() -> Microservices:
    """Return the services that the notes draw: upload, processing, manage, a store of data, and one that tells."""
    services = (
        Microservice(name="upload", plays=("upload",), does=("transfer",), slots=50),
        Microservice(name="transcode", plays=("process",), does=("transcode",), workers=30, instance=WORKER),
        Microservice(name="manage", plays=("manage",), slots=50),
        Microservice(name="store", plays=("manage",), does=("catalogue",), slots=50, numbers_from=100),
        Microservice(name="notify", plays=("manage",), slots=50, fixed_s=0.1, numbers_from=200),
    )
    links = (
        Link(source="upload", target="transcode", kind="queue"),
        Link(source="upload", target="store", kind="queue"),
        Link(source="store", target="notify", kind="queue"),
    )
    return Microservices(services=services, links=links)
