"""Notebook 00, measures and money: its exercises and worked examples; its bets are in `measure_bets`."""

import math
from collections.abc import Callable
from typing import Final

from archlib import theory
from archlib.course.exercise import Exercise, Mistake, Step, Worked
from archlib.course.loads import EVENING
from archlib.course.measure_bets import BETS as BETS
from archlib.course.measure_bets import PER_HOUR, REPAIR_H, SLO, WORK_H, budget_min, clean_months
from archlib.prices import MONTH_HOURS


def weighted(factor: float, hours: float = 1.0) -> float:
    """Return the share of a month's requests that an outage leaves, at a multiple of the mean load."""
    return 1 - factor * hours / MONTH_HOURS


EXERCISES: Final = (
    Exercise(
        "00.E1",
        "An error budget",
        "The objective is 99.9 % of a month of 730 h. How many **minutes** may fail?",
        "min",
        lambda: budget_min(SLO),
        0.01,
        "One per cent lets you round to whole tenths of a minute.",
        mistakes=(
            Mistake(lambda: budget_min(SLO) / 60, "That is in hours; minutes are asked for."),
            Mistake(lambda: budget_min(0.99), "That is the budget of 99 %."),
        ),
        hints=("The budget is the share that may fail, times the period.", "Turn the hours into minutes."),
        steps=(Step("Minutes allowed", lambda: budget_min(SLO), "min", "(1 − 0.999) × 730 × 60"),),
    ),
    Exercise(
        "00.E2",
        "One outage against the budget",
        "With the same objective a feature is down for one hour. How many **monthly budgets** does that burn?",
        "budgets",
        lambda: 60 / budget_min(SLO),
        0.01,
        "One per cent lets you start from a rounded budget.",
        mistakes=(Mistake(lambda: budget_min(SLO) / 60, "That is the budget over the outage, the wrong way round."),),
        hints=("Divide what was lost by what may be lost.",),
        steps=(
            Step("Minutes allowed", lambda: budget_min(SLO), "min", "(1 − 0.999) × 730 × 60"),
            Step("Budgets burnt", lambda: 60 / budget_min(SLO), "budgets", "60 / minutes allowed"),
        ),
    ),
    Exercise(
        "00.E3",
        "Busy slots",
        "60 videos an hour arrive, each with 5 minutes of work. What is the load in **erlangs**?",
        "erlangs",
        lambda: theory.little(PER_HOUR, WORK_H),
        0.02,
        "Two per cent: the closed form is exact, and a run of a week comes this near to it.",
        mistakes=(
            Mistake(lambda: PER_HOUR * 5, "Minutes met hours: bring λ and S to one unit of time first."),
            Mistake(lambda: 60 / 5, "That is how many videos one slot does in an hour."),
        ),
        hints=("Little's law: a = λ × S.", "Write 5 minutes in hours."),
        steps=(Step("Load", lambda: theory.little(PER_HOUR, WORK_H), "erlangs", "60 /h × 5/60 h"),),
    ),
    Exercise(
        "00.E4",
        "Weighted by requests",
        "A feature is down for one hour of a month of 730 h, when the load is 3 times its mean. What is its "
        "**request-weighted** availability?",
        "1",
        lambda: weighted(EVENING),
        0.0002,
        "A fiftieth of a per cent: a wider band would take the time-weighted answer as well.",
        mistakes=(
            Mistake(lambda: weighted(1.0), "That is weighted by time: it does not see who came.", "X19"),
            Mistake(lambda: 1 - weighted(EVENING), "That is the share that failed."),
        ),
        hints=("How many hours of mean load does the outage take?",),
        steps=(Step("Requests served", lambda: weighted(EVENING), "1", "1 − 3 × 1 / 730"),),
    ),
    Exercise(
        "00.E5",
        "A clean month",
        "A part is up 99.9 % of the time and takes one hour to repair on average, both at random. In what **share of "
        "months** (730 h) is there no outage at all?",
        "1",
        clean_months,
        0.03,
        "Three per cent: whether the month must also begin up changes the last digit only.",
        mistakes=(
            Mistake(lambda: 1.0, "Then no month would ever show an outage of a part that fails.", "X20"),
            Mistake(lambda: SLO, "That is the share of time up, not of months without an outage.", "X20"),
            Mistake(lambda: 1 - math.exp(-MONTH_HOURS / theory.mtbf(SLO, REPAIR_H)), "That is the other months."),
        ),
        hints=("The mean time up follows from availability and repair.", "Gaps are exponential: exp(−t / mean)."),
        steps=(
            Step("Mean time up", lambda: theory.mtbf(SLO, REPAIR_H), "h", "1 h × 0.999 / 0.001"),
            Step("Months without outage", clean_months, "1", "0.999 × exp(−730 / mean time up)"),
        ),
    ),
)


def _worked(number: int, factor: float, hours: float) -> Worked:
    question = (
        f"An outage of {hours:g} h meets {factor:g} times the mean load. What is the request-weighted availability of "
        "the month (730 h), and how many budgets of 99.9 % does it burn?"
    )
    lost = factor * hours
    steps = (
        Step("Hours of mean load lost", lambda: lost, "h", f"{factor:g} × {hours:g}"),
        Step("Share of requests lost", lambda: 1 - weighted(factor, hours), "1", "hours lost / 730"),
        Step("Availability", lambda: weighted(factor, hours), "1", "1 − share lost"),
        Step("Budgets burnt", lambda: (1 - weighted(factor, hours)) / (1 - SLO), "budgets", "share lost / 0.001"),
    )
    return Worked(f"00.W{number}", "What an outage costs", question, steps)


WORKED: Final = (_worked(1, 2.0, 1.0), _worked(2, 0.5, 3.0), _worked(3, 2.5, 0.5), _worked(4, 1.5, 2.0))

# what is so, beside the beliefs that are not; the notebook has no claims of its own
HOLDS: Final = (
    "The same outage loses more requests in a busy hour than in a quiet one.",
    "An objective of 99.9 % lets less than an hour of a month fail.",
    "On average as many slots are busy as arrivals in an hour times the hours of work of each.",
    "A bill is a sum of quantities times prices, and a machine's idle hours are among them.",
)

# what its quiz asks for, by name
KEYS: Final[dict[str, Callable[[], float]]] = {
    "budget_99_min": lambda: budget_min(0.99),
    "budget_99_9_min": lambda: budget_min(0.999),
    "budget_99_99_min": lambda: budget_min(0.9999),
}
