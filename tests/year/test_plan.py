"""Plans: four architectures, their changes, and a policy for the fleets among them."""

import pytest

import archlib as al
from archlib.errors import ParameterError
from archlib.topology import OwnPolicy
from archlib.year.clock import MONTHS
from archlib.year.stretches import parts
from tests.year.years import BOX, CALM, FLEET, FUNCTIONS, MIXED


def desired(visible, in_flight, workers, oldest_s):
    return visible + in_flight


def test_equal_architectures_change_nothing():
    assert al.Plan.all_year(BOX).changes == ()
    assert al.Plan((BOX, BOX.but(), BOX, BOX)).changes == ()


def test_another_kind_is_a_rebuild_and_other_fields_are_a_resize():
    assert [(c.quarter, c.kind) for c in MIXED.changes] == [(2, "rebuild"), (3, "rebuild"), (4, "resize")]


def test_parts_follow_each_other_through_the_year():
    for plan in (MIXED, al.Plan.all_year(BOX), al.Plan((BOX, FLEET, FLEET, BOX))):
        made = parts(CALM, plan)
        assert made[0].first_month == 1 and made[-1].to_month == MONTHS
        assert [b.first_month for b in made[1:]] == [a.to_month + 1 for a in made[:-1]]
        assert made[-1].after_s == 0
    assert [p.after_s / 3600 for p in parts(CALM, MIXED)] == [168, 168, 1, 0]
    assert [p.months for p in parts(CALM, al.Plan((BOX, FLEET, FLEET, BOX)))] == [3, 6, 3]


def test_a_policy_stands_in_the_fleets_that_can_take_it():
    plan = al.Plan((BOX, FLEET, FLEET, FUNCTIONS), policy=desired)
    assert [isinstance(getattr(a, "policy", None), OwnPolicy) for a in plan.architectures] == [False, True, True, False]
    assert plan.quarters[1] == FLEET
    assert len(plan.changes) == 2


def test_a_policy_of_its_own_is_kept():
    def other(visible, in_flight, workers, oldest_s):
        return 1

    plan = al.Plan.all_year(FLEET.but(policy=other), policy=desired)
    assert plan.architectures[0].policy.name == "other"


def test_hash_tells_plans_apart():
    plans = [MIXED, al.Plan.all_year(BOX), al.Plan.all_year(FLEET), al.Plan.all_year(FLEET, policy=desired)]
    assert len({p.hash for p in plans}) == 4
    assert al.Plan.all_year(FLEET, policy=desired).hash == plans[-1].hash
    assert "visible + in_flight" in plans[-1].to_dict()["policy"]["source"]


def test_the_label_names_the_kinds_in_order():
    assert MIXED.label == "Monolith, Functions, QueueFleet"


def test_a_list_will_do():
    assert al.Plan([BOX] * 4) == al.Plan.all_year(BOX)


@pytest.mark.parametrize(
    "quarters", [(), (BOX,) * 3, (BOX,) * 5, (BOX, BOX, BOX, "Monolith"), None, BOX, (al.Monolith,) * 4]
)
def test_anything_but_four_architectures_is_refused(quarters):
    with pytest.raises(ParameterError, match=r"Plan\.quarters"):
        al.Plan(quarters)


@pytest.mark.parametrize("policy", [5, "ceil", lambda visible: 1])
def test_what_cannot_be_called_as_a_policy_is_refused(policy):
    with pytest.raises(ParameterError, match="policy"):
        al.Plan.all_year(FLEET, policy=policy)
