"""Exercises of notebook 09 on runs: who is the cheapest, what redundancy costs, and which failure costs what."""

from functools import lru_cache
from typing import Final, Literal

from archlib import faults, theory
from archlib.architectures import COURSE, Monolith
from archlib.compare import Comparison
from archlib.contract import Contract
from archlib.course import choosing as own
from archlib.course.answers import Judged, close
from archlib.course.exercise import Exercise, Mistake, Step
from archlib.course.loads import TWO_SLOTS, box
from archlib.course.priced import Priced
from archlib.course.together import SLASH, Together
from archlib.engine import simulate
from archlib.errors import EngineError
from archlib.faults import standard_week
from archlib.params import Params, param
from archlib.prices import MONTH_HOURS, teaching
from archlib.scenario import Scenario
from archlib.sizing import size
from archlib.workload import Workload

USD_REL: Final = 0.005
WEEKS: Final = range(1, 21)
SEED: Final = 2  # of the week that is asked about: what happens in that of seed 1 stands in the notebook
HOST, REPAIR_H, PER_HOUR, DAYS, SMALL_GB = 0.96, 12.0, 10.0, 365, 0.001
MOST_BOXES: Final = 6
FAILURES: Final = ("bad deploy of processing", "one processing instance", "one manage host", "one upload host")
Seven = Literal["Monolith", "Tiers", "LoadBalanced", "QueueFleet", "Microservices", "EventDriven", "Functions"]
Failure = Literal["bad deploy of processing", "one processing instance", "one manage host", "one upload host"]


class Cheapest(Params):
    """An architecture, and what it costs."""

    architecture: Seven = param("Monolith", unit="", help="the cheapest that meets the contract")
    usd_per_month: float = param(0.0, ge=0, unit="USD/month", help="what it costs in a month of 730 h")


class Costliest(Params):
    """Two failures of the standard week."""

    most_uploads: Failure = param("one manage host", unit="", help="alone, it costs the monolith the most uploads")
    most_requests: Failure = param("one manage host", unit="", help="alone, it costs the most requests to watch")


def worst(feature: str) -> int:
    """Return which failure of the standard week, alone, costs the monolith the most requests of a feature."""
    return max(range(len(standard_week().scheduled)), key=lambda number: own.lost(number, feature))


def other_week() -> Comparison:
    """Return the notebook's week with the seed that is asked for: another one than it shows."""
    return own.all_seven(SEED)


def cheapest(week: Comparison) -> str:
    """Return which of the seven is the cheapest that meets the contract in a week."""
    return str(week.cheapest)


def cheapest_usd() -> float:
    """Return what the cheapest of the seven that meets the contract costs in that week, USD a month."""
    return other_week()[cheapest(other_week())].bill.per_month


def least_usd() -> float:
    """Return the lowest bill of the seven, whether or not the contract is met, USD a month."""
    return min(run.bill.per_month for run in other_week())


@lru_cache(maxsize=2)
def weeks_kept(kind: str) -> int:
    """Return in how many of the weeks with seeds 1 to 20 one of the seven meets the standard contract."""
    (one,) = (each() for each in COURSE if each.__name__ == kind)
    scenario = own.all_seven().runs[0].scenario
    return sum(Contract().verdict(simulate(one, scenario.but(seed=seed))).ok for seed in WEEKS)


def cheapest_judged(given: Cheapest) -> Judged:
    """Say whether it is the cheapest that meets the contract, and how often it meets it."""
    week = other_week()
    verdict = dict(zip(week.labels, week.verdicts, strict=True))[given.architecture]
    if not verdict.ok:
        return Judged(False, f"{given.architecture} breaks a clause of the contract, so it is no choice.")
    if given.architecture != week.cheapest:
        return Judged(False, f"{given.architecture} meets the contract; another one that does is cheaper.")
    if not close(given.usd_per_month, cheapest_usd(), USD_REL):
        wrong = close(given.usd_per_month, cheapest_usd() * 7 * 24 / MONTH_HOURS, USD_REL)
        why = " That is for the week; a month has 730 h." if wrong else " Read its bill off the scorecard."
        return Judged(False, f"The name is right, {given.usd_per_month:g} USD a month is not.{why}")
    kinds = (cheapest(week), cheapest(own.all_seven()))
    many = " and ".join(f"{kind} meets the contract in {weeks_kept(kind)}" for kind in dict.fromkeys(kinds))
    return Judged(
        True, f"Right. But of the weeks with seeds 1 to {WEEKS[-1]}, {many}: who wins one week may have luck."
    )


def hosts_fail() -> Scenario:
    """Return a year of few videos in which each host is down for half a day now and then."""
    load = Workload.homogeneous(per_hour=PER_HOUR, days=DAYS, master_gb=SMALL_GB)  # so that disks cost next to nothing
    return Scenario(load, faults=faults.drawn(host=HOST, mttr_s=REPAIR_H * 3600))


@lru_cache(maxsize=1)
def redundant() -> tuple[int, float]:
    """Return the fewest boxes that keep the standard contract in that year, by search, and what they cost, USD a month.

    Raises
    ------
    EngineError : no number of boxes does
    """
    found = size(box(), hosts_fail(), Contract(), over={"replicas": range(1, MOST_BOXES + 1)}, prices=teaching())
    if not isinstance(found.architecture, Monolith):
        raise EngineError(f"up to {MOST_BOXES} boxes break {found.broken}; ask for hosts that fail less")
    return found.architecture.replicas, found.usd_per_month


@lru_cache(maxsize=MOST_BOXES)
def boxes_usd(boxes: int) -> float:
    """Return what so many boxes cost a month in that year, USD."""
    return simulate(box(boxes), hosts_fail(), prices=teaching()).bill.per_month


def redundancy_usd() -> float:
    """Return how much dearer a month is with the boxes that keep the contract than with one, USD."""
    return redundant()[1] - boxes_usd(1)


def boxes_by_theory(level: float = 0.999) -> int:
    """Return the fewest boxes of which one is up for a share of the time, if they fail on their own."""
    return next(n for n in range(1, MOST_BOXES + 1) if theory.replicated(HOST, n) >= level)


def two_failures(given: Costliest) -> Judged:
    """Say whether both failures are right."""
    right = (FAILURES[worst("upload")], FAILURES[worst("manage")])
    mine = (given.most_uploads, given.most_requests)
    if mine == right:
        lost = [f"{own.lost(worst(feature), feature):,}" for feature in ("upload", "manage")]
        return Judged(True, f"Right: {lost[0]} uploads in the rush, {lost[1]} requests while most people watch.")
    if mine[0] == mine[1] == right[0]:
        return Judged(False, "It costs the most uploads. When do people watch, and for how long is that one?", "X19")
    if mine == right[::-1]:
        return Judged(False, "Both are the right ones, each for the other question.")
    return Judged(False, f"Not yet: {sum(a == b for a, b in zip(mine, right, strict=True))} of the two.")


CHEAPEST: Final = Exercise(
    "09.E1",
    "The cheapest that keeps its promises",
    f"The week of `scenario` with **seed {SEED}**, all seven, the standard contract: **which** is the cheapest "
    "architecture that meets the contract, and what does it cost **a month**, in USD?",
    "",
    lambda: f"{cheapest(other_week())}{SLASH}{cheapest_usd():.2f}",
    USD_REL,
    "Half a per cent: you read it off a run, and need not round.",
    hints=(
        "Strike out first who breaks a clause, and look at money then.",
        f"`al.compare(architectures, scenario.but(seed={SEED}))` has `verdicts`, and a bill a run.",
    ),
    steps=(
        Step("The cheapest of all, contract or not", least_usd, "USD/month", "scorecard"),
        Step("The cheapest of those that remain", cheapest_usd, "USD/month", "scorecard"),
        Step("Weeks of twenty in which it meets it", lambda: float(weeks_kept(cheapest(other_week()))), "weeks"),
    ),
    prices=Priced("aws_us_east_1", billed=COURSE),
    form=Together(Cheapest(), tuple(Cheapest.model_fields), cheapest_judged),
)
REDUNDANCY: Final = Exercise(
    "09.E4",
    "The price of availability",
    f"One box with two slots, `al.Monolith(instance='{TWO_SLOTS}')`, has room for {PER_HOUR:g} videos an hour. But "
    f"each host is up only {HOST:.0%} of the time, down {REPAIR_H:g} h at a time, each on its own. As few boxes "
    "side by side as keep the standard contract, **99.9 %** of uploads: how many **USD a month** dearer are they than "
    f"the one, at teaching prices? (Seed 1, `al.Workload.homogeneous(per_hour={PER_HOUR:g}, days={DAYS}, "
    f"master_gb={SMALL_GB:g})`, `al.faults.drawn(host={HOST:g}, mttr_s={REPAIR_H * 3600:.0f})`.)",
    "USD",
    redundancy_usd,
    0.01,
    "One per cent leaves room for the disk, which is in both bills, and not for another number of boxes.",
    mistakes=(
        Mistake(lambda: boxes_usd(2) - boxes_usd(1), "One more: how often are both down together?"),
        Mistake(lambda: redundant()[1], "That is the bill of all of them; what comes on top is asked."),
        Mistake(lambda: (redundant()[0] - 1) * 0.2 * 24 * 7, "That is for a week; a month has 730 h."),
    ),
    hints=(
        "Down together: one share of the time times the other.",
        f"`al.size` finds the number: over={{'replicas': range(1, {MOST_BOXES + 1})}}, prices=al.prices.teaching().",
    ),
    steps=(
        Step("Boxes of which one is up 99.9 % of the time", lambda: float(boxes_by_theory()), "boxes", "1 − 0.04ⁿ"),
        Step("Boxes that keep the contract, by search", lambda: float(redundant()[0]), "boxes", "al.size"),
        Step("Their bill", lambda: redundant()[1], "USD/month"),
        Step("The bill of one", lambda: boxes_usd(1), "USD/month"),
    ),
    prices=Priced("teaching", (TWO_SLOTS,)),
)
COSTLIEST: Final = Exercise(
    "09.E5",
    "Two answers to one question",
    "Play each failure of the standard week alone on the monolith, in the canonical week. Which costs the most "
    "**uploads**, and which the most **requests** to manage or watch?",
    "",
    lambda: SLASH.join(FAILURES[worst(feature)] for feature in ("upload", "manage")),
    0.0,
    "Both are counted in runs.",
    hints=("When do uploads come, and when do people watch?", "Requests lost are a rate times a time."),
    steps=(
        Step("Most uploads lost", lambda: float(own.lost(worst("upload"), "upload")), "uploads", "in the rush"),
        Step("Requests lost then", lambda: float(own.lost(worst("upload"), "manage")), "requests", "half an hour"),
        Step("Most requests lost", lambda: float(own.lost(worst("manage"), "manage")), "requests", "19:00"),
    ),
    form=Together(Costliest(), tuple(Costliest.model_fields), two_failures),
)
