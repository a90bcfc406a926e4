"""Which video is walked through all architectures, and which second of its way is looked at."""

from typing import Final, Literal

import numpy as np

from archlib.compare import Comparison
from archlib.lab.drawings.follow import next_arrival
from archlib.outcome import Run
from archlib.outcome.jobs import LOST, READY, REFUSED
from archlib.params import Params, param

RUSH_H, DAY_H, HOUR_S = 20.1, 24.0, 3_600.0  # the rush of the course's week has begun
Which = Literal["by its number", "the slowest", "in the evening", "refused somewhere", "lost somewhere"]
BY_NUMBER: Final = "by its number"
NO_SUCH: Final = -1


class Walk(Params):
    """Which video is followed, and how much of its way is seen."""

    which: Which = param("in the evening", unit="", help="which video: by its number, or one that stands out")
    video: int = param(0, ge=0, le=5_000_000, unit="", help="its number, 0 for the first that came")
    at_s: float = param(
        60.0, ge=0, le=31 * 86_400, unit="s", scale="log", help="which second of its way is looked at, since it came"
    )
    until_min: float = param(
        0.0, ge=0, le=44_640, unit="min", scale="log", help="how much of the way is drawn; 0 is all of it"
    )


def chosen(comparison: Comparison, walk: Walk) -> int:
    """Return the number of the video, NO_SUCH where there is none of the kind asked for."""
    runs = comparison.runs
    n = len(runs[0].jobs)
    match walk.which:
        case "by its number":
            return walk.video if walk.video < n else NO_SUCH
        case "in the evening":
            return _evening(runs[0])
        case "the slowest":
            return _slowest(runs)
        case "refused somewhere":
            return _first(runs, REFUSED)
        case "lost somewhere":
            return _first(runs, LOST)


def _evening(run: Run) -> int:
    """Return the first video after six minutes past eight on day 2, or on day 1 of a shorter load; else the last."""
    start_h, n = run.scenario.load.clock_start_h, len(run.jobs)
    days = (day * DAY_H + (RUSH_H - start_h) % DAY_H for day in (1, 0))
    found = [next_arrival(run, hours * HOUR_S) for hours in days]
    return next((job for job in found if job != NO_SUCH), n - 1)


def _slowest(runs: tuple[Run, ...]) -> int:
    """Return the video that took longest until it was ready, in whichever architecture that was."""
    waits = np.array([run.jobs.ready_s - run.jobs.arrive_s for run in runs])
    if not np.isfinite(waits).any():
        return NO_SUCH
    return int(np.argmax(np.nanmax(np.where(np.isfinite(waits), waits, -1.0), axis=0)))


def _first(runs: tuple[Run, ...], outcome: int) -> int:
    """Return the first video that met an outcome somewhere; rather one that became ready elsewhere."""
    codes = np.array([run.jobs.outcome_code for run in runs])
    met = (codes == outcome).any(axis=0)
    for wanted in (met & (codes == READY).any(axis=0), met):
        if wanted.any():
            return int(np.argmax(wanted))
    return NO_SUCH
