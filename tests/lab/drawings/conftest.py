"""The runs that are drawn: all architectures of the course under the same week."""

import pytest

import archlib as al
from archlib.architectures import COURSE
from archlib.outcome import Run

KINDS = [kind.__name__ for kind in COURSE]


@pytest.fixture(scope="session")
def runs() -> dict[str, Run]:
    scenario = al.Scenario(al.Workload.evening_peak(), faults=al.faults.honest_week(), seed=1)
    return {kind.__name__: al.simulate(kind(), scenario) for kind in COURSE}


@pytest.fixture(params=KINDS)
def run(request: pytest.FixtureRequest, runs: dict[str, Run]) -> Run:
    return runs[request.param]
