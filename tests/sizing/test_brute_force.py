"""The search against every point of small grids, run one by one."""

import pytest

import archlib as al
from archlib.contract import Contract
from tests.sizing.cases import CONTRACT, SCENARIO, SEEDS, cheapest

FAMILY = ("c5.large", "c5.xlarge", "c5.2xlarge", "c5.4xlarge")
SEVERAL = 1.02  # what the search may cost over the cheapest of a grid of several dials
ONE = {
    "replicas": (al.Monolith(instance="c5.xlarge"), {"replicas": range(1, 7)}),
    "boxes": (al.Tiers(), {"process_instance": FAMILY}),
    "process": (al.LoadBalanced(), {"process_instances": range(1, 15)}),
    "largest": (al.QueueFleet(), {"max_workers": range(1, 15)}),
    "smallest": (al.QueueFleet(max_workers=8), {"min_workers": range(9)}),
    "memory": (al.Functions(), {"memory_mb": (884, 1769, 2653, 3538, 5307, 7076, 10_240)}),
}
MANY = {
    "boxes": (al.Monolith(), {"instance": FAMILY, "replicas": range(1, 11)}),
    "tiers": (
        al.LoadBalanced(process_room=2),
        {"process_instances": (6, 8, 10), "upload_instances": (1, 2, 3), "manage_instances": (1, 2, 3)},
    ),
    "fleet": (
        al.QueueFleet(),
        {"min_workers": range(5), "max_workers": range(3, 10), "idle_s": (0.0, 60.0, 300.0, 1800.0)},
    ),
    "containers": (al.EventDriven(), {"keep_alive_s": (0.0, 60.0, 600.0), "vcpu": (1, 2, 4, 8)}),
    "services": (al.Microservices(), {"replicas": (1, 2, 3), "min_workers": range(4), "idle_s": (0.0, 300.0)}),
}
STRICT = {"process": Contract(upload=0.999, ready_share=0.99), "fleet": Contract(ready_share=0.9, deadline_s=1200.0)}


@pytest.mark.parametrize("name", ONE)
def test_one_dial_is_turned_to_the_cheapest_place(name: str) -> None:
    architecture, over = ONE[name]
    least = cheapest(architecture, over)
    assert least is not None
    found = al.size(architecture, SCENARIO, CONTRACT, over=over)
    assert found.usd == pytest.approx(least, rel=1e-9)
    assert found.found and found.complete


@pytest.mark.parametrize("name", MANY)
def test_several_dials_come_near_the_cheapest(name: str) -> None:
    architecture, over = MANY[name]
    contract = STRICT.get(name, CONTRACT)
    least = cheapest(architecture, over, contract=contract)
    assert least is not None
    found = al.size(architecture, SCENARIO, contract, over=over)
    assert found.found
    assert least * (1 - 1e-9) <= found.usd <= SEVERAL * least


@pytest.mark.parametrize("name", ["process", "memory"])
def test_every_seed_has_to_meet_it(name: str) -> None:
    architecture, over = ONE[name]
    contract = STRICT.get(name, CONTRACT)
    least = cheapest(architecture, over, contract=contract, seeds=SEEDS)
    found = al.size(architecture, SCENARIO, contract, over=over, seeds=SEEDS)
    assert found.usd == pytest.approx(least, rel=1e-9)
    assert [run.scenario.seed for run in found.runs] == list(SEEDS)
    assert all(contract.verdict(run).ok for run in found.runs)


def test_with_faults_too() -> None:
    scenario = al.Scenario(SCENARIO.load, faults=al.faults.honest_week(), seed=2)
    over = {"max_workers": range(1, 13), "min_workers": range(3)}
    contract = Contract(upload=0.9, ready_share=0.9, manage=0.9)
    least = cheapest(al.QueueFleet(), over, scenario, contract, seeds=(2,))
    assert least is not None
    assert al.size(al.QueueFleet(), scenario, contract, over=over).usd <= SEVERAL * least


def test_none_of_a_grid_is_none_for_the_search() -> None:
    contract = Contract(ready_share=1.0, deadline_s=1.0)
    over = {"replicas": range(1, 4)}
    assert cheapest(al.Monolith(), over, contract=contract) is None
    assert not al.size(al.Monolith(), SCENARIO, contract, over=over).found
