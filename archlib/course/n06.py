"""Notebook 06, the event-driven system: its bets, exercises and worked examples."""

from collections.abc import Callable
from typing import Final

from archlib import theory
from archlib.course.event_bets import BETS
from archlib.course.event_exercises import EXERCISES, WORKED

QUIZ_FAILS, QUIZ_RETRIES = 0.25, 2

# what its quiz asks for, by name
KEYS: Final[dict[str, Callable[[], float]]] = {
    "tries_of_an_upload": lambda: theory.attempts(QUIZ_FAILS, QUIZ_RETRIES),
    "tries_if_all_are_made": lambda: QUIZ_RETRIES + 1.0,
    "tries_one_retry": lambda: theory.attempts(QUIZ_FAILS, 1),
    "tries_without_end": lambda: 1 / (1 - QUIZ_FAILS),
}

__all__ = ["BETS", "EXERCISES", "KEYS", "WORKED"]
