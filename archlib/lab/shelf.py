"""One limit for all runs that panels remember: the panel that was used longest ago forgets its runs first.

What a panel has forgotten it runs again when it is moved next, which takes milliseconds and gives the same.
"""

from threading import Lock
from typing import Final, Protocol
from weakref import ref

MOST_BYTES: Final = 16_000_000


class Remembers(Protocol):
    """Something that remembers runs, and can forget them."""

    @property
    def nbytes(self) -> int:
        """About how much memory its runs take, bytes."""

    def forget(self) -> None:
        """Let go of its runs."""


class Shelf:
    """Knows who remembers runs, in the order of last use; it keeps nobody alive.

    Who was used last keeps its runs, however large they are.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes, self._lock = most_bytes, Lock()  # panels compute in threads
        self._used: dict[int, ref[Remembers]] = {}

    def used(self, one: Remembers) -> None:
        """Note that it was used just now, and make room."""
        with self._lock:
            self._used.pop(id(one), None)
            self._used[id(one)] = ref(one)
            known = [(key, other) for key, weak in self._used.items() if (other := weak()) is not None]
            self._used = {key: self._used[key] for key, _ in known}
            total = sum(other.nbytes for _, other in known)
            for key, other in known[:-1]:
                if total <= self._most_bytes:
                    break
                total -= other.nbytes
                other.forget()
                del self._used[key]


SHELF: Final = Shelf()
