"""Closed forms: the numbers of the course, and errors outside of where the forms hold."""

import inspect
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib import prices, theory
from archlib.errors import ParameterError

# the default band of approx, 1e-6 of the value, is far above rounding and far below any wrong term
exact = pytest.approx

# ---- the numbers of the course (the ids are those of its misconceptions) ----

A, HOST_AND_CODE = 0.999, 0.999**2


def test_x1_tiers_make_uploads_worse_and_manage_better():
    mono, tiers = theory.series(A, A, A, A), theory.series(*[HOST_AND_CODE] * 3)
    assert mono == pytest.approx(0.996006, abs=5e-7)
    assert tiers == pytest.approx(0.994015, abs=5e-7)
    assert theory.downtime_h_per_year(mono) == pytest.approx(34.99, abs=0.005)
    assert theory.downtime_h_per_year(tiers) - theory.downtime_h_per_year(mono) == pytest.approx(17.4, abs=0.05)
    assert theory.downtime_h_per_year(mono) - theory.downtime_h_per_year(HOST_AND_CODE) == pytest.approx(17.5, abs=0.05)


def test_x2_a_balancer_needs_a_second_instance_and_sets_a_ceiling():
    upload = [theory.series(0.9999, 0.9999, *[theory.replicated(HOST_AND_CODE, n)] * 3) for n in (1, 2, 3, 50)]
    assert upload == pytest.approx([0.993816, 0.999788, 0.999800, 0.99980001], abs=5e-7)


def test_x3_the_first_video_from_zero():
    assert theory.ready_from_zero(detect=60, boot=90, app_start=0, work=300) == 7.5 * 60


def test_x4_ninety_percent_is_not_fine_for_one_server():
    assert theory.mmc_response_ratio(1, 0.9) == exact(10)
    assert theory.mmc_response_ratio(1, 0.95) == exact(20)
    assert theory.mmc_response_ratio(10, 0.9) == pytest.approx(1.67, abs=0.005)


def test_x5_shared_causes_take_the_nines():
    ten, one = theory.common_cause(0.001, 0.10, 2), theory.common_cause(0.001, 0.01, 2)
    assert 1 - ten == pytest.approx(0.999899, abs=5e-7)
    assert theory.nines(1 - ten) == pytest.approx(4.0, abs=0.05)
    assert theory.nines(1 - one) == pytest.approx(4.96, abs=0.005)


def test_x6_nines_do_not_add():
    assert (1 - theory.series(A, A, A)) * prices.MONTH_HOURS * 60 == pytest.approx(131, abs=0.5)
    assert theory.series(*[A] * 10) == pytest.approx(0.99004, abs=5e-6)
    assert theory.series(*[A] * 100) == pytest.approx(0.905, abs=5e-4)


def test_x8_cold_starts_of_rare_traffic():
    assert theory.cold_share(lam=6, tau=10 / 60) == pytest.approx(0.368, abs=5e-4)


def test_x9_retries_lower_the_load_that_comes_back():
    assert [theory.stability_boundary(100, r) for r in (0, 1, 2, 3)] == pytest.approx([100, 50, 100 / 3, 25])
    assert theory.attempts(0.1, 3) == exact(1.111)
    assert theory.attempts(1, 3) ** 3 == 64


def test_x11_a_short_visibility_timeout_delivers_three_times():
    assert theory.deliveries(work=300, visibility=120) == 3


def test_x12_functions_break_even_at_half_use():
    """Worker of 2 vCPU against functions of 1,769 MB a vCPU, both of the teaching list."""
    teaching = prices.teaching()
    instance = teaching.price("c5.large").usd / 2
    function = teaching.price("Lambda duration x86").usd * 3600 * 1769 / 1024
    assert function == pytest.approx(0.10365, abs=5e-6)
    assert theory.break_even_utilisation(instance, function) == pytest.approx(0.48, abs=0.005)


def test_x14_transitions_reach_the_compute():
    teaching = prices.teaching()
    compute = teaching.price("c5.large").usd * 300 / 3600
    assert compute / teaching.price("Step Functions transition").usd == pytest.approx(333, abs=0.5)


def test_x15_a_backlog_drains_long_after_the_outage():
    assert [theory.drain_time(1, rho) for rho in (0.5, 0.7, 0.8, 0.9)] == pytest.approx([1, 7 / 3, 4, 9])


def test_x16_a_day_sized_for_its_mean():
    assert theory.overload_peak(60, 0.8, 24) == pytest.approx(366.7, abs=0.05)
    late_h = [theory.overload_peak(60, 0.8, 24, k) / (60 * k) for k in (1, 1.25, 1.5, 1.8)]
    assert late_h == pytest.approx([6.1, 2.7, 0.90, 0], abs=0.05)


def test_x20_a_month_without_outage_is_common():
    mtbf_h = theory.mtbf(A, 1.0)
    assert mtbf_h == exact(999)
    assert theory.cold_share(1 / mtbf_h, prices.MONTH_HOURS) == pytest.approx(0.4816, abs=5e-5)


def test_n00_budget_and_erlangs():
    assert theory.error_budget_s(0.999, prices.MONTH_HOURS * 3600) / 60 == exact(43.8)
    assert theory.little(60 / 3600, 300) == exact(5)


# ---- outside of where they hold ----

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
