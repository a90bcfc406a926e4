"""What every station of a run holds at any moment, as step functions, and windows of them that are small to send."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from archlib.lab.drawings.hops import Hops, hops
from archlib.lab.drawings.wires import Wire
from archlib.outcome import Run, Step
from archlib.outcome.health import UP, Struck
from archlib.outcome.reasons import Spells
from archlib.outcome.step import step
from archlib.outcome.trace import Floats

HELD: Final[dict[str, tuple[str, ...]]] = {
    "Pool": ("waiting", "busy", "instances"),
    "Fleet": ("waiting", "busy", "booting", "ready"),
    "Function": ("waiting", "busy", "booting", "ready"),
    "Queue": ("visible", "in_flight"),
    "Alarm": ("rings",),
}
STATE, CAUSE = "state", "cause"
MOST_EVENTS = 4_000  # of a window


@dataclass(frozen=True, eq=False)
class Track:
    """One number of one station over time; `what` is a series of `archlib.outcome.Series`, STATE or CAUSE."""

    station: int
    what: str
    step: Step


@dataclass(frozen=True, eq=False)
class Frames:
    """A run as a film.

    Attributes
    ----------
    run : what is shown
    wires : of its topology's drawing
    """

    run: Run
    wires: tuple[Wire, ...]

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """All numbers; stations that a fault met have a STATE (up 0, degraded 1, down 2) and a CAUSE (-1 for none)."""
        return (*_series(self.run), *_faults(self.run))

    @cached_property
    def hops(self) -> Hops:
        """Which video goes where, when."""
        return hops(self.run, self.wires)

    @property
    def causes(self) -> list[str]:
        """The labels of the faults, which a CAUSE numbers."""
        return [cause.label for cause in self.run.timeline.causes]

    def at(self, time_s: float) -> dict[tuple[str, str], int]:
        """Return (station, what) -> number at a moment, 0 <= time_s <= horizon.

        Raises
        ------
        ParameterError
            for a moment outside the horizon
        """
        names = [s.name for s in self.run.topology.stations]
        return {(names[t.station], t.what): int(t.step.at(time_s)) for t in self.tracks}

    @cached_property
    def cuts(self) -> Floats:
        """Where windows begin and the last one ends, float array (windows + 1,), s."""
        times = np.sort(np.concatenate([self.hops.t, self.hops.lost_t, *(t.step.t for t in self.tracks)]))
        inner = np.unique(times[MOST_EVENTS::MOST_EVENTS])
        return np.concatenate([[0.0], inner[(inner > 0) & (inner < self.end_s)], [self.end_s]])

    @property
    def end_s(self) -> float:
        """The horizon, s."""
        return self.run.trace.horizon_s

    def window(self, k: int) -> dict[str, Any]:
        """Return window k as content for the page, little-endian.

        Returns
        -------
        k : its number
        t, v, n : changes of all tracks one after the other (f8 s, i4), the first of each at or before the window's
            start, and how many each has (u4)
        hop_t, hop_video, hop_chain : moves (f8 s, u4, u2), as in `Hops`
        lost_t, lost_video, lost_station, lost_reason : failed visits (f8 s, u4, u2, u1)
        """
        start, end = self.cuts[k], self.cuts[k + 1]
        last = k + 2 == len(self.cuts)
        slices = [_within(track.step, start, end) for track in self.tracks]
        content: dict[str, Any] = {
            "k": k,
            "t": _bytes(np.concatenate([t for t, _ in slices]) if slices else np.empty(0), "<f8"),
            "v": _bytes(np.concatenate([v for _, v in slices]) if slices else np.empty(0), "<i4"),
            "n": _bytes(np.array([len(t) for t, _ in slices]), "<u4"),
        }
        return content | {name: _bytes(array, kind) for name, array, kind in self.hops.between(start, end, last)}


def _within(of: Step, start: float, end: float) -> tuple[Floats, Any]:
    first = np.searchsorted(of.t, start, side="right") - 1
    last = max(int(first) + 1, int(np.searchsorted(of.t, end, side="left")))
    return of.t[first:last], of.v[first:last]


def _bytes(array: Any, kind: str) -> bytes:
    return np.ascontiguousarray(array, dtype=kind).tobytes()


def _series(run: Run) -> Iterator[Track]:
    for number, station in enumerate(run.topology.stations):
        for what in HELD.get(type(station).__name__, ()):
            yield Track(number, what, getattr(run.series[station.name], what))


def _faults(run: Run) -> Iterator[Track]:
    struck = Struck(run.timeline, run.trace.fault_hits)
    spells = Spells.of(run.topology, run.timeline, run.trace.fault_hits)
    for number in np.unique(run.timeline.rows["station"]).tolist():
        found = struck.health(run.topology, number)
        causes = np.array(spells.at([number]).cause_at(found.t, found.state))
        for what, values, first in ((STATE, found.state, UP), (CAUSE, causes, -1)):
            yield Track(number, what, step(found.t, values, run.trace.horizon_s, what, first))
