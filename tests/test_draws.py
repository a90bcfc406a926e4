"""Streams: the same for everybody, apart from each other, and never moved by a longer draw."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib.draws import digest, stream, unit_mean
from archlib.errors import ParameterError

KEYS = [
    ("arrivals",),
    ("work", "transfer"),
    ("work", "transcode"),
    ("work", "catalogue"),
    ("bytes",),
    ("jitter", "upload>process"),
    ("order", "jobs"),
    ("code", "upload", 0),
    ("code", "upload", 1),
    ("code", "process", 0),
    ("code", "process", "all"),
    ("host", 0),
    ("host", 1),
    ("host", "all"),
    ("code", "process", 0, "error"),
]


def test_the_same_key_gives_the_same_numbers_whatever_was_drawn_in_between():
    first = stream(1, "host", 3).random(5)
    stream(1, "arrivals").random(100)
    assert np.array_equal(first, stream(1, "host", 3).random(5))


def test_every_key_of_the_table_and_every_seed_has_a_stream_of_its_own():
    firsts = [float(stream(seed, *key).random()) for seed in (0, 1, 2**32 - 1) for key in KEYS]
    assert len(set(firsts)) == len(firsts)


def test_streams_of_different_keys_are_not_correlated():
    a, b = stream(1, "code", "process", 0).random(10_000), stream(1, "code", "process", 1).random(10_000)
    assert abs(np.corrcoef(a, b)[0, 1]) < 4 / np.sqrt(10_000)  # four standard errors of no correlation


def test_another_process_with_another_hash_seed_draws_the_same():
    code = "from archlib.draws import stream; print(repr(float(stream(7, 'code', 'process', 'all').random())))"
    runs = [
        subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True)
        for seed in ("1", "2")
    ]
    here = repr(float(stream(7, "code", "process", "all").random()))
    assert [run.stdout.decode().strip() for run in runs] == [here, here]


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, "1", True, None])
def test_a_seed_that_is_no_whole_number_is_refused(seed):
    with pytest.raises(ParameterError, match="seed="):
        stream(seed, "arrivals")


@pytest.mark.parametrize("k", [-1, 2**32, 1.5, True, None])
def test_a_key_part_that_is_no_whole_number_is_refused(k):
    with pytest.raises(ParameterError, match="key="):
        stream(1, "host", k)


def test_a_stream_needs_a_key():
    with pytest.raises(ParameterError, match="needs a key"):
        stream(1)


@given(
    n=st.integers(0, 200),
    more=st.integers(0, 200),
    cv=st.floats(0, 5),
    law=st.sampled_from(["lognormal", "exponential"]),
)
def test_a_longer_draw_begins_with_the_shorter_one(n, more, cv, law):
    short, long = (unit_mean(5, "transcode", size, cv, law) for size in (n, n + more))
    assert np.array_equal(short, long[:n])
    assert np.all(np.isfinite(long))
    assert np.all(long >= 0)


@pytest.mark.parametrize("cv", [0.1, 0.5, 1.0, 2.0])
def test_a_lognormal_has_mean_one_and_the_given_cv_in_its_logarithm(cv):
    logs = np.log(unit_mean(1, "transcode", 200_000, cv, "lognormal"))
    variance = np.log(1 + cv**2)
    # the logarithm is normal: standard errors are sigma / sqrt(n) and sigma^2 sqrt(2 / n)
    assert abs(logs.mean() + variance / 2) < 4 * np.sqrt(variance / 200_000)
    assert abs(logs.var() - variance) < 4 * variance * np.sqrt(2 / 200_000)


def test_an_exponential_has_mean_one_and_cv_one():
    draws = unit_mean(1, "transcode", 200_000, 0.0, "exponential")
    assert abs(draws.mean() - 1) < 4 / np.sqrt(200_000)
    assert abs(draws.std() - 1) < 4 * np.sqrt(8 / 200_000) / 2  # var of the sample variance is (9 - 1) / n


def test_no_spread_gives_exactly_ones():
    assert np.array_equal(unit_mean(3, "transcode", 4, 0.0, "lognormal"), np.ones(4))


def test_the_spread_stretches_the_same_draws():
    low, high = (np.log(unit_mean(1, "transcode", 50, cv, "lognormal")) for cv in (0.5, 1.5))
    z = [(x + np.log1p(cv**2) / 2) / np.sqrt(np.log1p(cv**2)) for x, cv in ((low, 0.5), (high, 1.5))]
    assert np.allclose(z[0], z[1])


def test_a_column_is_the_key_work_column():
    assert np.array_equal(unit_mean(1, "a", 3, 1.0, "lognormal"), unit_mean(1, ("work", "a"), 3, 1.0, "lognormal"))


@pytest.mark.parametrize("cv", [-0.1, np.nan, np.inf, 1001])
def test_an_impossible_spread_is_refused(cv):
    with pytest.raises(ParameterError, match="cv="):
        unit_mean(1, "transcode", 1, cv, "lognormal")


def test_an_unknown_law_and_a_negative_count_are_refused():
    with pytest.raises(ParameterError, match="distribution='normal'"):
        unit_mean(1, "transcode", 1, 1.0, "normal")
    with pytest.raises(ParameterError, match="n=-1"):
        unit_mean(1, "transcode", -1, 1.0, "lognormal")


def test_a_digest_ignores_the_order_of_names_and_the_sign_of_zero_only():
    assert digest({"a": 0.0, "b": [1, 2]}) == digest({"b": (1, 2), "a": -0.0})
    assert digest({"a": 0.0, "b": [1, 2]}) != digest({"a": 0.0, "b": [2, 1]})
    assert len(digest({})) == 64


def test_a_digest_refuses_what_json_cannot_hold():
    with pytest.raises(ValueError, match="JSON"):
        digest({"a": float("nan")})
