"""What several tests of sizing need: short scenarios, a contract that sizes can meet, and every point of a grid."""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

import archlib as al
from archlib.contract import Contract
from archlib.errors import ParameterError

LOAD = al.Workload.evening_peak(days=1, base_per_hour=10, peak_per_hour=120)
SCENARIO = al.Scenario(LOAD, seed=3)
CONTRACT = Contract(upload=0.95, ready_share=0.95, manage=0.95)
SEEDS = (3, 4, 5)


def cheapest(
    architecture: al.Architecture,
    over: Mapping[str, Iterable[Any]],
    scenario: al.Scenario = SCENARIO,
    contract: Contract = CONTRACT,
    seeds: tuple[int, ...] = (3,),
) -> float | None:
    """Return the least mean cost of all points of a grid that meet a contract on every seed, USD; None if none does."""
    costs = []
    for values in product(*over.values()):
        try:
            one = architecture.but(**dict(zip(over, values, strict=True)))
        except ParameterError:
            continue
        runs = [al.simulate(one, scenario.but(seed=s), contract=contract) for s in seeds]
        if all(contract.verdict(run).ok for run in runs):
            costs.append(sum(run.bill.total for run in runs) / len(runs))
    return min(costs, default=None)
