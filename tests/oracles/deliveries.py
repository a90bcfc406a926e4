"""What nobody waits for: tries, pauses, the longest age, giving up, one redrive; on the clock of a reference."""

from collections.abc import Callable
from typing import Protocol

import numpy as np

from archlib.outcome.trace import Reason
from archlib.topology import Invoke, Rule
from tests.oracles.clock import DEADLINE, RETRY, Clock
from tests.oracles.loop import Loop
from tests.oracles.pauses import draws, pause_s
from tests.oracles.visits import INFINITY, Visit


class Consumer(Protocol):
    """What events are delivered to."""

    def admit(self, visit: Visit) -> None:
        """Serve who comes, let it wait, or refuse it."""

    def drop(self, visit: Visit) -> None:
        """Give up who waits; who is served goes on."""


class Deliveries:
    """All that one edge delivers. `final` is the last word on each video's event, and `over` its time.

    `ok` and `failed` count tries, `kept` what came to the dead letters. `refusal()` says why the bus before the edge
    fails, if it does; `succeeded(video)` is called at each success.
    """

    def __init__(
        self, clock: Clock | Loop, edge: Invoke | Rule, consumer: Consumer, videos: int, seed: int = 1
    ) -> None:
        self.clock, self.delivery, self.consumer = clock, edge.delivery, consumer
        self.draws = draws(seed, edge.name, videos, edge.delivery.tries)
        self.final, self.over = np.full(videos, Reason.UNFINISHED, int), np.full(videos, np.nan)
        self.ok = self.failed = self.kept = 0
        self.refusal: Callable[[], Reason | None] = lambda: None
        self.succeeded: Callable[[int], None] = lambda video: None

    def send(self, video: int, again: bool = False, readable_s: float = 0.0) -> None:
        """Deliver an event, from now on; before `readable_s` its consumer cannot read it."""
        Delivered(self, video, again, readable_s)

    def done(self, video: int) -> None:
        """An event has been delivered."""
        self.final[video], self.over[video] = Reason.OK, self.clock.now
        self.succeeded(video)

    def given_up(self, video: int, reason: Reason, again: bool, readable_s: float) -> None:
        """Begin anew, once; then it is final, and kept if anybody does."""
        if not again and self.delivery.redrive_after_s < INFINITY:
            self.clock.plan(self.delivery.redrive_after_s, RETRY, lambda: self.send(video, True, readable_s))
            return
        self.kept += bool(self.delivery.dead_letters)
        self.final[video] = Reason.DEAD_LETTERED if self.delivery.dead_letters else reason
        self.over[video] = self.clock.now


class Delivered:
    """One event on its way."""

    def __init__(self, way: Deliveries, video: int, again: bool, readable_s: float) -> None:
        self.readable_s = readable_s
        self.way, self.clock, self.delivery, self.video, self.again = way, way.clock, way.delivery, video, again
        self.last_s = self.clock.now + self.delivery.longest_age_s
        self.old, self.pausing = False, False
        self.age = self.clock.plan(self.delivery.longest_age_s, DEADLINE, self.aged)
        self.attempt(1)

    def attempt(self, number: int) -> None:
        """Try now."""
        self.pausing = False
        self.visit = Visit(self.video, number, self.clock.now, self.answered, waits=True)
        self.visit.readable_s = self.readable_s
        refusal = self.way.refusal()
        if refusal is None:
            self.way.consumer.admit(self.visit)
        else:
            self.answered(self.visit, refusal)

    def answered(self, visit: Visit, reason: Reason) -> None:
        """A try has ended."""
        if reason is Reason.OK:
            self.way.ok += 1
            self.age.cancel()
            self.way.done(self.video)
            return
        self.way.failed += 1
        pause = INFINITY
        if visit.attempt < self.delivery.tries and not self.old:
            pause = pause_s(self.delivery, self.way.draws[self.video], visit.attempt)
        if self.clock.now + pause > self.last_s:
            self.ends(reason)
            return
        self.pausing = True
        visit.plans["pause"] = self.clock.plan(pause, RETRY, lambda: self.attempt(visit.attempt + 1))

    def aged(self) -> None:
        """Too old: who waits or pauses is given up; who is served goes on, for the last time."""
        self.old = True
        if self.pausing:
            self.visit.drop_plan("pause")
            self.ends(Reason.EXPIRED)
        else:
            self.way.consumer.drop(self.visit)

    def ends(self, reason: Reason) -> None:
        """Given up."""
        self.age.cancel()
        self.way.given_up(self.video, reason, self.again, self.readable_s)
