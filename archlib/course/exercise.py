"""Exercises: a question whose answer the model knows, and what wrong answers betray."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from archlib.course.answers import Judged, close, read_number
from archlib.course.priced import Priced
from archlib.errors import ArchlibError, ParameterError
from archlib.params import Params

P = TypeVar("P", bound=Params)
Value = Callable[[], float | str]  # a number, or one of the choices


@dataclass(frozen=True)
class Mistake:
    """An answer that betrays what went wrong; `value` is computed, `says` is the feedback."""

    value: Value
    says: str
    misconception: str = ""


@dataclass(frozen=True)
class Step:
    """One line of a worked calculation: what is done, the formula as `shown`, and its value in `unit`."""

    text: str
    value: Callable[[], float]
    unit: str = ""
    shown: str = ""

    @property
    def line(self) -> str:
        """The step with its result, such as "A month at this price: 0.20 × 730 = 146 USD"."""
        formula = f"{self.shown} = " if self.shown else ""
        return f"{self.text}: {formula}{say(self.value(), self.unit)}"


@dataclass(frozen=True)
class Form(Generic[P]):
    """An answer that is a configuration: fields of `start` to be set until `goal`, such as a run, is content."""

    start: P
    fields: tuple[str, ...]
    goal: Callable[[P], Judged]

    def read(self, given: Any) -> P:
        """Return the parameters that were given whole, as a mapping of their fields, or as the one field's value.

        Raises
        ------
        ParameterError
            for parameters of another kind, a field that is not asked for, or a value outside its bounds
        """
        if isinstance(given, Params):
            if not isinstance(given, type(self.start)):
                kind = type(self.start).__name__
                raise ParameterError(f"answer {type(given).__name__} is not asked for; configure a {kind}")
            return self.start.but(**{name: getattr(given, name) for name in self.fields})
        if isinstance(given, Mapping):
            strange = [str(name) for name in given if name not in self.fields]
            if strange:
                raise ParameterError(f"field {strange[0]!r} is not asked for; set {', '.join(self.fields)}")
            return self.start.but(**{name: self._value(name, value) for name, value in given.items()})
        return self.start.but(**{self.fields[0]: self._value(self.fields[0], given)})

    def _value(self, name: str, value: Any) -> Any:
        kind = type(self.start).specs()[name].kind
        if kind not in ("int", "float"):
            return value
        number = read_number(value)
        return int(number) if kind == "int" and number == int(number) else number


@dataclass(frozen=True)
class Exercise:
    """A question with a computed answer.

    Attributes
    ----------
    id, title, question : such as "01.E3"; the question is plain text with **bold** and `code`
    unit : of the answer; "1" for a share, "" for a choice
    answer : computes the right answer from the model
    rel, why : how far off an answer may be, as a share of it, and the reason for just that
    mistakes : answers that betray a misconception
    hints : one after the other, never the answer
    steps : the calculation, shown by `reveal`
    prices : the rows of a price list that are used, None for none
    choices : texts to choose from, where the answer is not a number
    form : how a configuration is taken and tried, where the answer is one
    """

    id: str
    title: str
    question: str
    unit: str
    answer: Value
    rel: float
    why: str
    mistakes: tuple[Mistake, ...] = ()
    hints: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    prices: Priced | None = None
    choices: tuple[str, ...] = ()
    form: Form[Any] | None = None

    def check(self, given: Any) -> Judged:
        """Judge an answer: a number, a text, parameters or a mapping of their fields. It never raises for bad input."""
        try:
            if self.form is not None:
                return _configured(self.form, given, self.mistakes)
            return self._chosen(given) if self.choices else self._number(read_number(given, self.unit))
        except ArchlibError as error:
            return Judged(False, str(error))

    def reveal(self) -> str:
        """Return the answer in words with the calculation, a line a step."""
        value = self.answer()
        lines = [step.line for step in self.steps]
        return "\n".join([*lines, f"Answer: {value if isinstance(value, str) else say(value, self.unit)}"])

    def _number(self, given: float) -> Judged:
        truth = self.answer()
        if not isinstance(truth, str) and close(given, truth, self.rel):
            near = f"within {100 * self.rel:.3g} % of" if self.rel else "exactly"
            return Judged(True, f"Right: {near} the model's answer. {self.why}")
        return recognised(given, self.mistakes, self.rel) or Judged(False, self._hint(given, truth))

    def _chosen(self, given: Any) -> Judged:
        given = given.strip() if isinstance(given, str) else given
        if given not in self.choices:
            return Judged(False, f"answer {given!r:.60} is not one of: {'; '.join(self.choices)}. Choose one of them.")
        if given == self.answer():
            return Judged(True, f"Right. {self.why}")
        return recognised(given, self.mistakes, 0.0) or Judged(False, "Not so. Run the model and look again.")

    def _hint(self, given: float, truth: float | str) -> str:
        where = "too large" if not isinstance(truth, str) and given > truth else "too small"
        unit = f" The unit asked for is {self.unit}." if self.unit not in ("", "1") else ""
        return f"Not yet: {given:g} is {where}.{unit}"


@dataclass(frozen=True)
class Worked:
    """A calculation in steps, id such as "01.W1"; it fades by leaving the last steps blank."""

    id: str
    title: str
    question: str
    steps: tuple[Step, ...]
    rel: float = 0.01

    def check(self, i: int, given: Any) -> Judged:
        """Judge what was typed into step i, counted from 0; results may be rounded to `rel`."""
        if not 0 <= i < len(self.steps):
            raise ParameterError(f"{self.id}: step {i!r} is not there; the steps are 0 to {len(self.steps) - 1}")
        step = self.steps[i]
        try:
            ok = close(read_number(given, step.unit), step.value(), self.rel)
        except ArchlibError as error:
            return Judged(False, str(error))
        what = step.shown or step.text
        return Judged(ok, "Right." if ok else f"Not yet. This step is {what}, in {step.unit or 'pure numbers'}.")


def recognised(given: Any, mistakes: tuple[Mistake, ...], rel: float) -> Judged | None:
    """Return the feedback of the mistake that an answer equals (of numbers the nearest within `rel`), or None."""
    found = [(_apart(given, m.value(), rel), m) for m in mistakes]
    distance, mistake = min(found, key=lambda pair: pair[0], default=(math.inf, None))
    if mistake is None or distance == math.inf:
        return None
    return Judged(False, mistake.says, mistake.misconception)


def _apart(given: Any, value: float | str, rel: float) -> float:
    """How far an answer is from a mistaken one, infinite beyond `rel`; texts are equal or not."""
    if isinstance(value, str) or isinstance(given, str):
        return 0.0 if given == value else math.inf
    return abs(given - value) if close(given, value, rel, 1e-9) else math.inf


def say(value: float, unit: str = "") -> str:
    """Return a number with its unit: six digits of a share, otherwise four."""
    if unit == "1":
        return f"{value:.6g}"
    number = f"{value:,.0f}" if value == int(value) and abs(value) < 1e15 else f"{value:,.4g}"
    if abs(value) >= 1e4 and value != int(value):
        number = f"{value:,.0f}"
    return f"{number} {unit}".strip()


def _configured(form: Form[Any], given: Any, mistakes: tuple[Mistake, ...]) -> Judged:
    made = form.read(given)
    judged = form.goal(made)
    if judged.ok or len(form.fields) != 1:
        return judged
    known = recognised(getattr(made, form.fields[0]), mistakes, 0.0)
    return judged if known is None else Judged(False, f"{judged.text} {known.text}", known.misconception)
