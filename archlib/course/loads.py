"""The loads, runs and prices that the questions of the first notebooks are about."""

from functools import lru_cache
from typing import Any, Final

from archlib.architectures import Architecture, Monolith
from archlib.engine import simulate
from archlib.faults import Faults
from archlib.outcome import Run
from archlib.prices import MONTH_HOURS, teaching
from archlib.scenario import Scenario
from archlib.workload import Workload

HOUR_S: Final = 3600.0
TWO_SLOTS: Final = "c5.xlarge"  # 4 vCPU, so two slots; 0.20 USD/h in the teaching list
DAYS: Final = 30  # whole days of a month of 730 h
NIGHT, EVENING = 0.2, 3.0  # times the mean, in the hours below; all others have the mean
NIGHT_H, EVENING_H = range(1, 6), range(20, 22)


def profile(clock_h: int) -> float:
    """Return the load of a clock hour as a multiple of the mean; a day has the mean 1."""
    return NIGHT if clock_h in NIGHT_H else EVENING if clock_h in EVENING_H else 1.0


def month(per_hour: float = 60.0) -> Workload:
    """Return a month of 730 h with quiet nights and busy evenings, and videos so short that nobody waits.

    The ten hours beyond its 30 days have the mean load, so that the month has it as well.
    """
    days = [per_hour * profile(k % 24) for k in range(DAYS * 24)]
    counts = days + [per_hour] * (int(MONTH_HOURS) - len(days))
    return Workload.from_counts(counts, HOUR_S, mode="exact", transcode_s=1.0, **_BARE)


def evenings(base: float = 60.0, peak: float = 180.0, days: int = 7) -> Workload:
    """Return days with a rush of two hours from 20:00 on, and videos so short that nobody waits."""
    return Workload.evening_peak(
        base_per_hour=base, peak_per_hour=peak, peak_h=float(len(EVENING_H)), days=days, transcode_s=1.0, **_BARE
    )


def rush(days: int = 7) -> Workload:
    """Return days with a rush every evening that two slots cannot take, of 5 minutes' work a video, and small ones."""
    return Workload.evening_peak(base_per_hour=6.0, peak_per_hour=60.0, days=days, transcode_s=300.0, **_BARE)


def even(per_hour: float, days: int = 7) -> Workload:
    """Return so many videos an hour at random moments, of 5 minutes' work each, and small ones."""
    return Workload.homogeneous(per_hour=per_hour, days=days, transcode_s=300.0, **_BARE)


def steady(per_hour: float, days: int = 7) -> Workload:
    """Return so many videos an hour of 5 minutes' work each, and small ones, so that the disk costs next to nothing."""
    return Workload.from_counts([per_hour] * (24 * days), HOUR_S, mode="exact", transcode_s=300.0, **_BARE)


def sparse(per_month: float) -> Workload:
    """Return so many videos in a month of 730 h at random moments, with 5 minutes' work each."""
    counts = [per_month / MONTH_HOURS] * int(MONTH_HOURS)
    return Workload.from_counts(counts, HOUR_S, transcode_s=300.0, **_BARE)


def box(replicas: int = 1) -> Monolith:
    """Return a monolith on boxes of two slots."""
    return Monolith(instance=TWO_SLOTS, replicas=replicas)


@lru_cache(maxsize=64)
def played(architecture: Architecture, scenario: Scenario) -> Run:
    """Return a run at teaching prices, kept for the next question about it."""
    return simulate(architecture, scenario, prices=teaching())


def at_clock(clock_h: float, day: int = 10) -> float:
    """Return when a clock hour comes in `month`, h from t = 0, so many whole days after the first."""
    return day * 24 + clock_h


def month_with(faults: Faults) -> Run:
    """Return `month` played on a large monolith with some faults."""
    return played(Monolith(), Scenario(month(), faults=faults))


_BARE: Final[dict[str, Any]] = {"transfer_s": 0.0, "catalogue_s": 0.0, "master_gb": 0.001}
