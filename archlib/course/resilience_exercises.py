"""The exercises of notebook 08: boundary, layers, recovery, the longest line, retries that help, and a budget."""

from typing import Final

from archlib import theory
from archlib.course.boundaries import box, found_boundary, large_enough, largest_room
from archlib.course.exercise import Exercise, Form, Mistake, Step
from archlib.course.layers import multiplied
from archlib.course.recovery import expected_back_s, mean_back_s
from archlib.course.storms import CAPACITY, Storm
from archlib.prices import MONTH_HOURS

RETRIES, LAYERS = 3, 3
FAILS: Final = 0.1
SLO: Final = 0.999
ALONE: Final = Storm(retries=0)
SEEDS: Final = range(1, 21)


def mean_alone_s() -> float:
    """Return how long the storm without retries lasts after its cause, mean of twenty runs, s."""
    return mean_back_s(ALONE, SEEDS) or 0.0


def budgets(hours: float) -> float:
    """Return how many budgets of a month of 730 h an outage uses."""
    return hours / (theory.error_budget_s(SLO, MONTH_HOURS * 3600) / 3600)


EXERCISES: Final = (
    Exercise(
        "08.E1",
        "The boundary",
        "A service can do 100 requests a second. Customers try three times more when they get no answer in time. From "
        "which **load** on does it not come back after an outage?",
        "requests/s",
        lambda: found_boundary(RETRIES),
        0.05,
        "Five per cent: just below the boundary a line takes minutes to go, so a run finds it a little early.",
        mistakes=(
            Mistake(lambda: CAPACITY, "At the capacity it is overloaded even when nobody tries again.", "X9"),
            Mistake(lambda: CAPACITY / RETRIES, "Three retries are four tries."),
            Mistake(lambda: 2 * CAPACITY / (RETRIES + 1), "That is for one retry."),
        ),
        hints=("How many tries does one request lead to at most?", "The tries of all have to fit into the capacity."),
        steps=(
            *(
                Step(f"{r} retries", lambda r=r: theory.stability_boundary(CAPACITY, r), "requests/s", f"100 / {r + 1}")  # type: ignore[misc]  # r is a default
                for r in (1, 2, 3)
            ),
            Step("Found by halving, run by run", lambda: found_boundary(RETRIES), "requests/s"),
        ),
    ),
    Exercise(
        "08.E2",
        "Layers multiply",
        "Three layers call each other, and each tries **four times** in all. The last one fails every try. How many "
        "**tries** reach it for one request?",
        "tries",
        lambda: multiplied(RETRIES, LAYERS),
        0.0,
        "Tries are whole, so there is no tolerance.",
        mistakes=(
            Mistake(lambda: float((RETRIES + 1) * LAYERS), "Each try of a layer leads to four of the next.", "X9"),
            Mistake(lambda: float(RETRIES**LAYERS), "That leaves out the first try of each layer."),
        ),
        hints=("Begin at the customer: four calls to the first layer.",),
        steps=(Step("Counted in a run", lambda: multiplied(RETRIES, LAYERS), "tries", "4 × 4 × 4"),),
    ),
    Exercise(
        "08.E3",
        "Without retries",
        "Capacity 100 a second, load 70, timeout 1 s. The service hangs for 10 s, its line is kept, and **nobody tries "
        "again**. How many **seconds** after that do customers get their answers again, on average?",
        "s",
        mean_alone_s,
        0.05,
        "Five per cent of the mean of twenty runs; a single run is off by a fifth and more.",
        mistakes=(
            Mistake(lambda: ALONE.per_s * ALONE.outage_s / (CAPACITY - ALONE.per_s), "Then the line is empty."),
            Mistake(lambda: ALONE.per_s * ALONE.outage_s / CAPACITY, "New requests go on coming meanwhile.", "X15"),
            Mistake(lambda: 0.0, "Those who wait are served first, though they have given up."),
        ),
        hints=("700 wait at the end of the outage.", "With how many before you do you still get your answer in 1 s?"),
        steps=(
            Step("Wait at the end", lambda: ALONE.per_s * ALONE.outage_s, "requests", "70 × 10"),
            Step("May wait", lambda: CAPACITY * ALONE.timeout_s, "requests", "100 × 1"),
            Step("Served again after", lambda: expected_back_s(ALONE), "s", "(700 − 100) / (100 − 70)"),
            Step("Mean of twenty runs", mean_alone_s, "s"),
        ),
    ),
    Exercise(
        "08.E4",
        "The longest line",
        "One box of one slot, load 70 of 100 a second, three retries, timeout 1 s, an outage of 10 s. Set **room**, "
        "how many may wait, as large as it may be for the box to come back by itself. Your answer is run.",
        "requests",
        lambda: float(largest_room()),
        0.0,
        "Judged by runs: it has to come back with yours, and not with a room that is a quarter larger.",
        mistakes=(Mistake(lambda: 400.0, "A place in a long line is a promise that cannot be kept.", "X15"),),
        hints=("Who waits for longer than the timeout is served in vain.", "How many are served within one timeout?"),
        steps=(
            Step("Served within a timeout", lambda: CAPACITY * 1.0, "requests", "100 × 1"),
            Step("Found by running", lambda: float(largest_room()), "requests"),
        ),
        form=Form(box(), ("room",), large_enough),
    ),
    Exercise(
        "08.E5",
        "Where retries help",
        "One try in ten fails, each by itself, and nothing is overloaded. What **share** of the requests fails with "
        "three retries?",
        "1",
        lambda: theory.final_failure(FAILS, RETRIES),
        0.01,
        "One per cent: the formula is exact.",
        mistakes=(
            Mistake(lambda: FAILS**RETRIES, "Three retries are four tries, and all of them have to fail."),
            Mistake(lambda: FAILS, "That is one try alone."),
            Mistake(lambda: FAILS * RETRIES, "Chances of things that all have to happen multiply."),
        ),
        hints=("All tries have to fail.",),
        steps=(
            Step("Fail", lambda: theory.final_failure(FAILS, RETRIES), "1", "0.1 to the power of 4"),
            Step("Load", lambda: theory.attempts(FAILS, RETRIES), "times", "1 + 0.1 + 0.01 + 0.001"),
        ),
    ),
    Exercise(
        "08.E6",
        "One hour of 99.9 %",
        "A feature of 99.9 % is down for one hour in a month of 730 h. How many of its monthly **error budgets** does "
        "that use?",
        "budgets",
        lambda: budgets(1.0),
        0.01,
        "One per cent lets you start from 43.8 minutes.",
        mistakes=(
            Mistake(lambda: 1 / budgets(1.0), "That is the budget over the outage, the wrong way round."),
            Mistake(lambda: 1 / (1 - SLO), "That is the burn rate while it is down, not what is used in the hour."),
        ),
        hints=("What may be lost in the month, in minutes?",),
        steps=(
            Step("May be lost", lambda: theory.error_budget_s(SLO, MONTH_HOURS * 3600) / 60, "min", "0.001 × 730 × 60"),
            Step("Used", lambda: budgets(1.0), "budgets", "60 / 43.8"),
        ),
    ),
)
