"""The notebooks in their order, and the short path through them."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from archlib.course.tables import rows
from archlib.errors import ParameterError, nearest

_HEADER: Final = ("number", "file", "title", "question", "minutes", "short_path", "finished")


@dataclass(frozen=True)
class Notebook:
    """One notebook: `number` such as "01", `minutes` at most, whether it is on the short path and finished."""

    number: str
    file: str
    title: str
    question: str
    minutes: int
    short_path: bool
    finished: bool


@cache
def notebooks() -> tuple[Notebook, ...]:
    """Return all notebooks in their order."""
    return tuple(
        Notebook(
            row["number"], row["file"], row["title"], row["question"], int(row["minutes"]),
            row["short_path"] == "yes", row["finished"] == "yes",
        )
        for row in rows("notebooks.csv", _HEADER, _HEADER)
    )  # fmt: skip


def notebook(number: str) -> Notebook:
    """Return a notebook by its number; an unknown one raises ParameterError with the nearest."""
    known = {n.number: n for n in notebooks()}
    if number not in known:
        raise ParameterError(f"no notebook {number!r}; {nearest(str(number), known)}")
    return known[number]


def before(number: str) -> Notebook | None:
    """Return the notebook before one, None for the first."""
    i = notebooks().index(notebook(number))
    return notebooks()[i - 1] if i else None


def after(number: str) -> Notebook | None:
    """Return the notebook after one, None for the last."""
    i = notebooks().index(notebook(number)) + 1
    return notebooks()[i] if i < len(notebooks()) else None


def short_path() -> tuple[Notebook, ...]:
    """Return the notebooks of the path of six hours."""
    return tuple(n for n in notebooks() if n.short_path)


def finished() -> tuple[str, ...]:
    """Return the numbers of the notebooks that exist."""
    return tuple(n.number for n in notebooks() if n.finished)
