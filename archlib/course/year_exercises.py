"""The exercises of notebook 10: a year's videos, a penalty, a rebuild that pays, and a plan that is safe."""

from typing import Final

from archlib.architectures import Functions, QueueFleet
from archlib.course.answers import Judged
from archlib.course.exercise import Exercise, Form, Mistake, Step
from archlib.course.years import (
    YEAR,
    all_year,
    fewest_workers,
    moved_in,
    saved_before_cost_usd,
    saved_in_years_usd,
    saved_usd,
)
from archlib.year import Plan, check
from archlib.year.clock import MONTHS
from archlib.year.rules import steps

BURN, MONTH = 3.0, 6
CHANGED: Final = 4  # the quarter of the rebuild
STEADY: Final = YEAR.but(launches_on=False)


def _fee_usd() -> float:
    return float(STEADY.expected()[MONTH - 1]) * YEAR.credits.fee_usd_per_video


def _credit(burn: float) -> float:
    return max(step.share for step in steps() if burn > step.burn)


def _month_one() -> float:
    return float(STEADY.expected()[0])


def _safe(fleet: QueueFleet) -> Judged:
    """Judge a fleet on the hidden years, and by what functions cost."""
    limit = all_year(Functions()).score_usd
    checked = check(YEAR, Plan.all_year(fleet))
    broken = [f for f in checked.findings if not f.ok]
    if broken:
        return Judged(False, f"Not yet. Hidden year {broken[0].year_number}, {broken[0].name}: {broken[0].text}.")
    score = checked.score_usd or 0.0
    if score > limit:
        return Judged(False, f"All is kept, for {score:,.0f} USD: functions all year cost {limit:,.0f} USD.")
    text = f"Right: all checks on three hidden years are in order, for {score:,.0f} USD on average."
    return Judged(True, f"{text} Spare workers of a fleet that falls to zero cost next to nothing.")


EXERCISES: Final = (
    Exercise(
        "10.E1",
        "A year's videos",
        "Month 1 brings 7,800 videos, and each month 1.2 times as many as the one before. How many **videos** come in "
        "the year? (No launches.)",
        "videos",
        lambda: float(STEADY.expected().sum()),
        0.01,
        "One per cent: the sum is exact, only rounding is forgiven.",
        mistakes=(
            Mistake(lambda: _month_one() * MONTHS, "That is a year without growth."),
            Mistake(lambda: _month_one() * YEAR.growth ** (MONTHS - 1), "That is month 12 alone."),
            Mistake(
                lambda: _month_one() * MONTHS * (1 + YEAR.growth ** (MONTHS - 1)) / 2, "Growth is no straight line."
            ),
        ),
        hints=("Each month is 1.2 times the last: a geometric series.",),
        steps=(
            Step("The series", lambda: (YEAR.growth**MONTHS - 1) / (YEAR.growth - 1), "months", "(1.2¹² − 1) / 0.2"),
            Step("Times month 1", lambda: float(STEADY.expected().sum()), "videos", "7,800 × that"),
        ),
    ),
    Exercise(
        "10.E2",
        "What a broken promise costs",
        "Without launches, month 6 brings 7,800 × 1.2⁵ videos, and customers pay 0.25 USD for each. One clause fails "
        "for **three times** as many as may fail. How many **USD** are given back, by the rules of the brief?",
        "USD",
        lambda: _fee_usd() * _credit(BURN),
        0.01,
        "One per cent, for rounding.",
        mistakes=(
            Mistake(_fee_usd, "The whole fee goes back from ten times the budget on."),
            Mistake(lambda: _fee_usd() * _credit(1.5), "That is the step for up to twice as many."),
            Mistake(lambda: _fee_usd() * _credit(BURN) * BURN, "A step is a share of the fee; it is not multiplied."),
        ),
        hints=("Read the line on penalties in the brief.",),
        steps=(
            Step("Fee of the month", _fee_usd, "USD", "7,800 × 1.2⁵ × 0.25"),
            Step("Share given back", lambda: _credit(BURN), "1"),
            Step("Given back", lambda: _fee_usd() * _credit(BURN), "USD"),
        ),
    ),
    Exercise(
        "10.E3",
        "Does it pay to move?",
        "Functions for three quarters, then a queue with up to **60** workers (all else as it comes). How many **USD** "
        "less does the year score than functions all year, the cost of moving included? Play both, seed 1.",
        "USD",
        lambda: saved_usd(CHANGED),
        0.02,
        "Two per cent: both are runs of the same seed, so only rounding is forgiven.",
        mistakes=(
            Mistake(lambda: saved_before_cost_usd(CHANGED), "That leaves out what the move costs."),
            Mistake(lambda: -saved_usd(CHANGED), "The sign: a lower score is saved."),
            Mistake(lambda: saved_usd(2), "That is a move in the second quarter."),
        ),
        hints=(
            "`al.Plan((al.Functions(),) * 3 + (al.QueueFleet(max_workers=60),))`",
            "Take one `score_usd` off the other.",
        ),
        steps=(
            Step("Functions all year", lambda: all_year(Functions()).score_usd, "USD"),
            Step("Moved in quarter 4", lambda: moved_in(CHANGED).score_usd, "USD"),
            Step("Of which the move", lambda: moved_in(CHANGED).migration_usd, "USD"),
            Step("Mean of seeds 1 to 5, 95 % interval from", lambda: saved_in_years_usd(CHANGED)[0], "USD"),
            Step("Mean of seeds 1 to 5, 95 % interval to", lambda: saved_in_years_usd(CHANGED)[1], "USD"),
        ),
    ),
    Exercise(
        "10.E4",
        "Safe on years that nobody has seen",
        "One queue with its fleet, all year. How many **workers at most** keep the contract in every month of three "
        "hidden years, for a score below that of functions all year? Your answer is played.",
        "workers",
        lambda: float(2 * fewest_workers()),
        0.0,
        "Every number that passes is right.",
        mistakes=(
            Mistake(
                lambda: float(fewest_workers() - 1),
                "One fewer than the year that is known needs; others need more.",
                "X16",
            ),
        ),
        hints=(
            "The launches are what the fleet has to be large enough for.",
            "What does a worker cost that is not started?",
        ),
        steps=(
            Step("Fewest in the year that is known", lambda: float(fewest_workers()), "workers"),
            Step("With as many again to spare", lambda: float(2 * fewest_workers()), "workers"),
        ),
        form=Form(QueueFleet(), ("max_workers",), _safe),
    ),
)
