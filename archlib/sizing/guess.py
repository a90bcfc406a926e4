"""Where a search starts and how far it may go, in closed form: Little's law, Erlang C, and a count of arrivals."""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from archlib.architectures import Architecture
from archlib.errors import ParameterError
from archlib.params import FieldSpec
from archlib.scenario import Scenario
from archlib.sizing.dials import Dial, Point, at, declared
from archlib.sweeps.paths import value_of
from archlib.theory import erlang_c, little
from archlib.topology import Fleet, Pool

Station = Pool | Fleet
HOUR_S = 3600.0
MOST_WAIT = 0.5  # share of videos that may wait in the busiest hour, for a first guess
SPARE = 2  # instances beyond what the load can use, for those that are down


def tops(architecture: Architecture, scenarios: Sequence[Scenario], deadline_s: float) -> dict[str, int]:
    """Return, path -> count, how many instances of each sized part could ever be of use.

    As many slots as videos may arrive while the first of them is still in time, once more for a zone that is down,
    and two to spare: who has a slot at once gains nothing from another one.
    """
    most = max((_crowd(s, deadline_s) for s in scenarios), default=0) * architecture.tries
    return {
        path: 2 * math.ceil(most / _slots(architecture, path, spec)) + SPARE for path, spec in _counts(architecture)
    }


def guess(architecture: Architecture, turned: Sequence[Dial], scenarios: Sequence[Scenario]) -> Point:
    """Return the point at which a share `MOST_WAIT` waits in the busiest hour, by Erlang C at its offered load.

    Dials of what has no fixed slots stay where the architecture has them, or at the candidate next above.
    """
    point = list(own(architecture, turned))
    for i, dial in enumerate(turned):
        if dial.count:
            point[i] = _enough(architecture, turned, tuple(point), i, scenarios)
    return tuple(point)


def own(architecture: Architecture, turned: Sequence[Dial]) -> Point:
    """Return the point nearest to an architecture's own values: each candidate itself, else the next above."""
    return tuple(_place(dial.values, value_of(architecture, dial.path)) for dial in turned)


def _place(values: tuple[Any, ...], value: Any) -> int:
    if value in values:
        return values.index(value)
    above = [i for i, v in enumerate(values) if not isinstance(v, str) and not isinstance(value, str) and v >= value]
    return above[0] if above else len(values) - 1


def _counts(architecture: Architecture) -> list[tuple[str, FieldSpec]]:
    return [(path, spec) for path, (spec, _) in declared(architecture).items() if spec.sizes == "count"]


def _crowd(scenario: Scenario, deadline_s: float) -> int:
    """Return the most videos that arrive within the deadline and the longest work, a count."""
    videos = scenario.videos
    if not len(videos.arrive):
        return 0
    span = deadline_s + float(np.max(sum(videos.work.values())))
    ends = np.searchsorted(videos.arrive, videos.arrive + span, side="right")
    return int(np.max(ends - np.arange(len(ends))))


def _slots(architecture: Architecture, path: str, spec: FieldSpec) -> int:
    """Return the fewest slots of an instance among the stations that a field moves; 1 if there is none."""
    value = value_of(architecture, path)
    two = tuple(v for v in (value, value + 1, value - 1) if v >= (spec.low or 0))[:2]
    dial = Dial(path, two, count=True)
    moved: list[Station] = []
    try:
        one, other = (at(architecture, (dial,), (i,)).built.stations for i in (0, 1))
    except ParameterError:
        return 1
    moved = [a for a, b in zip(one, other, strict=False) if isinstance(a, (Pool, Fleet)) and a != b]
    return min((s.slots for s in moved), default=1)


def _enough(
    architecture: Architecture, turned: Sequence[Dial], point: Point, i: int, scenarios: Sequence[Scenario]
) -> int:
    """Return the first place of a dial at which the busiest station that it moves has servers enough.

    Where it moves none, or not even the last place is enough, it is the place of the point.
    """
    low, high = (_built(architecture, turned, _at(point, i, place)) for place in (0, len(turned[i].values) - 1))
    moved = [name for name, s in high.items() if name in low and _places(low[name]) != _places(s)]
    if not moved:
        return point[i]
    servers = _servers(high[moved[0]], scenarios)

    def has_enough(place: int) -> bool:
        there = _built(architecture, turned, _at(point, i, place)).get(moved[0])
        return there is not None and _places(there) >= servers

    places = range(len(turned[i].values))
    first = bisect_left(places, True, key=has_enough)
    return first if first < len(places) else point[i]


def _at(point: Point, i: int, place: int) -> Point:
    return (*point[:i], place, *point[i + 1 :])


def _built(architecture: Architecture, turned: Sequence[Dial], point: Point) -> Mapping[str, Station]:
    try:
        built = at(architecture, turned, point).built
    except ParameterError:
        return {}
    return {s.name: s for s in built.stations if isinstance(s, (Pool, Fleet))}


def _places(station: Station) -> int:
    return station.slots * (station.instances if isinstance(station, Pool) else station.max_size)


def _servers(station: Station, scenarios: Sequence[Scenario]) -> int:
    """Return the fewest servers of which in the busiest hour of any scenario at most `MOST_WAIT` would wait."""
    load = max((_erlangs(station, s) for s in scenarios), default=0.0)
    servers = math.floor(load) + 1
    while erlang_c(servers, load) > MOST_WAIT:
        servers += 1
    return servers


def _erlangs(station: Station, scenario: Scenario) -> float:
    videos = scenario.videos
    if not len(videos.arrive):
        return 0.0
    ends = np.searchsorted(videos.arrive, videos.arrive + HOUR_S)
    per_s = int(np.max(ends - np.arange(len(ends)))) / HOUR_S
    work = station.fixed_s + sum(float(np.mean(videos.work[c])) for c in station.does if c in videos.work)
    return little(per_s, work)
