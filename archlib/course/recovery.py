"""What became of a storm: who was served in each second, and how long after its cause the service had recovered."""

from dataclasses import dataclass
from statistics import fmean
from typing import Final

import numpy as np

from archlib.course.storms import CAPACITY, Storm, run, run_of
from archlib.engine.driver import Progress
from archlib.outcome import Run
from archlib.outcome.trace import Floats, Reason

SOON_S, CALM_S = 30.0, 5.0
HALF: Final = 0.5  # of those who come: fewer served in a second, and the service is not back


@dataclass(frozen=True)
class Seconds:
    """A storm second by second, float arrays (m,): second k is from k to k + 1 s.

    Attributes
    ----------
    came : customers who came
    tries : tries that reached the service, refused ones included
    good : customers who got their answer then
    served : of those who came then, the share that got an answer, at any time; 1 where nobody came
    waited : how long those had waited, s, whose work began then, on average; 0 where none did
    """

    came: Floats
    tries: Floats
    good: Floats
    served: Floats
    waited: Floats


def seconds(run: Run) -> Seconds:
    """Return what happened in each whole second of a run."""
    trace, m = run.trace, int(run.trace.horizon_s)
    visits = trace.visits[trace.visits["station"] == run.topology.index[_working(run)]]
    known, good = trace.reason != Reason.UNFINISHED, trace.reason == Reason.OK
    came, served = _counts(trace.arrive[known], m), _counts(trace.arrive[good], m)
    started = visits[np.isfinite(visits["start"])]
    waits = _counts(started["start"], m, started["start"] - started["enter"])
    begun = _counts(started["start"], m)
    return Seconds(
        came=_counts(trace.arrive, m),
        tries=_counts(visits["enter"], m),
        good=_counts(trace.ack[good], m),
        served=np.divide(served, came, out=np.ones(m), where=came > 0),
        waited=np.divide(waits, begun, out=np.zeros(m), where=begun > 0),
    )


def back_s(storm: Storm, found: Run | None = None) -> float | None:
    """Return how long after the outage half of those who come are served again, s; None if not while it is watched.

    It has to last, until the last requests have no tries left: what counts is the last second in which fewer than half
    of those who came were served. 0 if that was before the outage ended.
    """
    served = seconds(found or run_of(storm)).served
    calm_s = min(storm.after_s, storm.watch_s / 2)  # who comes last meets fewer and fewer others
    bad = np.flatnonzero(served < HALF)
    if not len(bad) or bad[-1] < storm.end_s:
        return 0.0
    return None if bad[-1] + 1 > len(served) - calm_s else float(bad[-1] + 1 - storm.end_s)


def is_back(storm: Storm, progress: Progress | None = None) -> bool:
    """Whether the service recovers while it is watched; nothing of the run is kept.

    Where those who are served have waited longer and longer over half a minute, the line grows, and it is not watched
    on: what is still to come are more retries.

    Raises
    ------
    EngineError
        if `progress` stops it
    """
    if storm.watch_s > SOON_S:
        soon = storm.but(watch_s=SOON_S)
        if _grows(seconds(run(soon, progress)), soon):
            return False
    return back_s(storm, run(storm, progress)) is not None


def tries_each(storm: Storm) -> float:
    """Return the tries that reached the service for each request that came."""
    found = run_of(storm)
    here = found.trace.visits["station"] == found.topology.index[_working(found)]
    return float(np.count_nonzero(here)) / max(1, len(found.trace.arrive))


def expected_back_s(storm: Storm) -> float:
    """Return how long a storm without retries lasts after its cause: (λ T − C t) / (C − λ), s, at least 0.

    λ T requests wait then; those that come are served in time once fewer than C t do. T outage, t timeout, C capacity.
    """
    late = storm.per_s * storm.outage_s - CAPACITY * storm.timeout_s
    return max(0.0, late / (CAPACITY - storm.per_s))


def mean_back_s(storm: Storm, seeds: range) -> float | None:
    """Return the mean of `back_s` over seeds; None if it does not recover with one of them."""
    found = [back_s(storm.but(seed=seed)) for seed in seeds]
    times = [one for one in found if one is not None]
    return fmean(times) if len(times) == len(found) else None


def good_after(storm: Storm, last_s: float = 20.0) -> float:
    """Return the answers that customers got in the last seconds of a storm, as a share of those who came then."""
    found, n = seconds(run_of(storm)), int(last_s)
    return float(found.good[-n:].sum() / max(1.0, found.came[-n:].sum()))


def _working(run: Run) -> str:
    """Return the station that does the work."""
    return run.topology.playing("process")[0].name


def _grows(found: Seconds, storm: Storm) -> bool:
    """Whether at the end nobody is served in time, and who is served has waited longer than half as long before."""
    n, half = int(CALM_S), int(storm.end_s + storm.watch_s / 2)
    longer = found.waited[-n:].mean() > found.waited[half - n : half].mean() + 1.0
    return bool(longer and found.good[half:].sum() == 0)


def _counts(times: Floats, m: int, weights: Floats | None = None) -> Floats:
    inside = (times >= 0) & (times < m)
    shares = None if weights is None else weights[inside]
    return np.bincount(times[inside].astype(np.int64), weights=shares, minlength=m).astype(np.float64)


__all__ = [
    "Seconds", "back_s", "expected_back_s", "good_after", "is_back", "mean_back_s", "seconds",
    "tries_each",
]  # fmt: skip
