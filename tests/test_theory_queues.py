"""Queues in equilibrium against sums and balance equations done by hand, printed tables, and another formula."""

import math
from fractions import Fraction

import numpy as np
import pytest

from archlib import theory

# the default band of approx, 1e-6 of the value, is far above rounding and far below any wrong term
exact = pytest.approx


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
    assert theory.pollaczek_khinchine(0.9 / 300, 300, 0.5) == exact(300 * theory.pollaczek_khinchine(0.9, 1, 0.5))


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
