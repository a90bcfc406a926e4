"""Waiting measured and by formula: response over work, W/S, of whatever processes videos."""

from typing import NamedTuple

import numpy as np

from archlib import theory
from archlib.lab.figures import capacity
from archlib.outcome import Run
from archlib.outcome.room import lines_apart
from archlib.topology import Function, Working
from archlib.workload import Workload

STABLE = 0.99  # a run nearer to 1 has not come to rest, and a formula says more than can be seen


class Waits(NamedTuple):
    """What a run waited, beside the formulas.

    Attributes
    ----------
    slots : slots that process, mean over time; `each` of one instance
    rho : share of them in use
    ratio : mean time until ready over mean time from the start of processing on; None where nothing became ready
    one_line, line_each : that ratio by formula, with one line before all slots, and with one before each instance that
        gets a random share; None from STABLE on, and `line_each` also where there is one line
    """

    slots: float
    each: int
    rho: float
    ratio: float | None
    one_line: float | None
    line_each: float | None


def waits(run: Run) -> Waits:
    """Return what videos waited in a run; see `response_ratio` for the formula."""
    slots, used, each = _slots(run)
    rho, cv = used / slots if slots else 0.0, spread(run.scenario.load)
    apart = any(s.name in lines_apart(run.topology) for s in run.topology.playing("process"))
    one_line = response_ratio(round(slots), rho, cv) if slots >= 1 else None
    return Waits(slots, each, rho, _ratio(run), one_line, response_ratio(each, rho, cv) if apart else None)


def _slots(run: Run) -> tuple[float, float, int]:
    """Return slots that process, those of them in use, both mean over time, and how many an instance has."""
    working = [s for s in run.topology.playing("process") if isinstance(s, Working)]
    if any(isinstance(s, Function) for s in working):
        span = capacity.whole(run)
        return float(capacity.paid(run, span)[0]), float(capacity.busy(run, span)[0]), 1
    slots = sum(run.series[s.name].instances.mean() * s.slots for s in working if not isinstance(s, Function))
    each = max((s.slots for s in working if not isinstance(s, Function)), default=1)
    return slots, sum(_in_use(run, s.name) for s in working), each


def _in_use(run: Run, name: str) -> float:
    """Return the mean of the series of slots in use, without sorting it into one: it is asked for at each move."""
    end_s, visits = run.trace.horizon_s, run.trace.visits_at(run.topology.index[name])
    stayed = np.minimum(visits["end"], end_s) - np.minimum(visits["start"], end_s)
    return float(stayed[stayed > 0].sum() / end_s)


def response_ratio(c: int, rho: float, cv: float = 1.0) -> float | None:
    """Return W/S of c slots with one line: 1 + (1 + cv^2)/2 C(c, c rho)/(c (1 - rho)); None from STABLE on.

    Notes
    -----
    Poisson arrivals. Exact for exponential work (cv 1), and for any work with c = 1; else the approximation of Allen
    and Cunneen.

    References
    ----------
    Allen 1990, Probability, Statistics, and Queueing Theory, section 5.2.
    """
    return None if rho >= STABLE else 1 + (theory.mmc_response_ratio(c, rho) - 1) * (1 + cv**2) / 2


def spread(load: Workload) -> float:
    """Return the standard deviation of the work over its mean."""
    return 1.0 if load.distribution == "exponential" else load.transcode_cv


def _ratio(run: Run) -> float | None:
    trace = run.trace
    done = np.isfinite(trace.ready) & np.isfinite(trace.start)
    work = trace.ready[done] - trace.start[done]
    return float((trace.ready[done] - trace.arrive[done]).mean() / work.mean()) if work.sum() > 0 else None
