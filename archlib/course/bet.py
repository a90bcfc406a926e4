"""Bets: what a learner expects before a run, laid beside what it shows and what a closed form says."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from archlib.course.answers import read_number
from archlib.course.exercise import Mistake, recognised, say
from archlib.errors import ParameterError
from archlib.outcome import Run

Answer = float | str | tuple[float, ...]


@dataclass(frozen=True)
class Curve:
    """The frame of a sketch: one point to drag at each x, between `y_low` and `y_high`."""

    x: tuple[float, ...]
    x_title: str
    y_title: str
    y_low: float
    y_high: float
    x_scale: Literal["linear", "log"] = "linear"
    y_scale: Literal["linear", "log"] = "linear"


@dataclass(frozen=True)
class Truth:
    """What came out: simulated, by closed form (None where there is none) with its formula, and one sentence."""

    simulated: Answer
    closed_form: Answer | None
    formula: str
    text: str
    run: Run | None = None


@dataclass(frozen=True)
class Row:
    """One line of the table that follows a bet, such as ("your bet", 12.0, "12 workers")."""

    name: str
    value: Answer
    shown: str


@dataclass(frozen=True)
class Outcome:
    """A bet beside the truth. `ratio` is bet / truth where both are numbers and the truth is not 0, else None."""

    rows: tuple[Row, ...]
    ratio: float | None
    text: str
    misconception: str = ""
    truth: Truth | None = None


@dataclass(frozen=True)
class Bet:
    """A question to be answered before the run.

    Attributes
    ----------
    id, question : such as "01.P1"
    kind : "number", "choice" or "curve"
    unit, choices : of a number; of a choice
    truth : runs the model when first asked, see `known`
    prefilled : a plausible bet, not the answer, for readers who skip betting
    low, high, scale : of the number's slider
    curve : the frame of a sketched curve
    mistakes : bets that betray a misconception
    """

    id: str
    question: str
    kind: Literal["number", "choice", "curve"]
    truth: Callable[[], Truth]
    prefilled: Answer
    unit: str = ""
    choices: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 1.0
    scale: Literal["linear", "log"] = "linear"
    curve: Curve | None = None
    mistakes: tuple[Mistake, ...] = field(default=())

    @cached_property
    def known(self) -> Truth:
        """The truth, computed once."""
        return self.truth()

    def read(self, given: Any) -> Answer:
        """Return the bet that was given, checked; it runs nothing.

        Raises
        ------
        ParameterError
            if it is no finite number, none of the choices, or not one number for each x of the curve
        """
        if self.kind == "number":
            return read_number(given, self.unit)
        if self.kind == "choice":
            if given not in self.choices:
                raise ParameterError(f"bet {given!r:.60} is not one of: {'; '.join(self.choices)}; choose one of them")
            return str(given)
        return self._points(given)

    def compare(self, given: Any) -> Outcome:
        """Return the bet beside the truth, with one sentence; errors as of `read`."""
        bet, truth = self.read(given), self.known
        values = [("your bet", bet), ("simulated", truth.simulated)]
        if truth.closed_form is not None:
            values.append(("closed form", truth.closed_form))
        rows = tuple(Row(name, value, self._shown(value)) for name, value in values)
        ratio = _ratio(bet, truth.simulated)
        wrong = None if _agrees(bet, truth.simulated) else recognised(bet, self.mistakes, 0.02)
        text = f"{self._sentence(bet, truth.simulated, ratio)} {truth.text}"
        if wrong is None:
            return Outcome(rows, ratio, text, "", truth)
        return Outcome(rows, ratio, f"{text} {wrong.text}", wrong.misconception, truth)

    def _points(self, given: Any) -> tuple[float, ...]:
        n = len(self.curve.x) if self.curve else 0
        if isinstance(given, (str, bytes)) or not hasattr(given, "__iter__"):
            raise ParameterError(f"bet {given!r:.60} is no curve; give {n} numbers, one for each x")
        points = tuple(read_number(y) for y in given)
        if len(points) != n:
            raise ParameterError(f"the curve has {len(points)} points, not {n}; give one number for each x")
        return points

    def _shown(self, value: Answer) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, tuple):
            return ", ".join(f"{y:.3g}" for y in value)
        return say(value, self.unit)

    def _sentence(self, bet: Answer, found: Answer, ratio: float | None) -> str:
        if isinstance(bet, tuple) and isinstance(found, tuple):
            off = _worst(bet, found)
            return f"At its worst point your curve is off by a factor of {off:.3g}."
        if _agrees(bet, found):
            return "You bet right."
        if ratio is None:
            return "You bet otherwise than it came."
        if ratio <= 0:
            return "Your bet is not of the size that came out."
        return f"Your bet is {ratio:.3g} times what came out."


def _ratio(bet: Answer, found: Answer) -> float | None:
    if isinstance(bet, float) and isinstance(found, float) and found != 0:
        return bet / found
    return None


def _agrees(bet: Answer, found: Answer) -> bool:
    if isinstance(bet, float) and isinstance(found, float):
        return math.isclose(bet, found, rel_tol=0.05)
    return bet == found


def _worst(bet: tuple[float, ...], found: tuple[float, ...]) -> float:
    """The largest factor between two curves; infinite where one is above 0 and the other not."""
    pairs = [(a, b) for a, b in zip(bet, found, strict=True) if a != b]
    return max((max(a / b, b / a) if a > 0 and b > 0 else math.inf for a, b in pairs), default=1.0)
