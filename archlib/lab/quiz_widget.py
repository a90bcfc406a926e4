"""A notebook's quiz, drawn by jupyterquiz inside a widget of ours, so that results come back and are kept.

jupyterquiz has no way to hand a result to Python: it changes the class of a feedback line. The widget's script runs
jupyterquiz's own files on the items given here and watches for that change. Nothing is fetched.
"""

import secrets
import string
from collections.abc import Sequence
from typing import Any

import anywidget
import traitlets
from jupyterquiz.dynamic.loader import load_questions_script  # type: ignore[import-untyped]  # it ships no types
from jupyterquiz.dynamic.renderer import build_script, build_styles, render_div  # type: ignore[import-untyped]

from archlib.course.quiz import Item, as_jupyterquiz, items
from archlib.course.quiz import warm_up as earlier
from archlib.lab.assets import STATIC
from archlib.lab.keeping import kept
from archlib.lab.told import Told

# readable on both papers: each pair has a contrast of 4.5 or more
COLOURS = {
    "--jq-multiple-choice-bg": "#00456E",
    "--jq-many-choice-bg": "#7A3600",
    "--jq-numeric-bg": "#00456E",
    "--jq-numeric-input-bg": "#ffffff",
    "--jq-numeric-input-label": "inherit",
    "--jq-incorrect-color": "#B03A00",
    "--jq-correct-color": "#00704F",
    "--jq-text-color": "#ffffff",
    "--jq-mc-button-bg": "#ffffff",
    "--jq-mc-button-border": "#777777",
}


class QuizWidget(Told, anywidget.AnyWidget):
    """Shows items of the bank and keeps how each went.

    Attributes
    ----------
    results : item id -> whether its last answer was right
    """

    _esm = STATIC / "quiz.js"
    _css = STATIC / "ask.css"

    title = traitlets.Unicode().tag(sync=True)
    page = traitlets.Unicode().tag(sync=True)
    script = traitlets.Unicode().tag(sync=True)
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)

    def __init__(self, title: str, asked: Sequence[Item]) -> None:
        self.items = tuple(asked)
        self.results: dict[str, bool] = {}
        page, script = _parts(as_jupyterquiz(self.items)) if self.items else ("", "")
        super().__init__(title=title, page=page, script=script, names=[item.id for item in self.items])
        self._tell("")
        self.on_msg(self._heard)

    def answer(self, id: str, ok: bool) -> None:
        """Note how an item went."""
        self.results[id] = ok
        self._tell(kept(lambda mine: mine.record_quiz(id, ok)))

    def text(self) -> str:
        """Return the questions with their choices as text; which is right is not told."""
        lines = [self.title]
        for i, item in enumerate(self.items, 1):
            lines += [f"{i}. {item.question}", *(f"   - {choice.answer}" for choice in item.choices)]
        return "\n".join(lines)

    def _tell(self, note: str) -> None:
        right = sum(self.results.values())
        text = f"{right} of {len(self.items)} right." if self.items else "There is no earlier notebook to ask about."
        self.status = " ".join(filter(None, [text, note]))

    def _heard(self, _: Any, content: Any, __: Any) -> None:
        if isinstance(content, dict) and content.get("type") == "answered" and content.get("id") in self.names:
            self.answer(str(content["id"]), bool(content.get("ok")))


def quiz(notebook: str) -> QuizWidget:
    """Return the quiz of a notebook, such as "01"."""
    return QuizWidget(f"Quiz {notebook}", items(notebook))


def warm_up(notebook: str, seed: int = 1) -> QuizWidget:
    """Return two items of earlier notebooks, to begin a later one with."""
    return QuizWidget("Warm-up: what do you still know?", earlier(notebook, seed))


def _parts(questions: list[dict[str, Any]]) -> tuple[str, str]:
    """Return jupyterquiz's HTML and script for some questions."""
    name = "".join(secrets.choice(string.ascii_letters) for _ in range(12))
    prefix, static, url = load_questions_script(questions, name)
    frame = render_div(name, False, True, False, len(questions), 760, 6, "left")
    return f"{frame}</div>{build_styles(name, COLOURS)}", build_script(prefix, static, url, name, True)
