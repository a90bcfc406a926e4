"""Months without any outage: how often a service of three nines shows one, in runs and by formula."""

from typing import Final

import numpy as np

from archlib import faults, theory
from archlib.architectures import Monolith
from archlib.engine import simulate
from archlib.outcome import Run
from archlib.outcome.health import DOWN
from archlib.prices import MONTH_HOURS
from archlib.scenario import Scenario
from archlib.workload import Workload

UP: Final = 0.999
REPAIR_H: Final = 1.0
SEEDS: Final = range(1, 41)
MONTHS: Final = 12  # of each seed: a share of a half is then off by two in a hundred
FEATURE: Final = "upload"


def expected() -> float:
    """Return the share of such months by formula, 0 to 1: up at the beginning, and no failure since."""
    return UP * theory.cold_share(1 / theory.mtbf(UP, REPAIR_H), MONTH_HOURS)


def months_of_runs() -> tuple[float, Run]:
    """Return the share of such months in forty runs of a year each, 0 to 1, and the last run."""
    plan = faults.drawn({FEATURE: UP}, mttr_s=REPAIR_H * 3600)
    days = MONTHS * MONTH_HOURS / 24
    nobody = Workload.homogeneous(per_hour=0.0, days=days, watch_per_s=0.0, watch_peak_per_s=0.0)
    runs = [simulate(Monolith(), Scenario(nobody, faults=plan, seed=seed)) for seed in SEEDS]
    return float(np.mean([share_of(run) for run in runs])), runs[-1]


def share_of(run: Run) -> float:
    """Return in which share of a run's whole months the feature was never down, 0 to 1."""
    strip, month_s = run.strips[FEATURE], MONTH_HOURS * 3600
    n = round(run.trace.horizon_s / month_s)
    struck: set[int] = set()
    for start, end in zip(strip.start_s[strip.state == DOWN], strip.end_s[strip.state == DOWN], strict=True):
        struck.update(range(int(start // month_s), min(int(end // month_s), n - 1) + 1))
    return 1.0 - len(struck) / n
