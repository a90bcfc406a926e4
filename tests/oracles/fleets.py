"""A fleet: workers that poll a queue, or serve who calls, and a policy that moves their number."""

from typing import TYPE_CHECKING

import numpy as np

from archlib.outcome.trace import Reason
from archlib.timeline import Spell
from archlib.topology import Fleet
from tests.oracles.clock import BOOT, FAULT, POLL, REPLACE, SHORT, TICK
from tests.oracles.desks import INFINITY, Desk, Instance, suffers
from tests.oracles.requests import Message, Request

if TYPE_CHECKING:
    from tests.oracles.queues import MessageQueue
    from tests.oracles.reference import World


class Crew(Desk):
    """Instances come and go; `lives` holds those that ended, `ticks` what the policy saw and did."""

    queue: "MessageQueue | None" = None

    def __init__(self, world: "World", station: Fleet) -> None:
        super().__init__(world, station)
        self.lives: list[tuple[float, float, float, int, Reason]] = []
        self.ticks: list[dict[str, float]] = []
        self.desired, self.changed_s, self.over_since_s = station.min_size, -INFINITY, INFINITY
        self.billed_s, self.counted_s = 0.0, 0.0
        self.poll_planned = False
        self.clock.plan(0.0, TICK, self.tick)
        self.clock.plan(0.0, FAULT, lambda: [self.poll_shortly(i) for i in self.instances])

    # what they work on

    @property
    def visible(self) -> list[Message] | list[Request]:
        """What waits: messages, or who has called."""
        return self.line if self.queue is None else self.queue.visible

    @property
    def in_flight(self) -> int:
        """What is in hand: messages received and not deleted, or calls being served."""
        return sum(len(i.requests) for i in self.instances) if self.queue is None else self.queue.in_flight

    def admit(self, request: Request) -> None:
        """Who calls waits in line, also while no worker is there."""
        request.state = "waiting"
        self.line.append(request)
        self.pull()

    def pull(self) -> None:
        """Look who waits when nothing else happens at this instant; short polls come by themselves."""
        short = self.queue is not None and self.station.poll_every_s > 0
        if not short and self.free and self.visible and not self.poll_planned:
            self.poll_planned = True
            self.clock.plan(0.0, POLL, self.poll)

    def poll(self) -> None:
        """The instance freed last takes the first message, or who waits longest."""
        self.poll_planned = False
        if self.receive(self.free):
            self.pull()

    def receive(self, polling: list[Instance]) -> bool:
        """The first of those who poll takes what is first in line, if anything is."""
        closed = self.queue is not None and self.queue.closed
        if not (polling and self.visible) or closed or suffers(self.struck, "down"):
            return False
        self.serve(self.line.pop(0) if self.queue is None else self.queue.receive(), polling[0])
        return True

    def offer(self, instance: Instance) -> None:
        super().offer(instance)
        self.poll_shortly(instance)

    def poll_shortly(self, instance: Instance) -> None:
        """Poll now and at whole multiples of the interval, until there is work. One slot an instance is assumed."""
        if self.queue is not None and self.station.poll_every_s > 0:
            self.plan_short(instance, instance.idle_since_s, 0)

    def plan_short(self, instance: Instance, since_s: float, number: int) -> None:
        """Plan a short poll of an instance that has been idle since then."""
        delay_s = since_s + number * self.station.poll_every_s - self.clock.now
        instance.poll_s = self.clock.now + delay_s
        self.clock.plan(delay_s, SHORT, lambda: self.short_poll(instance, since_s, number))

    def short_poll(self, instance: Instance, since_s: float, number: int) -> None:
        """Of those whose poll is due now the one freed last receives; then the next poll, unless it has got work."""
        self.receive([i for i in self.free if i.poll_s == self.clock.now])
        if instance in self.free and instance.idle_since_s == since_s:
            self.plan_short(instance, since_s, number + 1)

    def idle_ends(self, instance: Instance, now_s: float | None = None) -> None:
        """Count the receives that came back empty while the instance was idle."""
        if self.queue is None:
            return
        wait = self.station.poll_every_s or self.station.poll_wait_s
        idle = min(self.clock.now if now_s is None else now_s, self.world.inputs.horizon_s) - instance.idle_since_s
        self.world.jobs.empty[self.name] += max(0, int(idle / wait))

    # scaling

    def tick(self) -> None:
        """Read the count, decide, launch or end."""
        visible, in_flight = len(self.visible), self.in_flight
        ready = sum(i.ready_s < INFINITY for i in self.instances)
        self.ticks.append({"visible": visible, "in_flight": in_flight, "ready": ready, "refused": 0})
        want = min(max(self.wanted(), self.station.min_size), self.station.max_size)
        if want != self.desired and self.clock.now - self.changed_s >= self.station.scaling.cooldown_s:
            self.desired, self.changed_s = want, self.clock.now
        if len(self.instances) <= self.desired:
            self.over_since_s = INFINITY
            self.launch()
        else:
            self.over_since_s = min(self.over_since_s, self.clock.now)
            self.scale_in()
        booting = sum(i.ready_s == INFINITY for i in self.instances)
        busy = sum(bool(i.requests) for i in self.instances)
        self.ticks[-1] |= {"desired": self.desired, "booting": booting, "busy": busy}
        self.ticks[-1]["ready"] = len(self.instances) - booting
        self.clock.plan(len(self.ticks) * self.station.scaling.tick_s - self.clock.now, TICK, self.tick)

    def wanted(self) -> int:
        """What the policy wants, from the newest count that is old enough."""
        s = self.station.scaling
        seen = len(self.ticks) - 1 - int(np.ceil(s.metric_delay_s / s.tick_s))
        tick = self.ticks[seen] if seen >= 0 else {"visible": 0, "in_flight": 0, "ready": 0}
        messages = tick["visible"] + s.count_in_flight * tick["in_flight"]
        if s.policy == "alarm":
            return self.desired + s.step * ((messages > s.threshold) - (messages <= s.low))
        if s.policy == "backlog_per_instance" and tick["ready"] == 0:
            return self.desired
        return int(np.floor(messages / s.target) if s.policy == "floor" else np.ceil(messages / s.target))

    def launch(self) -> None:
        """Launch what is missing, each on the lowest free place."""
        missing = self.desired - len(self.instances)
        if suffers(self.struck, "no_launch"):
            self.ticks[-1]["refused"] = missing
            return
        for _ in range(missing):
            taken = {i.place for i in self.instances}
            place = next(k for k in range(self.station.max_size) if k not in taken)
            instance = Instance(place, self.clock.now, next(self.world.launches))
            self.bill()
            self.instances.append(instance)
            boot_s = self.station.boot_s + self.station.app_start_s
            self.clock.plan(boot_s, BOOT, lambda i=instance: self.booted(i))

    def booted(self, instance: Instance) -> None:
        """Ready for work, unless it has ended or is down."""
        if not instance.ended:
            instance.ready_s = self.clock.now
            if instance.up:
                self.begin(instance)

    def scale_in(self) -> None:
        """End what is too much, as far as the rules let it."""
        while len(self.instances) > self.desired and (victim := self.victim()) is not None:
            self.end(victim, Reason.OK)

    def victim(self) -> Instance | None:
        """Who may be ended: the one freed first and idle for long; or, unprotected, the oldest after a while."""
        s, now = self.station.scaling, self.clock.now
        if s.protect:
            idle = [i for i in self.free if not i.requests and now - i.idle_since_s >= s.idle_s]
            return idle[-1] if idle else None
        if now - self.over_since_s < s.idle_s:
            return None
        return min(self.instances, key=lambda i: (i.ordinal, i.place))

    def end(self, instance: Instance, reason: Reason) -> None:
        """An instance ends; what it had in hand is lost."""
        self.bill()
        was_up = instance.up
        self.instances.remove(instance)
        instance.ended = True
        self.lives.append((instance.launch_s, instance.ready_s, self.clock.now, instance.place, reason))
        if was_up and not instance.requests:
            self.idle_ends(instance)
        self.stop(instance)

    def bill(self, now_s: float | None = None) -> None:
        """Add the integral of live instances over time since the last change, up to the horizon."""
        until = min(self.clock.now if now_s is None else now_s, self.world.inputs.horizon_s)
        self.billed_s += len(self.instances) * (until - self.counted_s)
        self.counted_s = until

    # faults

    def strike(self, instance: Instance, spell: Spell) -> None:
        super().strike(instance, spell)
        if spell.host and spell.effect == "down":
            self.clock.plan(self.station.replace_after_s, REPLACE, lambda: self.replace(instance, spell))

    def replace(self, instance: Instance, spell: Spell) -> None:
        """The group gives up an instance whose host is still down."""
        if spell in instance.struck and not instance.ended:
            self.end(instance, Reason.CRASHED)

    def whole(self, spell: Spell, begins: bool) -> None:
        """A fault of the whole fleet begins or ends."""
        if not begins:
            self.struck.remove(spell)
            if not suffers(self.struck, "down"):
                self.pull()
            return
        was_down = suffers(self.struck, "down")
        self.struck.append(spell)
        if spell.effect == "down" and not was_down:
            for request in [r for i in self.instances for r in i.requests]:
                self.world.finish(request, Reason.CRASHED)

    def settle(self) -> None:
        """Bring the counts up to the end of the run."""
        self.bill(self.world.inputs.end_s)
        for instance in self.instances:
            if instance.up and not instance.requests:
                self.idle_ends(instance, self.world.inputs.end_s)

    def summary(self) -> list[tuple[float, float, float, int, Reason]]:
        """All lives, those that go on with an infinite end."""
        going_on = [(i.launch_s, i.ready_s, INFINITY, i.place, Reason.UNFINISHED) for i in self.instances]
        return self.lives + going_on
