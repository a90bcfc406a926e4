"""Faults on their targets, and the rows into which those of one target are merged."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

ROW = np.dtype(
    [
        ("time", "f8"), ("slow", "f8"), ("down_since", "f8"), ("error_since", "f8"), ("slow_since", "f8"),
        ("station", "i4"), ("place", "i4"), ("target", "i4"), ("starts", "i4"),
        ("down", "i1"), ("error", "i1"), ("no_launch", "i1"), ("hit", "i1"), ("host", "i1"), ("modulo", "i1"),
        ("throttle", "i1"),
    ],
    align=True,
)  # fmt: skip


@dataclass(frozen=True)
class Spell:
    """One fault on one target: `place` of `station` from `start_s` to `end_s`; -1 is the station as a whole."""

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
    """A fault as people speak of it; `spells` is 0 where it meets nothing in the topology.

    A `mishap` meets as many stations as do its role's work; it has no rows, since nothing is down.
    """

    label: str
    start_s: float
    end_s: float
    drawn: bool
    spells: int
    mishap: bool = False


@dataclass(frozen=True, eq=False)
class Timeline:
    """Rows (structured array of ROW, by time), the spells they were made from, and their causes."""

    rows: np.ndarray
    spells: tuple[Spell, ...]
    causes: tuple[Cause, ...]

    @property
    def not_applicable(self) -> tuple[Cause, ...]:
        """The scheduled faults and the mishaps that meet nothing in this topology."""
        return tuple(c for c in self.causes if not c.drawn and c.spells == 0)

    def rows_at(self, station: int) -> np.ndarray:
        """Return which rows are of a station (its number in the topology), in the order of time, int array (m,)."""
        order, begins = self._by_station
        return order[begins[station] : begins[station + 1]] if station + 1 < len(begins) else order[:0]

    @cached_property
    def noticed(self) -> dict[int, np.ndarray]:
        """Number of a pool -> what balancers see of it, kept here by `seen` once it has been asked for."""
        return {}

    @cached_property
    def _by_station(self) -> tuple[np.ndarray, list[int]]:
        """The rows' numbers sorted by station, and where each station begins among them."""
        stations = self.rows["station"]
        return stations.argsort(kind="stable"), [0, *np.bincount(stations).cumsum().tolist()]


def _since(active: Iterable[Spell], effect: str) -> float:
    """When the newest of the active spells with an effect began; -inf for none."""
    return max((s.start_s for s in active if s.effect == effect), default=-math.inf)


def _host_turns(this: Spell, ends: int, active: Iterable[Spell]) -> int:
    """1 where a host goes down, -1 where it is back, else 0."""
    if not (this.host and this.effect == "down"):
        return 0
    return 1 if not ends else -1 * (not any(s.host and s.effect == "down" for s in active))


def merged(spells: list[Spell]) -> np.ndarray:
    """Merge the spells of each target into steps and return them by time."""
    by_target: dict[tuple[int, int, bool], list[Spell]] = {}
    for spell in spells:
        by_target.setdefault((spell.station, spell.place, spell.modulo), []).append(spell)
    steps = [step for number, group in enumerate(by_target.values()) for step in _steps(number, group)]
    rows = np.array(steps, dtype=ROW)
    return rows.take(rows["time"].argsort(kind="stable"))


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
        effects = {spell.effect for spell in now}
        yield (
            time, math.prod(s.factor for s in now if s.effect == "slow"),
            *(_since(now, e) if e in effects else -math.inf for e in ("down", "error", "slow")),
            this.station, this.place, target, -1 if ends else this.cause,
            "down" in effects, "error" in effects, "no_launch" in effects, not ends and this.effect == "down",
            _host_turns(this, ends, now), this.modulo, "throttle" in effects,
        )  # fmt: skip
