"""What several tests of sweeps need: a short scenario, a small grid, and tables compared to the last bit."""

import numpy as np
import pandas as pd

import archlib as al
from archlib.sweeps.measures import NUMBERS

LOAD = al.Workload.evening_peak(days=0.5, base_per_hour=20, peak_per_hour=60)
SCENARIO = al.Scenario(LOAD, faults=al.faults.honest_week(), seed=3)
GRID = {
    "QueueFleet.max_workers": [1, 4],
    "load.base_per_hour": [10, 40],
    "prices.everything": [1, 2.5],
    "contract.upload": [0.9, 1.0],
}
PAIR = (al.Monolith(), al.QueueFleet())


def small(**options: object) -> "al.sweeps.results.Sweep":  # type: ignore[name-defined]
    """Return a sweep of 72 runs."""
    return al.sweep(PAIR, SCENARIO, GRID, seeds=range(3), **options)


def same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether two tables are equal to the last bit; NaN equals NaN."""
    if list(one) != list(other) or len(one) != len(other):
        return False
    bits = one[list(NUMBERS)].to_numpy(np.float64).tobytes() == other[list(NUMBERS)].to_numpy(np.float64).tobytes()
    rest = [name for name in one if name not in NUMBERS]
    return bits and one[rest].equals(other[rest])
