"""What a fault meets in a topology: stations as a whole, places of them, and the hosts under them.

A role's code is numbered over its stations: instance k of one runs number `numbers_from + k`. A pool's instances are
places of their own. A fleet and a function are struck as a whole (place -1), at a place, or, by a schedule, at number
k modulo those that live. A managed service is always struck as a whole, and so is, by the role "consumer", who hears of
events. Functions stand on no host of ours and, like managed services, span the zones.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from archlib.faults import Drawn, Fault
from archlib.faults.parts import ONE_EACH
from archlib.topology import Fleet, Function, Pool, Station, Topology, instances_of

WHOLE = -1  # the place of a station as a whole


@dataclass(frozen=True)
class Target:
    """A place of a station; with `modulo` it is counted among the instances that live."""

    station: int
    place: int
    modulo: bool = False


def met(topology: Topology, fault: Fault) -> list[Target]:
    """Return what a scheduled fault meets."""
    if fault.part == "code":
        stations = topology.playing(fault.role or "")
        if fault.role in ONE_EACH and fault.instance is not None:
            return [Target(topology.index[s.name], WHOLE) for s in stations if s.numbers_from == fault.instance]
        return [t for s in stations for t in _of_code(topology, s, fault.effect, fault.instance, fault.zone)]
    if fault.role is not None:
        return _under(topology, fault.role, fault.instance or 0)
    if fault.host is not None:
        return _on_host(topology, fault.host)
    return [t for s in topology.stations if s.hosts is not None for t in _of_zone(topology, s, fault.zone or 0)]


def streams(topology: Topology, drawn: Drawn) -> Iterator[tuple[list[Target], int | Literal["all"]]]:
    """Yield the targets of each failure stream that this topology has, and the stream's key."""
    together: list[Target] = []
    alone = drawn.unavailability[0] > 0
    if drawn.part == "host":
        groups = topology.host_base.items()
        sizes = {g: max(instances_of(s) for s in topology.stations if s.hosts == g) for g, _ in groups}
        for host in (base + k for group, base in groups for k in range(sizes[group])):
            together += _on_host(topology, host)
            if alone:
                yield _on_host(topology, host), host
    else:
        stations = topology.playing(drawn.role or "")
        together = [t for s in stations for t in _of_code(topology, s, drawn.effect, None, None)]
        if drawn.role in ONE_EACH:
            for s in stations if alone else ():
                yield [Target(topology.index[s.name], WHOLE)], s.numbers_from
        else:
            numbers = {s.numbers_from + k for s in stations for k in range(instances_of(s))} if alone else set()
            for number in sorted(numbers):
                yield [t for s in stations for t in _of_number(topology, s, number)], number
    if together:
        yield together, "all"


def _of_code(topology: Topology, station: Station, effect: str, instance: int | None, zone: int | None) -> list[Target]:
    """The targets of one number, of a zone, or of all at a station that plays the role."""
    number, elastic = topology.index[station.name], isinstance(station, (Fleet, Function))
    if effect == "no_launch":
        return [Target(number, WHOLE)] if elastic else []
    if instance is not None:
        at = instance - station.numbers_from
        return [Target(number, at, modulo=True)] if elastic and at >= 0 else _of_number(topology, station, instance)
    if zone is not None:
        return _of_zone(topology, station, zone)
    if effect == "throttle" or not isinstance(station, Pool):
        return [Target(number, WHOLE)]
    return [Target(number, k) for k in range(station.instances)]


def _of_number(topology: Topology, station: Station, number: int) -> list[Target]:
    """The place at which a station runs this number of its code, if it does."""
    place = number - station.numbers_from
    if not 0 <= place < instances_of(station):
        return []
    managed = not isinstance(station, (Pool, Fleet, Function))
    return [Target(topology.index[station.name], WHOLE if managed else place)]


def _of_zone(topology: Topology, station: Station, zone: int) -> list[Target]:
    if not isinstance(station, (Pool, Fleet)):
        return []  # it spans the zones
    number = topology.index[station.name]
    return [Target(number, k) for k in range(instances_of(station)) if k % station.zones == zone]


def _under(topology: Topology, role: str, instance: int) -> list[Target]:
    """All that sits on the hosts under a number of a role's code; of a fleet that number modulo those that live."""
    found = [
        t for s in topology.playing(role) if s.hosts is not None for t in _of_code(topology, s, "down", instance, None)
    ]
    fixed = [t for t in found if not t.modulo]
    hosts = {topology.host_base[topology.stations[t.station].hosts or ""] + max(t.place, 0) for t in fixed}
    return [t for h in sorted(hosts) for t in _on_host(topology, h)] + [t for t in found if t.modulo]


def _on_host(topology: Topology, host: int) -> list[Target]:
    found = []
    for station in topology.stations:
        place = -1 if station.hosts is None else host - topology.host_base[station.hosts]
        number = topology.index[station.name]
        if isinstance(station, (Pool, Fleet)):
            if 0 <= place < instances_of(station):
                found.append(Target(number, place))
        elif place == 0:  # a disk is on the group's first host
            found.append(Target(number, WHOLE))
    return found
