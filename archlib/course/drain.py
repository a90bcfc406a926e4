"""How long after an outage a fleet has its backlog done."""

import numpy as np

from archlib.outcome import Run
from archlib.outcome.step import Step
from archlib.outcome.trace import Floats
from archlib.topology import Fleet, Receive


def drained_s(run: Run, since_s: float) -> float | None:
    """Return how long after a moment no message is visible and a slot is free for the first time, s.

    None if that does not happen before the horizon. Looked at is the first fleet that processes, with its queues.

    Parameters
    ----------
    since_s : float, s, the end of the outage

    Raises
    ------
    StopIteration
        if no fleet processes (a slip of the caller)
    """
    fleet = next(s for s in run.topology.playing("process") if isinstance(s, Fleet))
    edges = run.topology.edges
    queues = [run.series[e.source].visible for e in edges if isinstance(e, Receive) and e.target == fleet.name]
    busy, ready = run.series[fleet.name].busy, run.series[fleet.name].ready
    moments = np.unique(np.concatenate([[since_s], busy.t, ready.t, *(queue.t for queue in queues)]))
    moments = moments[moments >= since_s]
    done = _at(busy, moments) < fleet.slots * _at(ready, moments)
    for queue in queues:
        done &= _at(queue, moments) == 0
    return float(moments[done][0] - since_s) if done.any() else None


def _at(step: Step, moments: Floats) -> Floats:
    """Return what a step function is from each moment on."""
    return step.v[np.searchsorted(step.t, moments, side="right") - 1].astype(np.float64)
