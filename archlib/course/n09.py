"""Notebook 09, compare and choose: its exercises, worked examples, sentences and keys, beside its bets."""

from collections.abc import Callable
from typing import Final

from archlib.architectures import COURSE
from archlib.course import choosing as own
from archlib.course.choosing_bets import BETS as BETS
from archlib.course.choosing_map import MAP_EXERCISES
from archlib.course.exercise import Exercise, Mistake, Step, Worked
from archlib.course.loads import TWO_SLOTS
from archlib.course.priced import Priced
from archlib.faults import standard_week
from archlib.prices import MONTH_HOURS


def worst(feature: str) -> int:
    """Return which failure of the standard week, alone, costs the monolith the most requests of a feature."""
    return max(range(len(standard_week().scheduled)), key=lambda number: own.lost(number, feature))


def cheapest_usd() -> float:
    """Return what the cheapest of the seven that meets the contract costs a month, USD."""
    week = own.all_seven()
    return week[str(week.cheapest)].bill.per_month


def least_usd() -> float:
    """Return the lowest bill of the seven, whether or not the contract is met, USD a month."""
    return min(run.bill.per_month for run in own.all_seven())


EXERCISES: Final = (
    Exercise(
        "09.E1",
        "The cheapest that keeps its promises",
        "The notebook's own week (`week` above, with the standard contract): what does the **cheapest architecture "
        "that meets the contract** cost **a month**, in USD?",
        "USD",
        cheapest_usd,
        0.005,
        "Half a per cent: you read it off a run, and need not round.",
        mistakes=(
            Mistake(least_usd, "That is the cheapest of all; it breaks a clause of the contract."),
            Mistake(lambda: own.all_seven()["Microservices"].bill.per_month, "It meets the contract; one is cheaper."),
            Mistake(lambda: cheapest_usd() * 7 * 24 / MONTH_HOURS, "That is for the week; a month has 730 h."),
        ),
        hints=("Strike out first who breaks a clause, and look at money then.", "The scorecard has both."),
        steps=(Step("The cheapest of those that remain", cheapest_usd, "USD", "scorecard"),),
        prices=Priced("aws_us_east_1", billed=COURSE),
    ),
    *MAP_EXERCISES,
    Exercise(
        "09.E4",
        "The price of a second box",
        "One box with two slots costs $0.20 an hour, and does all the work. A **second one** stands beside it, so that "
        "either may fail. How many **USD a month** more is that, at teaching prices?",
        "USD",
        own.second_box,
        0.01,
        "One per cent leaves room for a month of 30 days and 10 hours, and not for one of 31 days.",
        mistakes=(
            Mistake(lambda: 2 * own.box_usd(), "That is both boxes; what comes on top is asked."),
            Mistake(lambda: own.box_usd() / 2, "The work is shared; the price of an hour is not."),
            Mistake(lambda: 0.2 * 24 * 7, "That is for a week; a month has 730 h."),
        ),
        hints=("What is paid for depends on hours, and not on work.",),
        steps=(Step("One box for a month", own.box_usd, "USD", "0.20 × 730"),),
        prices=Priced("teaching", (TWO_SLOTS,)),
    ),
    Exercise(
        "09.E5",
        "Two answers to one question",
        "Play each failure of the standard week alone on the monolith, in the canonical week. One of them costs the "
        "most uploads, **another** the most requests to manage or watch. How many **requests** does that one cost?",
        "requests",
        lambda: float(own.lost(worst("manage"), "manage")),
        0.01,
        "One per cent: watching is a rate here, so the count is exact.",
        mistakes=(
            Mistake(
                lambda: float(own.lost(worst("upload"), "manage")),
                "That one costs the most uploads. When do people watch?",
                "X19",
            ),
            Mistake(
                lambda: float(own.lost(worst("upload"), "upload")),
                "Those are the uploads that the other one costs.",
            ),
        ),
        hints=("When do uploads come, and when do people watch?", "Requests lost are a rate times a time."),
        steps=(
            Step("Most uploads lost", lambda: float(own.lost(worst("upload"), "upload")), "uploads", "in the rush"),
            Step("Requests lost then", lambda: float(own.lost(worst("upload"), "manage")), "requests", "half an hour"),
            Step("Most requests lost", lambda: float(own.lost(worst("manage"), "manage")), "requests", "19:00"),
        ),
    ),
)  # fmt: skip


def _worked(number: int, hour_usd: float, slots: int, work_s: float, video_usd: float) -> Worked:
    question = (
        f"A box with {slots} slots costs {hour_usd:g} USD an hour. A video needs {work_s:g} s of a slot; as a function "
        f"it costs {video_usd:g} USD. From how many videos a month is the box cheaper, and can it do so many?"
    )
    month, even = hour_usd * MONTH_HOURS, hour_usd * MONTH_HOURS / video_usd
    most = slots * MONTH_HOURS * 3600 / work_s
    steps = (
        Step("The box for a month", lambda: month, "USD", f"{hour_usd:g} × 730"),
        Step("As many as cost the same", lambda: even, "videos", f"that / {video_usd:g}"),
        Step("It can do at most", lambda: most, "videos", f"{slots} × 730 × 3,600 / {work_s:g}"),
        Step("It must be busy for", lambda: even / most, "1", "the second / the third"),
    )
    return Worked(f"09.W{number}", "Where a box begins to pay", question, steps)


WORKED: Final = (
    _worked(1, 0.2, 2, 300.0, 0.0177),
    _worked(2, 0.4, 4, 120.0, 0.007),
    _worked(3, 0.1, 1, 600.0, 0.035),
    _worked(4, 0.8, 8, 60.0, 0.004),
)

# what is so, beside the beliefs that are not; the claims belong to the notebooks before
HOLDS: Final = (
    "Which architecture is the cheapest depends on how many videos come, and when.",
    "An architecture that is cheaper may break the contract, and then it is no choice.",
    "The more patience a contract has, the fewer machines that are always on are needed.",
    "The failure that costs the most uploads need not be the one that costs the most requests.",
)

CARD_USD, CARD_VIDEO_USD = 0.40, 0.02  # a box an hour; a video as a function

# what its quiz asks for, by name
KEYS: Final[dict[str, Callable[[], float]]] = {
    "box_pays_from": lambda: CARD_USD * MONTH_HOURS / CARD_VIDEO_USD,
    "box_pays_from_an_hour": lambda: CARD_USD / CARD_VIDEO_USD,
    "box_pays_from_a_day": lambda: CARD_USD * 24 / CARD_VIDEO_USD,
}
