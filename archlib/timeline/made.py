"""All faults of a scenario as they meet a topology, scheduled and drawn together."""

from archlib.faults import Drawn, Fault, Faults
from archlib.timeline.rows import Cause, Spell, Timeline, merged
from archlib.timeline.targets import Target, met, streams
from archlib.topology import Topology, Working


def timeline(topology: Topology, faults: Faults, seed: int, end_s: float) -> Timeline:
    """Return what each part is like from 0 to `end_s` (seconds), scheduled and drawn faults together."""
    spells: list[Spell] = []
    causes: list[Cause] = []
    for fault in faults.scheduled:
        found = [_spell(t, fault.start_s, fault.end_s, fault, len(causes)) for t in met(topology, fault)]
        causes.append(Cause(fault.name, fault.start_s, fault.end_s, False, len(found)))
        spells += [s for s in found if s.start_s < end_s]
    for drawn in faults.drawn:
        for targets, key in streams(topology, drawn):
            for start, end in drawn.intervals(seed, key, end_s).tolist():
                spells += [_spell(t, start, end, drawn, len(causes)) for t in targets]
                causes.append(Cause(drawn.label(key), start, end, True, len(targets)))
    causes += [Cause(m.name, 0.0, end_s, False, _working(topology, m.role), mishap=True) for m in faults.mishaps]
    return Timeline(merged(spells), tuple(spells), tuple(causes))


def _working(topology: Topology, role: str) -> int:
    """How many stations do work of a role."""
    playing = [s for s in topology.playing(role) if isinstance(s, Working)]
    return sum(bool(s.does) or s.fixed_s > 0 for s in playing)


def _spell(target: Target, start: float, end: float, fault: Fault | Drawn, cause: int) -> Spell:
    host = fault.part == "host"
    return Spell(
        target.station, target.place, start, end, fault.effect, fault.factor or 1.0, host, target.modulo, cause
    )
