"""All that is told in a run, and by whom: the application's own events, and those of infrastructure and monitors.

What the application publishes, and what stores and alarms tell if they were asked to, went over the run's own bus. The
rest is what a provider's services would tell of the same run, in their own words: containers or instances that start
and stop.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from archlib.engine.objects import key, size
from archlib.outcome import Run
from archlib.outcome.trace import Floats, Ints, Reason, Records
from archlib.topology import Alert, Entry, Fleet, Function, Publish, Put, Station
from archlib.topology.patterns import changed, created, event
from archlib.topology.syntax import CHANGED, CREATED, IS_OVER, OBJECTS, RINGS, SOURCE, WATCHERS
from archlib.topology.ways import notices

CUSTOMERS, PARTS, INFRASTRUCTURE, MONITORS = "customers", "own parts", "infrastructure", "monitors"
ORIGINS: Final = (CUSTOMERS, PARTS, INFRASTRUCTURE, MONITORS)
REFUSED: Final = ("down", "error", "throttle")  # effects under which a bus takes nothing

Event = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Told:
    """All events of one kind.

    Attributes
    ----------
    origin : one of ORIGINS
    source, kind : as in the event: "aws.s3", "Object Created"
    time_s : float array (n,), s, rising, up to the horizon
    detail : the fields of event number i, as JSON has them
    """

    origin: str
    source: str
    kind: str
    time_s: Floats
    detail: Callable[[int], dict[str, Any]]

    def event(self, i: int) -> Event:
        """Return event number i as it comes to the bus, without its id, time and account."""
        return {"source": self.source, "detail-type": self.kind, "detail": self.detail(i)}


def stream(run: Run) -> tuple[Told, ...]:
    """Return what is told in a run, by kind, in the order of ORIGINS.

    Notes
    -----
    Leaves out: objects of visits that failed, and entries of tables.
    """
    made = [*_published(run), *_objects(run), *_lives(run), *_alarms(run)]
    return tuple(sorted(made, key=lambda told: ORIGINS.index(told.origin)))


def _published(run: Run) -> Iterator[Told]:
    doors = {e.target for e in run.topology.edges if isinstance(e, Entry)}
    details = _details(run)
    for edge in run.topology.edges:
        if isinstance(edge, Publish):
            rows = _telling(run, edge)
            kind, videos = edge.kind, rows["video"]

            def one(i: int, kind: str = kind, videos: Ints = videos) -> dict[str, Any]:
                return dict(event(kind, details(int(videos[i])))["detail"])

            yield Told(CUSTOMERS if edge.source in doors else PARTS, SOURCE, kind, rows["end"], one)


def _details(run: Run) -> Callable[[int], dict[str, Any]]:
    load = run.scenario.load
    gb = load.master_gb_draws(run.scenario.seed, len(run.jobs))
    shared = {name: value for name, value in load.details(gb).items() if value is not gb}
    return lambda video: {"master_gb": round(float(gb[video]), 3), **shared}


def _telling(run: Run, edge: Publish) -> Records:
    """The visits at whose end an edge publishes, by their end."""
    rows = _ended(run, edge.source)
    if edge.when != "failure":
        return rows.take(np.flatnonzero(rows["reason"] == Reason.OK))
    rows = rows.take(np.flatnonzero((rows["reason"] != Reason.OK) & _takes(run, edge.target, rows["end"])))
    nth: dict[int, int] = {}
    kept = []
    for i, video in enumerate(rows["video"].tolist()):
        nth[video] = nth.get(video, 0) + 1
        if nth[video] <= edge.most:
            kept.append(i)
    return rows.take(kept)


def _ended(run: Run, station: str) -> Records:
    """The visits of a station that ended before the horizon, by their end."""
    rows = run.trace.visits_at(run.topology.index[station])
    rows = rows.take(np.flatnonzero(rows["end"] < run.trace.horizon_s))
    return rows.take(rows["end"].argsort(kind="stable"))


def _takes(run: Run, bus: str, time_s: Floats) -> np.ndarray:
    """Whether a bus takes events at some moments, bool array (n,)."""
    is_up = np.ones(len(time_s), bool)
    for spell in run.timeline.spells:
        if spell.station == run.topology.index[bus] and spell.effect in REFUSED:
            is_up &= ~((time_s >= spell.start_s) & (time_s < spell.end_s))
    return is_up


def _objects(run: Run) -> Iterator[Told]:
    """Yield what a store tells a bus: a master or a size was put."""
    load = run.scenario.load
    gb = load.master_gb_draws(run.scenario.seed, len(run.jobs))
    for edge in run.topology.edges:
        if isinstance(edge, Put) and any(notices(run.topology.edges, edge)):
            rows = _ended(run, edge.source)
            rows = rows.take(np.flatnonzero(rows["reason"] == Reason.OK))
            objects = tuple(load.objects[edge.what].items())
            store, videos, n = edge.target, rows["video"], len(objects)

            def one(
                i: int,
                store: str = store,
                videos: Ints = videos,
                objects: tuple[tuple[str, float], ...] = objects,
            ) -> dict[str, Any]:
                video, (name, share) = int(videos[i // len(objects)]), objects[i % len(objects)]
                return dict(created(store, key(name, video), size(float(gb[video]), share))["detail"])

            yield Told(INFRASTRUCTURE, OBJECTS, CREATED, np.repeat(rows["end"], n), one)


def _lives(run: Run) -> Iterator[Told]:
    """Yield what hosts tell: a container or an instance that processes has started, or has stopped."""
    for station in run.topology.playing("process"):
        if isinstance(station, Fleet):
            yield _turns(run, station, "aws.ec2", "EC2 Instance State-change Notification", _instance)
        elif isinstance(station, Function) and "function" not in station.plays:
            yield _turns(run, station, "aws.ecs", "ECS Task State Change", _container)


def _instance(station: Station, place: int, has_started: bool) -> dict[str, Any]:
    return {"instance-id": f"i-{place:08x}", "state": "running" if has_started else "terminated"}


def _container(station: Station, place: int, has_started: bool) -> dict[str, Any]:
    return {"group": f"service:{station.name}", "lastStatus": "RUNNING" if has_started else "STOPPED"}


def _turns(
    run: Run, station: Station, source: str, kind: str, said: Callable[[Station, int, bool], dict[str, Any]]
) -> Told:
    """Return the starts and stops of a station's hosts, in the order of time."""
    lives = run.trace.lives
    lives = lives.take(np.flatnonzero(lives["station"] == run.topology.index[station.name]))
    times, places = np.concatenate([lives["ready"], lives["end"]]), np.tile(lives["place"], 2)
    has_started = np.arange(len(times)) < len(lives)
    order = times.argsort(kind="stable")
    order = order[times[order] < run.trace.horizon_s]
    told = list(zip(places[order].tolist(), has_started[order].tolist(), strict=True))
    return Told(INFRASTRUCTURE, source, kind, times[order], lambda i: said(station, *told[i]))


def _alarms(run: Run) -> Iterator[Told]:
    """Yield what monitors tell: an alarm begins to ring, or it is over."""
    ticks = run.trace.ticks
    for edge in run.topology.edges:
        if isinstance(edge, Alert):
            looks = ticks.take(np.flatnonzero(ticks["station"] == run.topology.index[edge.source]))
            turns = looks.take(np.flatnonzero(np.diff(looks["desired"], prepend=0)))
            turns = turns.take(np.flatnonzero(turns["time"] < run.trace.horizon_s))
            rings = turns["desired"].tolist()

            def one(i: int, alarm: str = edge.source, rings: list[int] = rings) -> dict[str, Any]:
                return dict(changed(alarm, RINGS if rings[i] else IS_OVER)["detail"])

            yield Told(MONITORS, WATCHERS, CHANGED, turns["time"].copy(), one)
