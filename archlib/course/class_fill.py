"""A pair's work: each of its cells sized to the contract by `archlib.size`, all architectures, the same weeks."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from archlib.architectures import COURSE, Architecture
from archlib.compare import Progress
from archlib.course.class_file import Handed
from archlib.course.class_plan import At, ClassPlan, cells_of
from archlib.course.map_cells import Cell, Offer
from archlib.course.map_layer import sizes
from archlib.errors import EngineError
from archlib.faults import honest_week
from archlib.maps import load
from archlib.prices import PriceList, default
from archlib.scenario import Scenario
from archlib.sizing import size

QUANTILES = (0.1, 0.9)
RUNS = 100  # of a search, about, by which its progress is told


def fill(
    pair: int,
    pairs: int,
    plan: ClassPlan,
    *,
    architectures: Sequence[Architecture] | None = None,
    prices: PriceList | None = None,
    progress: Progress | None = None,
) -> Handed:
    """Return what a pair hands in: its cells, each architecture at the cheapest size that keeps the contract.

    Parameters
    ----------
    architectures : the seven of the course, by default
    prices : the newest list, by default
    progress : called with the share that is done; returning False cancels

    Raises
    ------
    ParameterError
        for a pair that is not there
    EngineError
        if it is cancelled
    """
    mine = cells_of(pair, pairs, plan)
    compared = [each() for each in COURSE] if architectures is None else list(architectures)
    listed = prices or default()
    searches = [(at, one) for at in mine for one in compared]
    offers: dict[At, list[Offer]] = {at: [] for at in mine}
    for i, (at, one) in enumerate(searches):
        told = partial(_tell, progress, i, len(searches))
        offers[at].append(_offer(one, at, plan, listed, told))
        if not told(0.0, done=1):
            raise EngineError(f"the cells of pair {pair} were cancelled; nothing was written")
    cells = tuple(Cell(*at, tuple(found)) for at, found in offers.items())
    return Handed(pair, pairs, plan, f"{listed.name} of {listed.as_of}", cells)


def _offer(one: Architecture, at: At, plan: ClassPlan, prices: PriceList, progress: Progress) -> Offer:
    scenario = Scenario(load(*at), faults=honest_week(), seed=plan.seeds[0])
    found = size(one, scenario, plan.contract, seeds=plan.seeds, prices=prices, progress=progress)
    if not found.found:
        return Offer(one.kind, None, broken=", ".join(clause.name for clause in found.broken))
    usd = [run.bill.per_month for run in found.runs]
    low, high = (float(q) for q in np.quantile(usd, QUANTILES))
    return Offer(one.kind, float(np.mean(usd)), low, high, sizes(found.values), costs=tuple(map(float, usd)))


def _tell(progress: Progress | None, i: int, n: int, share: float, done: int = 0) -> bool:
    """Tell how far the i-th of n searches is; the share of one is that of the runs it may make, of which few are."""
    if progress is None:
        return True
    return progress((i + max(done, min(share * RUNS, 0.9))) / n) is not False
