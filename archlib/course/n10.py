"""Notebook 10, the capstone: its worked examples, sentences and keys, beside its bets and exercises."""

import math
from collections.abc import Callable
from typing import Final

from archlib.course.exercise import Step, Worked
from archlib.course.year_bets import BETS
from archlib.course.year_exercises import EXERCISES

GROWTH = 1.1
DEARER, RUNNING = 3_000.0, 9  # USD of a rebuild; months that are left
SAVED = 500.0  # USD a month


def _worked(number: int, videos: float, growth: float, months: int, fee: float) -> Worked:
    question = (
        f"Month 1 brings {videos:,g} videos, each month {growth:g} times as many as the last, and customers pay "
        f"{fee:g} USD a video. What do {months} months bring?"
    )
    series = (growth**months - 1) / (growth - 1)
    shown = f"({growth:g} to the power of {months} − 1) / {growth - 1:.3g}"
    steps = (
        Step("The last month is", lambda: growth ** (months - 1), "times", f"{growth:g} to the power of {months - 1}"),
        Step("Videos in it", lambda: videos * growth ** (months - 1), "videos", f"{videos:,g} × that"),
        Step("All months, in first months", lambda: series, "months", shown),
        Step("Fees", lambda: videos * series * fee, "USD", f"{videos:,g} × that × {fee:g}"),
    )
    return Worked(f"10.W{number}", "What growth adds up to", question, steps)


WORKED: Final = (
    _worked(1, 1_000.0, 1.1, 6, 0.5),
    _worked(2, 20_000.0, 1.05, 12, 0.1),
    _worked(3, 500.0, 1.5, 8, 1.0),
    _worked(4, 7_800.0, 1.3, 4, 0.25),
)

# what is so, beside the beliefs that are not; the notebook has no claims of its own
HOLDS: Final = (
    "The cheapest design for this month need not be the cheapest for the year.",
    "A decision that is written down with its reasons can be changed for a reason.",
    "What is sized for a year that is known may fail in another one.",
    "Room that is paid only while it is used is cheap insurance.",
)

# what its quiz asks for, by name
KEYS: Final[dict[str, Callable[[], float]]] = {
    "months_to_double": lambda: math.log(2) / math.log(GROWTH),
    "months_to_double_added": lambda: 1 / (GROWTH - 1),
    "months_to_pay_back": lambda: DEARER / SAVED,
    "months_to_pay_back_of_all": lambda: RUNNING * SAVED / DEARER,
}

__all__ = ["BETS", "EXERCISES", "HOLDS", "KEYS", "WORKED"]
