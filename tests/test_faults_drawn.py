"""Drawn faults: their share of time down, their streams, their stretches."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib import faults
from archlib.errors import ParameterError
from archlib.faults import Drawn, Faults, down_intervals

# --- drawn faults ---


@pytest.mark.parametrize(("fields", "match"), [
    ({}, r"role=None .*code has a role"),
    ({"part": "host", "role": "process"}, r"role='process' .*host has none"),
    ({"role": "database"}, r"role='database'"),
    ({"role": "process", "availability": 0}, r"availability=0 is outside 0 < availability <= 1"),
    ({"role": "process", "availability": 99.9}, r"availability=99.9"),
    ({"role": "process", "availability": np.nan}, r"availability=nan"),
    ({"role": "process", "mttr_s": 0}, r"mttr_s=0 .*unit s"),
    ({"role": "process", "common_cause": 1.1}, r"common_cause=1.1"),
    ({"role": "process", "effect": "no_launch"}, r"common_cause=0.0 .*all launches .*Give common_cause=1"),
    ({"role": "process", "effect": "no_launch", "common_cause": 0.9}, r"common_cause=0.9 .*all launches"),
    ({"role": "process", "effect": "throttle"}, r"common_cause=0.0 .*all calls"),
    ({"part": "host", "effect": "throttle", "common_cause": 1}, r"effect='throttle' .*down or slow"),
    ({"role": "process", "effect": "slow"}, r"factor=None"),
    ({"part": "host", "effect": "error"}, r"effect='error'"),
])  # fmt: skip
def test_what_cannot_be_drawn(fields, match):
    with pytest.raises(ParameterError, match=match):
        Drawn(**fields)


def test_one_stream_cannot_be_drawn_twice():
    with pytest.raises(ParameterError, match="queue down is drawn twice"):
        faults.drawn({"queue": 0.9}) + faults.service_levels()
    twice = Faults(drawn=(Drawn(role="queue"), Drawn(role="queue", effect="error"), Drawn(part="host")))
    assert len(twice.drawn) == 3


def test_the_share_of_time_down_is_split_by_the_common_cause():
    made = faults.drawn({"process": 0.99}, host=0.9, common_cause=0.2)
    assert made.unavailability("code", "process") == pytest.approx((0.008, 0.002))
    assert made.unavailability("host") == pytest.approx((0.08, 0.02))
    assert made.unavailability("code", "upload") == (0, 0)
    assert faults.standard_week().unavailability("code", "process") == (0, 0)


def test_down_and_error_add_up_and_slow_counts_as_up():
    effects = (Drawn(role="store", availability=0.9), Drawn(role="store", availability=0.8, effect="error"))
    slow = Drawn(role="store", availability=0.5, effect="slow", factor=2)
    assert Faults(drawn=(*effects, slow)).unavailability("code", "store") == pytest.approx((1 - 0.9 * 0.8, 0))


def test_refused_calls_take_from_the_time_up_and_failed_launches_do_not():
    refused = Drawn(role="store", availability=0.9, effect="throttle", common_cause=1)
    launches = Drawn(role="store", availability=0.8, effect="no_launch", common_cause=1)
    assert Faults(drawn=(refused, launches)).unavailability("code", "store") == pytest.approx((0, 0.1))


def test_asking_for_an_unknown_part_is_refused():
    with pytest.raises(ParameterError, match="role='database'"):
        faults.none().unavailability("code", "database")
    with pytest.raises(ParameterError, match="role=None"):
        faults.none().unavailability("code")


def test_streams_belong_to_role_number_and_effect():
    one = Drawn(role="process", availability=0.9, common_cause=0.5)
    same = Drawn(role="process", availability=0.9, common_cause=0.5)
    assert np.array_equal(one.intervals(1, 0, 1e6), same.intervals(1, 0, 1e6))
    first_ends = [
        drawn.intervals(seed, k, 1e7)[0, 1]
        for drawn in (one, one.but(role="upload"), one.but(effect="error"), one.but(part="host", role=None))
        for seed in (1, 2)
        for k in (0, 1, "all")
    ]
    assert len(set(first_ends)) == len(first_ends) == 24


def test_the_keys_are_those_of_the_table_of_draws():
    drawn = Drawn(role="process", availability=0.9)
    assert np.array_equal(drawn.intervals(1, 3, 1e6), down_intervals(1, ("code", "process", 3), 0.9, 3_600, 1e6))
    host = Drawn(part="host", availability=0.9, common_cause=1.0)
    assert np.array_equal(host.intervals(1, "all", 1e6), down_intervals(1, ("host", "all"), 0.9, 3_600, 1e6))
    wrong = drawn.but(effect="error")
    assert np.array_equal(
        wrong.intervals(1, 3, 1e6), down_intervals(1, ("code", "process", 3, "error"), 0.9, 3_600, 1e6)
    )


@pytest.mark.parametrize("effect", ["no_launch", "throttle"])
def test_what_is_of_a_whole_role_has_one_stream(effect):
    whole = Drawn(role="process", availability=0.9, effect=effect, common_cause=1)
    expected = down_intervals(1, ("code", "process", "all", effect), 0.9, 3_600, 1e6)
    assert len(expected) > 10
    assert np.array_equal(whole.intervals(1, "all", 1e6), expected)
    assert whole.intervals(1, 0, 1e6).shape == (0, 2)


def test_the_common_cause_moves_time_from_each_to_all():
    assert Drawn(role="process", availability=0.5).intervals(1, "all", 1e9).shape == (0, 2)
    assert Drawn(role="process", availability=0.5, common_cause=1).intervals(1, 0, 1e9).shape == (0, 2)


def test_drawn_faults_have_names():
    assert Drawn(role="process").label(3) == "process 3 down"
    assert Drawn(part="host").label("all") == "all host down"
    assert Drawn(role="bus", effect="slow", factor=2).label(0) == "bus 0 slow x2"
    assert Drawn(role="bus", effect="throttle", common_cause=1).label("all") == "all bus throttle"


# --- stretches ---


@given(
    seed=st.integers(0, 2**32 - 1),
    availability=st.floats(1e-6, 1),
    mttr_s=st.floats(1, 1e7),
    ends=st.tuples(st.floats(0, 1e5), st.floats(0, 1e5)),
)
def test_stretches_are_in_order_and_a_longer_end_keeps_them(seed, availability, mttr_s, ends):
    short, long = (down_intervals(seed, ("host", 0), availability, mttr_s, end) for end in sorted(ends))
    assert np.all(long[:, 0] < long[:, 1])
    assert np.all(long[1:, 0] >= long[:-1, 1])
    assert np.all(long >= 0)
    assert np.all(np.isfinite(long))
    assert np.all(long[:, 0] < max(ends))
    assert np.array_equal(short, long[: len(short)])
    assert np.all(long[len(short) :, 0] >= min(ends))


def test_two_hundred_years_have_the_given_availability_and_time_to_repair():
    end, q, mttr = 200 * 365 * 86_400.0, 0.01, 3_600.0
    spells = down_intervals(1, ("code", "process", 0), 1 - q, mttr, end)
    cycles = end / (mttr / q)
    lengths = np.diff(spells, axis=1)
    assert abs(lengths.mean() - mttr) < 4 * mttr / np.sqrt(len(spells))  # exponential: deviation = mean
    # share of an alternating renewal process: variance 2 q^2 (1 - q)^2 / cycles, Ross 1996, 3.4
    assert abs(lengths.sum() / end - q) < 4 * q * (1 - q) * np.sqrt(2 / cycles)


def test_it_begins_in_the_long_run():
    runs = [down_intervals(seed, ("host", 0), 0.7, 100.0, 1e-6) for seed in range(2_000)]
    begins_down = np.array([len(run) > 0 for run in runs])
    assert abs(begins_down.mean() - 0.3) < 4 * np.sqrt(0.3 * 0.7 / 2_000)
    assert all(run[0, 0] == 0 for run in runs if len(run))
    left = np.array([run[0, 1] for run in runs if len(run)])
    assert abs(left.mean() - 100) < 4 * 100 / np.sqrt(
        len(left)
    )  # what is left of an exponential time is like a new one


def test_the_share_down_is_the_same_early_and_late():
    at = [(seed, t) for seed in range(1_000) for t in (5.0, 50.0, 500.0)]
    spells = {seed: down_intervals(seed, ("host", 1), 0.8, 30.0, 501.0) for seed in range(1_000)}
    is_down = np.array([np.any((spells[s][:, 0] <= t) & (t < spells[s][:, 1])) for s, t in at]).reshape(-1, 3)
    assert np.all(np.abs(is_down.mean(axis=0) - 0.2) < 4 * np.sqrt(0.2 * 0.8 / 1_000))


def test_what_never_fails_has_no_stretch():
    assert down_intervals(1, ("host", 0), 1.0, 60.0, 1e12).shape == (0, 2)
    assert down_intervals(1, ("host", 0), 0.5, 60.0, 0.0).shape == (0, 2)


@pytest.mark.parametrize(("field", "value"), [
    ("availability", 0.0), ("availability", 1.1), ("availability", np.nan), ("mttr_s", 0.0), ("mttr_s", np.inf),
    ("mttr_s", np.nan), ("end_s", -1.0), ("end_s", np.inf), ("end_s", np.nan),
])  # fmt: skip
def test_impossible_numbers_are_refused(field, value):
    numbers = {"availability": 0.9, "mttr_s": 60.0, "end_s": 1e3} | {field: value}
    with pytest.raises(ParameterError, match=f"{field}="):
        down_intervals(1, ("host", 0), **numbers)


def test_more_stretches_than_memory_holds_are_refused():
    with pytest.raises(ParameterError, match=r"mttr_s=0.001 s .*5,000,000 stretches.*Raise mttr_s"):
        down_intervals(1, ("host", 0), 0.5, 0.001, 1e9)
