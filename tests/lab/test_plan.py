import pytest

from archlib import faults
from archlib.errors import ParameterError
from archlib.lab.plan import Failures, Prices
from archlib.prices import aws_us_east_1, teaching
from archlib.scenario import Scenario
from archlib.workload import Workload


def test_the_standard_week_is_the_first_choice() -> None:
    assert Failures().faults() == faults.standard_week()


def test_nothing_chosen_is_no_fault() -> None:
    assert Failures(standard_week=False).faults() == faults.none()


@pytest.mark.parametrize(
    ("scope", "fields"),
    [
        ("all", {"part": "code", "instance": None, "zone": None}),
        ("one instance", {"part": "code", "instance": 0}),
        ("zone 0", {"part": "code", "zone": 0}),
        ("host of one", {"part": "host", "role": "manage", "instance": 0}),
    ],
)
def test_an_outage_of_ones_own_strikes_what_was_chosen(scope: str, fields: dict[str, object]) -> None:
    choice = Failures(
        standard_week=False, outage_role="manage", outage_scope=scope, outage_start_h=3.0, outage_hours=0.5
    )
    (fault,) = choice.faults().scheduled
    assert (fault.start_s, fault.duration_s) == (3 * 3600, 1800)
    assert {name: getattr(fault, name) for name in fields} == fields


def test_nines_become_availabilities() -> None:
    drawn = Failures(random_failures=True, code_nines=2.0, host_nines=4.0, repair_h=2.0).faults().drawn
    by_role = {d.role: d for d in drawn}
    assert by_role["upload"].availability == pytest.approx(0.99)
    assert by_role[None].availability == pytest.approx(0.9999)
    assert {d.mttr_s for d in drawn} == {7200.0}


@pytest.mark.parametrize("role", ["upload", "process", "manage", "queue", "store"])
@pytest.mark.parametrize("scope", ["all", "one instance", "host of one", "zone 0"])
def test_every_choice_makes_a_scenario(role: str, scope: str) -> None:
    choice = Failures(
        outage_role=role, outage_scope=scope, random_failures=True, service_failures=True, common_cause=1.0
    )
    assert Scenario(Workload.homogeneous(days=1), faults=choice.faults()).hash


def test_a_bad_choice_is_refused_by_name() -> None:
    with pytest.raises(ParameterError, match=r"Failures\.outage_hours=0.* h\)"):
        Failures(outage_hours=0.0)


def test_the_dated_list_is_the_first_choice() -> None:
    assert Prices().prices().hash == aws_us_east_1().hash
    assert Prices(price_list="teaching").prices().hash == teaching().hash


def test_factors_meet_the_prices_of_their_unit_only() -> None:
    listed, scaled = aws_us_east_1(), Prices(instances=2.0, storage=3.0, requests=5.0).prices()
    factors = {"c5.large": 2, "gp3 storage": 3, "S3 PUT": 5, "internet egress": 1}
    for item, factor in factors.items():
        assert scaled.price(item).usd == pytest.approx(factor * listed.price(item).usd)


def test_a_factor_on_everything_comes_on_top() -> None:
    listed, scaled = aws_us_east_1(), Prices(everything=10.0, instances=0.5).prices()
    assert scaled.price("c5.large").usd == pytest.approx(5 * listed.price("c5.large").usd)
    assert scaled.price("internet egress").usd == pytest.approx(10 * listed.price("internet egress").usd)


def test_prices_may_be_nothing() -> None:
    assert Prices(everything=0.0).prices().price("c5.large").usd == 0
