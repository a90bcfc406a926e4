"""Contracts that no size meets: which clause fails, and how near it came."""

import pytest

import archlib as al
from archlib.contract import Contract
from archlib.errors import ParameterError
from tests.sizing.cases import CONTRACT, SCENARIO

DOWN = al.Scenario(SCENARIO.load, faults=al.faults.down("upload", start_h=18, hours=3), seed=3)


@pytest.mark.parametrize(
    ("contract", "scenario", "broken"),
    [
        (Contract(upload=0.999, ready_share=0.5, manage=0.0), DOWN, ["upload"]),
        (Contract(upload=0.0, ready_share=0.999, manage=0.0, deadline_s=30.0), SCENARIO, ["ready"]),
        (Contract(upload=0.9, ready_share=0.9, budget_usd_per_month=1.0), SCENARIO, ["budget"]),
    ],
    ids=["upload", "ready", "budget"],
)
def test_it_names_the_clause_that_fails(contract: Contract, scenario: al.Scenario, broken: list[str]) -> None:
    found = al.size(al.QueueFleet(), scenario, contract)
    assert not found.found and found.architecture is None
    assert [clause.name for clause in found.broken] == broken
    assert found.complete
    assert all(clause.text in found.text for clause in found.broken)


def test_the_best_reached_is_a_real_run_that_misses_least() -> None:
    contract = Contract(upload=0.999, ready_share=0.5, manage=0.0)
    found = al.size(al.QueueFleet(), DOWN, contract)
    (clause,) = found.broken
    run = al.simulate(found.best, DOWN, contract=contract)
    assert contract.verdict(run)["upload"] == contract.verdict(found.runs[0])["upload"] == clause
    assert min(t.shortfall for t in found.tries) == pytest.approx(-clause.margin / clause.bound)


def test_the_most_of_everything_was_tried() -> None:
    found = al.size(al.Monolith(), SCENARIO, Contract(ready_share=1.0, deadline_s=1.0))
    assert {"instance": "c5.4xlarge", "replicas": 10} in [t.values for t in found.tries]
    assert found.runs_made <= 3


def test_over_the_budget_is_the_cheapest_that_keeps_the_rest() -> None:
    free = al.size(al.QueueFleet(), SCENARIO, CONTRACT)
    short = al.size(al.QueueFleet(), SCENARIO, CONTRACT.but(budget_usd_per_month=free.usd_per_month * 0.99))
    enough = al.size(al.QueueFleet(), SCENARIO, CONTRACT.but(budget_usd_per_month=free.usd_per_month * 1.01))
    assert not short.found and short.best == free.architecture == enough.architecture
    assert [c.name for c in short.broken] == ["budget"]
    assert short.broken[0].value == free.usd_per_month


def test_the_worst_seed_speaks() -> None:
    contract = Contract(upload=0.999, ready_share=0.5, manage=0.0)
    found = al.size(al.QueueFleet(), DOWN, contract, seeds=range(4), share=0.5)
    (clause,) = found.broken
    assert clause.value == min(contract.verdict(run)["upload"].value for run in found.runs)
    assert len(found.runs) == 3  # with the third that breaks it, half of four cannot meet it any more


def test_candidates_that_never_go_together_are_refused_in_words() -> None:
    over = {"min_workers": [20, 30], "max_workers": [5, 10]}
    with pytest.raises(ParameterError, match="QueueFleet refuses every combination tried"):
        al.size(al.QueueFleet(), SCENARIO, CONTRACT, over=over)
