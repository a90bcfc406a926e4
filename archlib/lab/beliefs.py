"""Misconceptions in the page: the paragraph that names one, and the check at a notebook's end."""

from dataclasses import dataclass
from random import Random

from archlib.course import catalogue, claims, quiz
from archlib.course import misconceptions as bank
from archlib.lab.ask import Ask
from archlib.lab.asking import Part, View, button, said

TRUE, FALSE = "true", "false"


def belief(id: str) -> Part:
    """Return the paragraph that names a misconception by its number and says what shows it wrong."""
    entry = bank.misconception(id)
    return said(f"**{id}: a common belief.** “{entry.belief}” {entry.shown_by}", "misconception")


@dataclass(frozen=True)
class Statement:
    """A line to be marked: a claim of the course or another that `holds`, or a common belief that is wrong."""

    id: str
    text: str
    holds: bool


def statements(notebook: str) -> tuple[Statement, ...]:
    """Return beliefs that a notebook meets, among as many of its claims, in an order that is always the same."""
    wrong = [Statement(x, bank.misconception(x).belief, False) for x in _met(notebook)]
    right = [Statement(claim.id, claim.claim, True) for claim in claims.of(notebook)]
    right += [Statement(f"{notebook}.H{n}", text, True) for n, text in enumerate(catalogue.holds(notebook), 1)]
    order = Random(f"beliefs of {notebook}")  # noqa: S311  # an order of lines, no secret
    mixed = wrong + order.sample(right, min(len(right), max(2, len(wrong))))
    order.shuffle(mixed)
    return tuple(mixed)


class Beliefs(Ask):
    """States claims and common beliefs, mixed; the learner marks each as true or false."""

    def __init__(self, notebook: str) -> None:
        self.notebook = notebook
        self.statements = statements(notebook)
        self.checked = False
        super().__init__()

    def act(self, name: str) -> None:
        if name == "check":
            self.checked = True

    def current(self) -> View:
        marks = {each.id: self.values.get(each.id, "") for each in self.statements}
        wrong = [each for each in self.statements if marks[each.id] not in ("", TRUE if each.holds else FALSE)]
        blank = sum(not mark for mark in marks.values())
        n = len(self.statements)
        status = f"{n - blank - len(wrong)} of {n} marked right." + (f" Not marked: {blank}." if blank else "")
        return View(
            f"True or false? Notebook {self.notebook}",
            "Mark each line: some are claims that the course shows, some are beliefs that it shows wrong.",
            inputs=tuple(_input(each) for each in self.statements),
            actions=(button("check", "Check", main=True),),
            status=self.trouble or (status if self.checked else ""),
            tone="" if not self.checked else "wrong" if wrong or blank else "right",
            below=tuple(map(_feedback, wrong)) if self.checked else (),
            values=dict(self.values),
        )


def misconceptions(notebook: str) -> Beliefs:
    """Return the check of what a notebook is about, such as "01"."""
    return Beliefs(notebook)


def _met(notebook: str) -> list[str]:
    """Return the ids of the misconceptions that a notebook shows wrong or recognises, in the bank's order.

    One that only later notebooks show wrong is not judged yet.
    """
    asked = [
        *(bet.mistakes for bet in catalogue.bets().values() if bet.id.startswith(f"{notebook}.")),
        *(one.mistakes for one in catalogue.exercises().values() if one.id.startswith(f"{notebook}.")),
    ]
    met = {mistake.misconception for mistakes in asked for mistake in mistakes}
    met |= {x for item in quiz.items(notebook) for x in item.misconceptions}
    return [
        entry.id
        for entry in bank.misconceptions()
        if notebook in entry.notebooks or (entry.id in met and min(entry.notebooks) <= notebook)
    ]


def _input(each: Statement) -> Part:
    return {"kind": "choice", "key": each.id, "label": each.text, "choices": [TRUE, FALSE]}


def _feedback(each: Statement) -> Part:
    if not each.holds:
        return belief(each.id)
    return said(f"**{each.id} is so.** {each.text} Look again at the cell that shows it.", "misconception")
