"""Faults in the reference: each spell begins and ends by itself, on the instance that it met when it began."""

from typing import TYPE_CHECKING

from archlib.outcome.trace import Reason
from archlib.timeline import Spell
from archlib.topology import Fleet, Pool, Topology
from tests.oracles.clock import FAULT
from tests.oracles.desks import Instance, suffers

if TYPE_CHECKING:
    from tests.oracles.reference import World


class Services:
    """Queues and stores: up, down, or answering wrongly."""

    def __init__(self, topology: Topology) -> None:
        self.struck: dict[str, list[Spell]] = {s.name: [] for s in topology.stations}

    def refusal(self, name: str) -> Reason | None:
        """Why a service refuses, None if it serves."""
        if suffers(self.struck[name], "down"):
            return Reason.NO_HOST
        return Reason.ERROR if suffers(self.struck[name], "error") else None


def plan_faults(world: "World", spells: tuple[Spell, ...]) -> None:
    """Plan the beginning and the end of each spell: target by target, and of one target the beginnings first."""
    targets = list(dict.fromkeys((s.station, s.place, s.modulo) for s in spells))
    changes = [(s.start_s, targets.index((s.station, s.place, s.modulo)), 0, n, s) for n, s in enumerate(spells)]
    changes += [(s.end_s, targets.index((s.station, s.place, s.modulo)), 1, n, s) for n, s in enumerate(spells)]
    met: dict[int, Instance] = {}
    for time, _, ends, number, spell in sorted(changes, key=lambda c: c[:4]):
        world.clock.plan(time, FAULT, lambda e=ends, n=number, s=spell: change(world, s, e == 0, met, n))


def change(world: "World", spell: Spell, begins: bool, met: dict[int, Instance], number: int) -> None:
    """A spell begins or ends."""
    station = world.topology.stations[spell.station]
    if not isinstance(station, (Pool, Fleet)):
        struck = world.services.struck[station.name]
        struck.append(spell) if begins else struck.remove(spell)
        if station.name in world.queues:
            world.queues[station.name].consumer.pull()
        return
    desk = world.desks[station.name]
    if spell.place < 0:
        desk.whole(spell, begins)
    elif begins:
        instance = find(desk.instances, spell)
        if instance is not None:
            met[number] = instance
            desk.strike(instance, spell)
    elif number in met:
        desk.relieve(met[number], spell)


def find(instances: list[Instance], spell: Spell) -> Instance | None:
    """The instance at the spell's place; or, counted by place, number `place` modulo those that live."""
    ordered = sorted(instances, key=lambda i: i.place)
    if spell.modulo:
        return ordered[spell.place % len(ordered)] if ordered else None
    return next((i for i in ordered if i.place == spell.place), None)
