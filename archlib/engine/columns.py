"""What is drawn or known of each video, laid out for the kernel: work, swaps in queues, mishaps; the bits of work."""

from dataclasses import dataclass, field
from typing import TypeGuard

import numpy as np

from archlib.draws import stream
from archlib.engine.inputs import Inputs
from archlib.engine.rows import Laid
from archlib.faults.mishap import marks
from archlib.topology import Call, Function, Invoke, Queue, Rule, Send, Station, Topology, Working

BY_SIZE = "transcode"  # the column that makes one file a size, and so can be shared among parts


@dataclass(frozen=True)
class Bits:
    """Which bits of a job's `done` stand for which column; a column that is done size by size has one a size.

    Attributes
    ----------
    of : column -> mask
    split : mask of the columns that are done size by size, 0 for none
    required : mask of a video that is ready
    """

    of: dict[str, int]
    split: int
    required: int

    @property
    def first_part(self) -> int:
        """The bit of the first size."""
        return self.split & -self.split


def bits(topology: Topology, sizes: int) -> Bits:
    """Return the bits of the columns that the topology's stations do."""
    over = any(isinstance(e, (Call, Send, Invoke, Rule)) and e.over for e in topology.edges)
    of, at = {}, 0
    for column in sorted({c for s in topology.stations if isinstance(s, Working) for c in s.does}):
        width = sizes if over and column == BY_SIZE else 1
        of[column] = ((1 << width) - 1) << at
        at += width
    path = topology.path("upload", through_queues=True)
    needed = {c for s in path if isinstance(s, Working) for c in s.does}
    return Bits(of, of.get(BY_SIZE, 0) if over else 0, sum(of[c] for c in needed))


@dataclass(frozen=True, eq=False)
class Columns:
    """Arrays by video of all stations, one row after another, and where the row of a station (by name) begins."""

    work: Laid = field(default_factory=lambda: Laid(np.float64))
    swaps: Laid = field(default_factory=lambda: Laid(np.int64))
    mishaps: Laid = field(default_factory=lambda: Laid(np.int8))
    work_at: dict[str, int] = field(default_factory=dict)
    swaps_at: dict[str, int] = field(default_factory=dict)
    mishaps_at: dict[str, tuple[int, int, int]] = field(default_factory=dict)


def columns(topology: Topology, inputs: Inputs) -> Columns:
    """Return them for a topology.

    `work_at` has the stations that work, `swaps_at` the standard queues, `mishaps_at` the stations at which work can
    fail by chance: where their marks begin, how many there are a video, and the shift of the role's counter.
    """
    made = Columns()
    roles = sorted({m.role for m in inputs.mishaps})
    for station in topology.stations:
        if works(station):
            made.work_at[station.name] = made.work.add(_seconds(station, inputs))
        if isinstance(station, Queue) and station.order == "standard":
            drawn = stream(inputs.seed, "order", station.name).random(inputs.n)
            made.swaps_at[station.name] = made.swaps.add(drawn < station.reorder)
    for counter, role in enumerate(roles):
        failed = marks([m for m in inputs.mishaps if m.role == role], inputs.seed, inputs.jobs)
        begins = made.mishaps.add(failed)
        for station in topology.playing(role):
            if works(station):
                made.mishaps_at[station.name] = (begins, failed.size // max(1, inputs.jobs), 8 * counter)
    return made


def works(station: Station) -> TypeGuard[Working]:
    """Whether a visit to the station takes time of its own."""
    return isinstance(station, Working) and (bool(station.does) or station.fixed_s > 0)


def _seconds(station: Working, inputs: Inputs) -> np.ndarray:
    stretch = station.stretch if isinstance(station, Function) else 1.0
    own = sum((inputs.work[c] for c in station.does[1:]), inputs.work[station.does[0]]) if station.does else 0.0
    seconds = own if stretch == 1.0 else own * stretch
    whole = seconds + station.fixed_s if station.fixed_s else seconds
    return whole if isinstance(whole, np.ndarray) else np.full(inputs.jobs, whole)
