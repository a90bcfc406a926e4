"""The notebooks in their order, and the short path through their sections."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from archlib.course.sections import Section, of
from archlib.course.tables import rows
from archlib.errors import ParameterError, nearest

_HEADER: Final = ("number", "file", "title", "question", "finished")


@dataclass(frozen=True)
class Notebook:
    """One notebook: `number` such as "01", whether it is finished, and its sections in their order."""

    number: str
    file: str
    title: str
    question: str
    finished: bool
    sections: tuple[Section, ...]

    @property
    def minutes(self) -> int:
        """How long one sitting takes: all sections but the further ones."""
        return sum(section.minutes for section in self.sections if not section.further)

    @property
    def further_minutes(self) -> int:
        """How much longer it takes with the further sections."""
        return sum(section.minutes for section in self.sections if section.further)

    @property
    def short_path(self) -> tuple[Section, ...]:
        """The sections on the short path; none, if it does not lead through this notebook."""
        return tuple(section for section in self.sections if section.short_path)

    @property
    def short_minutes(self) -> int:
        """How long the sections on the short path take."""
        return sum(section.minutes for section in self.short_path)


@cache
def notebooks() -> tuple[Notebook, ...]:
    """Return all notebooks in their order."""
    return tuple(
        Notebook(row["number"], row["file"], row["title"], row["question"], row["finished"] == "yes", of(row["number"]))
        for row in rows("notebooks.csv", _HEADER, _HEADER)
    )


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
    """Return the notebooks that the path of six hours leads through."""
    return tuple(n for n in notebooks() if n.short_path)


def finished() -> tuple[str, ...]:
    """Return the numbers of the notebooks that exist."""
    return tuple(n.number for n in notebooks() if n.finished)
