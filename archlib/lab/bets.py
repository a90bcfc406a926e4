"""Which bets have been placed in this process, and who waits for them: a bet locks what stands after it."""

from collections.abc import Callable
from typing import Any

_placed: set[str] = set()
_given: dict[str, Any] = {}
_waiting: dict[str, list[Callable[[], None]]] = {}


def placed(id: str) -> bool:
    """Tell whether a bet has been placed."""
    return id in _placed


def when_placed(id: str, call: Callable[[], None]) -> None:
    """Call once when a bet is placed; at once if it has been."""
    if id in _placed:
        call()
    else:
        _waiting.setdefault(id, []).append(call)


def given(id: str) -> Any:
    """Return the bet that a learner placed, None where there is none or it was filled in for them."""
    return _given.get(id)


def place(id: str, given: Any = None) -> None:
    """Note that a bet has been placed, with what it is where a learner gave it, and unlock what waited for it."""
    _placed.add(id)
    if given is not None:
        _given[id] = given
    for call in _waiting.pop(id, []):
        call()


def forget() -> None:
    """Forget all bets and all that wait for them, as a new kernel does."""
    _placed.clear()
    _given.clear()
    _waiting.clear()
