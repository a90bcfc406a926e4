"""What all who work here share: the clock, the queue, the store, the line of idle workers, and a journal."""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from archlib.live.clock import Clock
from archlib.live.messages import Message, Queue
from archlib.live.store import Store
from archlib.scenario import Scenario

if TYPE_CHECKING:
    from archlib.live.worker import Worker


@dataclass
class Journal:
    """Moments, s of the service; whoever does something writes it down."""

    sent: list[float] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)
    launched: list[float] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)


class Site:
    """A place where a service runs.

    Attributes
    ----------
    clock, queue, store, journal : what is shared
    videos : when they come, and how much work each is
    sizes : names of the files that are made of a master
    troubles : what went wrong in a thread; the first of them ends everything
    """

    def __init__(self, folder: Path, scenario: Scenario, speed: float, visibility_s: float, max_receives: int) -> None:
        self.queue = Queue(folder / "queue.sqlite", visibility_s, max_receives)
        self.store, self.journal = Store(folder / "store"), Journal()
        self.videos, self.sizes = scenario.videos, tuple(scenario.load.sizes)
        self.troubles: list[BaseException] = []
        self._idle: list[Worker] = []
        self._line = Lock()
        self.clock = Clock(speed)  # last, for it begins to run

    def send(self, body: str) -> None:
        """Send a message, and wake the worker that fell idle last, as the model does."""
        now_s = self.clock.now_s
        self.journal.sent.append(now_s)
        with self._line:
            self.queue.send(body, now_s)
            if self._idle:
                self._idle.pop().wake()

    def next_for(self, worker: "Worker") -> Message | None:
        """Return the next message; without one the worker stands in the line of those who are idle."""
        with self._line:
            if worker in self._idle:  # it looks by itself whether a message has come back
                self._idle.remove(worker)
            now_s = self.clock.now_s
            found = None if worker.is_ending else self.queue.receive(now_s)
            if found is not None:
                self.journal.taken.append(now_s)
            elif not worker.is_ending:
                self._idle.append(worker)
            return found

    def dismiss(self, idle_s: float) -> "Worker | None":
        """Let the worker go that has been idle longest, if that is so long, s; None if there is none."""
        with self._line:
            able = [worker for worker in self._idle if self.clock.now_s - worker.idle_since_s >= idle_s]
            if not able:
                return None
            longest = min(able, key=lambda worker: worker.idle_since_s)
            self._idle.remove(longest)
            longest.end()
            return longest

    def close(self) -> None:
        """Let nobody wait any longer."""
        self.clock.stopped.set()
        with self._line:
            for worker in self._idle:
                worker.wake()
