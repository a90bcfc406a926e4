"""Exercises on the decision map: where functions stop being the cheapest, and how patience moves the boundary."""

from functools import lru_cache, partial
from typing import Final, Literal

import numpy as np

from archlib import faults
from archlib.architectures import Functions, Monolith, QueueFleet
from archlib.course.answers import Judged
from archlib.course.exercise import Exercise, Form, Mistake, Step
from archlib.course.priced import Priced
from archlib.course.together import SLASH, Together
from archlib.maps import DecisionMap, decision_map
from archlib.params import Params, param

LEVEL: Final = 0.99
HOUR_S, PATIENCE_S = 3600.0, (720.0, 3600.0, 28_800.0)
BURSTY, MILD = 20.0, 5.0
MANY: Final = 20_000.0
STEPS: Final = (1_000.0, 2_000.0, 5_000.0, 10_000.0, 20_000.0, 50_000.0)  # videos a month
SEEDS: Final = (1, 2, 3)
THREE: Final = (Monolith, QueueFleet, Functions)
Three = Literal["Monolith", "QueueFleet", "Functions"]


class Volume(Params):
    """A load by its videos a month."""

    per_month: float = param(
        1_000.0, ge=1, le=100_000, unit="videos/month", scale="log", help="videos in a month of 730 h"
    )


class Winners(Params):
    """Who is the cheapest, deadline by deadline."""

    within_12_minutes: Three = param("Monolith", unit="", help="the cheapest if videos must be ready in 12 minutes")
    within_1_hour: Three = param("Monolith", unit="", help="the cheapest if they must be ready in an hour")
    within_8_hours: Three = param("Monolith", unit="", help="the cheapest if they must be ready in 8 hours")

    @property
    def names(self) -> tuple[str, ...]:
        """The three, the shortest deadline first."""
        return tuple(getattr(self, name) for name in type(self).model_fields)


@lru_cache(maxsize=1)
def bursty_row() -> DecisionMap:
    """Return box, fleet and functions over the volume at a rush of twenty times the mean; nothing fails."""
    return _three(STEPS, BURSTY, (HOUR_S,))


@lru_cache(maxsize=1)
def patient_cell() -> DecisionMap:
    """Return the same three for 20,000 videos a month and a rush of five times the mean, at three deadlines."""
    return _three((MANY,), MILD, PATIENCE_S)


def boundary() -> tuple[float, float]:
    """Return the last volume of the row at which functions are the cheapest, and the next one, videos a month."""
    winners = list(bursty_row().winner(LEVEL)[0])
    last = max(i for i, name in enumerate(winners) if name == "Functions")
    return STEPS[last], STEPS[last + 1]


def between() -> float:
    """Return the middle of the boundary, videos a month."""
    return sum(boundary()) / 2


def winners() -> tuple[str, ...]:
    """Return who wins at each deadline, the shortest first."""
    return tuple(str(patient_cell().winner(LEVEL, within)[0, 0]) for within in PATIENCE_S)


def least_usd(within_s: float) -> float:
    """Return what the winner at a deadline costs, USD a month."""
    return float(np.nanmin(patient_cell().layer(LEVEL, within_s).usd_per_month))


def judged(given: Volume) -> Judged:
    """Say whether a volume lies where functions stop being the cheapest, by what all three cost on both sides."""
    low, high = boundary()
    if low <= given.per_month <= high:
        return Judged(True, f"Right: at {low:,.0f} functions are still the cheapest, at {high:,.0f} the fleet is.")
    if given.per_month < low:
        return Judged(False, f"Not yet: with {given.per_month:,.0f} videos a month functions are the cheapest.")
    return Judged(False, f"Too many: with {given.per_month:,.0f} videos a month another one has long been cheaper.")


def ranked(given: Winners) -> Judged:
    """Say whether all three are the cheapest, and what the wrong ones overlook."""
    right = [mine == true for mine, true in zip(given.names, winners(), strict=True)]
    if all(right):
        return Judged(True, "Right: patience makes room for machines that are slower, and that are kept busy.")
    if right[:2] == [True, True] and given.within_8_hours == "Monolith":
        return Judged(
            False,
            "A box is cheap if its work can wait. But in the monolith the customer waits at the door, and no contract "
            "makes customers patient: it is sized for the rush whatever the deadline is.",
        )
    if set(given.names) == {"Functions"}:
        return Judged(False, "They start at once, but every second of their work is dearer than a fleet's.", "X12")
    return Judged(False, f"Not yet: {sum(right)} of the three.")


def _three(volumes: tuple[float, ...], peak: float, deadlines_s: tuple[float, ...]) -> DecisionMap:
    return decision_map(
        volumes,
        (peak,),
        levels=(LEVEL,),
        deadlines_s=deadlines_s,
        architectures=[each() for each in THREE],
        seeds=SEEDS,
        faults=faults.none(),
    )


MAP_EXERCISES: Final = (
    Exercise(
        "09.E2",
        "Where functions stop being the cheapest",
        "Only three designs are open to you: a **single box**, a **queue with its fleet**, and **functions**, each "
        "sized to 99 % of everything, ready within an hour. The rush is **20 times** the mean, and nothing fails. From "
        "how many **videos a month** on are functions no longer the cheapest? Any number between the last volume at "
        "which they are and the first at which they are not (of 1, 2, 5, 10 ... thousand) will do.",
        "videos/month",
        between,
        0.0,
        "Judged by sizing all three at volumes that grow in steps of 1, 2 and 5.",
        mistakes=(
            Mistake(lambda: 300.0, "There a single idle worker or box costs more than all the functions.", "X12"),
            Mistake(lambda: 50_000.0, "What is paid by the second is dearer than a fleet that is kept busy.", "X12"),
        ),
        hints=(
            "al.decision_map takes volumes, peaks, architectures and faults, and has a method winner.",
            "A second of function costs more, and nothing between the rushes: find where both together are equal.",
        ),
        steps=(
            Step("Functions are the last time the cheapest at", lambda: boundary()[0], "videos/month", "decision_map"),
            Step("The fleet is cheaper at", lambda: boundary()[1], "videos/month", "decision_map"),
        ),
        prices=Priced("aws_us_east_1", billed=THREE, sized=True),
        form=Form(Volume(), ("per_month",), judged),
    ),
    Exercise(
        "09.E3",
        "What patience does to the winner",
        "The same three designs, 20,000 videos a month, a rush of **5 times** the mean, 99 % of everything, and "
        "nothing fails. Who is the cheapest when videos must be ready **within 12 minutes**, who **within 1 hour**, "
        "who **within 8 hours**?",
        "",
        lambda: SLASH.join(winners()),
        0.0,
        "Computed by sizing all three to each deadline.",
        hints=(
            "One video in a hundred needs more than twelve minutes of work in one slot. Who can be given more speed?",
            "One map of one cell has all three deadlines: deadlines_s=(720, 3600, 28800).",
        ),
        steps=tuple(
            Step(f"The cheapest within {within / 60:g} min costs", partial(least_usd, within), "USD/month")
            for within in PATIENCE_S
        ),
        prices=Priced("aws_us_east_1", billed=THREE, sized=True),
        form=Together(Winners(), tuple(Winners.model_fields), ranked),
    ),
)  # fmt: skip
