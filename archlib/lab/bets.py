"""Which bets have been placed in this process, and who waits for them: a bet locks what stands after it."""

from collections.abc import Callable

_placed: set[str] = set()
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


def place(id: str) -> None:
    """Note that a bet has been placed, and unlock what waited for it."""
    _placed.add(id)
    for call in _waiting.pop(id, []):
        call()


def forget() -> None:
    """Forget all bets and all that wait for them, as a new kernel does."""
    _placed.clear()
    _waiting.clear()
