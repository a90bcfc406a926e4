"""What a ready video costs at loads from near idle to beyond what the architecture can do; each point is a run."""

from dataclasses import dataclass

import numpy as np

from archlib.architectures import Architecture
from archlib.compare import Progress
from archlib.contract import Contract
from archlib.engine import simulate
from archlib.lab.figures.loads import most, of_one, scaled
from archlib.lab.presets import NEAR_IDLE_PER_HOUR
from archlib.lab.shares import go_on, part
from archlib.outcome.trace import Floats
from archlib.prices import PriceList
from archlib.scenario import Scenario
from archlib.topology import Function, Topology, Working, instances_of
from archlib.workload import Workload
from archlib.workload.steps import HOUR_S

POINTS = 9
BEYOND = 2.0  # times the capacity, at the last point
MOST_VIDEOS = 130_000  # in one run: 770 an hour for a week; a run of them takes up to a second


@dataclass(frozen=True)
class Curve:
    """Cost against load, tuples (m,); no points for counts of nothing, which cannot be scaled.

    Attributes
    ----------
    per_hour : videos an hour that are expected to come
    usd : for each ready video, USD; None where none became ready
    ready_share : ready videos over those that came, 0 to 1
    capacity_per_hour : videos an hour that all slots together can process, by their mean work
    """

    per_hour: tuple[float, ...]
    usd: tuple[float | None, ...]
    ready_share: tuple[float, ...]
    capacity_per_hour: float


def curve(
    architecture: Architecture,
    scenario: Scenario,
    prices: PriceList,
    contract: Contract,
    *,
    progress: Progress | None = None,
) -> Curve:
    """Run an architecture under POINTS loads of the scenario's shape, with its failures, seed and horizon.

    How much comes in the scenario plays no part; where nobody comes the loads are even ones. It takes as long as its
    runs, up to a few seconds: whoever asks often keeps the result. The last load is BEYOND times the capacity, unless
    that is more than MOST_VIDEOS videos or a rate's bound. `progress` is told the share of the runs that are made;
    returning False raises EngineError.
    """
    able = capacity(architecture.built, scenario)
    one = of_one(scenario.load)
    usd: list[float | None] = []
    shares = []
    if one is None:
        return Curve((), (), (), able)
    loads = _loads(one, able)
    for i, rate in enumerate(loads):
        go_on(progress, i, len(loads))
        more = scenario.but(load=scaled(one, rate))
        told = part(progress, i, len(loads))
        run = simulate(architecture, more, prices=prices, contract=contract, progress=told)
        usd.append(run.bill.per_video)
        shares.append(run.bill.ready / len(run.jobs) if len(run.jobs) else 0.0)
    return Curve(tuple(loads), tuple(usd), tuple(shares), able)


def capacity(topology: Topology, scenario: Scenario) -> float:
    """Return how many videos an hour all slots that process can do together at most, by the load's mean work."""
    working = [s for s in topology.playing("process") if isinstance(s, Working) and "transcode" in s.does]
    each_s = scenario.load.mean_work_s
    return sum(
        instances_of(s) / s.stretch if isinstance(s, Function) else instances_of(s) * s.slots for s in working
    ) * (HOUR_S / each_s)


def _loads(one: Workload, able: float) -> list[float]:
    """Return the rates of the points, videos an hour, evenly spaced on a logarithmic axis; `one` has one an hour."""
    bounds = (BEYOND * able, MOST_VIDEOS / (one.horizon_s / HOUR_S), most(one))
    last = min(bounds) * (1 - 1e-9)  # a product may pass its bound by a rounding error
    first = min(NEAR_IDLE_PER_HOUR, last / BEYOND)
    rates: Floats = np.geomspace(first, last, POINTS)
    return [float(rate) for rate in rates]
