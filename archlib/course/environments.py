"""What a run says of a function's environments: how many were made for calls, and which share of calls began cold."""

from typing import Any, Final, NamedTuple

import numpy as np

from archlib.architectures import Functions
from archlib.course.loads import played
from archlib.outcome import Run
from archlib.outcome.trace import Reason
from archlib.scenario import Scenario
from archlib.topology import Function, Topology
from archlib.workload import Workload

CUT_OFF: Final = int(Reason.TIME_LIMIT)
BARE: Final[dict[str, Any]] = {"transfer_s": 0.0, "catalogue_s": 0.0, "master_gb": 0.001}


class Starts(NamedTuple):
    """Invocations of a function that began up to the horizon, and how many environments were made for them."""

    invocations: int
    cold: int

    @property
    def share(self) -> float | None:
        """The share that began cold, 0 to 1; None where nothing was invoked."""
        return min(1.0, self.cold / self.invocations) if self.invocations else None


def processing(topology: Topology) -> Function | None:
    """Return the function that makes the sizes of videos, or None where none does; a container is none."""
    stations = [s for s in topology.playing("process") if isinstance(s, Function)]
    return next((s for s in stations if {"process", "function"} <= set(s.plays) and "transcode" in s.does), None)


def starts(run: Run, function: Function) -> Starts:
    """Return how often a function was started, and how often cold; provisioned environments were there before."""
    number, lives = run.topology.index[function.name], run.trace.lives
    ours = lives[(lives["station"] == number) & (lives["place"] >= function.provisioned)]
    cold = int(np.count_nonzero(ours["launch"] < run.trace.horizon_s))
    return Starts(int(run.trace.invocations[number]), cold)


def cut_off(run: Run, function: Function) -> float | None:
    """Return the share of first tries that the time limit cut off, of those that came to an end; None for none."""
    visits = run.trace.visits_at(run.topology.index[function.name])
    ended = visits[(visits["attempt"] == 1) & np.isfinite(visits["start"]) & np.isfinite(visits["end"])]
    return float(np.mean(ended["reason"] == CUT_OFF)) if len(ended) else None


def calls(per_hour: float, work_s: float, days: float, cv: float = 0.5) -> Workload:
    """Return calls at random moments of a mean work in s, and videos so small that storing them costs nothing."""
    return Workload.homogeneous(per_hour=per_hour, days=days, transcode_s=work_s, transcode_cv=cv, **BARE)


def at_once(n: int, seconds: int = 600, work_s: float = 300.0) -> Workload:
    """Return n calls within the first second, and nothing for the rest of so many seconds."""
    counts = [float(n)] + [0.0] * (seconds - 1)
    return Workload.from_counts(counts, 1.0, mode="exact", transcode_s=work_s, transcode_cv=0.0, **BARE)


def cold_run(per_hour: float, work_s: float, days: float = 366.0, **fields: Any) -> tuple[float, Run]:
    """Return which share of a year's calls begins cold, 0 to 1, and the run."""
    run = played(Functions(**fields), Scenario(calls(per_hour, work_s, days)))
    function = processing(run.topology)
    share = None if function is None else starts(run, function).share
    return share or 0.0, run


def began_s(n: int, **fields: Any) -> tuple[float, Run]:
    """Return how long after the first of n calls the last of them began, s, and the run."""
    run = played(Functions(**{"init_s": 0.0, **fields}), Scenario(at_once(n)))
    return float(np.nanmax(run.trace.start) - run.trace.arrive[0]), run
