"""A real load balancer's request counts (NAB, April 2014) through every architecture."""

import os
from pathlib import Path

import pytest

import archlib as al
from archlib.architectures import COURSE

TRACE = "elb_request_count_8c0756.csv"
FOLDER = os.environ.get("ARCHLIB_TRACES")
pytestmark = pytest.mark.skipif(not FOLDER, reason="ARCHLIB_TRACES names no folder with the trace")


ALL = [kind(max_workers=100) if kind is al.QueueFleet else kind() for kind in COURSE]


@pytest.fixture(scope="module")
def weeks() -> al.Comparison:
    """Two real weeks, a hundredth of the requests as videos, on all seven architectures."""
    load = al.Workload.from_csv(Path(FOLDER or "") / TRACE, mode="exact", scale=0.01)
    return al.compare(ALL, al.Scenario(load, faults=al.faults.standard_week(), seed=1))


def test_every_architecture_gets_the_same_real_load(weeks: al.Comparison) -> None:
    assert weeks.labels == tuple(one.kind for one in ALL)
    first = weeks.runs[0].trace.arrive
    for run in weeks:
        assert len(first) > 1_000
        assert (run.trace.arrive == first).all()
        assert run.bill.total > 0
        assert 0.5 < run.availability["upload"].request_share <= 1


def test_no_fault_of_that_week_meets_a_door_that_does_not_wait_for_processing(weeks: al.Comparison) -> None:
    for name in ("QueueFleet", "EventDriven"):
        assert weeks[name].availability["upload"].request_share == 1.0
    for name in ("Monolith", "Tiers", "LoadBalanced"):
        assert weeks[name].availability["upload"].request_share < 1.0


def test_every_video_of_a_real_load_has_an_outcome(weeks: al.Comparison) -> None:
    for run in weeks:
        process = run.availability["process"]
        late = process.reasons.get("ready after the deadline", 0)
        assert process.good + sum(process.reasons.values()) - late == len(run.jobs)
