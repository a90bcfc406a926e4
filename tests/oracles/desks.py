"""Who works: instances with slots, and the line before them."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archlib.outcome.trace import Reason
from archlib.timeline import Spell
from archlib.topology import Fleet, Pool
from tests.oracles.requests import Request

if TYPE_CHECKING:
    from tests.oracles.reference import World

INFINITY = float("inf")


@dataclass(eq=False)
class Instance:
    """One machine, from launch to end; another one launched at its place is another object."""

    place: int
    launch_s: float
    ordinal: int
    ready_s: float = INFINITY
    idle_since_s: float = 0.0
    poll_s: float = 0.0
    requests: list[Request] = field(default_factory=list)
    struck: list[Spell] = field(default_factory=list)
    ended: bool = False

    @property
    def up(self) -> bool:
        """Whether it is booted and no fault holds it down."""
        return self.ready_s < INFINITY and not self.ended and not suffers(self.struck, "down")


def suffers(struck: list[Spell], effect: str) -> bool:
    """Whether one of the faults has the effect."""
    return any(s.effect == effect for s in struck)


def slowness(struck: list[Spell]) -> float:
    """The product of the factors of the faults that slow."""
    product = 1.0
    for spell in struck:
        product *= spell.factor if spell.effect == "slow" else 1.0
    return product


class Desk:
    """A pool: serves who comes, lets them wait, or refuses them. `free` is in the order of being freed, last first."""

    def __init__(self, world: "World", station: Pool | Fleet) -> None:
        self.world, self.clock, self.station = world, world.clock, station
        self.name, self.number = station.name, world.topology.index[station.name]
        count = station.instances if isinstance(station, Pool) else station.min_size
        self.instances = [Instance(k, 0.0, -1, ready_s=0.0) for k in range(count)]
        self.free = list(self.instances)
        self.line: list[Request] = []
        self.struck: list[Spell] = []

    def admit(self, request: Request) -> None:
        """Serve who comes, let it wait, or refuse it."""
        room = INFINITY if self.station.room is None else self.station.room
        if self.free and not self.line:
            self.serve(request, self.free[0])
        elif not any(i.up for i in self.instances):
            self.world.finish(request, Reason.NO_HOST)
        elif len(self.line) >= room:
            self.world.finish(request, Reason.NO_ROOM)
        else:
            request.state = "waiting"
            self.line.append(request)

    def serve(self, request: Request, instance: Instance) -> None:
        """Give a slot, and begin."""
        if not instance.requests:
            self.idle_ends(instance)
        instance.requests.append(request)
        if len(instance.requests) == self.station.slots:
            self.free.remove(instance)
        request.state, request.instance = "served", instance
        if "process" in self.station.plays:
            self.world.jobs.start(request.video, self.clock.now)
        self.world.advance(request)

    def release(self, request: Request) -> None:
        """Take a slot back."""
        instance = request.instance
        instance.requests.remove(request)
        if not instance.requests:
            instance.idle_since_s = self.clock.now
        if instance.up:
            self.offer(instance)

    def offer(self, instance: Instance) -> None:
        """Put an instance with a free slot first."""
        if instance in self.free:
            self.free.remove(instance)
        self.free.insert(0, instance)

    def pull(self) -> None:
        """Serve who waits, as far as slots go."""
        while self.free and self.line:
            self.serve(self.line.pop(-1 if self.station.order == "lifo" else 0), self.free[0])

    def idle_ends(self, instance: Instance) -> None:
        """A pool does not poll, so its idle time is of no interest."""

    def strike(self, instance: Instance, spell: Spell) -> None:
        """A fault begins on an instance; what it had in hand is lost if it goes down."""
        was_up = instance.up
        if was_up and spell.effect == "down" and not instance.requests:
            self.idle_ends(instance)
        instance.struck.append(spell)
        if was_up and not instance.up:
            self.stop(instance)

    def stop(self, instance: Instance) -> None:
        """Lose what an instance has in hand; and who waits, if it was the last."""
        if instance in self.free:
            self.free.remove(instance)
        for request in list(instance.requests):
            self.world.finish(request, Reason.CRASHED)
        while isinstance(self.station, Pool) and self.line and not any(i.up for i in self.instances):
            self.world.finish(self.line[0], Reason.CRASHED)

    def relieve(self, instance: Instance, spell: Spell) -> None:
        """A fault on an instance is over."""
        was_up = instance.up
        instance.struck.remove(spell)
        if instance.up and not was_up:
            self.begin(instance)

    def begin(self, instance: Instance) -> None:
        """An instance begins, or begins again, to serve."""
        instance.idle_since_s = self.clock.now
        self.offer(instance)
        self.pull()
