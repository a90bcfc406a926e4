"""Sizes for a quarter, by the course's own search: the cheapest that keep the contract in its hardest month."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from archlib.architectures import Architecture
from archlib.engine.driver import Progress
from archlib.errors import ParameterError
from archlib.faults import Faults, host_down
from archlib.faults.odds import OWN_ROLES
from archlib.prices import MONTH_HOURS, PriceList
from archlib.scenario import Scenario
from archlib.sizing import size
from archlib.year.clock import MONTH_S, MONTHS_A_QUARTER, QUARTERS, first_month
from archlib.year.given import Year
from archlib.year.load import YearLoad

DRILL_DAYS = (3, 10, 17)  # on which the host under upload, process and manage goes down
DRILL_CLOCK_H = 18.0  # before the evening's peak
MARGIN = 2.0  # so many times as long as the contract allows


@dataclass(frozen=True)
class Sized:
    """An architecture sized for a quarter.

    Attributes
    ----------
    quarter, month : 1 to 4; the month on which it was tried, 1 to 12
    architecture : the cheapest that was found, or the one that missed least
    found : whether it keeps the contract in that month
    usd_per_month : what that month costs, videos of before left out
    """

    quarter: int
    month: int
    architecture: Architecture
    found: bool
    usd_per_month: float


def hardest_month(year: Year, quarter: int) -> int:
    """Return the month of a quarter with the highest rate of uploads, the later of two.

    Raises
    ------
    ParameterError : no quarter from 1 to 4
    """
    if quarter not in range(1, QUARTERS + 1):
        raise ParameterError(f"quarter={quarter!r:.60} is refused: a whole number from 1 to {QUARTERS}")
    months = [first_month(quarter) + k for k in range(MONTHS_A_QUARTER)]
    peaks = [float(np.max(month_load(year, month).rate_steps()[1])) for month in months]
    return max(zip(peaks, months, strict=True))[1]


def month_load(year: Year, month: int) -> YearLoad:
    """Return the load of one month of the year, 1 to 12."""
    return year.load.but(first_month=month, months=1, days=MONTH_S / 86_400.0)


def drill(year: Year) -> Faults:
    """Return three faults that a design has to stand: the first host of each role, longer than the contract allows."""
    contract = year.contract
    hours = max(1.0, MARGIN * (1.0 - min(contract.upload, contract.manage)) * MONTH_HOURS)
    made = Faults()
    for role, day in zip(OWN_ROLES, DRILL_DAYS, strict=True):
        made += host_down((day - 1) * 24.0 + DRILL_CLOCK_H, hours, role=role, instance=0)
    return made


def sized(
    year: Year,
    architecture: Architecture,
    quarter: int,
    seed: int = 1,
    *,
    over: Mapping[str, range] | None = None,
    prices: PriceList | None = None,
    progress: Progress | None = None,
) -> Sized:
    """Search for the cheapest sizes of an architecture in a quarter.

    It is tried on the quarter's hardest month alone, begun with an empty store, at that month's prices. Its faults are
    drawn anew for that month, and `drill` comes on top: sizes that only a lucky month allows do not pass.

    Parameters
    ----------
    seed : of arrivals, work and faults
    over, progress : as for `archlib.size`

    Raises
    ------
    ParameterError : an architecture without sizes, or an argument that `size` refuses
    EngineError : it is cancelled
    """
    month = hardest_month(year, quarter)
    scenario = Scenario(month_load(year, month), faults=year.faults + drill(year), seed=seed)
    found = size(
        architecture, scenario, year.contract, over=over, thorough=False, prices=year.prices(month, prices),
        progress=progress,
    )  # fmt: skip
    return Sized(quarter, month, found.best, found.found, found.usd_per_month)
