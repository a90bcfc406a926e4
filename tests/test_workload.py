"""The load: when videos arrive, what its fields may be, and how it is saved."""

import json
import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import archlib.workload.base as base
from archlib.errors import ArchlibError, DataError, ParameterError
from archlib.workload import COLUMNS, Workload
from archlib.workload.steps import DAY_S, integral

DOORS = {
    "homogeneous": Workload.homogeneous,
    "evening_peak": Workload.evening_peak,
    "diurnal": Workload.diurnal,
    "launch_spike": Workload.launch_spike,
    "measured": lambda **f: Workload.from_counts([3, 0, 5.5, 2] * 6, period=3_600, **f),
}


@pytest.fixture(params=DOORS)
def load(request):
    return DOORS[request.param](**({} if request.param == "measured" else {"days": 2}))


def fields(spec):
    """A strategy for one field, over all that its declaration allows."""
    if spec.kind == "choice":
        return st.sampled_from(spec.choices)
    if spec.kind == "float":
        return st.floats(spec.low, spec.high, exclude_min=spec.low_open, exclude_max=spec.high_open)
    return st.just(spec.default)


def any_load(kind):
    return st.fixed_dictionaries({name: fields(spec) for name, spec in Workload.kinds[kind].specs().items()})


# --- rates and arrivals ---


def test_the_canonical_week_expects_what_its_rates_say():
    load = Workload.evening_peak(base_per_hour=6, peak_per_hour=120, days=7)
    assert load.expected_videos == pytest.approx(7 * (23 * 6 + 120))


def test_steps_cover_the_time_to_the_horizon(load):
    for edges, values in (load.rate_steps(), load.watch_steps()):
        assert edges[0] == 0
        assert edges[-1] == load.horizon_s
        assert np.all(np.diff(edges) > 0)
        assert len(values) == len(edges) - 1
        assert np.all(values >= 0)


def test_arrivals_are_sorted_within_the_horizon_and_repeatable(load):
    times = load.arrivals(3)
    assert times.dtype == np.float64
    assert len(times) > 0
    assert np.all(np.diff(times) >= 0)
    assert times[0] >= 0
    assert times[-1] < load.horizon_s
    assert np.array_equal(times, load.arrivals(3))
    assert not np.array_equal(times[:5], load.arrivals(4)[:5])


@pytest.mark.parametrize("kind", ["homogeneous", "evening_peak", "diurnal", "launch_spike"])
def test_counts_over_many_seeds_have_mean_and_variance_of_a_poisson_process(kind):
    load = DOORS[kind](days=0.9)
    counts = np.array([[np.sum(t < load.horizon_s / 2), len(t)] for t in map(load.arrivals, range(400))]).astype(float)
    edges, per_s = load.rate_steps()
    half = np.interp(load.horizon_s / 2, edges, integral((edges, per_s)))
    for seen, mean in ((counts[:, 0], half), (counts[:, 1] - counts[:, 0], load.expected_videos - half)):
        assert abs(seen.mean() - mean) < 4 * np.sqrt(mean / 400)
        assert abs(seen.var() / mean - 1) < 4 * np.sqrt(2 / 399) + 4 / (mean * 20)  # a Poisson count: variance = mean


def test_a_longer_load_begins_with_the_shorter_one():
    short, long = (Workload.evening_peak(days=d).arrivals(1) for d in (1.3, 9))
    assert np.array_equal(short, long[: len(short)])


def test_twice_the_rate_halves_the_distance_of_each_video():
    slow, fast = (Workload.homogeneous(per_hour=r, days=1).arrivals(1) for r in (30, 60))
    assert np.allclose(slow, 2 * fast[: len(slow)])


def test_nothing_arrives_where_the_rate_is_zero():
    load = Workload.evening_peak(base_per_hour=0, peak_per_hour=600, peak_from_h=23, peak_h=2, days=5)
    hours = np.mod(load.arrivals(1) / 3_600, 24)
    assert len(hours) > 100
    assert np.all((hours >= 23) | (hours < 1))
    assert np.any(hours < 1)
    assert np.any(hours >= 23)


@pytest.mark.parametrize("zero", [
    Workload.homogeneous(per_hour=0),
    Workload.evening_peak(base_per_hour=0, peak_h=0),
    Workload.diurnal(mean_per_hour=0),
    Workload.launch_spike(base_per_hour=0, peak_per_hour=0),
    Workload.from_counts([0, 0], period=60),
    Workload.from_counts([0, 0], period=60, mode="exact"),
    Workload.from_counts([5, 5], period=60, mode="exact", scale=0),
])  # fmt: skip
def test_no_load_gives_an_empty_array(zero):
    assert zero.expected_videos == 0
    assert zero.arrivals(1).shape == (0,)
    assert {c: w.shape for c, w in zero.work(1, 0).items()} == dict.fromkeys(COLUMNS, (0,))


def test_a_peak_of_a_whole_day_is_a_constant_rate():
    assert Workload.evening_peak(peak_h=24, days=3).expected_videos == pytest.approx(72 * 120)


def test_a_diurnal_day_keeps_its_mean_and_peaks_where_it_says():
    load = Workload.diurnal(mean_per_hour=10, amplitude=1, peak_at_h=20, days=2)
    edges, per_s = load.rate_steps()
    assert load.expected_videos == pytest.approx(480)
    assert edges[np.argmax(per_s)] == pytest.approx(20 * 3_600, abs=60)
    assert per_s.max() == pytest.approx(20 / 3_600, rel=1e-4)
    assert per_s.min() == pytest.approx(0, abs=1e-6)


def test_a_launch_adds_the_integral_of_its_decay():
    load = Workload.launch_spike(base_per_hour=6, peak_per_hour=600, launch_at_h=10.001, decay_h=2, days=4)
    left = 1 - math.exp(-(96 - 10.001) / 2)
    assert load.expected_videos == pytest.approx(96 * 6 + 594 * 2 * left)
    edges, per_s = load.rate_steps()
    assert np.allclose(per_s[edges[:-1] < 10.001 * 3_600], 6 / 3_600)
    assert per_s[edges[:-1] == 10.001 * 3_600] == pytest.approx(600 / 3_600, rel=0.01)


def test_a_launch_after_the_horizon_never_comes():
    assert Workload.launch_spike(base_per_hour=6, launch_at_h=500, days=2).expected_videos == pytest.approx(288)


# --- bounds ---


@pytest.mark.parametrize("kind", ["homogeneous", "evening_peak", "diurnal", "launch_spike"])
@settings(max_examples=40)
@given(data=st.data())
def test_any_allowed_load_works(kind, data):
    chosen = data.draw(any_load(kind))
    try:
        load = Workload.kinds[kind](**chosen)
    except ParameterError as error:
        if "5,000,000 videos" in str(error):  # the one rule between fields
            return
        raise
    assert Workload.from_dict(json.loads(json.dumps(load.to_dict()))) == load
    assert 0 <= load.expected_videos <= base.MOST_VIDEOS
    assume(load.expected_videos < 2_000)
    times = load.arrivals(1)
    assert np.all(np.diff(times) >= 0)
    assert np.all((times >= 0) & (times < load.horizon_s))
    drawn = [*load.work(1, len(times)).values(), load.master_gb_draws(1, len(times)), integral(load.watch_steps())]
    assert all(np.all(np.isfinite(row)) and np.all(row >= 0) for row in drawn)


@pytest.mark.parametrize("value", [-1, np.nan, np.inf, -np.inf, "6", None, True, 10**400])
@pytest.mark.parametrize("field", ["per_hour", "days", "transcode_s", "master_gb", "watch_per_s"])
def test_a_value_that_is_no_number_within_bounds_is_refused_by_name(field, value):
    with pytest.raises(ParameterError, match=rf"Homogeneous\.{field}="):
        Workload.homogeneous(**{field: value})


def test_numpy_scalars_are_taken():
    assert Workload.homogeneous(per_hour=np.float32(6), days=np.int64(2)).days == 2


def test_an_unknown_field_is_refused_with_the_nearest_one():
    with pytest.raises(ParameterError, match="did you mean 'per_hour'"):
        Workload.homogeneous(per_hours=6)


def test_too_many_videos_are_refused_before_they_are_drawn():
    with pytest.raises(ParameterError, match=r"expects 8,784,000,000.*Lower"):
        Workload.homogeneous(per_hour=1e6, days=366)


def test_the_bare_class_says_which_doors_there_are():
    with pytest.raises(ParameterError, match="evening_peak"):
        Workload()


# --- saved ---


def test_a_load_comes_back_from_json_equal_and_with_the_same_hash(load):
    again = Workload.from_dict(json.loads(json.dumps(load.to_dict())))
    assert again == load
    assert type(again) is type(load)
    assert again.hash == load.hash


def test_hashes_tell_loads_apart_and_equal_loads_together(load):
    assert load.hash != load.but(transcode_s=301).hash
    assert Workload.homogeneous(per_hour=6, days=7).hash == Workload.homogeneous(days=7.0, per_hour=6.0).hash
    assert Workload.homogeneous(per_hour=0.0).hash == Workload.homogeneous(per_hour=-0.0).hash
    assert len({DOORS[kind](days=1).hash for kind in DOORS}) == len(DOORS)


@pytest.mark.parametrize("plain", [None, [], "homogeneous", {}, {"kind": 3}, {"kind": "homogenous"}, {"kind": ""}])
def test_what_is_no_saved_load_is_refused(plain):
    with pytest.raises(DataError, match="kind"):
        Workload.from_dict(plain)


def test_a_saved_load_with_a_bad_field_is_refused():
    good = Workload.homogeneous().to_dict()
    for change in ({"days": "7"}, {"days": [7]}, {"dayz": 7}, {"sizes": "1080p"}, {"sizes": [1]}, {"kinds": {}}):
        with pytest.raises(ArchlibError):
            Workload.from_dict(good | change)


def test_a_load_cannot_be_changed(load):
    with pytest.raises(ValueError, match="frozen"):
        load.days = 3
    assert load.horizon_s <= 2 * DAY_S
