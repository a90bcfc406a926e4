"""What a fleet costs, and how long its customers wait, for each smallest size and idle time; each point is a run."""

from dataclasses import dataclass

from archlib.architectures import Architecture, QueueFleet
from archlib.compare import Progress
from archlib.contract import Contract
from archlib.engine import simulate
from archlib.lab.shares import go_on
from archlib.prices import PriceList
from archlib.scenario import Scenario

SMALLEST = (0, 1, 2)  # workers
IDLE_S = (0.0, 60.0, 300.0, 900.0, 1_800.0)


@dataclass(frozen=True)
class Point:
    """One run: smallest size, idle time in s, USD a month, and what half and 95 % of the videos waited, s or None."""

    min_workers: int
    idle_s: float
    usd_per_month: float
    half_s: float | None
    most_s: float | None


def frontier(
    architecture: Architecture,
    scenario: Scenario,
    prices: PriceList,
    contract: Contract,
    *,
    progress: Progress | None = None,
) -> tuple[Point, ...]:
    """Run a fleet under the scenario with each of SMALLEST and IDLE_S; nothing for another architecture.

    Raises
    ------
    EngineError
        if `progress` stops it
    """
    if not isinstance(architecture, QueueFleet):
        return ()
    pairs = [(n, idle) for n in _sizes(architecture) for idle in IDLE_S]
    found = []
    for i, (n, idle) in enumerate(pairs):
        go_on(progress, i, len(pairs))
        made = architecture.but(min_workers=n, idle_s=idle)
        found.append(_point(made, scenario, prices, contract))
    return tuple(found)


def _sizes(fleet: QueueFleet) -> list[int]:
    """Return the smallest sizes that the fleet may have."""
    least = 1 if fleet.policy == "target_tracking" else 0
    return [n for n in SMALLEST if least <= n <= fleet.max_workers]


def _point(fleet: QueueFleet, scenario: Scenario, prices: PriceList, contract: Contract) -> Point:
    run = simulate(fleet, scenario, prices=prices, contract=contract)
    half, most = (run.latency.quantile(q) for q in (0.5, 0.95))
    return Point(fleet.min_workers, fleet.idle_s, run.bill.per_month, half, most)
