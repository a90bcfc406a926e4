import math

import pytest

from archlib.course.answers import close, read_number
from archlib.errors import ParameterError


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.996", 0.996), ("99.6 %", 0.996), ("99.6%", 0.996), ("1,337", 1337), ("$146", 146), (" -3e2 ", -300),
     ("1,000,000.5", 1000000.5), (".5", 0.5), (4, 4), ("\N{MINUS SIGN}2", -2)],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(text: object, value: float) -> None:
    assert math.isclose(read_number(text), value)


def test_the_unit_may_stand_behind_the_number() -> None:
    assert read_number("43.8 min", "min") == 43.8
    assert read_number("50 %", "%") == 50


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "abc",
        "0,996",
        "1,33",
        "nan",
        "inf",
        math.nan,
        math.inf,
        -math.inf,
        None,
        True,
        10**400,
        "4 5",
        "1_000",
    ],
)
def test_what_is_no_number_is_refused_with_what_to_type(text: object) -> None:
    with pytest.raises(ParameterError, match=r"type a number, such as 0\.996"):
        read_number(text)


def test_a_decimal_comma_is_named() -> None:
    with pytest.raises(ParameterError, match=r"'0,996' is no number; write a decimal point"):
        read_number("0,996")


def test_close_is_about_the_truth() -> None:
    assert close(101, 100, 0.01) and not close(101.1, 100, 0.01)
    assert close(0.05, 0.0, 0.01, abs_=0.1) and not close(0.05, 0.0, 0.01)
