"""The numbers that quiz items ask for, computed from the models; the bank names them and holds none."""

from collections.abc import Callable
from typing import Final

from archlib.course import boxes, n00

KEYS: Final[dict[str, Callable[[], float]]] = {
    "budget_99_min": lambda: n00.budget_min(0.99),
    "budget_99_9_min": lambda: n00.budget_min(0.999),
    "budget_99_99_min": lambda: n00.budget_min(0.9999),
    "box_month_usd": boxes.month_usd,
    "box_two_months_usd": lambda: boxes.month_usd(2),
    "box_month_usd_when_busy_only": lambda: boxes.month_usd() * boxes.used_share(),
}
