"""All parameters at once, from parameters to tables: no exception, no NaN, no negative number."""

import math

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import archlib as al
from tests.strategies import architectures, scenarios

EVERY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@EVERY
@given(architectures(), scenarios(), st.just(0.0) | st.floats(1e-6, 50.0))
def test_every_outcome_is_a_number_in_its_range(architecture, scenario, factor):
    run = al.simulate(architecture, scenario)
    bill_holds(run, factor)
    for feature in run.availability:
        for share in (run.availability[feature].time_share, run.availability[feature].request_share):
            assert 0.0 <= share <= 1.0
    for table in (run.bill.table(), run.availability.table(), run.jobs.table().drop(columns="worker")):
        numbers = table.select_dtypes("number")
        assert not (numbers < 0).any().any()
    assert not run.bill.table().isna().any().any()
    assert not run.availability.table().isna().any().any()
    if len(run.jobs):
        assert "arrives" in run.story(job=len(run.jobs) - 1).text()
    repr(run)


def bill_holds(run, factor):
    """Total = sum of items; scaling all prices scales the bill; idle is a part of it."""
    items = list(run.bill.items)
    assert all(math.isfinite(i.amount_usd) and i.amount_usd >= 0 and 0 <= i.idle_share <= 1 for i in items)
    assert run.bill.total == math.fsum(i.amount_usd for i in items)
    scaled = run.reprice(run.prices.scaled(factor)).bill.total
    np.testing.assert_allclose(scaled, factor * run.bill.total, rtol=1e-12)
    assert run.reprice(run.prices).bill.total == run.bill.total


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios(), st.data())
def test_raising_a_price_never_lowers_a_bill(scenario, data):
    run = al.simulate(data.draw(architectures()), scenario)
    item = data.draw(st.sampled_from(sorted({i.item for i in run.bill.items})))
    assert run.reprice(run.prices.scaled({item: 3.0})).bill.total >= run.bill.total


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios())
def test_without_faults_only_capacity_loses_a_video(scenario):
    calm = scenario.but(faults=al.faults.none(), load=scenario.load.but(transfer_s=0.5, transfer_cv=0.0))
    run = al.simulate(al.QueueFleet(upload_threads=10_000), calm)
    assert run.availability["upload"].request_share == 1.0
    assert run.availability["manage"].request_share == 1.0
