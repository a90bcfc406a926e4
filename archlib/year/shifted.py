"""The faults of the year as a stretch of it meets them: drawn for the whole year, and cut."""

from dataclasses import replace

from archlib.faults import Faults
from archlib.timeline import Timeline, timeline
from archlib.timeline.rows import merged
from archlib.topology import Topology


def shifted(topology: Topology, faults: Faults, seed: int, from_s: float, end_s: float) -> Timeline:
    """Return the faults from `from_s` of the year on, counted from there, for `end_s` seconds.

    One that has begun before goes on from the stretch's first second, in the architecture that now runs, since it
    names a role, an instance or a host, and these there are in each.
    """
    year = timeline(topology, faults, seed, from_s + end_s)
    spells = tuple(
        replace(s, start_s=max(0.0, s.start_s - from_s), end_s=s.end_s - from_s)
        for s in year.spells
        if s.end_s > from_s and s.start_s < from_s + end_s
    )
    causes = tuple(replace(c, start_s=c.start_s - from_s, end_s=c.end_s - from_s) for c in year.causes)
    return Timeline(merged(list(spells)), spells, causes)
