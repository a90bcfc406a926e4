"""Where processing is done and where videos wait for it: read off the topology, the same way for every architecture."""

from typing import NamedTuple, cast

from archlib.outcome import Run
from archlib.outcome.series import FleetSeries, FunctionSeries, PoolSeries, QueueSeries
from archlib.outcome.step import Step
from archlib.topology import Function, Pool, Receive, Working


class Line(NamedTuple):
    """A step function with what it is called and how its line is drawn ("" for the architecture's own dash)."""

    name: str
    step: Step
    dash: str = ""
    factor: float = 1.0


def waiting(run: Run) -> list[Line]:
    """Return what waits for processing, and what is in work: messages of a queue, or requests at a pool."""
    found = []
    for station in run.topology.playing("process"):
        called = not queues_before(run, station.name)
        if isinstance(station, Pool) or (isinstance(station, Function) and called):
            series = cast(PoolSeries, run.series[station.name])
            found += [Line("waiting", series.waiting), Line("in work", series.busy, "dot")]
        for queue in queues_before(run, station.name):
            messages = cast(QueueSeries, run.series[queue])
            found += [Line("visible", messages.visible), Line("in flight", messages.in_flight, "dot")]
    return found


def machines(run: Run) -> list[Line]:
    """Return the instances that process: desired, booting, ready of a fleet, and how many of them work."""
    found = []
    for station in run.topology.playing("process"):
        if not isinstance(station, Working):
            continue
        series = run.series[station.name]
        slots = 1 if isinstance(station, Function) else station.slots
        if isinstance(series, FleetSeries):
            found += [
                Line("desired", series.desired, "dot"),
                Line("booting", series.booting, "dash"),
                Line("ready", series.ready),
                Line("busy", series.busy, "busy", 1 / slots),
            ]
        elif isinstance(series, FunctionSeries):
            found += [
                Line("booting", series.booting, "dash"),
                Line("ready", series.ready),
                Line("busy", series.busy, "busy"),
            ]
        elif isinstance(series, PoolSeries):
            found += [Line("ready", series.instances), Line("busy", series.busy, "busy", 1 / slots)]
    return found


def queues_before(run: Run, station: str) -> list[str]:
    """Return the queues that a station receives from."""
    return [edge.source for edge in run.topology.edges if isinstance(edge, Receive) and edge.target == station]
