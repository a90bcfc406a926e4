"""The course's terms in plain English."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from archlib.course.tables import rows, split
from archlib.errors import ParameterError, nearest

_HEADER: Final = ("term", "meaning", "notebook", "see_also")


@dataclass(frozen=True)
class Term:
    """A term, its meaning, the notebook that uses it first, and related terms."""

    term: str
    meaning: str
    notebook: str
    see_also: tuple[str, ...]


@cache
def glossary() -> dict[str, Term]:
    """Return all terms, name -> Term, in alphabetical order."""
    found = rows("glossary.csv", _HEADER, ("term", "meaning", "notebook"))
    terms = [Term(r["term"], r["meaning"], r["notebook"], split(r["see_also"])) for r in found]
    return {t.term: t for t in sorted(terms, key=lambda t: t.term.lower())}


def term(name: str) -> Term:
    """Return a term by its name, in any case; an unknown one raises ParameterError with the nearest."""
    known = {t.lower(): one for t, one in glossary().items()}
    if str(name).lower() not in known:
        raise ParameterError(f"no term {name!r}; {nearest(str(name), glossary())}")
    return known[str(name).lower()]
