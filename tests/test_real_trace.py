"""A real load balancer's request counts (NAB, April 2014) through every architecture."""

import os
from pathlib import Path

import pytest

import archlib as al

TRACE = "elb_request_count_8c0756.csv"
FOLDER = os.environ.get("ARCHLIB_TRACES")
pytestmark = pytest.mark.skipif(not FOLDER, reason="ARCHLIB_TRACES names no folder with the trace")


def test_two_real_weeks_on_all_architectures():
    load = al.Workload.from_csv(Path(FOLDER or "") / TRACE, mode="exact", scale=0.01)
    scenario = al.Scenario(load, faults=al.faults.standard_week(), seed=1)
    comparison = al.compare([al.Monolith(), al.Tiers(), al.QueueFleet(max_workers=100)], scenario)
    for run in comparison.runs:
        assert len(run.jobs) == len(load.arrivals(1))
        assert run.bill.total > 0 and 0.5 < run.availability["upload"].request_share <= 1
        assert run.scenario.hash == scenario.hash
    queue = comparison.runs[2]
    assert queue.availability["upload"].request_share == 1.0  # no fault of that week meets its door as a whole
