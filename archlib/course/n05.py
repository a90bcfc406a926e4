"""Notebook 05, microservices: its bets, exercises and worked examples."""

from collections.abc import Callable
from typing import Final

from archlib.course import partners
from archlib.course.small_bets import BETS
from archlib.course.small_exercises import EXERCISES, WORKED

QUIZ_PARTNERS: Final = 8

# what its quiz asks for, by name
KEYS: Final[dict[str, Callable[[], float]]] = {
    "partner_queues": lambda: float(partners.ordered_pairs(QUIZ_PARTNERS)),
    "partner_pairs": lambda: float(partners.pairs(QUIZ_PARTNERS)),
    "partner_bus_links": lambda: float(partners.by_bus(QUIZ_PARTNERS, QUIZ_PARTNERS)),
}

__all__ = ["BETS", "EXERCISES", "KEYS", "WORKED"]
