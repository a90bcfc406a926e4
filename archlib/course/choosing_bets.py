"""The bets of notebook 09: which is the cheapest, where a single box wins, who gains from patience, who is dearest."""

from typing import Final

from archlib.architectures import COURSE, Functions, QueueFleet
from archlib.course import choosing as own
from archlib.course.bet import Bet, Truth
from archlib.course.exercise import Mistake
from archlib.course.loads import box, played, steady
from archlib.scenario import Scenario
from archlib.theory import break_even_utilisation
from archlib.workload import Workload

# kind -> what a bet calls it
SEVEN: Final = {
    "Monolith": "one program on one box",
    "Tiers": "tiers",
    "LoadBalanced": "tiers behind balancers",
    "QueueFleet": "a queue with its fleet",
    "Microservices": "microservices",
    "EventDriven": "events, with containers at work",
    "Functions": "functions",
}
WEEKS: Final = ("one video every two hours", "18 an hour, day and night", "6 an hour, and 120 in an evening hour")
GAINS: Final = ("boxes that are always on", "a queue with its fleet", "functions")


def _end(last: bool, text: str, formula: str) -> Truth:
    """Return which of the seven is the cheapest, or the dearest, by runs and by hand."""
    found, by_hand = (max(usd, key=lambda kind: usd[kind]) if last else min(usd, key=lambda kind: usd[kind])
                      for usd in (own.rush_usd(), own.rush_by_hand()))  # fmt: skip
    ranked = sorted(own.rush_usd().items(), key=lambda pair: pair[1])
    told = ", ".join(f"{SEVEN[kind]} ${usd:,.0f}" for kind, usd in ranked)
    run = played(next(each for each in COURSE if each.__name__ == found)(), Scenario(own.rush()))
    return Truth(SEVEN[found], SEVEN[by_hand], formula, f"A month costs: {told}. {text}", run)


def _cheapest() -> Truth:
    text = "What stands ready for the rush is paid for all day; what is started for a video is paid while it works."
    return _end(False, text, "hours always on × price + hours of work × price, no idle minutes")


def _dearest() -> Truth:
    text = "Each instance that is always on is paid for 730 h, and so are the balancers before them."
    return _end(True, text, "number × price × 730 h")


def weeks() -> tuple[Workload, ...]:
    """Return the loads of the second bet."""
    return steady(own.SPARSE), steady(own.BUSY), own.rush()


def wins(load: Workload) -> bool:
    """Return whether one box is in time for nearly all, and cheaper than a fleet and than functions."""
    run = played(box(), Scenario(load))
    in_time = run.availability["process"].deadline_share or 0.0
    others = (own.monthly(QueueFleet(), load), own.monthly(Functions(), load))
    return in_time >= own.IN_TIME and run.bill.per_month < min(others)


def _by_formula() -> str:
    """Return the week in which a box is busier than at break-even, and never asked for more than it can."""
    even = break_even_utilisation(own.box_usd(), own.done_by_functions(own.SLOTS * 3600 / own.WORK_S))
    means, peaks = (own.SPARSE, own.BUSY, own.mean_per_hour()), (own.SPARSE, own.BUSY, own.PEAK)
    good = [own.load_of_box(m) > even and own.load_of_box(p) < 1 for m, p in zip(means, peaks, strict=True)]
    return WEEKS[good.index(True)]


def _single() -> Truth:
    (won,) = [name for name, load in zip(WEEKS, weeks(), strict=True) if wins(load)]
    busy, rush = (own.monthly(Functions(), load) for load in weeks()[1:])
    text = (
        f"A box is ${own.box_usd():,.0f} a month, whatever comes. At an even rate functions cost ${busy:,.0f}. With "
        f"the rush they cost ${rush:,.0f}, and one box is too small for that hour: many are refused."
    )
    return Truth(won, _by_formula(), "busier than at break-even, and peak below capacity", text, played(box(), _even()))


def _even() -> Scenario:
    return Scenario(steady(own.BUSY))


def _patience() -> Truth:
    shares = own.saved()
    best = GAINS[list(shares).index(max(shares, key=lambda name: shares[name]))]
    few, many = own.boxes_by_flow(own.LATE_S), own.boxes_by_flow(own.SOON_S)
    text = (
        f"Boxes fall from {own.boxes_for(own.SOON_S)} to {own.boxes_for(own.LATE_S)}, and save {shares['box']:.0%} of "
        f"their bill; a fleet saves {shares['fleet']:.0%}, for it pays by the hour of work; functions save nothing."
    )
    run = played(own.patient(own.boxes_for(own.LATE_S)), Scenario(own.rush()))
    return Truth(best, GAINS[0] if few < many else GAINS[1], "boxes ∝ peak rate, or ∝ mean rate", text, run)


BETS: Final = (
    Bet(
        "09.P1",
        "Six videos an hour, and 120 in an hour every evening, with five minutes of work each. Each of the seven "
        "keeps its standard size. **Which is the cheapest?**",
        "choice",
        _cheapest,
        SEVEN["Monolith"],
        choices=tuple(SEVEN.values()),
        mistakes=(
            Mistake(lambda: SEVEN["Monolith"], "It has one bill only, and pays for its idle hours too.", "X12"),
            Mistake(lambda: SEVEN["Functions"], "Nearly: idle time is free here too, but a second of work is dearer."),
            Mistake(lambda: SEVEN["QueueFleet"], "Its workers come and go; its doors and those of watching never do."),
        ),
    ),
    Bet(
        "09.P2",
        "One box with two slots for $0.20 an hour, which is always on, against a queue with its fleet and against "
        "functions. 99 % must be ready within an hour. **In which week is the box the cheapest?**",
        "choice",
        _single,
        WEEKS[0],
        choices=WEEKS,
        mistakes=(
            Mistake(lambda: WEEKS[0], "Then it is idle nearly all of the time, and costs as much.", "X12"),
            Mistake(lambda: WEEKS[2], "On average it has room. In the rush it has not.", "X16"),
        ),
    ),
    Bet(
        "09.P3",
        "The contract asked for ready videos within 12 minutes. Now **8 hours** are enough. Each design may become "
        "smaller. **Whose bill falls by the largest share?**",
        "choice",
        _patience,
        GAINS[2],
        choices=GAINS,
        mistakes=(
            Mistake(lambda: GAINS[1], "It pays for hours of work, and the work is the same later."),
            Mistake(lambda: GAINS[2], "They pay for seconds of work, and these are as many later."),
        ),
    ),
    Bet(
        "09.P4",
        "The week of the first bet once more, seven designs of standard size, and nothing fails. **Which is the "
        "dearest?**",
        "choice",
        _dearest,
        SEVEN["Microservices"],
        choices=tuple(SEVEN.values()),
        mistakes=(
            Mistake(lambda: SEVEN["Microservices"], "Many doors, but small ones; its workers go when work is done."),
            Mistake(lambda: SEVEN["Functions"], "A second of theirs is dear, but nobody pays for idle ones.", "X12"),
        ),
    ),
)
