"""All bets, exercises and worked examples by their ids."""

from functools import cache
from importlib import import_module
from typing import Final, TypeVar

from archlib.course.bet import Bet
from archlib.course.exercise import Exercise, Worked
from archlib.errors import ParameterError, nearest

T = TypeVar("T")
NOTEBOOKS: Final = tuple(f"{n:02}" for n in range(11))  # each has a module n<number> with its content


def exercise(id: str) -> Exercise:
    """Return an exercise such as "01.E3"; an unknown id raises ParameterError with the nearest known one."""
    return _found(id, exercises(), "exercise")


def worked(id: str) -> Worked:
    """Return a worked example such as "01.W1"; errors as of `exercise`."""
    return _found(id, workeds(), "worked example")


def bet(id: str) -> Bet:
    """Return a bet such as "01.P1"; errors as of `exercise`."""
    return _found(id, bets(), "bet")


@cache
def exercises() -> dict[str, Exercise]:
    """Return all exercises, id -> Exercise, in the order of the notebooks."""
    return {e.id: e for n in NOTEBOOKS for e in import_module(f"archlib.course.n{n}").EXERCISES}


@cache
def workeds() -> dict[str, Worked]:
    """Return all worked examples, id -> Worked."""
    return {w.id: w for n in NOTEBOOKS for w in import_module(f"archlib.course.n{n}").WORKED}


@cache
def bets() -> dict[str, Bet]:
    """Return all bets, id -> Bet."""
    return {b.id: b for n in NOTEBOOKS for b in import_module(f"archlib.course.n{n}").BETS}


def holds(notebook: str) -> tuple[str, ...]:
    """Return sentences that are so, for the check of beliefs of a notebook that has no claims of its own."""
    if notebook not in NOTEBOOKS:
        return ()
    return tuple(getattr(import_module(f"archlib.course.n{notebook}"), "HOLDS", ()))


def _found(id: str, known: dict[str, T], what: str) -> T:
    if id not in known:
        raise ParameterError(f"no {what} {id!r}; {nearest(str(id), known)}")
    return known[id]
