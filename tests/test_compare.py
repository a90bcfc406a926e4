"""Several architectures under one scenario."""

import pytest

import archlib as al
from archlib.compare import COLUMNS, Comparison, labels
from archlib.errors import EngineError, ParameterError

SCENARIO = al.Scenario(al.Workload.evening_peak(days=1), faults=al.faults.standard_week(), seed=2)
THREE = [al.Monolith(), al.Tiers(), al.QueueFleet()]
COMPARED = al.compare(THREE, SCENARIO)


def test_all_runs_had_the_same_scenario():
    assert [run.scenario.hash for run in COMPARED] == [SCENARIO.hash] * 3
    assert COMPARED.scenario_hash == SCENARIO.hash
    assert [run.trace.arrive.tolist() for run in COMPARED] == [COMPARED.runs[0].trace.arrive.tolist()] * 3


def test_runs_of_different_scenarios_are_no_comparison():
    other = al.simulate(al.Monolith(), SCENARIO.but(seed=3))
    with pytest.raises(EngineError, match="had different scenarios"):
        Comparison((COMPARED.runs[0], other), ("a", "b"))


def test_each_run_is_what_simulate_gives():
    alone = al.simulate(al.Tiers(), SCENARIO)
    assert COMPARED["Tiers"].bill.total == alone.bill.total
    assert COMPARED["Tiers"].trace.visits.tobytes() == alone.trace.visits.tobytes()


def test_what_the_runs_were_made_from_is_kept_at_other_prices_too():
    assert COMPARED.architectures == COMPARED.reprice(al.prices.teaching()).architectures == tuple(THREE)


def test_the_scorecard():
    table = COMPARED.table()
    assert table.columns.tolist() == COLUMNS
    assert table["architecture"].tolist() == ["Monolith", "Tiers", "QueueFleet"]
    assert not table.isna().any().any()
    queue, run = table.iloc[2], COMPARED["QueueFleet"]
    assert queue["upload_accepted"] == run.availability["upload"].request_share == 1
    assert queue["ready_in_time"] == run.availability["process"].deadline_share
    assert queue["p95_ready_min"] == run.latency.quantile(0.95) / 60
    assert queue["bill_usd"] == run.bill.total
    assert queue["usd_per_ready_video"] == run.bill.total / run.jobs.counts()["ready"]
    assert table["upload_accepted"][0] < 1
    assert "breaks" in table["verdict"][0]


def test_faults_that_met_nothing_are_shown():
    bus = SCENARIO.but(faults=al.faults.down("bus", 1, 1))
    assert al.compare([al.Monolith()], bus).table()["faults_not_applicable"].tolist() == ["bus down"]


def test_a_scenario_without_videos_has_text_where_there_is_no_number():
    table = al.compare(THREE, al.Scenario(al.Workload.homogeneous(per_hour=0, days=0.5))).table()
    assert table["p50_ready_min"].tolist() == table["usd_per_ready_video"].tolist() == ["no video"] * 3
    assert not table.isna().any().any()


def test_labels_say_in_what_two_of_a_kind_differ():
    assert labels([al.Monolith(), al.QueueFleet()]) == ("Monolith", "QueueFleet")
    assert labels([al.QueueFleet(), al.QueueFleet(max_workers=5, idle_s=60.0)]) == (
        "QueueFleet (max_workers=30, idle_s=300)",
        "QueueFleet (max_workers=5, idle_s=60)",
    )
    assert labels([al.Monolith(), al.Monolith()]) == ("Monolith #1", "Monolith #2")


def test_the_cheapest_that_meets_the_contract():
    easy = al.Contract(upload=0, ready_share=0, manage=0)
    both = [al.Monolith(), al.Monolith(replicas=2)]
    compared = al.compare(both, SCENARIO, contract=easy)
    assert compared.cheapest == compared.labels[0] == "Monolith (replicas=1)"
    assert al.compare(both, SCENARIO, contract=easy.but(budget_usd_per_month=0.01)).cheapest is None


def test_repricing_a_comparison():
    cheap = COMPARED.reprice(al.prices.teaching())
    assert [run.prices.name for run in cheap] == ["teaching"] * 3
    assert cheap["Tiers"].trace is COMPARED["Tiers"].trace


def test_the_contracts_deadline_is_every_runs():
    compared = al.compare(THREE[:2], SCENARIO, contract=al.Contract(deadline_s=600.0), prices=al.prices.teaching())
    assert {run.deadline_s for run in compared} == {600.0}
    assert {run.prices.name for run in compared} == {"teaching"}


def test_progress_goes_from_run_to_run():
    seen = []
    al.compare(THREE, SCENARIO, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1
    assert {1 / 3, 2 / 3} < set(seen)


def test_progress_cancels():
    with pytest.raises(EngineError, match="cancelled"):
        al.compare(THREE, SCENARIO, progress=lambda share: False)


@pytest.mark.parametrize("nothing", [[], (), None, "Monolith", al.Monolith()])
def test_something_must_be_compared(nothing):
    with pytest.raises(ParameterError, match="give a list of at least one"):
        al.compare(nothing, SCENARIO)


def test_only_architectures_under_a_scenario():
    with pytest.raises(ParameterError, match=r"architectures\[1\]='Tiers'\) is refused: it is no Architecture"):
        al.compare([al.Monolith(), "Tiers"], SCENARIO)
    with pytest.raises(ParameterError, match="it is no Scenario"):
        al.compare(THREE, SCENARIO.load)


def test_a_wrong_label_is_answered_with_the_right_ones():
    with pytest.raises(ParameterError, match="no such architecture; did you mean 'Monolith'"):
        COMPARED["monolith"]
    assert len(COMPARED) == 3
