"""A moment of a run in words: one sentence, the lines in each box, and a table that says the same."""

import math
from collections.abc import Mapping

from archlib.lab.drawings.frames import CAUSE, STATE, Frames
from archlib.lab.words import NONE
from archlib.outcome.clock import clock_text
from archlib.outcome.health import DOWN, UP
from archlib.topology import Alarm, Fleet, Function, Pool, Queue, Station

MOST = 3  # stations that a sentence names for what waits, and for what is busy
STATE_WORDS = {1: "degraded", 2: "down"}

Held = Mapping[tuple[str, str], int]


def clock(time_s: float, start_h: float) -> str:
    """Return day and clock of the second in which a moment lies."""
    return clock_text(math.floor(time_s), start_h)


def sentence(frames: Frames, time_s: float) -> str:
    """Return what a moment is like: where most waits, who is busy, and what is down or degraded and why."""
    held = frames.at(time_s)
    names = [s.name for s in frames.run.topology.stations]
    waits = _most({n: held.get((n, "waiting"), 0) + held.get((n, "visible"), 0) for n in names})
    busy = _most({n: held.get((n, "busy"), 0) for n in names})
    parts = [f"{count} wait{'s' if count == 1 else ''} in {name}" for name, count in waits] or ["nothing waits"]
    parts += [f"{count} busy in {name}" for name, count in busy]
    parts += [f"{name} {trouble}" for name in names if (trouble := trouble_of(frames, held, name))]
    return f"{clock(time_s, frames.run.scenario.load.clock_start_h)}: {', '.join(parts)}"


def trouble_of(frames: Frames, held: Held, name: str) -> str:
    """Return what is wrong with a station and why, such as "down: bad deploy of processing"; "" for nothing."""
    state, cause = held.get((name, STATE), UP), held.get((name, CAUSE), -1)
    if state == UP:
        return ""
    return STATE_WORDS[state] + (f": {frames.causes[cause]}" if cause >= 0 else "")


def lines(station: Station, held: Held) -> tuple[str, str]:
    """Return two short lines of what a station holds."""
    n = {what: count for (name, what), count in held.items() if name == station.name}
    match station:
        case Pool():
            return f"{n['busy']}/{n['instances'] * station.slots} busy", f"{n['waiting']} wait"
        case Fleet() | Function():
            idle = "ready" if isinstance(station, Fleet) else "warm"
            more = [f"{n['booting']} boot"] * (n["booting"] > 0) + [f"{n['waiting']} wait"] * (n["waiting"] > 0)
            return f"{n['busy']} busy, {n['ready']} {idle}", ", ".join(more)
        case Queue() if station.dead_letters:
            return "", f"{n['visible']} kept"
        case Queue():
            return f"{n['visible']} visible", f"{n['in_flight']} in flight"
        case Alarm():
            return "rings" if n["rings"] else "is quiet", ""
    return "", ""


def boxed(frames: Frames, station: Station, held: Held) -> tuple[str, str]:
    """Return the two lines of a station's box: what is wrong takes the place of the second."""
    first, second = lines(station, held)
    state = held.get((station.name, STATE), UP)
    if state == UP:
        return first, second
    cause = held.get((station.name, CAUSE), -1)
    why = frames.causes[cause] if cause >= 0 else STATE_WORDS[state]
    return first, f"{'✕' if state == DOWN else '!'} {why}"


def row(frames: Frames, station: Station, held: Held, usd: str) -> tuple[str, str, str, str]:
    """Return a station's row of the table: its name, what it holds, its state, and what it cost."""
    holds = ", ".join(text for text in lines(station, held) if text)
    return station.name, holds or NONE, trouble_of(frames, held, station.name) or "up", usd


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The largest counts above 0, in the order of the topology among equals."""
    found = sorted(((n, c) for n, c in counts.items() if c > 0), key=lambda pair: -pair[1])
    return found[:MOST]
