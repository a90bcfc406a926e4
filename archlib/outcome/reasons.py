"""Which fault is behind a moment: the spells of a timeline as arrays that can be asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from archlib.outcome.health import DOWN, ELASTIC, UP
from archlib.outcome.trace import Floats, Ints
from archlib.timeline import Cause, Spell, Timeline
from archlib.topology import Topology

CELLS = 1_000_000  # moments times spells that are compared at once
SPELL = np.dtype(
    [("start", "f8"), ("end", "f8"), ("station", "i4"), ("cause", "i4"), ("takes", "i1"), ("throttle", "i1")]
)


@dataclass(frozen=True, eq=False)
class Spells:
    """Faults that met something: structured array of SPELL by start, and the causes it numbers.

    `takes` is 1 where the fault can take its station away (down, wrong answers, throttled), 0 where it only weakens it.
    """

    rows: npt.NDArray[np.void]
    causes: tuple[Cause, ...]

    @classmethod
    def of(cls, topology: Topology, timeline: Timeline, hits: Ints) -> Self:
        """Return all spells but those of a fleet's or a function's place where no instance was."""
        missed = missed_places(topology, timeline, hits)
        rows = [
            (s.start_s, s.end_s, s.station, s.cause, _takes(topology, s), s.effect == "throttle")
            for s in timeline.spells
            if (s.cause, s.station, s.place) not in missed
        ]
        array = np.array(rows, SPELL)
        return cls(array.take(array["start"].argsort(kind="stable")), timeline.causes)

    def at(self, stations: Sequence[int], patient: Sequence[int] = ()) -> "Spells":
        """Return the spells of some stations only; a throttle takes none away whose work is patient."""
        rows = self.rows.take(np.flatnonzero(_among(self.rows["station"], stations)))
        if patient:
            rows["takes"][(rows["throttle"] == 1) & _among(rows["station"], patient)] = 0
        return Spells(rows, self.causes)

    def cause_at(self, times: Floats, states: Ints) -> list[int]:
        """Return the number of the cause behind each state at its moment, -1 for none.

        Of several spells that are active it is the one that began last. Only spells that take it away explain DOWN.
        """
        found = np.full(len(times), -1)
        asked = np.flatnonzero(states != UP)
        block = max(1, CELLS // max(1, len(self.rows)))
        for part in np.split(asked, range(block, len(asked), block)):
            found[part] = self._causes(times[part], states[part])
        return found.tolist()

    def _causes(self, times: Floats, states: Ints) -> Ints:
        if len(self.rows) == 0:
            return np.full(len(times), -1)
        rows, at = self.rows, times[:, None]
        active = (rows["start"] <= at) & (rows["end"] > at) & ((rows["takes"] == 1) | (states != DOWN)[:, None])
        last = len(rows) - 1 - active[:, ::-1].argmax(axis=1)
        return np.where(active.any(axis=1), rows["cause"][last], -1)


def _among(stations: Ints, some: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Whether each number is one of some; `np.isin` takes ten times as long for so few."""
    wanted = np.zeros(max((int(stations.max(initial=0)), *some)) + 1, bool)
    wanted[list(some)] = True
    return wanted[stations]


def missed_places(topology: Topology, timeline: Timeline, hits: Ints) -> set[tuple[int, int, int]]:
    """Return (cause, station, place) of the faults that found no instance at the place of a fleet or a function."""
    rows = timeline.rows
    is_elastic = np.array([isinstance(s, ELASTIC) for s in topology.stations])
    is_missed = (rows["starts"] >= 0) & (hits == 0) & (rows["place"] >= 0) & is_elastic[rows["station"]]
    missed = rows.take(np.flatnonzero(is_missed))
    return set(zip(missed["starts"].tolist(), missed["station"].tolist(), missed["place"].tolist(), strict=True))


def not_applicable(topology: Topology, timeline: Timeline, hits: Ints) -> tuple[str, ...]:
    """Return the labels of scheduled faults and mishaps that met nothing: no such part, or a place without instance.

    A fault of a whole fleet or function always counts as met: instances launched while it lasts are struck too. A
    mishap has met a topology in which its role has work to do.
    """
    missed = missed_places(topology, timeline, hits)
    met = {s.cause for s in timeline.spells if (s.cause, s.station, s.place) not in missed}
    met |= {i for i, c in enumerate(timeline.causes) if c.mishap and c.spells > 0}
    return tuple(c.label for i, c in enumerate(timeline.causes) if not c.drawn and i not in met)


def _takes(topology: Topology, spell: Spell) -> int:
    one_of_many = spell.place >= 0 and isinstance(topology.stations[spell.station], ELASTIC)
    return int(spell.effect in ("down", "error", "throttle") and not one_of_many)
