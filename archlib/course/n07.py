"""Notebook 07, serverless functions: its worked examples and keys, beside its bets and exercises."""

from collections.abc import Callable
from typing import Final

from archlib import theory
from archlib.course import invocations as own
from archlib.course.exercise import Step, Worked
from archlib.course.function_bets import BETS
from archlib.course.function_exercises import EXERCISES
from archlib.prices import teaching


def _worked(number: int, per_month: float, work_s: float, memory_mb: float, per_s: float) -> Worked:
    question = (
        f"{per_month:,.0f} calls a month of {work_s:g} s each with {memory_mb:,.0f} MB; at the busiest hour {per_s:g} "
        "come each second. What does a month cost by the teaching price list, and how many run at once?"
    )
    price, request = (teaching().price(item).usd for item in (own.GB_SECOND, own.REQUEST))
    each = own.gb_seconds(work_s, memory_mb)
    steps = (
        Step("One call", lambda: each, "GB-s", f"{work_s:g} × {memory_mb:g} / 1,024"),
        Step("Memory and time", lambda: per_month * each * price, "USD", "calls × GB-s × price"),
        Step("Requests", lambda: per_month * request, "USD", f"calls × {1e6 * request:g} / 1,000,000"),
        Step("At once", lambda: theory.little(per_s, work_s), "environments", f"{per_s:g} × {work_s:g}"),
    )
    return Worked(f"07.W{number}", "A month of a function", question, steps)


WORKED: Final = (
    _worked(1, 1_000_000, 0.2, 512.0, 5.0),
    _worked(2, 3_000_000, 0.1, 1024.0, 8.0),
    _worked(3, 20_000, 300.0, 3538.0, 0.05),
    _worked(4, 500_000, 12.0, 1769.0, 2.5),
)

QUIZ_PER_S, QUIZ_S = 20.0, 3.0

# what its quiz asks for, by name
KEYS: Final[dict[str, Callable[[], float]]] = {
    "functions_at_once": lambda: theory.little(QUIZ_PER_S, QUIZ_S),
    "functions_per_second": lambda: QUIZ_PER_S,
    "functions_per_each": lambda: QUIZ_PER_S / QUIZ_S,
}

__all__ = ["BETS", "EXERCISES", "KEYS", "WORKED"]
