import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib.architectures import KINDS, QueueFleet
from archlib.contract import Contract
from archlib.lab.controls import brief, control, controls, fields_for_controls, label, read, written
from archlib.lab.figures.walks import Walk
from archlib.lab.plan import Chance, Failures, Many, Prices
from archlib.params import FieldSpec, Params
from archlib.workload import EveningPeak, Workload

MODELS: list[type[Params]] = [*KINDS.values(), *Workload.kinds.values(), Contract, Failures, Prices, Chance, Many, Walk]
FIELDS = [
    pytest.param(model, model.specs()[name], id=f"{model.__name__}.{name}")
    for model in MODELS
    for name in fields_for_controls(model)
]
FLEET = QueueFleet.specs()


@pytest.mark.parametrize(("model", "spec"), FIELDS)
def test_every_field_has_a_control_with_unit_and_help(model: type[Params], spec: FieldSpec) -> None:
    made = control("key", spec)
    assert made.path == f"key.{spec.name}"
    assert made.label
    assert made.unit == ("" if spec.unit == "1" else spec.unit)
    assert spec.help in made.help
    assert made.kind == {"int": "number", "float": "number", "bool": "switch", "choice": "choice", "other": "choice"}[
        spec.kind
    ] or (made.kind == "list" and made.rows is not None)


@pytest.mark.parametrize(("model", "spec"), FIELDS)
def test_the_default_goes_to_the_page_and_comes_back(model: type[Params], spec: FieldSpec) -> None:
    back = read(spec, written(spec.default))
    assert back == spec.default
    assert type(back) is type(spec.default) or spec.kind == "float"


@pytest.mark.parametrize(("model", "spec"), FIELDS)
def test_the_default_is_what_the_control_can_show(model: type[Params], spec: FieldSpec) -> None:
    made, shown = control("key", spec), written(spec.default)
    if made.kind == "number" and spec.default is not None:
        assert shown in made.stops
    if made.kind == "choice":
        assert shown in made.choices


def test_only_fields_that_are_no_single_value_have_no_control() -> None:
    left_out = {name for model in MODELS for name in set(model.specs()) - set(fields_for_controls(model))}
    assert left_out == {"counts", "links", "notes", "own", "services"}


def test_a_set_of_names_is_chosen_among_those_that_are_offered() -> None:
    spec = EveningPeak.specs()["sizes"]
    made = control("load", spec)
    assert made.choices == ("1080p", "1080p, 720p", *made.choices[2:]) and len(made.choices) == len(spec.offers)
    assert [EveningPeak(sizes=read(spec, text)).sizes for text in made.choices] == list(spec.offers)


def test_a_number_says_its_bounds() -> None:
    assert "1 <= max_workers <= 1337" in control("QueueFleet", FLEET["max_workers"]).help


def test_a_label_does_not_say_the_unit_twice() -> None:
    assert label(FLEET["boot_s"]) == "boot"
    assert label(FLEET["max_workers"]) == "max workers"
    assert label(EveningPeak.specs()["peak_h"]) != label(EveningPeak.specs()["peak_per_hour"])


@pytest.mark.parametrize("model", MODELS)
def test_no_two_controls_of_a_model_have_the_same_name(model: type[Params]) -> None:
    names = [(label(model.specs()[n]), model.specs()[n].unit) for n in fields_for_controls(model)]
    assert len(set(names)) == len(names)


def test_controls_come_in_the_order_asked_for() -> None:
    made = controls("fleet", QueueFleet, "boot_s", "max_workers")
    assert [c.path for c in made] == ["fleet.boot_s", "fleet.max_workers"]
    assert all(isinstance(c.to_dict()["stops"], list) for c in made)


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e-9, 1e6, 123456789.125, 0.30000000000000004])
def test_no_digit_is_lost_on_the_way(value: float) -> None:
    assert read(FLEET["idle_s"], written(value)) == value


@pytest.mark.parametrize(("text", "value"), [("12", 12), (" 12 ", 12), ("1e3", 1000), ("+7", 7), ("12.0", 12)])
def test_whole_numbers_are_read_as_such(text: str, value: int) -> None:
    back = read(FLEET["max_workers"], text)
    assert back == value
    assert isinstance(back, int)


@pytest.mark.parametrize("text", ["abc", "", "1,000", "12 GB", "0x10", "--1", "½"])
def test_what_is_no_number_goes_on_as_text(text: str) -> None:
    assert read(FLEET["max_workers"], text) == text


def test_what_is_not_finite_or_whole_goes_on_as_it_is() -> None:
    assert math.isnan(read(FLEET["idle_s"], "nan"))
    assert read(FLEET["idle_s"], "-inf") == -math.inf
    assert read(FLEET["max_workers"], "2.5") == 2.5


def test_an_empty_box_means_none_only_where_there_may_be_none() -> None:
    assert read(Contract.specs()["budget_usd_per_month"], "") is None
    assert read(FLEET["idle_s"], "") == ""


def test_a_switch_is_read_from_its_two_words() -> None:
    assert read(FLEET["cancels"], "true") is True
    assert read(FLEET["cancels"], "false") is False
    assert read(FLEET["cancels"], "perhaps") == "perhaps"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0.9861111111111112", "0.9861"),
        ("0.3333333333333333", "0.3333"),
        ("1234.5678", "1235"),
        ("123456.789", "123457"),
        ("1.6666700000000001e-05", "1.667e-05"),
        ("-2.34567", "-2.346"),
        ("0.5", "0.5"),
        ("123456789", "123456789"),
        ("1e300", "1e300"),
        ("nan", "nan"),
        ("lognormal", "lognormal"),
        ("", ""),
    ],
)
def test_a_long_number_is_shown_in_four_digits_and_all_before_the_point(text: str, shown: str) -> None:
    assert brief(text) == shown


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9))
def test_what_is_shown_is_no_longer_and_nearly_the_same(value: float) -> None:
    text = written(value)
    assert len(brief(text)) <= len(text)
    assert float(brief(text)) == pytest.approx(value, rel=5e-4)
