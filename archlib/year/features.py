"""How each feature did month by month, read off one run: a request counts in the month in which it was made."""

from dataclasses import dataclass

import numpy as np

from archlib.draws import Floats
from archlib.outcome import Reason, Run, ready_within
from archlib.outcome.health import DOWN, rising
from archlib.workload.steps import integral


@dataclass(frozen=True, eq=False)
class Features:
    """Requests by month, float arrays (months,).

    Attributes
    ----------
    videos, accepted, ready, in_time : that came, whose upload was accepted, that became ready, and within the deadline
    asked, served : expected requests to watch and manage; None without a door for them
    watched : expected requests served from the beginning up to each month's end
    """

    videos: Floats
    accepted: Floats
    ready: Floats
    in_time: Floats
    asked: Floats | None
    served: Floats | None
    watched: Floats


def features(run: Run, edges_s: list[float]) -> Features:
    """Return the features between moments edges_s (m + 1,), s from the run's beginning, m months."""
    trace = run.trace
    edges = np.asarray(edges_s)

    def counted(kept: np.ndarray) -> Floats:
        return np.histogram(trace.arrive[kept], edges)[0].astype(np.float64)

    asked, served = _managed(run, edges)
    return Features(
        videos=counted(np.ones(len(trace.arrive), bool)),
        accepted=counted(trace.reason == Reason.OK),
        ready=counted(np.isfinite(trace.ready)),
        in_time=counted(ready_within(trace, trace.deadline_s)),
        asked=asked,
        served=served,
        watched=np.zeros(len(edges) - 1) if served is None else np.cumsum(served),
    )


def _managed(run: Run, edges: Floats) -> tuple[Floats, Floats] | tuple[None, None]:
    """Expected requests to watch, and those that were served, as `run.availability` counts them, by month."""
    if "manage" not in run.strips:
        return None, None
    strip, steps = run.strips["manage"], run.scenario.load.watch_steps()
    t = rising(strip.start_s, strip.astray.t, edges[:-1])
    state = strip.state[strip.start_s.searchsorted(t, side="right") - 1]
    watched = np.interp(np.append(t, edges[-1]), steps[0], integral(steps))
    asked = np.diff(watched)
    served = np.where(state == DOWN, 0.0, asked * (1.0 - strip.astray.at(t)))
    month = edges.searchsorted(t, side="right") - 1
    return _by(month, asked, len(edges) - 1), _by(month, served, len(edges) - 1)


def _by(month: np.ndarray, values: Floats, months: int) -> Floats:
    return np.bincount(month, values, months).astype(np.float64, copy=False)
