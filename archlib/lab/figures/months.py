"""Months of an architecture whose parts fail at random, seed by seed: how often nothing happens, by runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from archlib.architectures import Architecture
from archlib.compare import Progress
from archlib.engine import simulate
from archlib.faults import Faults
from archlib.lab.shares import go_on
from archlib.outcome import Run, closed_form, needed
from archlib.outcome.health import DOWN
from archlib.outcome.strips import patient
from archlib.prices import PriceList
from archlib.scenario import Scenario
from archlib.theory import cold_share, mtbf
from archlib.workload import Workload

FEATURE: Final = "upload"
MOST, LEAST = 100, 10  # months
MOST_SPELLS: Final = 15_000  # failures in all months together: where they are very many, fewer months say as much


@dataclass(frozen=True)
class Months:
    """What some months measured.

    Attributes
    ----------
    hours : how long each was watched, h
    shares : availability of uploads by time, of each month
    long_run : the same by formula, in the long run
    repair_h : mean time to repair, h; 0 where nothing fails at random
    """

    hours: float
    shares: tuple[float, ...]
    long_run: float
    repair_h: float

    @property
    def clean(self) -> float:
        """The share of the months without any outage."""
        return sum(share == 1.0 for share in self.shares) / len(self.shares)

    @property
    def expected_clean(self) -> float:
        """The same by formula: up at the beginning, and exp(-t / MTBF); of parts that are all needed."""
        if self.long_run in (0.0, 1.0) or self.repair_h == 0:
            return self.long_run
        return self.long_run * cold_share(1 / mtbf(self.long_run, self.repair_h), self.hours)


def months(
    architecture: Architecture,
    faults: Faults,
    days: float,
    repair_h: float,
    prices: PriceList,
    *,
    progress: Progress | None = None,
) -> Months:
    """Run an architecture for some days, nobody coming, with the seeds from 1 on: 100 of them, or fewer if much fails.

    Raises
    ------
    EngineError
        if `progress` stops it
    """
    quiet = nobody(days, faults)
    first = simulate(architecture, quiet.but(seed=1), prices=prices)
    n = max(LEAST, min(MOST, MOST_SPELLS // max(1, len(first.timeline.spells))))
    shares = _up(first), *uptimes(architecture, quiet, prices, range(2, n + 1), progress=progress)
    topology = architecture.built
    formula = closed_form(needed(topology, FEATURE), faults, patient(topology, FEATURE))
    return Months(days * 24, shares, formula, repair_h if faults.drawn else 0.0)


def nobody(days: float, faults: Faults) -> Scenario:
    """Return some days on which nobody comes: what is asked is how long things are up."""
    load = Workload.homogeneous(per_hour=0.0, days=days, watch_per_s=0.0, watch_peak_per_s=0.0)
    return Scenario(load, faults=faults)


def uptimes(
    architecture: Architecture,
    quiet: Scenario,
    prices: PriceList,
    seeds: Sequence[int],
    *,
    progress: Progress | None = None,
) -> tuple[float, ...]:
    """Return for each seed the share of the time, 0 to 1, in which an upload is accepted.

    Raises
    ------
    EngineError
        if `progress` stops it
    """
    found = []
    for i, seed in enumerate(seeds):
        go_on(progress, i, len(seeds))
        found.append(_up(simulate(architecture, quiet.but(seed=seed), prices=prices)))
    return tuple(found)


def _up(run: Run) -> float:
    strip = run.strips[FEATURE]
    down_s = (strip.end_s - strip.start_s)[strip.state == DOWN].sum()
    return 1.0 - float(down_s) / run.trace.horizon_s
