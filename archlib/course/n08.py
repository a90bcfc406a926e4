"""Notebook 08, resilience: its worked examples, sentences and keys, beside its bets and exercises."""

from collections.abc import Callable
from typing import Final

from archlib import theory
from archlib.course.exercise import Step, Worked
from archlib.course.n00 import weighted
from archlib.course.resilience_bets import BETS
from archlib.course.resilience_exercises import EXERCISES

PEAK: Final = 3.0  # times the mean load


def _worked(number: int, capacity: float, retries: int, layers: int, fails: float) -> Worked:
    question = (
        f"A service does {capacity:g} requests a second, behind {layers} layers with {retries} retries each. While it "
        f"is well, {fails:.0%} of the tries fail by themselves. What do retries mend, and what may they break?"
    )
    tries = retries + 1
    steps = (
        Step(
            "Fail with all tries",
            lambda: theory.final_failure(fails, retries),
            "1",
            f"{fails:g} to the power of {tries}",
        ),
        Step("Load while it is well", lambda: theory.attempts(fails, retries), "times", f"(1 − that) / {1 - fails:g}"),
        Step("Tries when all fail", lambda: float(tries**layers), "tries", f"{tries} to the power of {layers}"),
        Step("Load that survives", lambda: capacity / tries**layers, "requests/s", f"{capacity:g} / tries"),
    )
    return Worked(f"08.W{number}", "What retries mend and break", question, steps)


WORKED: Final = (
    _worked(1, 200.0, 2, 1, 0.05),
    _worked(2, 1000.0, 1, 2, 0.2),
    _worked(3, 600.0, 4, 2, 0.1),
    _worked(4, 5000.0, 2, 3, 0.02),
)

# what is so, beside the beliefs that are not; the notebook has no claims of its own
HOLDS: Final = (
    "What started an outage and what keeps it going can be two different things.",
    "Where failures are rare and independent, a few retries mend nearly all of them at little cost.",
    "Layers that each try again multiply their tries.",
    "A line that is bounded at what can be served within the timeout recovers by itself.",
)

# what its quiz asks for, by name
KEYS: Final[dict[str, Callable[[], float]]] = {
    "requests_of_a_struck_peak": lambda: 100 * weighted(PEAK),
    "time_of_a_struck_hour": lambda: 100 * weighted(1.0),
}

__all__ = ["BETS", "EXERCISES", "HOLDS", "KEYS", "WORKED"]
