"""Slots of the stations that process: how many there are, and how many are in use, over time."""

from typing import NamedTuple

import numpy as np

from archlib.lab.figures import bins
from archlib.outcome import Run
from archlib.outcome.series import PoolSeries
from archlib.outcome.step import Step
from archlib.outcome.trace import Floats
from archlib.topology import Function, Working


class Slots(NamedTuple):
    """A station's slots in use and its instances as step functions, and how many slots an instance has.

    Of a pool and a fleet all instances are billed, also those that boot or are idle. Of a function the environments
    that run or are being made are: one that is kept idle costs nothing.
    """

    busy: Step
    instances: Step
    each: int


def stations(run: Run) -> list[Slots]:
    """Return the slots of each station that processes."""
    found = []
    for station in run.topology.playing("process"):
        if isinstance(station, Working):
            series: PoolSeries = run.series[station.name]
            if isinstance(station, Function):
                found.append(Slots(series.busy, _billed(run, station), 1))
            else:
                found.append(Slots(series.busy, series.instances, station.slots))
    return found


def busy(run: Run, edges_s: Floats) -> Floats:
    """Return the mean number of slots in use over each stretch, float array (m,)."""
    return _summed([bins.means(s.busy, edges_s) for s in stations(run)], edges_s)


def busy_step(run: Run) -> Step:
    """Return the number of slots in use as one step function."""
    steps = [s.busy for s in stations(run)]
    if len(steps) == 1:
        return steps[0]
    t = np.unique(np.concatenate([[0.0], *(step.t for step in steps)]))
    total = np.sum([step.at(t) for step in steps], axis=0) if steps else np.zeros(1)
    return Step(t, total, run.trace.horizon_s, "busy_slots")


def paid(run: Run, edges_s: Floats) -> Floats:
    """Return the mean number of slots that are paid for over each stretch, float array (m,)."""
    return _summed([bins.means(s.instances, edges_s) * s.each for s in stations(run)], edges_s)


def whole(run: Run) -> Floats:
    """Return the one stretch that is all of the time, float array (2,), s."""
    return np.array([0.0, run.trace.horizon_s])


def _summed(values: list[Floats], edges_s: Floats) -> Floats:
    return np.sum(values, axis=0) if values else np.zeros(len(edges_s) - 1)


def _billed(run: Run, function: Function) -> Step:
    """Environments of a function that are paid for: those at work, those being made, and the provisioned ones."""
    series = run.series[function.name]
    t = np.unique(np.concatenate([series.busy.t, series.booting.t]))
    working = series.busy.at(t) + series.booting.at(t)
    return Step(t, np.maximum(working, function.provisioned), series.busy.end_s, "billed_environments")
