"""An exercise in the page: an answer is checked by running the model, and never shown unless asked for twice."""

from collections.abc import Mapping
from typing import Any

from archlib.course.answers import Judged
from archlib.course.catalogue import exercise as found
from archlib.course.exercise import Exercise, Form
from archlib.course.priced import Priced
from archlib.lab.ask import Ask
from archlib.lab.asking import Part, Tone, View, button, folded, listed, named, said, tabled
from archlib.lab.beliefs import belief
from archlib.lab.controls import label, read, specs_of, written
from archlib.lab.keeping import kept
from archlib.params import FieldSpec, Params

ANSWER = "answer"


class ExerciseWidget(Ask):
    """Asks one exercise.

    Attributes
    ----------
    judged : the verdict on the last answer, None before the first
    """

    def __init__(self, exercise: Exercise, answer: Any = None) -> None:
        self.exercise = exercise
        self.judged: Judged | None = None
        self.given: Any = None
        self.hints, self.asked, self.shown, self.note = 0, False, False, ""
        super().__init__()
        if exercise.form is not None:
            self.values = _written(exercise.form.start, exercise.form.fields)
        if answer is not None:
            self.check(answer)
        self.refresh()

    def check(self, given: Any) -> Judged:
        """Judge an answer, and keep the result."""
        self.given, self.asked = given, False
        form = self.exercise.form
        if form is not None and isinstance(given, type(form.start)):
            self.values |= _written(given, form.fields)
        elif isinstance(given, dict):
            self.values |= {name: written(value) for name, value in given.items()}
        else:
            self.values[ANSWER] = str(given)
        self.judged = judged = self.exercise.check(given)
        self.note = kept(lambda progress: progress.record_answer(self.exercise.id, given, judged.ok))
        return judged

    def act(self, name: str) -> None:
        if name == "check":
            self.check(self._typed())
        elif name == "hint":
            self.hints = min(self.hints + 1, len(self.exercise.hints))
        elif name == "show":
            self.asked = True
        elif name == "keep trying":
            self.asked = False
        elif name == "really show":
            self.asked, self.shown = False, True

    def current(self) -> View:
        exercise = self.exercise
        return View(
            f"Exercise {exercise.id} · {exercise.title}",
            exercise.question,
            notes=_notes(exercise.prices),
            above=_prices(exercise.prices),
            inputs=tuple(_inputs(exercise)),
            actions=tuple(self._buttons()),
            status=self._status(),
            tone=self._tone(),
            below=tuple(self._below()),
            values=dict(self.values),
        )

    def _typed(self) -> Any:
        form = self.exercise.form
        if form is None:
            return self.values.get(ANSWER, "")
        specs = _specs(form)
        return {name: read(specs[name], self.values.get(name, "")) for name in form.fields}

    def _buttons(self) -> list[Part]:
        left = len(self.exercise.hints) - self.hints
        made = [button("check", "Check", main=True)]
        if left:
            made.append(button("hint", f"Hint ({left} left)"))
        if self.asked:
            made += [button("really show", "Yes, show it"), button("keep trying", "No, I go on trying")]
        elif not self.shown:
            made.append(button("show", "Show the answer"))
        return made

    def _status(self) -> str:
        if self.trouble:
            return self.trouble
        if self.asked:
            return "Do you really want to see the answer? You learn more from one more try."
        if self.judged is None:
            return ""
        return " ".join(filter(None, [self.judged.text, self.note]))

    def _tone(self) -> Tone:
        if self.trouble:
            return "wrong"
        if self.asked or self.judged is None:
            return "told" if self.asked else ""
        return "right" if self.judged.ok else "wrong"

    def _below(self) -> list[Part]:
        below = []
        if self.judged is not None and self.judged.misconception:
            below.append(belief(self.judged.misconception))
        if self.hints:
            below += [said("**Hints**"), listed(list(self.exercise.hints[: self.hints]))]
        if self.shown:
            below.append(said(f"**The answer**\n\n{self.exercise.reveal().replace(chr(10), chr(10) * 2)}", "answer"))
        return below


def exercise(id: str, answer: Any = None) -> ExerciseWidget:
    """Return an exercise of the course.

    Parameters
    ----------
    id : such as "01.E3"
    answer : checked at once if given: a number, a text, an architecture or a mapping of fields

    Raises
    ------
    ParameterError
        if no exercise has this id; the message names the nearest
    """
    return ExerciseWidget(found(id), answer)


def _notes(priced: Priced | None) -> tuple[str, ...]:
    return (f"Prices: the list `{priced.list.name}`, as of {priced.list.as_of}.",) if priced else ()


def _prices(priced: Priced | None) -> tuple[Part, ...]:
    """Return the rows of the price list that the exercise's numbers use, as the list has them."""
    if priced is None:
        return ()
    rows = [[row.item, written(row.listed), row.listed_unit, row.as_of, row.source] for row in priced.rows()]
    return (folded("Prices used", tabled(["item", "price", "unit", "as of", "source"], rows)),)


def _inputs(exercise: Exercise) -> list[Part]:
    if exercise.form is not None:
        return _fields(exercise.form)
    if exercise.choices:
        return [{"kind": "choice", "key": ANSWER, "label": "Your answer", "choices": list(exercise.choices)}]
    return [{"kind": "number", "key": ANSWER, "label": "Your answer", "unit": named(exercise.unit), "enter": "check"}]


def _fields(form: Form[Any]) -> list[Part]:
    specs, made = _specs(form), []
    for name in form.fields:
        spec = specs[name]
        part: Part = {"key": name, "label": label(spec), "unit": named(spec.unit), "kind": "number", "enter": "check"}
        if spec.kind in ("choice", "bool"):
            choices = [written(choice) for choice in spec.choices] if spec.kind == "choice" else ["true", "false"]
            part |= {"kind": "select", "choices": choices}
        elif spec.kind == "other":
            part |= {"kind": "text"}
        made.append(part)
    return made


def _specs(form: Form[Any]) -> Mapping[str, FieldSpec]:
    kind: type[Params] = type(form.start)
    return specs_of(kind)


def _written(made: Params, fields: tuple[str, ...]) -> dict[str, str]:
    return {name: written(getattr(made, name)) for name in fields}
