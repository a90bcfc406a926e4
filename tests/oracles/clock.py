"""SimPy with the clock rule: equal instants in the order of the kinds below, within a kind in the order of planning."""

from collections.abc import Callable

import simpy

COMPLETE, FAULT, HEALTH, BOOT, REPLACE, REFILL, DEADLINE, RETRY, ARRIVE, TICK, POLL, SHORT = range(12)
IDLE_END = REPLACE  # an environment that has been idle for long


class Plan(simpy.Event):
    """Something that will be done; `kind` is its priority in SimPy's heap."""

    def __init__(self, clock: "Clock", delay_s: float, kind: int, action: Callable[[], None]) -> None:
        super().__init__(clock)
        self._ok, self._value = True, None
        self.callbacks.append(lambda _: action())
        clock.schedule(self, priority=kind, delay=delay_s)

    def cancel(self) -> None:
        """Do nothing when the time comes."""
        if self.callbacks:
            self.callbacks.clear()


class Clock(simpy.Environment):
    """Plans by delay. What is planned at time 0 has its exact time, since nothing is added to it."""

    def plan(self, delay_s: float, kind: int, action: Callable[[], None]) -> Plan:
        """Do `action` after `delay_s` seconds."""
        return Plan(self, delay_s, kind, action)

    def play(self, end_s: float) -> None:
        """Do all that is planned up to and including `end_s`."""
        while self.peek() <= end_s:
            self.step()
