"""The group: what reads the count at each tick and moves the number of a crew's workers."""

from typing import TYPE_CHECKING

import numpy as np

from archlib.outcome.trace import Reason
from tests.oracles.clock import TICK
from tests.oracles.desks import INFINITY, Instance, suffers

if TYPE_CHECKING:
    from tests.oracles.fleets import Crew


class Group:
    """One policy and its memory; `ticks` holds what it saw and did."""

    def __init__(self, crew: "Crew") -> None:
        self.crew, self.clock, self.scaling = crew, crew.clock, crew.station.scaling
        self.ticks: list[dict[str, float]] = []
        self.desired, self.changed_s, self.over_since_s = crew.station.min_size, -INFINITY, INFINITY
        self.per_tick = crew.station.launches_per_min * self.scaling.tick_s / 60.0
        self.burst = self.taken = max(crew.station.launches_per_min, self.per_tick)  # launches that are taken now
        self.clock.plan(0.0, TICK, self.tick)

    def tick(self) -> None:
        """Read the count, decide, launch or end."""
        crew, limits = self.crew, self.crew.station
        self.ticks.append({"visible": len(crew.visible), "in_flight": crew.in_flight, "refused": 0} | self.state())
        self.taken = min(self.taken + self.per_tick, self.burst)
        want = min(max(self.wanted(), limits.min_size), limits.max_size)
        if want != self.desired and self.clock.now - self.changed_s >= self.scaling.cooldown_s:
            self.desired, self.changed_s = want, self.clock.now
        if len(crew.instances) <= self.desired:
            self.over_since_s = INFINITY
            self.launch()
        else:
            self.over_since_s = min(self.over_since_s, self.clock.now)
            self.scale_in()
        self.ticks[-1] |= {"desired": self.desired} | self.state()
        self.clock.plan(len(self.ticks) * self.scaling.tick_s - self.clock.now, TICK, self.tick)

    def state(self) -> dict[str, int]:
        """How many workers boot, are ready, and have work in hand."""
        instances = self.crew.instances
        booting = sum(i.ready_s == INFINITY for i in instances)
        return {"booting": booting, "ready": len(instances) - booting, "busy": sum(bool(i.requests) for i in instances)}

    def wanted(self) -> int:
        """What the policy wants, from the newest count that is old enough."""
        s = self.scaling
        seen = len(self.ticks) - 1 - int(np.ceil(s.metric_delay_s / s.tick_s))
        tick = self.ticks[seen] if seen >= 0 else {"visible": 0, "in_flight": 0, "ready": 0}
        messages = tick["visible"] + s.count_in_flight * tick["in_flight"]
        if s.policy == "alarm":
            return self.desired + s.step * ((messages > s.threshold) - (messages <= s.low))
        if s.policy == "backlog_per_instance" and tick["ready"] == 0:
            return self.desired
        return int(np.floor(messages / s.target) if s.policy == "floor" else np.ceil(messages / s.target))

    def launch(self) -> None:
        """Launch what is missing, unless launches fail, as far as the provider takes them."""
        missing = self.desired - len(self.crew.instances)
        if suffers(self.crew.struck, "no_launch"):
            self.ticks[-1]["refused"] = missing
            return
        limits = self.crew.station
        for k in range(missing):
            if len(self.crew.instances) >= limits.quota or self.taken < 1.0:
                self.ticks[-1]["refused"] = missing - k
                return
            self.taken -= 1.0
            self.crew.launch()

    def scale_in(self) -> None:
        """End what is too much, as far as the rules let it."""
        while len(self.crew.instances) > self.desired and (victim := self.victim()) is not None:
            self.crew.end(victim, Reason.OK)

    def victim(self) -> Instance | None:
        """Who may be ended: the one freed first and idle for long; or, unprotected, the oldest after a while."""
        s, now = self.scaling, self.clock.now
        if s.protect:
            idle = [i for i in self.crew.free if not i.requests and now - i.idle_since_s >= s.idle_s]
            return idle[-1] if idle else None
        if now - self.over_since_s < s.idle_s:
            return None
        return min(self.crew.instances, key=lambda i: (i.ordinal, i.place))
