import math
from itertools import pairwise

import pytest

from archlib.architectures import KINDS
from archlib.contract import Contract
from archlib.course.chain import Chain
from archlib.course.chaos import Experiment
from archlib.course.links import Partners
from archlib.course.storms import Storm
from archlib.lab.figures.fan_out import FanOut
from archlib.lab.figures.walks import Walk
from archlib.lab.plan import Chance, Failures, Many, Prices
from archlib.lab.ranges import LESSON, NINES, reach, stops
from archlib.params import FieldSpec, Params, param
from archlib.workload import Workload

BENCHES: list[type[Params]] = [Walk, Storm, Chain, Experiment, FanOut, Partners]
MODELS: list[type[Params]] = [
    *KINDS.values(), *Workload.kinds.values(), Contract, Failures, Prices, Chance, Many, *BENCHES,
]  # fmt: skip
NUMBERS = [
    pytest.param(model, spec, id=f"{model.__name__}.{name}")
    for model in MODELS
    for name, spec in model.specs().items()
    if spec.kind in ("int", "float")
]


def accepts(model: type[Params], spec: FieldSpec, value: float) -> bool:
    """Whether a value is within the field's own bounds; rules between fields are not asked."""
    above = spec.low is None or (value > spec.low if spec.low_open else value >= spec.low)
    below = spec.high is None or (value < spec.high if spec.high_open else value <= spec.high)
    return above and below and math.isfinite(value)


@pytest.mark.parametrize(("model", "spec"), NUMBERS)
def test_a_slider_never_reaches_beyond_what_is_valid(model: type[Params], spec: FieldSpec) -> None:
    assert all(accepts(model, spec, stop) for stop in stops(spec))


@pytest.mark.parametrize(("model", "spec"), NUMBERS)
def test_a_slider_has_rising_stops_and_the_default_is_one_of_them(model: type[Params], spec: FieldSpec) -> None:
    found = stops(spec)
    assert len(found) >= 2
    assert all(a < b for a, b in pairwise(found))
    if spec.default is not None:
        assert spec.default in found


@pytest.mark.parametrize(("model", "spec"), NUMBERS)
def test_a_slider_can_be_dragged_across_without_crowding(model: type[Params], spec: FieldSpec) -> None:
    assert len(stops(spec)) <= 130


@pytest.mark.parametrize(("model", "spec"), NUMBERS)
def test_whole_numbers_stop_at_whole_numbers(model: type[Params], spec: FieldSpec) -> None:
    whole = all(isinstance(stop, int) for stop in stops(spec))
    assert whole == (spec.kind == "int")


def test_every_reach_of_the_lessons_belongs_to_a_field() -> None:
    names = {name for model in MODELS for name in model.specs()}
    assert set(LESSON) <= names


class Sample(Params):
    log_from_zero: float = param(6.0, ge=0, le=1e6, unit="videos/h", scale="log", help="may be zero")
    log_open: float = param(1.0, gt=0, le=1e6, unit="s", scale="log", help="never zero")
    unbounded: float = param(3.0, unit="m", help="no bounds")
    open_above: float = param(18.0, ge=0, lt=24, unit="h", help="24 is 0 again")
    one_value: int = param(5, ge=5, le=5, unit="1", help="no choice")
    unset: float | None = param(None, ge=0, unit="USD", scale="log", help="none is no limit")
    availability: float = param(0.999, gt=0, le=1, unit="1", help="nines")


SPECS = Sample.specs()


def test_a_logarithmic_field_that_may_be_zero_begins_with_zero() -> None:
    assert stops(SPECS["log_from_zero"])[0] == 0
    assert stops(SPECS["log_open"])[0] > 0


def test_logarithmic_stops_are_about_evenly_apart() -> None:
    found = [s for s in stops(SPECS["log_from_zero"]) if s > 0]
    assert max(b / a for a, b in pairwise(found)) <= 1.5 + 1e-9


def test_without_bounds_the_default_gives_the_reach() -> None:
    low, high = reach(SPECS["unbounded"])
    assert low < 3.0 < high


def test_an_open_bound_is_left_out() -> None:
    assert 24 not in stops(SPECS["open_above"])
    assert 0 in stops(SPECS["open_above"])


def test_a_field_with_one_value_has_one_stop() -> None:
    assert stops(SPECS["one_value"]) == (5,)


def test_a_field_without_default_has_stops() -> None:
    found = stops(SPECS["unset"])
    assert found[0] == 0
    assert len(found) > 10


def test_shares_near_one_stop_at_their_nines() -> None:
    assert set(stops(SPECS["availability"])) == set(NINES)


def test_what_is_asked_for_is_a_stop_wherever_it_lies_within_what_is_valid() -> None:
    spec = Workload.kinds["homogeneous"].specs()["days"]
    assert 365 not in stops(spec)
    assert {30.4, 365} <= set(stops(spec, 30.4, 365))
    assert stops(spec, -1.0) == stops(spec)


def test_between_its_ends_a_linear_slider_stops_at_round_numbers() -> None:
    assert set(range(1, 96)) <= set(stops(Storm.specs()["per_s"]))


def test_long_times_stop_at_minutes_and_hours_as_they_are_said() -> None:
    found = stops(KINDS["EventDriven"].specs()["delivery_age_s"])
    assert (found[0], found[-1]) == (60, 86_400)
    assert {300, 900, 1800, 3600, 7200} <= set(found)


def test_an_outage_moves_by_the_hour_in_the_first_two_days() -> None:
    spec = Failures.specs()["outage_start_h"]
    assert set(range(49)) <= set(stops(spec)) and max(stops(spec)) == 168
