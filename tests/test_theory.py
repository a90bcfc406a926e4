"""Closed forms against sums done by hand, other formulas, published tables, and the numbers of the course."""

import inspect
import math
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib import prices, theory
from archlib.errors import ParameterError

exact = pytest.approx  # rel 1e-6 of approx is far above rounding, and far below any wrong term
shares = st.floats(0, 1)


# ---- waiting ----


def erlang_b_by_sum(c: int, a: Fraction) -> Fraction:
    terms = [a**k / math.factorial(k) for k in range(c + 1)]
    return terms[c] / sum(terms)


@pytest.mark.parametrize("c", [0, 1, 2, 5, 10, 40])
@pytest.mark.parametrize("a", [Fraction(0), Fraction(1, 3), Fraction(5), Fraction(60)])
def test_erlang_b_is_the_truncated_poisson_law(c: int, a: Fraction):
    assert theory.erlang_b(c, float(a)) == pytest.approx(float(erlang_b_by_sum(c, a)), rel=1e-12, abs=1e-300)


@pytest.mark.parametrize(
    ("c", "a", "blocking", "digit"),
    [
        (2, 0.153, 0.01, 0.001),
        (4, 0.869, 0.01, 0.001),
        (5, 1.36, 0.01, 0.01),
        (10, 4.46, 0.01, 0.01),
        (10, 3.96, 0.005, 0.01),
        (20, 12.0, 0.01, 0.1),
        (40, 29.0, 0.01, 0.1),
        (100, 84.1, 0.01, 0.1),
        (100, 80.9, 0.005, 0.1),
    ],
)
def test_erlang_b_agrees_with_the_printed_table(c: int, a: float, blocking: float, digit: float):
    """Rappaport 2002, Wireless Communications, table 3.4: the load is printed to `digit`, so half of it each way."""
    assert theory.erlang_b(c, a - digit / 2) < blocking < theory.erlang_b(c, a + digit / 2)


def test_erlang_b_holds_for_ten_thousand_servers():
    # at a = c, 1/B is 1 + Q(c) of Knuth, The Art of Computer Programming 1, section 1.2.11.3; the next term is 1/c^1.5
    c = 10_000
    q = math.sqrt(math.pi * c / 2) - 1 / 3 + math.sqrt(math.pi / (2 * c)) / 12 - 4 / (135 * c)
    assert theory.erlang_b(c, c) == pytest.approx(1 / (1 + q), rel=1e-8)
    assert theory.erlang_b(c, 1.0) == 0.0
    assert theory.erlang_b(c, 1e300) == pytest.approx(1.0)


def wait_by_states(c: int, lam: float, mu: float, states: int = 20_000) -> tuple[float, float]:
    """Return (share that waits, mean wait) from the balance equations of the birth-death chain, cut far out."""
    n = np.arange(1, states)
    logs = np.concatenate(([0.0], np.cumsum(np.log(lam) - np.log(np.minimum(n, c) * mu))))
    p = np.exp(logs - logs.max())
    p /= p.sum()
    j = np.arange(states)
    return float(p[c:].sum()), float((p * np.maximum(j - c, 0)).sum() / lam)


@pytest.mark.parametrize("c", [1, 2, 3, 10, 200])
@pytest.mark.parametrize("rho", [0.1, 0.8, 0.95])
def test_erlang_c_and_mean_wait_solve_the_balance_equations(c: int, rho: float):
    mu = 12.0  # an hour: work of 5 minutes
    waits, mean = wait_by_states(c, rho * c * mu, mu)
    assert theory.erlang_c(c, rho * c) == pytest.approx(waits, rel=1e-9)
    assert theory.mmc_wait(c, rho * c * mu, mu) == pytest.approx(mean, rel=1e-9)
    assert theory.mmc_response_ratio(c, rho) == pytest.approx(1 + mean * mu, rel=1e-9)


def test_the_county_hospital():
    """Hillier and Lieberman, Introduction to Operations Research, chapter 17: lam 2/h, mu 3/h, one or two doctors."""
    assert theory.mmc_wait(1, 2, 3) == exact(2 / 3)
    assert theory.mmc_wait(2, 2, 3) == exact(1 / 24)
    assert theory.little(2, theory.mmc_wait(2, 2, 3)) == exact(1 / 12)


def test_an_empty_system_does_not_wait():
    assert theory.erlang_c(3, 0) == theory.mmc_wait(3, 0, 1) == theory.mm1_quantile(0, 0.5, 1) == 0
    assert theory.mmc_response_ratio(7, 0) == 1


def test_many_servers_wait_less_at_the_same_utilisation():
    ratios = [theory.mmc_response_ratio(c, 0.9) for c in (1, 2, 10, 100, 10_000)]
    assert ratios == sorted(ratios, reverse=True)
    assert 1 <= ratios[-1] < 1 + 1e-9


def test_quantiles_turn_the_exponential_law_round():
    for p in (0.5, 0.95, 0.99):
        t = theory.mm1_quantile(p, lam=0.9, mu=1.0)
        assert 1 - math.exp(-(1.0 - 0.9) * t) == exact(p)
    assert theory.mm1_quantile(0.5, 2, 3) == exact(math.log(2))


def test_pollaczek_khinchine_between_its_known_ends():
    assert theory.pollaczek_khinchine(0.9, 1, 1) == exact(theory.mmc_wait(1, 0.9, 1))
    assert theory.pollaczek_khinchine(0.9, 1, 0) == exact(theory.mmc_wait(1, 0.9, 1) / 2)
    assert theory.pollaczek_khinchine(0, 300, 0.5) == 0


def test_pollaczek_khinchine_against_the_waits_of_a_lognormal_queue():
    """Lindley: wait = highest less lowest of the walk of work minus gap. 40 runs; the band is 4 standard errors."""
    rng, lam, cv, jobs, warm = np.random.default_rng(1), 0.7, 0.5, 20_000, 2_000
    sigma = math.sqrt(math.log(1 + cv**2))
    work = np.exp(sigma * rng.standard_normal((40, jobs)) - sigma**2 / 2)
    walk = np.cumsum(work[:, :-1] - rng.exponential(1 / lam, (40, jobs - 1)), axis=1)
    waits = walk - np.minimum(0, np.minimum.accumulate(walk, axis=1))
    means = waits[:, warm:].mean(axis=1)
    stderr = means.std(ddof=1) / math.sqrt(len(means))
    assert abs(means.mean() - theory.pollaczek_khinchine(lam, 1.0, cv)) < 4 * stderr
    assert stderr < 0.02


@pytest.mark.parametrize(
    ("n", "lam", "mu", "crews"), [(1, 0.1, 1, 1), (5, 0.3, 1, 1), (5, 0.3, 1, 2), (8, 2.0, 0.5, 3)]
)
def test_machine_repairman_solves_its_generator(n: int, lam: float, mu: float, crews: int):
    rates = np.zeros((n + 1, n + 1))
    for down in range(n):
        rates[down, down + 1] = (n - down) * lam
        rates[down + 1, down] = min(down + 1, crews) * mu
    rates -= np.diag(rates.sum(axis=1))
    balance = np.vstack((rates.T, np.ones(n + 1)))
    expected = np.linalg.lstsq(balance, np.array([0.0] * (n + 1) + [1.0]), rcond=None)[0]
    np.testing.assert_allclose(theory.machine_repairman(n, lam, mu, crews), expected, atol=1e-12)


def test_machines_with_a_crew_each_are_independent():
    n, lam, mu = 6, 1 / 999, 1.0
    p = theory.machine_repairman(n, lam, mu, crews=n)
    q = 1 - theory.availability(1 / lam, 1 / mu)
    np.testing.assert_allclose(p, [math.comb(n, j) * q**j * (1 - q) ** (n - j) for j in range(n + 1)], rtol=1e-10)


def test_machine_repairman_at_its_ends():
    assert list(theory.machine_repairman(3, 0, 1)) == [1, 0, 0, 0]
    large = theory.machine_repairman(100_000, 5.0, 1.0, crews=10)
    assert large.sum() == exact(1)
    assert np.isfinite(large).all()


# ---- parts ----


def k_of_n_by_cases(k: int, n: int, a: float) -> float:
    cases = product([True, False], repeat=n)
    return math.fsum(math.prod(a if up else 1 - a for up in case) for case in cases if sum(case) >= k)


@pytest.mark.parametrize("a", [0.0, 0.2, 0.5, 0.999, 1.0])
@pytest.mark.parametrize(("k", "n"), [(0, 3), (1, 1), (1, 4), (2, 3), (7, 9), (9, 9)])
def test_k_of_n_counts_all_cases(k: int, n: int, a: float):
    assert theory.k_of_n(k, n, a) == pytest.approx(k_of_n_by_cases(k, n, a), rel=1e-12, abs=1e-15)


def test_k_of_n_for_many_parts():
    # exact by symmetry: half, and half of the middle term (Stirling's next terms are under 1e-9 here)
    middle = math.exp(-0.5 * math.log(math.pi * 5_000) - 1 / (8 * 5_000))
    assert theory.k_of_n(5_000, 10_000, 0.5) == pytest.approx(0.5 + middle / 2, rel=1e-9)
    assert theory.k_of_n(1, 1_000_000, 0.5) == 1
    assert theory.k_of_n(1_000_000, 1_000_000, 0.5) == 0
    assert theory.k_of_n(1_000_000, 1_000_000, 1 - 1e-6) == pytest.approx(math.exp(-1), rel=1e-5)


@given(st.integers(1, 60), shares)
def test_all_needed_is_series_and_one_needed_is_replicated(n: int, a: float):
    assert theory.k_of_n(n, n, a) == pytest.approx(theory.series(*[a] * n), rel=1e-9, abs=1e-300)
    assert theory.k_of_n(1, n, a) == pytest.approx(theory.replicated(a, n), rel=1e-9, abs=1e-12)


@given(shares, st.integers(1, 100))
def test_common_cause_runs_from_independent_to_one_part(q: float, n: int):
    assert theory.common_cause(q, 0, n) == pytest.approx(1 - theory.replicated(1 - q, n), rel=1e-9, abs=1e-12)
    assert theory.common_cause(q, 1, n) == q
    assert theory.common_cause(q, 0.5, 1) == pytest.approx(q)
    assert theory.common_cause(q, 0.1, n) <= q * (1 + 1e-12)


def test_no_part_at_all_never_fails():
    assert theory.series() == 1


def test_nines_and_downtime():
    assert [theory.nines(a) for a in (0, 0.9, 0.99)] == [0, exact(1), exact(2)]
    assert math.copysign(1, theory.nines(0)) == 1
    assert theory.nines(1) == math.inf
    assert theory.downtime_h_per_year(1) == 0
    assert theory.downtime_h_per_year(0) == theory.YEAR_H == 8760


@given(st.floats(1e-6, 1e9), st.floats(1e-6, 1e9))
def test_availability_and_time_between_failures_turn_each_other_round(up: float, repair: float):
    a = theory.availability(up, repair)
    assert a == pytest.approx(up / (up + repair), rel=1e-12)
    if a < 0.999999:  # nearer to 1 the digits are in 1 - a, and a alone cannot give them back
        assert theory.mtbf(a, repair) == pytest.approx(up, rel=1e-9)


def test_availability_of_extremes():
    assert theory.availability(1, 0) == 1
    assert theory.availability(1e308, 1e308) == 0.5
    assert theory.mtbf(0, 1) == 0


# ---- overload ----


@given(shares, st.integers(0, 30))
def test_attempts_are_the_sum_over_tries(p: float, retries: int):
    assert theory.attempts(p, retries) == pytest.approx(math.fsum(p**k for k in range(retries + 1)), rel=1e-12)


def peak_by_steps(lam: float, amplitude: float, period: float, ratio: float) -> float:
    """Follow the fluid backlog over three periods in 30,000 steps each."""
    t = (np.arange(90_000) + 0.5) * period / 30_000
    net = lam * (1 + amplitude * np.sin(2 * np.pi * t / period) - ratio) * period / 30_000
    walk = np.concatenate(([0.0], np.cumsum(net)))
    return float((walk - np.minimum.accumulate(walk)).max())


@pytest.mark.parametrize("ratio", [1.0, 1.1, 1.25, 1.5, 1.79, 1.8, 3.0])
def test_overload_peak_against_the_fluid_step_by_step(ratio: float):
    # the steps miss the zero of the net flow by half a step: far less than a job in 100
    assert theory.overload_peak(60, 0.8, 24, ratio) == pytest.approx(peak_by_steps(60, 0.8, 24, ratio), abs=0.01)


def test_a_flat_day_and_an_empty_day_pile_nothing_up():
    assert theory.overload_peak(60, 0, 24) == theory.overload_peak(0, 0.8, 24) == 0


def test_a_drain_against_arrivals_and_departures():
    lam, c, outage = 9.0, 10.0, 1.0
    assert theory.drain_time(outage, lam / c) == exact(lam * outage / (c - lam))
    assert theory.drain_time(0, 0.9) == theory.drain_time(1, 0) == 0


# ---- fleets ----


@pytest.mark.parametrize("work", [0, 1, 119, 120, 120.001, 300, 1_000_000])
def test_deliveries_are_counted_by_the_clock(work: float):
    visible, count = 0.0, 0
    while visible < work or count == 0:
        visible, count = visible + 120, count + 1
    assert theory.deliveries(work, 120) == count


def test_cold_share_against_gaps():
    rng = np.random.default_rng(1)
    gaps, n = rng.exponential(10, 100_000), 100_000  # minutes, 6 an hour
    p = theory.cold_share(6, 1 / 6)
    assert abs((gaps > 10).mean() - p) < 4 * math.sqrt(p * (1 - p) / n)
    assert theory.cold_share(0, 1) == theory.cold_share(1, 0) == 1


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
        ("attempts", (1.1, 1)),
        ("attempts", (0.5, 0.5)),
        ("deliveries", (300, 0)),
        ("break_even_utilisation", (1, 0)),
    ],
)
def test_the_edges_of_validity(name: str, args: tuple[float, ...]):
    with pytest.raises(ParameterError, match=rf"^{name}\."):
        getattr(theory, name)(*args)


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
