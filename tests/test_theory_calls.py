"""Retries and fan-out against sums, draws, and a bucket of tokens followed call by call."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib import theory

shares = st.floats(0, 1)


@given(shares, st.integers(0, 30))
def test_attempts_are_the_sum_over_tries(p: float, retries: int):
    assert theory.attempts(p, retries) == pytest.approx(math.fsum(p**k for k in range(retries + 1)), rel=1e-12)


def test_final_failure_and_attempts_against_draws():
    p, retries, n = 0.6, 3, 100_000
    fails = np.random.default_rng(2).random((n, retries + 1)) < p
    q = theory.final_failure(p, retries)
    assert abs(fails.all(axis=1).mean() - q) < 4 * math.sqrt(q * (1 - q) / n)
    tries = np.where(fails.all(axis=1), retries + 1, np.argmin(fails, axis=1) + 1)
    assert abs(tries.mean() - theory.attempts(p, retries)) < 4 * tries.std() / math.sqrt(n)


@given(shares, st.integers(0, 50))
def test_who_does_not_fail_at_last_has_succeeded_once(p: float, retries: int):
    assert theory.final_failure(p, retries) == pytest.approx(1 - (1 - p) * theory.attempts(p, retries), abs=1e-12)


@given(shares, st.integers(1, 1000))
def test_a_fan_out_is_slow_unless_all_its_calls_are_fast(p: float, k: int):
    assert theory.fan_out_tail(p, k) == pytest.approx(theory.replicated(p, k), rel=1e-9, abs=1e-12)


def test_a_fan_out_at_its_ends():
    assert theory.fan_out_tail(0.5, 0) == theory.fan_out_tail(1, 0) == theory.fan_out_tail(0, 9) == 0
    assert theory.fan_out_tail(1, 1) == 1
    assert math.copysign(1, theory.fan_out_tail(0, 9)) == 1
    assert theory.fan_out_tail(1e-18, 1000) == pytest.approx(1e-15)  # 1 - (1 - p) has lost it


@given(st.integers(0, 5), st.floats(0, 1), st.lists(st.booleans(), max_size=200))
def test_no_order_of_calls_gets_more_retries_than_the_bound(size: int, per_success: float, succeeds: list[bool]):
    tokens, retries, good = float(size), 0, 0
    for ok in succeeds:
        if ok:
            good, tokens = good + 1, min(float(size), tokens + per_success)
        elif tokens >= 1:
            tokens, retries = tokens - 1, retries + 1
        assert retries <= theory.retry_bound(size, per_success, good) + 1e-9


def test_the_bound_is_reached_when_no_success_is_wasted():
    tokens, retries = 2.0, 0
    for _ in range(2 + 5):  # two failures empty the bucket, then one after two successes each
        if tokens < 1:
            tokens += 2 * 0.5
        tokens, retries = tokens - 1, retries + 1
    assert retries == theory.retry_bound(2, 0.5, 10)
