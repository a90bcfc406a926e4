"""Closed forms: errors outside of where they hold, and no nonsense inside."""

import inspect
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib import theory
from archlib.errors import ParameterError

VALID = {
    "little": (1.0, 2.0),
    "erlang_b": (3, 2.0),
    "erlang_c": (3, 2.0),
    "mmc_wait": (3, 2.0, 1.0),
    "mmc_response_ratio": (3, 0.5),
    "mm1_quantile": (0.5, 0.5, 1.0),
    "pollaczek_khinchine": (0.5, 1.0, 0.5),
    "machine_repairman": (3, 0.1, 1.0, 2),
    "series": (0.9, 0.8),
    "k_of_n": (2, 3, 0.9),
    "replicated": (0.9, 2),
    "common_cause": (0.1, 0.1, 2),
    "nines": (0.9,),
    "downtime_h_per_year": (0.9,),
    "error_budget_s": (0.999, 3600.0),
    "availability": (999.0, 1.0),
    "mtbf": (0.999, 1.0),
    "drain_time": (1.0, 0.5),
    "overload_peak": (60.0, 0.8, 24.0, 1.2),
    "attempts": (0.1, 3),
    "stability_boundary": (100.0, 3),
    "ready_from_zero": (60.0, 90.0, 0.0, 300.0),
    "deliveries": (300.0, 120.0),
    "cold_share": (6.0, 0.1),
    "cold_share_in_line": (6.0, 0.1, 0.05, 0.01),
    "fan_out_tail": (0.01, 100),
    "final_failure": (0.1, 3),
    "idle_polls": (5, 20.0, 3600.0),
    "lost_events": (60.0, 25.0, 24.0),
    "retry_bound": (10.0, 0.1, 1000.0),
    "break_even_utilisation": (0.05, 0.1),
}


def test_every_public_form_is_in_the_table_and_says_its_source_or_formula():
    assert set(VALID) == set(theory.__all__) - {"YEAR_H"}
    for name in VALID:
        assert inspect.getdoc(getattr(theory, name)), name


BAD = (-1, math.nan, math.inf, -math.inf, "2", None, True, 10**400, [1.0], 1j)


@pytest.mark.parametrize(("name", "place"), [(name, i) for name, args in VALID.items() for i in range(len(args))])
def test_what_is_no_number_in_range_is_refused_by_name(name: str, place: int):
    text = rf"^{name}\.\w+=.* is refused: not a .* \(unit .+\)\. \w.*\.$"
    for bad in BAD:
        args: list[object] = list(VALID[name])
        args[place] = bad
        with pytest.raises(ParameterError, match=text):
            getattr(theory, name)(*args)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("erlang_b", (2.5, 1)),
        ("erlang_b", (1_000_001, 1)),
        ("erlang_c", (0, 0)),
        ("erlang_c", (2, 2)),
        ("mmc_wait", (2, 2, 1)),
        ("mmc_wait", (2, 1, 0)),
        ("mmc_response_ratio", (1, 1)),
        ("mm1_quantile", (1, 0.5, 1)),
        ("mm1_quantile", (0.5, 1, 1)),
        ("pollaczek_khinchine", (1, 1, 0)),
        ("pollaczek_khinchine", (1e200, 1e200, 0)),
        ("machine_repairman", (0, 1, 1)),
        ("machine_repairman", (1, 1, 1, 0)),
        ("series", (0.9, 1.1)),
        ("k_of_n", (4, 3, 0.9)),
        ("k_of_n", (1, 0, 0.9)),
        ("replicated", (0.9, 0)),
        ("common_cause", (0.1, 1.1, 2)),
        ("nines", (99.9,)),
        ("availability", (0, 1)),
        ("mtbf", (1, 1)),
        ("mtbf", (0.9, 0)),
        ("drain_time", (1, 1)),
        ("overload_peak", (60, 1.1, 24)),
        ("overload_peak", (60, 0.8, 24, 0.99)),
        ("overload_peak", (60, 0.8, 0)),
        ("attempts", (1.1, 1)),
        ("attempts", (0.5, 0.5)),
        ("deliveries", (300, 0)),
        ("break_even_utilisation", (1, 0)),
        ("cold_share_in_line", (1, 1, 1)),
        ("cold_share_in_line", (1e200, 1, 1e200)),
        ("fan_out_tail", (1.1, 2)),
        ("fan_out_tail", (0.1, 2.5)),
        ("final_failure", (1.1, 2)),
        ("final_failure", (0.1, 0.5)),
        ("idle_polls", (5, 0)),
        ("idle_polls", (1.5, 20)),
    ],
)
def test_the_edges_of_validity(name: str, args: tuple[float, ...]):
    with pytest.raises(ParameterError, match=rf"^{name}\."):
        getattr(theory, name)(*args)


@pytest.mark.parametrize(
    ("name", "args", "text"),
    [
        (
            "mm1_quantile",
            (0.5, 3, 2),
            "mm1_quantile.lam=3 is refused: not a finite number with 0 <= lam < 2 (unit 1/time). Keep it under mu.",
        ),
        (
            "nines",
            (9,),
            "nines.a=9 is refused: not a finite number with 0 <= a <= 1 (unit 1). Give a fraction, not a percentage.",
        ),
        (
            "deliveries",
            (300, -1),
            "deliveries.visibility=-1 is refused: not a finite number with 0 < visibility (unit s). Change it.",
        ),
        (
            "erlang_b",
            (2.5, 1),
            "erlang_b.c=2.5 is refused: not a whole number with 0 <= c <= 1e+06 (unit servers). Change it.",
        ),
    ],
)
def test_an_error_says_name_value_rule_unit_and_what_to_do(name: str, args: tuple[float, ...], text: str):
    with pytest.raises(ParameterError) as error:
        getattr(theory, name)(*args)
    assert str(error.value) == text


def test_numbers_of_numpy_are_numbers():
    assert theory.erlang_b(np.int64(3), np.float32(2)) == theory.erlang_b(3.0, 2.0)


@given(st.sampled_from(sorted(VALID)), st.data())
def test_inside_its_bounds_no_form_gives_nan_or_less_than_nothing(name: str, data: st.DataObject):
    near = st.floats(0, 1000) | st.floats(0, 1) | st.integers(0, 50)
    args = [data.draw(near) for _ in VALID[name]]
    try:
        result = getattr(theory, name)(*args)
    except ParameterError:
        return
    assert np.all(np.asarray(result) >= 0), (name, args, result)
