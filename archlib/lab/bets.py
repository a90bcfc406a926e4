"""Which bets are placed, and who waits for them: a bet locks what stands after it.

A bet is placed if it was in this process, or if the learner's file holds it: a kernel that starts anew forgets none.
"""

from collections.abc import Callable
from typing import Any

from archlib.course.catalogue import bet
from archlib.course.progress import all_known
from archlib.errors import ParameterError
from archlib.lab.keeping import progress

_placed: set[str] = set()
_given: dict[str, Any] = {}
_waiting: dict[str, list[Callable[[], None]]] = {}


def placed(id: str) -> bool:
    """Tell whether a bet has been placed, now or in an earlier kernel."""
    return id in _placed or stored(id) is not None


def stored(id: str) -> dict[str, Any] | None:
    """Return the record of a bet in the learner's file, `given` as the question reads it.

    None if there is none that the question still takes, or where all is known by a switch.
    """
    record = None if all_known() else progress().bets.get(id)
    if record is None:
        return None
    try:
        return {**record, "given": bet(id).read(record.get("given"))}
    except ParameterError:  # the question has changed since
        return None


def when_placed(id: str, call: Callable[[], None]) -> None:
    """Call once when a bet is placed; at once if it has been."""
    if placed(id):
        call()
    else:
        _waiting.setdefault(id, []).append(call)


def given(id: str) -> Any:
    """Return the bet that a learner placed, None where there is none or it was filled in for them."""
    if id not in _placed and (record := stored(id)) is not None:
        return record["given"]
    return _given.get(id)


def place(id: str, given: Any = None) -> None:
    """Note that a bet has been placed, with what it is where a learner gave it, and unlock what waited for it."""
    _placed.add(id)
    if given is not None:
        _given[id] = given
    for call in _waiting.pop(id, []):
        call()


def lift() -> None:
    """Forget which bets this process has placed; who waits goes on waiting, and what is open stays open."""
    _placed.clear()
    _given.clear()


def forget() -> None:
    """Forget all bets of this process and all that wait for them, as a new kernel does."""
    lift()
    _waiting.clear()
