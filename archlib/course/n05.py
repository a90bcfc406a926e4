"""Notebook 05, microservices: its bets, exercises and worked examples."""

from collections.abc import Callable
from typing import Final

from archlib.course.bet import Bet
from archlib.course.exercise import Exercise, Worked

BETS: Final[tuple[Bet, ...]] = ()

EXERCISES: Final[tuple[Exercise, ...]] = ()

WORKED: Final[tuple[Worked, ...]] = ()

KEYS: Final[dict[str, Callable[[], float]]] = {}
