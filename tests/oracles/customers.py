"""Customers of one door in plain Python: patience, retries, a budget of retries, a circuit breaker, a hop."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from archlib.outcome.trace import Reason
from archlib.topology import Call, Entry
from tests.oracles.clock import ARRIVE, DEADLINE, RETRY, Clock
from tests.oracles.loop import Loop
from tests.oracles.pauses import draws, pause_s
from tests.oracles.visits import INFINITY, Visit


def arrivals(clock: Clock | Loop, arrive: Sequence[float], *actions: Callable[[int], None]) -> None:
    """Plan what is done for every video when it comes, one action after another."""
    for video, time in enumerate(arrive):
        clock.plan(float(time), ARRIVE, lambda v=video: [action(v) for action in actions])


class Door(Protocol):
    """What customers come to."""

    def admit(self, visit: Visit) -> None:
        """Serve who comes, let it wait, or refuse it."""

    def cancel(self, visit: Visit) -> None:
        """Take back a request, if it is not over."""


class Customers:
    """Every customer calls a door by an edge; `ok`, `failed` count tries. A caller's call is a customer's too."""

    def __init__(self, clock: Clock | Loop, videos: int, edge: Entry | Call, door: Door, seed: int = 1) -> None:
        self.clock, self.policy, self.door = clock, edge.policy, door
        self.ack, self.reason = np.full(videos, np.nan), np.full(videos, Reason.UNFINISHED, int)
        self.draws = draws(seed, edge.name, videos, self.policy.tries)
        self.tokens, self.in_a_row, self.open_until_s = self.policy.budget, 0, -INFINITY
        self.ok = self.failed = 0

    def call(self, video: int, attempt: int = 1) -> None:
        """Make a try, unless the breaker forbids it; it begins a hop later."""
        now = self.clock.now
        if self.open_until_s > -INFINITY:
            if now < self.open_until_s:
                self.fails(video, attempt, Reason.CIRCUIT_OPEN)
                return
            self.open_until_s = now + self.policy.breaker_open_s  # this one is the trial
        if self.policy.hop_s:
            self.clock.plan(self.policy.hop_s, RETRY, lambda: self.begin(video, attempt))
        else:
            self.begin(video, attempt)

    def begin(self, video: int, attempt: int) -> None:
        """The try comes to the door; patience begins."""
        visit = Visit(video, attempt, self.clock.now, self.answered)
        if self.policy.timeout_s < INFINITY:
            visit.plans["deadline"] = self.clock.plan(self.policy.timeout_s, DEADLINE, lambda: self.give_up(visit))
        self.door.admit(visit)

    def answered(self, visit: Visit, reason: Reason) -> None:
        """The door has answered in time."""
        if reason is not Reason.OK:
            self.fails(visit.video, visit.attempt, reason)
            return
        self.ok += 1
        self.in_a_row, self.open_until_s = 0, -INFINITY
        self.tokens = min(self.policy.budget, self.tokens + self.policy.budget_per_success)
        self.ack[visit.video], self.reason[visit.video] = self.clock.now, Reason.OK

    def give_up(self, visit: Visit) -> None:
        """Patience is over: what was asked for goes on, unless it is cancelled."""
        visit.answer = None
        self.fails(visit.video, visit.attempt, Reason.TIMED_OUT)
        if self.policy.cancels_callee:
            self.door.cancel(visit)

    def fails(self, video: int, attempt: int, reason: Reason) -> None:
        """A try has failed: count it, then try again later if tries and tokens are left."""
        policy = self.policy
        self.failed += 1
        if reason is not Reason.CIRCUIT_OPEN:
            self.in_a_row += 1
            if 0 < policy.breaker <= self.in_a_row:
                self.open_until_s = self.clock.now + policy.breaker_open_s
        if attempt < policy.tries and self.tokens >= 1:
            self.tokens -= 1
            pause = pause_s(policy, self.draws[video], attempt)
            self.clock.plan(pause, RETRY, lambda: self.call(video, attempt + 1))
        else:
            self.reason[video] = reason
