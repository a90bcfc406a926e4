"""The share of cold starts at many rates: each point is a run of a function under a constant rate."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from archlib.architectures import Architecture
from archlib.compare import Progress
from archlib.course.environments import processing, starts
from archlib.engine import simulate
from archlib.lab.shares import go_on
from archlib.prices import PriceList
from archlib.scenario import Scenario
from archlib.topology import Topology
from archlib.workload import Workload

CALLS: Final = 2_000  # of a point: a share of a half is good to 1.1 %
FIRST, LAST, POINTS = 0.5, 120.0, 9  # calls an hour
SHORT_S: Final = 1.0
DAY_H: Final = 24.0


@dataclass(frozen=True)
class Colds:
    """Shares of calls that began cold, tuples (m,), 0 to 1; none where no function processes.

    Attributes
    ----------
    per_hour : calls an hour
    as_it_is, short : the share with the load's work, and with work of SHORT_S
    keep_alive_s : how long an idle environment is kept
    """

    per_hour: tuple[float, ...] = ()
    as_it_is: tuple[float, ...] = ()
    short: tuple[float, ...] = ()
    keep_alive_s: float | None = None


def colds(
    architecture: Architecture, scenario: Scenario, prices: PriceList, *, progress: Progress | None = None
) -> Colds:
    """Run an architecture whose processing is a function at POINTS constant rates, with the load's work and short work.

    The runs have the scenario's seed and none of its failures; CALLS calls are expected in each.

    Raises
    ------
    EngineError
        if `progress` stops it
    """
    keep = kept_s(architecture.built)
    if keep is None:
        return Colds()
    rates = [float(rate) for rate in np.geomspace(FIRST, LAST, POINTS)]
    shares: list[float] = []
    works = (scenario.load.mean_work_s, SHORT_S)
    for i, (work_s, rate) in enumerate([(s, rate) for s in works for rate in rates]):
        go_on(progress, i, len(works) * POINTS)
        shares.append(_share(architecture, scenario, prices, work_s, rate))
    return Colds(tuple(rates), tuple(shares[:POINTS]), tuple(shares[POINTS:]), keep)


def kept_s(topology: Topology) -> float | None:
    """Return how long the function that processes keeps an idle environment, s, or None where there is no such one."""
    function = processing(topology)
    return None if function is None else function.keep_alive_s


def _share(architecture: Architecture, scenario: Scenario, prices: PriceList, work_s: float, rate: float) -> float:
    load = scenario.load
    days = CALLS / rate / DAY_H
    even = Workload.homogeneous(
        per_hour=rate, days=days, transcode_s=work_s, transcode_cv=load.transcode_cv, distribution=load.distribution,
        transfer_s=0.0, catalogue_s=load.catalogue_s, master_gb=load.master_gb,
    )  # fmt: skip
    run = simulate(architecture, Scenario(even, seed=scenario.seed), prices=prices)
    function = processing(run.topology)
    return 0.0 if function is None else starts(run, function).share or 0.0
