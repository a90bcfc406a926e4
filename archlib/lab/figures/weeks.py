"""The same load and the same plan of failures under many seeds: each is another of the weeks that might come."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from archlib.architectures import Architecture
from archlib.compare import Progress
from archlib.contract import Contract
from archlib.errors import EngineError, ParameterError
from archlib.lab.shares import go_on
from archlib.outcome.trace import Floats
from archlib.prices import PriceList
from archlib.scenario import Scenario
from archlib.sweeps import sweep
from archlib.sweeps.measures import NUMBERS
from archlib.sweeps.paired import interval

Of = Literal["upload", "process", "manage", "cost", "late", "meets"]
COLUMNS: Final[dict[Of, str]] = {
    "upload": "upload_accepted",
    "process": "ready_in_time",
    "manage": "manage_served",
    "cost": "bill_usd_per_month",
    "late": "p95_ready_min",
    "meets": "meets",
}
FEATURES: Final[tuple[Of, ...]] = ("upload", "process", "manage")
QUANTILES: Final = (0.1, 0.5, 0.9)
CONFIDENCE: Final = 0.95
Band = tuple[float, float, float]  # what 10 %, 50 % and 90 % of some values do not exceed


@dataclass(frozen=True, eq=False)
class Weeks:
    """What an architecture did in each of n weeks, seeds 1 to n.

    Attributes
    ----------
    values : measure -> float array (n,): shares that went well, USD a month, minutes in which 95 % were ready, and 1
        where the contract was met, else 0; NaN where there is none
    """

    values: Mapping[Of, Floats]

    def __len__(self) -> int:
        return len(self.values["cost"])

    @property
    def met(self) -> int:
        """In how many of them the contract was met."""
        return int(self.values["meets"].sum())

    def first(self, n: int) -> "Weeks":
        """Return the first n weeks."""
        return Weeks({of: values[:n] for of, values in self.values.items()})

    def joined(self, more: "Weeks") -> "Weeks":
        """Return these weeks and those that follow them."""
        return Weeks({of: np.concatenate([values, more.values[of]]) for of, values in self.values.items()})

    def band(self, of: Of) -> Band | None:
        """Return what a tenth of the weeks, a half, and nine tenths do not exceed; None where no week has a number."""
        return band_of(self.values[of])

    @property
    def failing(self) -> Floats:
        """What share of its worst feature's requests fails in each week, processing by the deadline."""
        kept = np.stack([self.values[of] for of in FEATURES])
        failing: Floats = 1.0 - np.where(np.isnan(kept), 1.0, kept).min(axis=0)
        return failing


NO_WEEKS: Final = Weeks({of: np.empty(0) for of in COLUMNS})


def weeks(
    architecture: Architecture,
    scenario: Scenario,
    prices: PriceList,
    contract: Contract,
    seeds: range,
    *,
    progress: Progress | None = None,
) -> Weeks:
    """Run an architecture under each of some seeds; the same seed is the same week for every architecture.

    Raises
    ------
    ParameterError
        if it cannot be run under one of them, such as a policy of one's own that fails there
    EngineError
        if `progress` stops it
    """
    go_on(progress, 0, len(seeds))  # a sweep asks between its tasks, of which few seeds make one
    found = sweep(architecture, scenario, seeds=seeds, prices=prices, contract=contract, progress=progress)
    if not found.complete:
        raise EngineError(f"the runs were cancelled after {len(found)} of {len(seeds)}")
    for seed, reason in zip(seeds, found.rows.refused, strict=True):
        if reason:
            raise ParameterError(f"seed {seed}: {reason}")
    numbers = found.rows.numbers
    return Weeks({of: numbers[:, NUMBERS.index(name)].copy() for of, name in COLUMNS.items()})


def band_of(values: Floats) -> Band | None:
    """Return what a tenth of some values, a half, and nine tenths do not exceed; None where no value is a number."""
    there = values[np.isfinite(values)]
    if not len(there):
        return None
    low, half, high = np.quantile(there, QUANTILES).tolist()
    return low, half, high


def apart(one: Weeks, other: Weeks, of: Of) -> tuple[float, float] | None:
    """Return the 95 % interval of the mean difference between two, week by week, by Student's t; None for no pairs."""
    differ = one.values[of] - other.values[of]
    differ = differ[np.isfinite(differ)]
    return interval(differ, CONFIDENCE) if len(differ) > 1 else None
