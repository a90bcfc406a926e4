"""Notebook 04, queues and worker fleets: its worked examples and keys, beside its bets and exercises."""

from collections.abc import Callable
from typing import Final

from archlib import theory
from archlib.course.exercise import Step, Worked
from archlib.course.fleets import PER_WORKER, visible_of
from archlib.course.queue_bets import BETS
from archlib.course.queue_exercises import EXERCISES

MESSAGES, WORKERS = 12, 4  # of the quiz


def _worked(number: int, outage_h: float, workers: int, per_hour: float) -> Worked:
    able = workers * PER_WORKER
    question = (
        f"{per_hour:g} videos an hour of 5 minutes each come to {workers} workers. Processing is down for "
        f"{outage_h:g} h. How long does the backlog take to go?"
    )
    steps = (
        Step("Has piled up", lambda: per_hour * outage_h, "videos", f"{per_hour:g} × {outage_h:g}"),
        Step("Spare", lambda: able - per_hour, "videos/h", f"{workers} × 12 − {per_hour:g}"),
        Step("Gone after", lambda: theory.drain_time(outage_h, per_hour / able), "h", "piled up / spare"),
    )
    return Worked(f"04.W{number}", "How long a backlog takes to go", question, steps)


WORKED: Final = (
    _worked(1, 0.5, 10, 60.0),
    _worked(2, 1.0, 5, 45.0),
    _worked(3, 2.0, 10, 96.0),
    _worked(4, 4.0, 6, 54.0),
)

# what its quiz asks for, by name
KEYS: Final[dict[str, Callable[[], float]]] = {
    "visible_of_twelve": lambda: visible_of(MESSAGES, WORKERS),
    "in_flight_of_twelve": lambda: MESSAGES - visible_of(MESSAGES, WORKERS),
    "all_of_twelve": lambda: float(MESSAGES),
}

__all__ = ["BETS", "EXERCISES", "KEYS", "WORKED"]
