"""A station that calls another one for every size of a video at once and waits for all, in plain Python."""

from dataclasses import dataclass, field

import numpy as np

from archlib.outcome.trace import Reason
from archlib.topology import Call, Pool
from tests.oracles.clock import DEADLINE, RETRY
from tests.oracles.lines import Line
from tests.oracles.loop import Loop
from tests.oracles.pauses import draws, pause_s
from tests.oracles.visits import INFINITY, Visit


@dataclass(eq=False)
class Fork:
    """The parts of one visit that are under way: tries by number of the part, and how many parts are not done."""

    caller: Visit
    left: int
    tries: dict[int, Visit] = field(default_factory=dict)
    over: bool = False


class Front(Line):
    """A pool without work of its own; its slot is held until all parts are done, or one has failed for good.

    `ok`, `failed` count tries of parts.
    """

    def __init__(self, loop: Loop, station: Pool, edge: Call, back: Line, parts: int, videos: int, seed: int) -> None:
        super().__init__(loop, station, lambda visit: 0.0)
        self.edge, self.back, self.parts = edge, back, parts
        self.draws = draws(seed, edge.name, videos, edge.policy.tries)
        self.ok = self.failed = 0

    def serve(self, visit: Visit) -> None:
        """Begin all parts: they come to their station when all are on their way."""
        visit.start, visit.place = self.clock.now, self.number
        self.serving.append(visit)
        fork = Fork(visit, self.parts)
        for part in range(self.parts):
            self.clock.plan(0.0, RETRY, lambda p=part: self.attempt(fork, p, 1))

    def attempt(self, fork: Fork, part: int, number: int) -> None:
        """Make a try of a part, unless nobody waits for it any more."""
        if fork.over:
            return
        visit = Visit(fork.caller.video, number, self.clock.now, part=part)
        visit.answer = lambda _, reason: self.answered(fork, visit, reason)
        fork.tries[part] = visit
        timeout_s = self.edge.policy.timeout_s
        if timeout_s < INFINITY:
            visit.plans["deadline"] = self.clock.plan(timeout_s, DEADLINE, lambda: self.give_up(fork, visit))
        self.back.admit(visit)

    def give_up(self, fork: Fork, visit: Visit) -> None:
        """The patience for one part is over; it goes on, abandoned."""
        visit.answer = None
        self.answered(fork, visit, Reason.TIMED_OUT)

    def answered(self, fork: Fork, visit: Visit, reason: Reason) -> None:
        """One part is done, or is tried again, or fails the caller."""
        if reason is Reason.OK:
            self.ok += 1
            fork.left -= 1
            if fork.left == 0:
                self.leave(fork.caller, Reason.OK)
            return
        self.failed += 1
        if visit.attempt < self.edge.policy.tries:
            pause = pause_s(self.edge.policy, self.draws[visit.video], visit.attempt)
            self.clock.plan(pause, RETRY, lambda: self.attempt(fork, visit.part, visit.attempt + 1))
            return
        fork.over = True
        for other in fork.tries.values():
            other.answer = None
            other.drop_plan("deadline")
        self.leave(fork.caller, reason)


def ready_when_all(visits: list[Visit], parts: int, videos: int) -> np.ndarray:
    """When each part of a video had been done for the first time, the last one's time; NaN for never."""
    first = np.full((videos, parts), np.nan)
    for visit in visits:
        if visit.reason is Reason.OK:
            first[visit.video, visit.part] = np.fmin(first[visit.video, visit.part], visit.end)
    return first.max(axis=1)
