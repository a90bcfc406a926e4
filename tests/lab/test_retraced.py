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
        (faults.down("process", 1, 2) + faults.down("manage", 5, 1), "manage down"),
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


def test_no_faults_are_no_failures() -> None:
    assert failures_of(faults.none()) == NOTHING
    assert failures_of(faults.honest_week()) == Failures()
