"""A saved run comes back the same; a broken one says what is wrong with it."""

import json

import pytest

import archlib as al


@pytest.fixture(scope="module")
def run():
    """A day of the queue fleet with faults of every kind."""
    plan = al.faults.standard_week() + al.faults.drawn(0.99, host=0.99)
    scenario = al.Scenario(al.Workload.evening_peak(days=1), faults=plan, seed=5)
    return al.simulate(al.QueueFleet(max_workers=7), scenario, prices=al.prices.teaching().scaled(2.0))


def test_the_recipe_makes_the_same_run(run):
    again = al.replay(json.dumps(run.recipe()))
    assert again.trace.visits.tobytes() == run.trace.visits.tobytes()
    assert again.bill.total == run.bill.total and again.scenario.hash == run.scenario.hash


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"scenario": None}, "scenario"),
        ({"architecture": {"kind": "Queuefleet"}}, "did you mean 'QueueFleet'"),
        ({"architecture": {"kind": "QueueFleet", "max_wrokers": 1}}, "did you mean 'max_workers'"),
        ({"architecture": {"kind": "QueueFleet", "max_workers": 1e9}}, "max_workers"),
        ({"architecture": []}, "an object with a 'kind'"),
        ({"deadline_s": "soon"}, "deadline_s"),
        ({"prices": {}}, "prices|PriceList|list"),
    ],
)
def test_a_broken_recipe_is_refused(run, change, message):
    with pytest.raises(al.ArchlibError, match=message):
        al.replay(json.dumps(run.recipe() | change))


@pytest.mark.parametrize("text", ["{", "[]", "3", '{"scenario": 1}'])
def test_what_is_no_recipe_is_refused(text):
    with pytest.raises(al.ArchlibError):
        al.replay(text)
