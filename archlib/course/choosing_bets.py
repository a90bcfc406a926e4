"""The bets of notebook 09: which is the dearest, where a single box wins, and who gains from patience."""

from typing import Final

from archlib.architectures import Architecture, Functions, LoadBalanced, Monolith, QueueFleet
from archlib.course import choosing as own
from archlib.course.bet import Bet, Truth
from archlib.course.exercise import Mistake
from archlib.course.loads import box, played, steady
from archlib.scenario import Scenario
from archlib.theory import break_even_utilisation
from archlib.workload import Workload

ORDERS: Final = (
    "monolith, tiers behind balancers, functions",
    "functions, monolith, tiers behind balancers",
    "tiers behind balancers, functions, monolith",
)
RANKED: Final = ((0, 1, 2), (2, 0, 1), (1, 2, 0))  # of monolith, balanced, functions, in each of the orders
WEEKS: Final = ("one video every two hours", "18 an hour, day and night", "6 an hour, and 120 in an evening hour")
GAINS: Final = ("boxes that are always on", "a queue with its fleet", "functions")


def _order(usd: list[float]) -> str:
    ranked = tuple(sorted(range(len(usd)), key=lambda i: usd[i]))
    return ORDERS[RANKED.index(ranked)]


def _rank() -> Truth:
    rivals: list[Architecture] = [Monolith(), LoadBalanced(), Functions()]
    runs = [played(one, Scenario(own.rush())) for one in rivals]
    usd = [run.bill.per_month for run in runs]
    closed = [own.always_on(Monolith()), own.always_on(LoadBalanced()), own.done_by_functions(own.mean_per_hour())]
    text = (
        f"A month costs ${usd[0]:,.0f}, ${usd[1]:,.0f} and ${usd[2]:,.0f}. What is sized for the rush is paid for all "
        "day; functions are paid for their seconds."
    )
    return Truth(_order(usd), _order(closed), "number × price × 730 h; videos × GB-s × price", text, runs[0])


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
        "Six videos an hour, and 120 in an hour every evening, with five minutes of work each. Each of three designs "
        "keeps its standard size. **Order them from the cheapest to the dearest.**",
        "choice",
        _rank,
        ORDERS[0],
        choices=ORDERS,
        mistakes=(
            Mistake(lambda: ORDERS[0], "A second of function is dear, but nobody pays for idle ones.", "X12"),
            Mistake(lambda: ORDERS[2], "More instances are more hours to pay."),
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
)
