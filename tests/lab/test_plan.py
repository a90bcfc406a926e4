import numpy as np
import pytest

from archlib import faults
from archlib.architectures import EventDriven
from archlib.engine import simulate
from archlib.errors import DataError, ParameterError
from archlib.lab.plan import Failures, Prices
from archlib.prices import aws_us_east_1, teaching
from archlib.scenario import Scenario
from archlib.workload import Workload


def test_the_standard_week_with_services_that_fail_too_is_the_first_choice() -> None:
    assert Failures().faults() == faults.honest_week()


def test_the_standard_week_by_itself_can_be_chosen() -> None:
    assert Failures(service_failures=False).faults() == faults.standard_week()


def test_nothing_chosen_is_no_fault() -> None:
    assert quiet().faults() == faults.none()


def test_an_outage_has_the_effect_that_was_chosen() -> None:
    for effect, wanted in (
        ("down", "down"),
        ("wrong answers", "error"),
        ("slow", "slow"),
        ("throttled", "throttle"),
        ("no launches", "no_launch"),
    ):
        (fault,) = quiet(outage_role="process", outage_effect=effect, outage_factor=4.0).faults().scheduled
        assert fault.effect == wanted
        assert fault.factor == (4.0 if wanted == "slow" else None)


def test_mishaps_of_processing_are_drawn() -> None:
    poison, flaky = quiet(poison=0.02, flaky=0.1).faults().mishaps
    assert (poison.role, poison.share, poison.each) == ("process", 0.02, False)
    assert (flaky.role, flaky.share, flaky.each) == ("process", 0.1, True)


def quiet(**chosen: object) -> Failures:
    """Return failures of which only those chosen are on."""
    return Failures(standard_week=False, service_failures=False, **chosen)


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
    choice = quiet(outage_role="manage", outage_scope=scope, outage_start_h=3.0, outage_hours=0.5)
    (fault,) = choice.faults().scheduled
    assert (fault.start_s, fault.duration_s) == (3 * 3600, 1800)
    assert {name: getattr(fault, name) for name in fields} == fields


def test_nines_become_availabilities() -> None:
    drawn = quiet(random_failures=True, code_nines=2.0, host_nines=4.0, repair_h=2.0).faults().drawn
    by_role = {d.role: d for d in drawn}
    assert by_role["upload"].availability == pytest.approx(0.99)
    assert by_role[None].availability == pytest.approx(0.9999)
    assert {d.mttr_s for d in drawn} == {7200.0}


ROLES = ("upload", "process", "manage", "queue", "store", "bus", "balancer", "function", "orchestrator", "consumer")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("scope", ["all", "one instance", "host of one", "zone 0"])
@pytest.mark.parametrize("effect", ["down", "wrong answers", "slow", "throttled", "no launches"])
def test_every_choice_makes_a_scenario(role: str, scope: str, effect: str) -> None:
    choice = Failures(
        outage_role=role, outage_scope=scope, outage_effect=effect, random_failures=True, common_cause=1.0
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


def levels(role: str, **chosen: object) -> list[float]:
    """What is drawn of a role, if there are random failures."""
    drawn = Failures(standard_week=False, random_failures=True, **chosen).faults().drawn  # type: ignore[arg-type]
    return [d.availability for d in drawn if d.role == role]


@pytest.mark.parametrize("role", ["balancer", "bus", "queue", "store"])
def test_services_fail_at_random_where_it_is_said(role: str) -> None:
    three = {f"{role}_nines": 3.0}
    assert levels(role, service_failures=False) == []
    assert levels(role, service_failures=False, **three) == [pytest.approx(0.999)]
    assert levels(role, **three) == levels(role) != []  # the services' own level holds
    assert quiet(**three).faults() == faults.none()


def test_consumers_fail_at_random_beside_services() -> None:
    assert levels("consumer") == []
    assert levels("consumer", consumer_nines=2.0) == [pytest.approx(0.99)]


@pytest.mark.parametrize("nines", [2.0, 3.0])
def test_what_the_bus_leaves_of_uploads_is_the_closed_form(nines: float) -> None:
    """E9: the mean of many weeks against A_bus; a week of two nines has about seventeen outages of 6 min."""
    chosen = quiet(random_failures=True, code_nines=6.0, host_nines=6.0, bus_nines=nines, repair_h=0.1)
    load = Workload.homogeneous(per_hour=1.0, days=28.0)
    runs = [simulate(EventDriven(), Scenario(load, faults=chosen.faults(), seed=seed)) for seed in range(12)]
    formula = runs[0].availability.closed_form
    assert formula["upload"] == pytest.approx(1 - 10.0**-nines, abs=1e-6)
    assert formula["manage"] == 1.0  # watching needs no bus
    shares = np.array([run.availability["upload"].time_share for run in runs])
    assert abs(shares.mean() - formula["upload"]) < 3 * shares.std(ddof=1) / len(shares) ** 0.5


def test_a_list_of_ones_own_is_charged_with_the_factors_on_top() -> None:
    mine = teaching().scaled({"c5.large": 3.0})
    chosen = Prices.of(mine)
    assert chosen.prices().hash == mine.hash
    assert chosen.but(everything=2.0).prices().price("c5.large").usd == pytest.approx(2 * mine.price("c5.large").usd)
    assert chosen.but(price_list="teaching").prices().hash == teaching().hash


@pytest.mark.parametrize("text", ["{", "[]", '{"name": "x"}'])
def test_a_text_that_is_no_list_is_refused(text: str) -> None:
    with pytest.raises((DataError, ParameterError), match=r"price list|no JSON"):
        Prices(price_list="your own", own=text)
