"""Parameters: one declaration, and error messages that name field, value, rule and unit."""

import math
from typing import Literal

import numpy as np
import pytest

from archlib.architectures import KINDS
from archlib.contract import Contract
from archlib.errors import ParameterError
from archlib.faults import Drawn, Fault
from archlib.params import Params, param
from archlib.workload import Workload

MODELS = [*KINDS.values(), *(k for name, k in Workload.kinds.items() if name), Drawn, Fault, Contract]
FIELDS = [pytest.param(m, s, id=f"{m.__name__}.{s.name}") for m in MODELS for s in m.specs().values()]
NUMBERS = [p for p in FIELDS if p.values[1].kind in ("int", "float")]


class Box(Params):
    """A model with a field of each kind."""

    width: float = param(1.0, gt=0, le=10, unit="m", scale="log", help="how wide")
    count: int = param(3, ge=1, unit="boxes", help="how many")
    colour: Literal["red", "blue"] = param("red", unit="", help="its colour")
    shut: bool = param(True, unit="", help="whether it is shut")


def test_a_field_says_all_there_is_to_know():
    spec = Box.specs()["width"]
    assert (spec.default, spec.unit, spec.scale, spec.low, spec.high, spec.low_open) == (1.0, "m", "log", 0, 10, True)
    assert [s.kind for s in Box.specs().values()] == ["float", "int", "choice", "bool"]
    assert Box.specs()["colour"].choices == ("red", "blue")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"width": 0}, r"Box.width=0 is outside 0 < width <= 10 \(how wide, unit m\)"),
        ({"width": 11.5}, r"Box.width=11.5 is outside 0 < width <= 10"),
        ({"width": math.nan}, r"Box.width=nan is not a finite number"),
        ({"width": math.inf}, r"Box.width=inf is not a finite number"),
        ({"width": "5"}, r"Box.width='5' is not a finite number"),
        ({"count": 2.5}, r"Box.count=2.5 is not a whole number, 1 <= count \(how many, unit boxes\)"),
        ({"count": True}, r"Box.count=True is not a whole number"),
        ({"colour": "green"}, r"Box.colour='green' is not one of 'red', 'blue' \(its colour\)"),
        ({"shut": 1}, r"Box.shut=1 is not True or False"),
        ({"widht": 1}, r"Box has no field 'widht'; did you mean 'width'\? known: colour, count, shut, width"),
    ],
)
def test_a_bad_value_is_named_with_its_rule(values, message):
    with pytest.raises(ParameterError, match=message):
        Box(**values)


def test_every_bad_value_is_named_at_once():
    with pytest.raises(ParameterError) as caught:
        Box(width=-1, count=0)
    assert "Box.width=-1" in str(caught.value) and "Box.count=0" in str(caught.value)


def test_numpy_numbers_are_numbers():
    assert Box(width=np.float64(2.0), count=np.int64(4)) == Box(width=2.0, count=4)


def test_but_changes_and_validates():
    assert Box().but(width=2.0).width == 2.0
    with pytest.raises(ParameterError, match="no field 'hight'"):
        Box().but(hight=1)
    with pytest.raises(ParameterError, match="width=99"):
        Box().but(width=99)


@pytest.mark.parametrize(("model", "spec"), FIELDS)
def test_every_field_has_help_and_a_valid_default(model, spec):
    assert spec.help and spec.help[0].islower() | spec.help[0].isdigit() and not spec.help.endswith(".")
    if spec.kind in ("int", "float") and spec.default is not None:
        assert spec.low is not None, "a number needs at least a lower bound"
        assert spec.low <= spec.default <= (math.inf if spec.high is None else spec.high)


@pytest.mark.parametrize(("model", "spec"), NUMBERS)
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, "7", -1e300])
def test_no_number_field_takes_what_is_no_number_or_below_its_bounds(model, spec, value):
    with pytest.raises(ParameterError, match=rf"{spec.name}="):
        model(**{spec.name: value})


@pytest.mark.parametrize(("model", "spec"), [p for p in NUMBERS if p.values[1].high is not None])
def test_no_number_field_takes_what_is_above_its_bounds(model, spec):
    above = spec.high + 1 if spec.kind == "int" else np.nextafter(spec.high, math.inf)
    with pytest.raises(ParameterError, match=rf"{spec.name}="):
        model(**{spec.name: spec.high if spec.high_open else above})
