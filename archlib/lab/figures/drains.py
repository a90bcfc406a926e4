"""How long a backlog takes to go after an outage of processing, at several loads and in several weeks of each."""

from dataclasses import dataclass

import numpy as np

from archlib import faults
from archlib.architectures import Architecture
from archlib.compare import Progress
from archlib.course.drain import drained_s
from archlib.engine import simulate
from archlib.lab.figures.curves import capacity
from archlib.lab.figures.loads import SCALE, per_hour, rates, scaled
from archlib.lab.shares import go_on
from archlib.prices import PriceList
from archlib.scenario import Scenario
from archlib.theory import drain_time
from archlib.topology import Fleet
from archlib.workload.steps import HOUR_S

BUSY = (0.5, 0.7, 0.8, 0.9, 0.95)  # loads over capacity
SEEDS = 20
MOST_VIDEOS = 6_000  # expected in one run; heavier loads after longer outages are left out
PATIENCE = 4.0  # times the mean that a run goes on
HORIZON_H = (24.0, 8_784.0)


@dataclass(frozen=True)
class Drains:
    """Times from the end of an outage until the backlog is gone, a row a load.

    Attributes
    ----------
    outage_h : how long processing was down, h
    busy : load over capacity of each row
    hours : for each row a tuple (SEEDS,), h; the time to the run's end where it was not gone before
    """

    outage_h: float
    busy: tuple[float, ...]
    hours: tuple[tuple[float, ...], ...]


def drains(
    architecture: Architecture,
    scenario: Scenario,
    outage_h: float,
    prices: PriceList,
    *,
    progress: Progress | None = None,
) -> Drains:
    """Run an architecture through an outage of processing that begins with an empty queue.

    The load has the scenario's shape and spread of work; other failures are left out. No rows where the load is
    nothing or comes from counts, which end, or where no fleet follows a queue.

    Raises
    ------
    EngineError
        if `progress` stops it
    """
    now, able = per_hour(scenario), capacity(architecture.built, scenario)
    follows = any(isinstance(station, Fleet) for station in architecture.built.playing("process"))
    if now == 0 or SCALE in rates(scenario.load) or not follows:
        return Drains(outage_h, (), ())
    busy = tuple(rho for rho in BUSY if rho * able * _horizon_h(outage_h, rho) <= MOST_VIDEOS)
    plan = faults.down("process", 0.0, outage_h)
    hours = []
    for i, rho in enumerate(busy):
        load = scaled(scenario.load.but(days=_horizon_h(outage_h, rho) / 24), rho * able / now)
        go_on(progress, i, len(busy))
        weeks = (Scenario(load, faults=plan, seed=seed) for seed in range(1, SEEDS + 1))
        hours.append(tuple(_hours(architecture, week, outage_h, prices) for week in weeks))
    return Drains(outage_h, busy, tuple(hours))


def _hours(architecture: Architecture, scenario: Scenario, outage_h: float, prices: PriceList) -> float:
    run = simulate(architecture, scenario, prices=prices)
    waited_s = drained_s(run, outage_h * HOUR_S)
    return (scenario.horizon_s / HOUR_S - outage_h) if waited_s is None else waited_s / HOUR_S


def _horizon_h(outage_h: float, rho: float) -> float:
    """Return how long a run goes on, h."""
    least, most = HORIZON_H
    return float(np.clip(outage_h + PATIENCE * drain_time(outage_h, rho), least, most))
