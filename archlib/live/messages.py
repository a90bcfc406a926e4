"""A queue with a visibility timeout, in one SQLite file."""

import sqlite3
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

_TABLE: Final = """CREATE TABLE message (
    id INTEGER PRIMARY KEY, body TEXT NOT NULL, sent_s REAL NOT NULL,
    visible_s REAL NOT NULL, receives INTEGER NOT NULL DEFAULT 0)"""
_NEXT: Final = "SELECT id, body FROM message WHERE visible_s <= ? AND receives < ? ORDER BY id LIMIT 1"
_TAKE: Final = "UPDATE message SET visible_s = ?, receives = receives + 1 WHERE id = ?"
_COUNT: Final = """SELECT count(*) FILTER (WHERE visible_s <= :now AND receives < :most),
    count(*) FILTER (WHERE visible_s > :now),
    min(sent_s) FILTER (WHERE visible_s <= :now AND receives < :most) FROM message"""


class Message(NamedTuple):
    """What a receive hands over; the id deletes it."""

    id: int
    body: str


class Counts(NamedTuple):
    """Messages that can be received, those received and not deleted, and the age of the oldest visible one, s."""

    visible: int
    in_flight: int
    oldest_s: float


class Queue:
    """Messages are received the oldest first, and come back if they are not deleted in time.

    Moments are handed in, so that any clock will do. Whoever holds the file may use it, one at a time.

    Attributes
    ----------
    visibility_s : how long a message that was received is hidden from others
    max_receives : a message that was received so often, and came back, is given to nobody any more
    """

    def __init__(self, path: Path, visibility_s: float, max_receives: int) -> None:
        self.visibility_s, self.max_receives = visibility_s, max_receives
        self._lock = Lock()
        self._file = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._file.execute("PRAGMA synchronous = OFF")  # a test of a day's end, not of a power cut
        self._file.execute(_TABLE)

    def send(self, body: str, now_s: float) -> None:
        """Send a message, which can be received at once."""
        with self._lock:
            self._file.execute("INSERT INTO message (body, sent_s, visible_s) VALUES (?, ?, ?)", (body, now_s, now_s))

    def receive(self, now_s: float) -> Message | None:
        """Receive the oldest visible message and hide it for a while; None if there is none."""
        with self._lock:
            found = self._file.execute(_NEXT, (now_s, self.max_receives)).fetchone()
            if found is None:
                return None
            self._file.execute(_TAKE, (now_s + self.visibility_s, found[0]))
            return Message(*found)

    def delete(self, message: Message) -> None:
        """Delete a message, also one that has come back meanwhile."""
        with self._lock:
            self._file.execute("DELETE FROM message WHERE id = ?", (message.id,))

    def counts(self, now_s: float) -> Counts:
        """Return how many messages there are."""
        with self._lock:
            visible, in_flight, sent_s = self._file.execute(
                _COUNT, {"now": now_s, "most": self.max_receives}
            ).fetchone()
        return Counts(visible, in_flight, 0.0 if sent_s is None else now_s - sent_s)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._file.close()
