"""What notebook 09 is about: the same weeks on several architectures, what they cost, and how large they must be."""

from functools import lru_cache
from typing import Any, Final

from archlib import theory
from archlib.architectures import COURSE, Architecture, Functions, Monolith, QueueFleet
from archlib.compare import Comparison, compare
from archlib.course.loads import HOUR_S, TWO_SLOTS, box, played
from archlib.course.years import busy_hour_usd
from archlib.faults import Faults, honest_week, standard_week
from archlib.outcome import Run
from archlib.prices import MONTH_HOURS, default, teaching
from archlib.scenario import Scenario
from archlib.topology import Fleet, Function, Pool
from archlib.workload import Workload

WORK_S: Final = 300.0
BASE, PEAK = 6.0, 120.0  # videos an hour, by day and in the hour of the rush
SLOTS: Final = 2  # of a box
SOON_S, LATE_S, IN_TIME = 720.0, 8 * HOUR_S, 0.99
BOXES, FLEETS = range(1, 11), (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 30)
SPARSE, BUSY = 0.5, 18.0  # videos an hour, at an even rate
_DAY_S: Final = 86_400.0
_BARE: Final[dict[str, Any]] = {"transfer_s": 0.0, "catalogue_s": 0.0, "master_gb": 0.001, "transcode_cv": 0.0}


def rush() -> Workload:
    """Return the canonical week's rate with works of exactly five minutes, and small videos."""
    return Workload.evening_peak(base_per_hour=BASE, peak_per_hour=PEAK, days=7, transcode_s=WORK_S, **_BARE)


@lru_cache(maxsize=2)
def all_seven(seed: int = 1) -> Comparison:
    """Return the notebook's own week on all seven, or another; newest prices, services that fail, standard contract."""
    load = Workload.evening_peak(base_per_hour=BASE, peak_per_hour=PEAK, days=7)
    return compare([each() for each in COURSE], Scenario(load, faults=honest_week(), seed=seed), prices=default())


def monthly(architecture: Architecture, load: Workload) -> float:
    """Return what an architecture costs a month of 730 h while nothing fails, USD at teaching prices."""
    return played(architecture, Scenario(load)).bill.per_month


def price(item: str) -> float:
    """Return a price of the teaching list, USD."""
    return teaching().price(item).usd


def always_on(architecture: Architecture) -> float:
    """Return what the instances that never stop cost a month, USD: number × price × 730 h."""
    pools = [station for station in architecture.built.stations if isinstance(station, Pool)]
    usd_per_h = sum(pool.instances * meter.factor * price(meter.item) for pool in pools for meter in pool.meters)
    return usd_per_h * MONTH_HOURS


def done_as_it_comes(architecture: Architecture, per_hour: float) -> float:
    """Return what processing costs a month where it is paid while it works, USD; 0 where it is always on."""
    hours = per_hour * MONTH_HOURS * WORK_S / HOUR_S
    for station in architecture.built.stations:
        if isinstance(station, Function) and station.name == "process":
            return hours * station.stretch * busy_hour_usd(architecture, teaching())
        if isinstance(station, Fleet):
            return hours * busy_hour_usd(architecture, teaching())
    return 0.0


def done_by_functions(per_hour: float) -> float:
    """Return what the work alone costs a month as functions, USD: videos × GB × seconds × price."""
    return done_as_it_comes(Functions(), per_hour)


@lru_cache(maxsize=1)
def rush_usd() -> dict[str, float]:
    """Return what each of the seven costs a month in the canonical week while nothing fails, USD; kind -> cost."""
    return {each.__name__: monthly(each(), rush()) for each in COURSE}


def rush_by_hand() -> dict[str, float]:
    """Return the same by hand: hours that are always on, and hours of work."""
    seven = [each() for each in COURSE]
    return {one.kind: always_on(one) + done_as_it_comes(one, mean_per_hour()) for one in seven}


def mean_per_hour() -> float:
    """Return the mean rate of the week with its rushes, videos an hour."""
    return (23 * BASE + PEAK) / 24


def load_of_box(per_hour: float) -> float:
    """Return the utilisation of one box at an even rate, erlangs a slot."""
    return theory.little(per_hour / HOUR_S, WORK_S) / SLOTS


def patient(boxes: int) -> Monolith:
    """Return boxes whose customers wait as long as it takes, so that all lateness is seen and nothing refused."""
    return box(boxes).but(room=1000, timeout_s=_DAY_S)


def meets(architecture: Architecture, within_s: float) -> bool:
    """Return whether 99 of 100 videos of the rush are ready in so many seconds."""
    late = played(architecture, Scenario(rush())).latency.quantile(IN_TIME)
    return late is not None and late <= within_s


def boxes_for(within_s: float) -> int:
    """Return the fewest boxes that are in time, by trying each number."""
    return next(n for n in BOXES if meets(patient(n), within_s))


def workers_for(within_s: float) -> int:
    """Return the smallest of some fleets that is in time, by trying each."""
    return next(n for n in FLEETS if meets(QueueFleet(max_workers=n), within_s))


def boxes_by_flow(within_s: float) -> int:
    """Return the fewest boxes if videos flowed like water: the last of the rush waits for what is before it."""
    for n in BOXES:
        rate = n * SLOTS * HOUR_S / WORK_S
        if rate > BASE and max(0.0, PEAK - rate) / rate * HOUR_S + WORK_S <= within_s:
            return n
    return BOXES[-1]


def saved() -> dict[str, float]:
    """Return the share of its bill that each saves when "ready" may take eight hours instead of twelve minutes.

    Functions have no size that could become smaller, so their bill stays as it is.
    """
    boxes = [monthly(patient(boxes_for(within)), rush()) for within in (SOON_S, LATE_S)]
    fleets = [monthly(QueueFleet(max_workers=workers_for(within)), rush()) for within in (SOON_S, LATE_S)]
    return {"box": 1 - boxes[1] / boxes[0], "fleet": 1 - fleets[1] / fleets[0], "functions": 0.0}


def struck(number: int) -> Run:
    """Return the canonical week of the monolith with one failure of the standard week alone."""
    fault = standard_week().scheduled[number]
    load = Workload.evening_peak(base_per_hour=BASE, peak_per_hour=PEAK, days=7)
    return played(Monolith(), Scenario(load, faults=Faults(scheduled=(fault,)), seed=1))


def lost(number: int, feature: str) -> int:
    """Return how many requests of a feature failed for one failure of the standard week."""
    return round(sum(struck(number).availability[feature].reasons.values()))


def box_usd() -> float:
    """Return what one box costs a month, USD."""
    return price(TWO_SLOTS) * MONTH_HOURS
