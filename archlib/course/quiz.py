"""The quiz: items from a bank in data/quiz/, as the widget jupyterquiz takes them.

The bank holds no key: a numeric item names a function of `archlib.course.keys`, and of a choice only a digest of the
right text is kept, so that looking into the file does not give it away at a glance.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from archlib.course.keys import KEYS
from archlib.course.track import notebooks
from archlib.data import data_dir
from archlib.errors import DataError, nearest

WARM_UP = 2


@dataclass(frozen=True)
class Choice:
    """One answer of an item with its feedback."""

    answer: str
    correct: bool
    feedback: str


@dataclass(frozen=True)
class Wrong:
    """A wrong number that is recognised: the name of its key, and what to say."""

    key: str
    feedback: str


@dataclass(frozen=True)
class Item:
    """One item, id such as "01.Q1"; `choices` of a choice, or `key` (with `rel`, `wrong`, `default`) of a number."""

    id: str
    notebook: str
    claims: tuple[str, ...]
    misconceptions: tuple[str, ...]
    question: str
    why: str
    choices: tuple[Choice, ...] = ()
    key: str = ""
    rel: float = 0.01
    wrong: tuple[Wrong, ...] = ()
    default: str = ""


def items(notebook: str) -> tuple[Item, ...]:
    """Return the items of a notebook, none if it has no bank yet.

    Raises
    ------
    DataError : an item of the bank is not well formed; the message names it
    """
    return _bank(notebook)


def warm_up(notebook: str, seed: int = 1) -> tuple[Item, ...]:
    """Return two items of earlier notebooks, chosen by the seed; none for the first notebook.

    One is of the notebook before, the other of those before that (of the second notebook both are of the first): what
    was learned last is asked first, and what was learned long ago comes back. No item is asked in two notebooks that
    follow each other.
    """
    banks = [items(n.number) for n in notebooks() if n.number < notebook]
    if not banks:
        return ()
    *others, last = banks
    before = [n.number for n in notebooks() if n.number < notebook][-1]
    asked = set(warm_up(before, seed))
    generator = np.random.default_rng([seed, int(notebook)])
    pools = [last, [item for bank in others for item in bank] or last]
    chosen: list[Item] = []
    for pool in pools:
        left = [item for item in pool if item not in asked and item not in chosen]
        chosen.append(left[int(generator.integers(len(left)))])
    return tuple(chosen)


def as_jupyterquiz(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Return items in the format of jupyterquiz 2.9.6, numbers computed now."""
    return [_choices(item) if item.choices else _number(item) for item in items]


def seal(id: str, answer: str) -> str:
    """Return what the bank keeps of the right choice of an item."""
    return hashlib.sha256(f"{id}\n{answer}".encode()).hexdigest()[:16]


def _choices(item: Item) -> dict[str, Any]:
    answers = [{"answer": c.answer, "correct": c.correct, "feedback": c.feedback} for c in item.choices]
    return {"question": item.question, "type": "multiple_choice", "answers": answers}


def _number(item: Item) -> dict[str, Any]:
    right = {"type": "range", "range": _range(item.key, item.rel), "correct": True, "feedback": item.why}
    wrong = [
        {"type": "range", "range": _range(w.key, item.rel), "correct": False, "feedback": w.feedback}
        for w in item.wrong
    ]
    default = {"type": "default", "feedback": item.default}
    return {"question": item.question, "type": "numeric", "answers": [right, *wrong, default]}


def _range(key: str, rel: float) -> list[float]:
    value = KEYS[key]()
    return sorted([value * (1 - rel), value * (1 + rel)])


@cache
def _bank(notebook: str) -> tuple[Item, ...]:
    path = data_dir() / "quiz" / f"{notebook}.json"
    if not path.is_file():
        return ()
    content = json.loads(path.read_text(encoding="utf-8"))
    return tuple(_item(notebook, entry) for entry in content["items"])


def _item(notebook: str, entry: dict[str, Any]) -> Item:
    where = f"quiz/{notebook}.json, item {entry.get('id')!r}"
    try:
        item = Item(
            id=entry["id"],
            notebook=notebook,
            claims=tuple(entry["claims"]),
            misconceptions=tuple(entry["misconceptions"]),
            question=entry["question"],
            why=entry["why"],
            choices=tuple(_choice(entry, answer) for answer in entry.get("answers", ())),
            key=entry.get("key", ""),
            rel=entry.get("rel", 0.01),
            wrong=tuple(Wrong(**w) for w in entry.get("wrong", ())),
            default=entry.get("default", ""),
        )
    except (KeyError, TypeError) as error:
        raise DataError(f"{where}: is not well formed ({error}); compare it with its neighbours") from None
    _check(where, item)
    return item


def _choice(entry: dict[str, Any], answer: dict[str, str]) -> Choice:
    correct = seal(entry["id"], answer["answer"]) == entry["right"]
    return Choice(answer["answer"], correct, entry["why"] if correct else answer["feedback"])


def _check(where: str, item: Item) -> None:
    if item.choices and sum(c.correct for c in item.choices) != 1:
        raise DataError(f"{where}: none of its answers is the right one; set 'right' to seal(id, answer)")
    for key in () if item.choices else (item.key, *(w.key for w in item.wrong)):
        if key not in KEYS:
            raise DataError(f"{where}: no key {key!r}; {nearest(key, KEYS)}")
