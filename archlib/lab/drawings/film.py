"""What the page is told of a run once: its stations and numbers, how the bill grows, and what the scrub bar shows."""

from typing import Any

import numpy as np

from archlib.lab.drawings.costs import Costs
from archlib.lab.drawings.frames import CAUSE, STATE, Frames
from archlib.lab.drawings.shapes import kind_of
from archlib.outcome.clock import clock_text
from archlib.outcome.trace import REASON_TEXT, Floats, Reason
from archlib.topology import Fleet, Function, Pool, Queue, Station

PROFILE_COLUMNS = 300
MOST_MARKS = 150

Mark = tuple[float, float, int, str]


def content(frames: Frames, costs: Costs) -> dict[str, Any]:
    """Return all that does not change while a run is played, arrays as little-endian bytes."""
    run = frames.run
    return {
        "stations": [_station(s) for s in run.topology.stations],
        "tracks": [[t.station, t.what] for t in frames.tracks],
        "chains": [list(chain) for chain in frames.hops.chains],
        "causes": frames.causes,
        "reasons": [REASON_TEXT[reason] for reason in Reason],
        "end": frames.end_s,
        "videos": len(run.trace.arrive),
        "start_h": run.scenario.load.clock_start_h,
        "cuts": frames.cuts.astype("<f8").tobytes(),
        "usd": costs.usd.astype("<f4").tobytes(),
        "profile": profile(frames).astype("<f4").tobytes(),
        "marks": [list(mark) for mark in marks(frames)],
    }


def _station(station: Station) -> dict[str, Any]:
    slots = station.slots if isinstance(station, (Pool, Fleet)) else 1
    working = isinstance(station, (Pool, Fleet, Function))
    return {
        "name": station.name, "kind": kind_of(station), "slots": slots, "works": working,
        "billed": bool(station.meters), "keeps": isinstance(station, Queue) and station.dead_letters,
    }  # fmt: skip


def profile(frames: Frames) -> Floats:
    """The most that waited anywhere in each column of the scrub bar, float array (PROFILE_COLUMNS,)."""
    edges = np.linspace(0.0, frames.end_s, PROFILE_COLUMNS, endpoint=False)
    total = np.zeros(PROFILE_COLUMNS)
    for track in frames.tracks:
        if track.what in ("waiting", "visible"):
            t = np.sort(np.concatenate([edges, track.step.t]), kind="stable")
            total += np.maximum.reduceat(track.step.at(t), np.searchsorted(t, edges))
    return total


def marks(frames: Frames) -> list[Mark]:
    """Stretches in which a station was down or degraded: (start, end, state, text), the longest if there are many."""
    names = [s.name for s in frames.run.topology.stations]
    start_h = frames.run.scenario.load.clock_start_h
    states = {t.station: t.step for t in frames.tracks if t.what == STATE}
    causes = {t.station: t.step for t in frames.tracks if t.what == CAUSE}
    found: list[Mark] = []
    for station, state in states.items():
        for start, length, value in zip(state.t, state.lengths, state.v, strict=True):
            if value > 0:
                cause = int(causes[station].at(start))
                why = frames.causes[cause] if cause >= 0 else ""
                text = f"{clock_text(float(start), start_h)} {names[station]}: {why}"
                found.append((float(start), float(start + length), int(value), text))
    longest = sorted(found, key=lambda mark: mark[0] - mark[1])[:MOST_MARKS]
    return sorted(longest, key=lambda mark: (mark[0], mark[3]))
