"""A fleet: workers that poll a queue, or serve who calls; they come and go, fail and are replaced."""

from typing import TYPE_CHECKING

from archlib.outcome.trace import Reason
from archlib.timeline import Spell
from archlib.topology import Fleet
from tests.oracles.clock import BOOT, FAULT, POLL, REPLACE, SHORT
from tests.oracles.desks import INFINITY, Desk, Instance, suffers
from tests.oracles.requests import Message, Request
from tests.oracles.scaling import Group

if TYPE_CHECKING:
    from tests.oracles.queues import MessageQueue
    from tests.oracles.reference import World


class Crew(Desk):
    """A desk whose instances come and go; `lives` holds those that ended, `billed_s` the integral of live ones."""

    queue: "MessageQueue | None" = None

    def __init__(self, world: "World", station: Fleet) -> None:
        super().__init__(world, station)
        self.lives: list[tuple[float, float, float, int, Reason]] = []
        self.billed_s, self.counted_s = 0.0, 0.0
        self.poll_planned = False
        self.group = Group(self)
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

    # coming and going

    def launch(self) -> None:
        """Launch an instance on the lowest free place."""
        taken = {i.place for i in self.instances}
        place = next(k for k in range(self.station.max_size) if k not in taken)
        instance = Instance(place, self.clock.now, next(self.world.launches))
        self.bill()
        self.instances.append(instance)
        self.clock.plan(self.station.boot_s + self.station.app_start_s, BOOT, lambda: self.booted(instance))

    def booted(self, instance: Instance) -> None:
        """Ready for work, unless it has ended or is down."""
        if not instance.ended:
            instance.ready_s = self.clock.now
            if instance.up:
                self.begin(instance)

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
