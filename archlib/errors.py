"""Errors, one tree:

ArchlibError (a ValueError)
├── ParameterError   a parameter outside its bounds, an unknown name, an impossible combination
│   └── PolicyError  a scaling policy of one's own that fails while it runs
├── TopologyError    parts that cannot be joined as written
├── DataError        a file or a text that cannot be read as what it should be
└── EngineError      a run that cannot go on (too large for the memory granted, cancelled)

Every message names the field, the value, the rule and the unit, and says what to do.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class ArchlibError(ValueError):
    """Base of all errors that archlib raises on purpose."""


class ParameterError(ArchlibError):
    """A parameter is outside its bounds, unknown, or impossible together with another."""


class PolicyError(ParameterError):
    """A scaling policy of one's own raised, gave no number of workers, or did not come back."""


class TopologyError(ArchlibError):
    """The parts of a topology cannot be joined as written."""


class DataError(ArchlibError):
    """A file or a text cannot be read; the message names it and the line."""


class EngineError(ArchlibError):
    """A run cannot go on."""


def check_kind(asked: str, name: str, given: object, kind: type, such: str, *, or_none: bool = False) -> None:
    """Refuse an argument that is no `kind` (None is one too if `or_none`); `asked` is the function called.

    Raises
    ------
    ParameterError
        naming function, argument and value, with such an argument to give
    """
    if isinstance(given, kind) or (or_none and given is None):
        return
    raise ParameterError(f"{asked}({name}={given!r:.60}) is refused: it is no {kind.__name__}. Give e.g. {such}.")


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint: the nearest known name if one is close, and what is known."""
    known = sorted(known)
    close = get_close_matches(name, known, n=1)
    guess = f"did you mean {close[0]!r}? " if close else ""
    return f"{guess}known: {', '.join(known)}"
