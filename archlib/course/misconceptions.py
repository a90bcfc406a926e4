"""What many people believe of architectures, and what shows them wrong."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from archlib.course.tables import rows, split
from archlib.errors import ParameterError, nearest

_HEADER: Final = ("id", "belief", "shown_by", "notebook")


@dataclass(frozen=True)
class Misconception:
    """A belief, what shows it wrong, and the notebooks in which that happens, the first its home."""

    id: str
    belief: str
    shown_by: str
    notebooks: tuple[str, ...]


@cache
def misconceptions() -> tuple[Misconception, ...]:
    """Return all, X1 to X22."""
    found = rows("misconceptions.csv", _HEADER, _HEADER)
    return tuple(Misconception(r["id"], r["belief"], r["shown_by"], split(r["notebook"])) for r in found)


def misconception(id: str) -> Misconception:
    """Return one by its id; an unknown one raises ParameterError with the nearest."""
    known = {m.id: m for m in misconceptions()}
    if id not in known:
        raise ParameterError(f"no misconception {id!r}; {nearest(str(id), known)}")
    return known[id]


def of(notebook: str) -> tuple[Misconception, ...]:
    """Return those that a notebook shows wrong."""
    return tuple(m for m in misconceptions() if notebook in m.notebooks)
