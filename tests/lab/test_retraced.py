"""From faults back to the choices that make them: exactly these for all that a panel can choose, none for others."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib import faults
from archlib.errors import DataError
from archlib.faults import Fault, Faults
from archlib.lab.plan import Failures
from archlib.lab.retraced import NOTHING, failures_of
from tests.strategies import of_params


@given(of_params(Failures))
def test_the_faults_that_choices_make_lead_back_to_choices_that_make_them(chosen: Failures) -> None:
    assert failures_of(chosen.faults()).faults() == chosen.faults()


@given(of_params(Failures), st.randoms(use_true_random=False))
def test_the_order_of_faults_does_not_matter(chosen: Failures, shuffled: Random) -> None:
    made = chosen.faults()
    lists = {name: list(getattr(made, name)) for name in ("scheduled", "drawn", "mishaps")}
    for one in lists.values():
        shuffled.shuffle(one)
    other = Faults(**{name: tuple(one) for name, one in lists.items()})
    again = failures_of(other).faults()
    for name, one in lists.items():
        assert sorted(map(repr, getattr(again, name))) == sorted(map(repr, one))


@pytest.mark.parametrize(
    ("made", "named"),
    [
        (sum((faults.down("process", h, 0.5) for h in range(9)), faults.down("manage", 9, 1)), "process down"),
        (faults.down("process", 1, 2) + faults.down("manage", 5, 1, zone=1), "manage zone 1 down"),
        (Faults(scheduled=(Fault(role="process", label="the big one"),)), "the big one"),
        (faults.down("process", 1, 2, zone=1), "process zone 1 down"),
        (faults.host_down(1, 2, host=3), "host 3 down"),
        (faults.drawn({"process": 0.99}), "role='process'"),
        (faults.drawn(0.999, host=0.999, mttr_s=1.0), "mttr_s=1.0"),
        (faults.service_levels(600.0), "role='queue'"),
        (faults.poison(0.1, role="manage"), "manage poison 10 %"),
        (faults.drawn(0.5, host=0.999), "availability=0.5"),
    ],
)
def test_what_cannot_be_chosen_is_named_and_nothing_is_dropped(made: Faults, named: str) -> None:
    with pytest.raises(DataError, match="cannot be chosen at a panel") as caught:
        failures_of(faults.standard_week() + made)
    assert named in str(caught.value)


@pytest.mark.parametrize("availability", [0.9, 0.95, 0.99, 0.9995, 0.999, 0.99999])
def test_levels_that_were_written_as_shares_are_found(availability: float) -> None:
    made = faults.drawn(availability, host=0.99, mttr_s=1234.5, common_cause=0.25)
    assert failures_of(made).faults() == made


def test_outages_beyond_the_first_are_rows_of_the_list() -> None:
    plan = (
        faults.down("bus", 1.1, 0.3, instance=2) + faults.error("upload", 0.7, 2) + faults.throttle("store", 7, 1 / 3)
    )
    found = failures_of(plan + faults.no_launch(3, 1) + faults.slow("process", 3.0, 5, 1, zone=0))
    assert (found.outage_role, found.outages.count("["), found.standard_week) == ("bus", 5, False)
    assert found.faults() == plan + faults.no_launch(3, 1) + faults.slow("process", 3.0, 5, 1, zone=0)


@pytest.mark.parametrize("service_failures", [False, True])
def test_services_that_fail_at_random_are_found(service_failures: bool) -> None:
    levels = {"bus_nines": 2.5, "queue_nines": 4.0, "store_nines": 1.0, "balancer_nines": 3.0, "consumer_nines": 2.0}
    for dropped in (None, *levels):
        nines = {name: n for name, n in levels.items() if name != dropped}
        chosen = NOTHING.but(random_failures=True, service_failures=service_failures, **nines)
        assert failures_of(chosen.faults()).faults() == chosen.faults()


def test_no_faults_are_no_failures() -> None:
    assert failures_of(faults.none()) == NOTHING
    assert failures_of(faults.honest_week()) == Failures()
