"""How all stands in a story of messages: where each message is, and what each worker does."""

from dataclasses import dataclass, replace
from typing import Any

from archlib.course.happenings import Happening


@dataclass(frozen=True)
class Message:
    """Where a message is: "not sent", "visible", "in flight", "deleted", "expired" or "dead-lettered".

    `receives` counts how often it was received, `by` is the worker that received it last, 0 for none.
    """

    n: int
    state: str = "not sent"
    receives: int = 0
    by: int = 0


@dataclass(frozen=True)
class Worker:
    """A worker by its number: "booting", "idle", "busy", "failed" or "ended"; `message` is what it works on, or 0."""

    n: int
    state: str = "booting"
    message: int = 0


@dataclass(frozen=True)
class Now:
    """How all stands: messages, workers ever launched, and how many the group wants."""

    messages: tuple[Message, ...]
    workers: tuple[Worker, ...] = ()
    desired: int = 0

    def count(self, *states: str) -> int:
        """Return how many messages or workers are in one of some states."""
        found = [*(m.state for m in self.messages), *(w.state for w in self.workers)]
        return sum(state in states for state in found)

    @property
    def counters(self) -> dict[str, int]:
        """The numbers to watch, by name; `ready` workers are idle or busy."""
        return {
            **{name: self.count(name) for name in ("visible", "in flight", "deleted")},
            "desired": self.desired,
            "booting": self.count("booting"),
            "ready": self.count("idle", "busy"),
            "busy": self.count("busy"),
        }


def after(now: Now, h: Happening) -> Now:
    """Return how all stands after something has happened."""
    if h.kind == "decided":
        return replace(now, desired=h.value[1])
    if h.kind == "launched":
        return replace(now, workers=(*now.workers, *map(Worker, h.workers)))
    return replace(now, messages=_messages(now.messages, h), workers=_workers(now.workers, h))


_MESSAGE = {"sent": "visible", "received": "in flight", "deleted": "deleted", "returned": "visible"}
_WORKER = {
    "ready": "idle", "received": "busy", "deleted": "idle", "in vain": "idle", "crashed": "failed", "ended": "ended",
    "replaced": "ended",
}  # fmt: skip


def _messages(messages: tuple[Message, ...], h: Happening) -> tuple[Message, ...]:
    state = h.value.text if h.kind == "given up" else _MESSAGE.get(h.kind)
    if state is None:
        return messages
    changes: dict[str, Any] = {"state": state}
    if h.kind == "received":
        changes |= {"receives": h.value, "by": h.workers[0]}
    return tuple(replace(m, **changes) if m.n == h.message else m for m in messages)


def _workers(workers: tuple[Worker, ...], h: Happening) -> tuple[Worker, ...]:
    state = _WORKER.get(h.kind)
    if state is None:
        return workers
    message = h.message if state == "busy" else 0
    return tuple(replace(w, state=state, message=message) if w.n in h.workers else w for w in workers)
