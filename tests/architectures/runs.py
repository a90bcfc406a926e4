"""Runs of a few hundred videos in plain Python."""

import numpy as np

import archlib as al
from archlib.architectures import Architecture
from archlib.faults import Faults, none
from archlib.outcome import Run
from archlib.workload import Workload

NO_CUSTOMERS = {"watch_per_s": 0.0, "watch_peak_per_s": 0.0}


def run(
    architecture: Architecture,
    faults: Faults | None = None,
    *,
    per_hour: float = 60.0,
    hours: float = 6.0,
    **load: float,
) -> Run:
    """Return a run of a steady load; `load` are further fields of it."""
    steady = Workload.homogeneous(per_hour=per_hour, days=hours / 24, **load)
    return al.simulate(architecture, al.Scenario(steady, faults=faults or none(), seed=1), compiled=False)


def assert_same_jobs(one: Run, other: Run) -> None:
    """Assert that two runs did the same to every video."""
    assert len(one.trace.arrive) > 100
    for name in ("arrive", "ack", "start", "ready", "reason", "fate", "deliveries", "worker"):
        np.testing.assert_array_equal(getattr(one.trace, name), getattr(other.trace, name), err_msg=name)


def ok_calls(this: Run, edge: str) -> int:
    """Return how often an edge, by name, was used with success up to the horizon."""
    return sum(int(n) for e, n in zip(this.topology.edges, this.trace.calls_ok, strict=True) if e.name == edge)
