"""From faults to what each part of a topology is like, when.

The engine plays these rows; the outcome reads feature strips off the same rows. A row sets the state of a place
(an instance) or of a whole station (place -1) from its time on; overlapping faults are merged beforehand, so a
reader needs no counters. What is true of a place is the worse of its own state and its station's. A fault strikes who
is at the place when it begins: an instance launched there later asks since when the newest of the active ones is.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from archlib.faults import Drawn, Fault, Faults
from archlib.topology import Fleet, Pool, Station, Topology, instances_of

ROW = np.dtype(
    [
        ("time", "f8"), ("slow", "f8"), ("down_since", "f8"), ("error_since", "f8"), ("slow_since", "f8"),
        ("station", "i4"), ("place", "i4"), ("target", "i4"), ("starts", "i4"),
        ("down", "i1"), ("error", "i1"), ("no_launch", "i1"), ("hit", "i1"), ("host", "i1"), ("modulo", "i1"),
    ],
    align=True,
)  # fmt: skip


@dataclass(frozen=True)
class Spell:
    """One fault on one target: `place` of `station` from `start_s` to `end_s`; -1 is all places."""

    station: int
    place: int
    start_s: float
    end_s: float
    effect: str
    factor: float
    host: bool
    modulo: bool
    cause: int


@dataclass(frozen=True)
class Cause:
    """A fault as people speak of it; `spells` is 0 where it meets nothing in the topology."""

    label: str
    start_s: float
    end_s: float
    drawn: bool
    spells: int


@dataclass(frozen=True, eq=False)
class Timeline:
    """Rows (structured array of ROW, by time), the spells they were made from, and their causes."""

    rows: np.ndarray
    spells: tuple[Spell, ...]
    causes: tuple[Cause, ...]

    @property
    def not_applicable(self) -> tuple[Cause, ...]:
        """The scheduled faults that meet nothing in this topology."""
        return tuple(c for c in self.causes if not c.drawn and c.spells == 0)


def timeline(topology: Topology, faults: Faults, seed: int, end_s: float) -> Timeline:
    """Return what each part is like from 0 to `end_s` (seconds), scheduled and drawn faults together."""
    spells: list[Spell] = []
    causes: list[Cause] = []
    for fault in faults.scheduled:
        found = [_spell(t, fault.start_s, fault.end_s, fault, len(causes)) for t in _met(topology, fault)]
        causes.append(Cause(fault.name, fault.start_s, fault.end_s, False, len(found)))
        spells += [s for s in found if s.start_s < end_s]
    for drawn in faults.drawn:
        for targets, key in _streams(topology, drawn):
            for start, end in drawn.intervals(seed, key, end_s):
                spells += [_spell(t, start, end, drawn, len(causes)) for t in targets]
                causes.append(Cause(drawn.label(key), start, end, True, len(targets)))
    return Timeline(_rows(spells), tuple(spells), tuple(causes))


@dataclass(frozen=True)
class _Target:
    station: int
    place: int
    modulo: bool = False


def _spell(target: _Target, start: float, end: float, fault: Fault | Drawn, cause: int) -> Spell:
    host = fault.part == "host"
    return Spell(
        target.station, target.place, start, end, fault.effect, fault.factor or 1.0, host, target.modulo, cause
    )


def _met(topology: Topology, fault: Fault) -> list[_Target]:
    if fault.part == "code" or fault.role is not None:
        return _met_by_role(topology, fault)
    if fault.host is not None:
        return _on_host(topology, fault.host)
    with_hosts = [s for s in topology.stations if s.hosts is not None]
    return [t for s in with_hosts for t in _scope(topology, s, None, fault.zone)]


def _met_by_role(topology: Topology, fault: Fault) -> list[_Target]:
    stations = topology.playing(fault.role or "")
    if fault.effect == "no_launch":
        return [_Target(topology.index[s.name], -1) for s in stations if isinstance(s, Fleet)]
    found = [t for s in stations for t in _scope(topology, s, fault.instance, fault.zone)]
    if fault.part == "code":
        return found
    fixed = [t for t in found if not t.modulo and topology.stations[t.station].hosts is not None]
    hosts = {topology.host_base[topology.stations[t.station].hosts or ""] + t.place for t in fixed}
    return [t for h in sorted(hosts) for t in _on_host(topology, h)] + [t for t in found if t.modulo]


def _scope(topology: Topology, station: Station, instance: int | None, zone: int | None) -> list[_Target]:
    """The targets of one instance, of a zone, or of all at a station."""
    number, size = topology.index[station.name], instances_of(station)
    if instance is not None:
        if isinstance(station, Fleet):
            return [_Target(number, instance, modulo=True)]
        return [_Target(number, instance)] if instance < size else []
    if zone is None:
        return [_Target(number, -1)] if isinstance(station, Fleet) else [_Target(number, k) for k in range(size)]
    if not isinstance(station, (Pool, Fleet)):
        return []  # a managed service spans the zones
    return [_Target(number, k) for k in range(size) if k % station.zones == zone]


def _on_host(topology: Topology, host: int) -> list[_Target]:
    found = []
    for station in topology.stations:
        place = -1 if station.hosts is None else host - topology.host_base[station.hosts]
        if isinstance(station, (Pool, Fleet)):
            if 0 <= place < instances_of(station):
                found.append(_Target(topology.index[station.name], place))
        elif place == 0:  # a disk is on the group's first host
            found.append(_Target(topology.index[station.name], 0))
    return found


def _streams(topology: Topology, drawn: Drawn) -> Iterator[tuple[list[_Target], int | Literal["all"]]]:
    """Yield the targets of each failure stream that this topology has, and the stream's key."""
    if drawn.part == "host":
        groups = topology.host_base.items()
        sizes = {g: max(instances_of(s) for s in topology.stations if s.hosts == g) for g, _ in groups}
        hosts = [base + k for g, base in groups for k in range(sizes[g])]
        yield from ((_on_host(topology, h), h) for h in hosts)
        together = [t for h in hosts for t in _on_host(topology, h)]
    else:
        stations = topology.playing(drawn.role or "")
        size = max((instances_of(s) for s in stations), default=0)
        for k in range(size):
            yield [_Target(topology.index[s.name], k) for s in stations if k < instances_of(s)], k
        together = [t for s in stations for t in _scope(topology, s, None, None)]
    if together:
        yield together, "all"


def _since(active: Iterable[Spell], effect: str) -> float:
    """When the newest of the active spells with an effect began; -inf for none."""
    return max((s.start_s for s in active if s.effect == effect), default=-math.inf)


def _host_turns(this: Spell, ends: int, active: Iterable[Spell]) -> int:
    """1 where a host goes down, -1 where it is back, else 0."""
    if not (this.host and this.effect == "down"):
        return 0
    return 1 if not ends else -1 * (not any(s.host and s.effect == "down" for s in active))


def _rows(spells: list[Spell]) -> np.ndarray:
    """Merge the spells of each target into steps and return them by time."""
    by_target: dict[tuple[int, int, bool], list[Spell]] = {}
    for spell in spells:
        by_target.setdefault((spell.station, spell.place, spell.modulo), []).append(spell)
    steps = [step for number, group in enumerate(by_target.values()) for step in _steps(number, group)]
    rows = np.array(steps, dtype=ROW)
    return rows[np.argsort(rows["time"], kind="stable")]


def _steps(target: int, spells: list[Spell]) -> Iterator[tuple[float | int, ...]]:
    """Sweep over the starts and ends of one target's spells.

    At equal times the starts come first, so that a spell which follows another at once leaves no moment between.
    """
    starts = [(s.start_s, 0, i) for i, s in enumerate(spells)]
    changes = sorted(starts + [(s.end_s, 1, i) for i, s in enumerate(spells)])
    active: dict[int, Spell] = {}
    for time, ends, i in changes:
        if ends:
            del active[i]
        else:
            active[i] = spells[i]
        now, this = active.values(), spells[i]
        slow = 1.0
        for spell in now:
            slow *= spell.factor if spell.effect == "slow" else 1.0
        yield (
            time, slow, *(_since(now, e) for e in ("down", "error", "slow")),
            this.station, this.place, target, -1 if ends else this.cause,
            any(s.effect == "down" for s in now), any(s.effect == "error" for s in now),
            any(s.effect == "no_launch" for s in now), not ends and this.effect == "down",
            _host_turns(this, ends, now), this.modulo,
        )  # fmt: skip
