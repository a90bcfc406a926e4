"""The load of the year: its volume in closed form, its stretches, and what it refuses."""

import numpy as np
import pytest

import archlib as al
from archlib.errors import ParameterError
from archlib.year import Launch, Year, launches
from archlib.year.clock import MONTH_S, MONTHS, first_month, quarter_of
from archlib.year.load import YearLoad, year_videos
from archlib.year.rates import added, at, cut, grown, repeated
from tests.year.years import CALM, SHAPE, USUAL

DAY = al.Workload.homogeneous(per_hour=30, days=1)


def load(**fields):
    return YearLoad(shape=DAY, **fields)


def test_a_month_has_the_first_months_volume_times_growth():
    expected = load(growth=1.2).expected_by_month
    assert expected == pytest.approx(30 * 730 * 1.2 ** np.arange(12))


def test_a_year_of_growth_is_a_geometric_series():
    assert load(growth=1.2).expected_by_month.sum() == pytest.approx(30 * 730 * (1.2**12 - 1) / 0.2)


def test_a_launch_adds_its_strength_times_its_decay():
    launch = Launch(month=3, at_h=100, strength=10, decay_h=5)
    more = load(growth=1.0, launches=(launch,)).expected_by_month - load(growth=1.0).expected_by_month
    assert more[2] == pytest.approx(10 * 30 * 5, rel=1e-4)  # the integral of S exp(-t / d) is S d
    assert np.delete(more, 2) == pytest.approx(np.zeros(11), abs=1e-6)


def test_a_launch_is_strong_by_the_mean_of_its_own_month():
    launch = Launch(month=12, at_h=100, strength=10, decay_h=5)
    more = load(growth=1.2, launches=(launch,)).expected_by_month - load(growth=1.2).expected_by_month
    assert more[11] == pytest.approx(10 * 30 * 1.2**11 * 5, rel=1e-4)


def test_a_launch_at_the_years_end_is_cut_there():
    launch = Launch(month=12, at_h=729.5, strength=10, decay_h=5)
    made = load(launches=(launch,))
    assert made.rates[0][-1] == 12 * MONTH_S
    assert (made.arrivals(1) < 12 * MONTH_S).all()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_months_have_as_many_videos_as_expected_within_luck(seed):
    arrive = year_videos(USUAL.load, seed).arrive
    n = np.histogram(arrive, MONTH_S * np.arange(MONTHS + 1))[0]
    expected = USUAL.expected()
    assert (np.abs(n - expected) < 5 * np.sqrt(expected)).all()  # a Poisson count's deviation is its root


def test_stretches_hold_the_years_videos_each_once():
    whole = USUAL.load
    parts = [whole.but(first_month=m, months=3, days=3 * 730 / 24) for m in (1, 4, 7, 10)]
    arrive = np.concatenate([p.arrivals(5) + p.from_s for p in parts])
    assert arrive == pytest.approx(whole.arrivals(5), abs=1e-6)
    n = [len(p.arrivals(5)) for p in parts]
    for column in whole.work(5, 1):
        cut_up = np.concatenate([p.work(5, k)[column] for p, k in zip(parts, n, strict=True)])
        assert np.array_equal(cut_up, whole.work(5, sum(n))[column])
    masters = np.concatenate([p.master_gb_draws(5, k) for p, k in zip(parts, n, strict=True)])
    assert np.array_equal(masters, whole.master_gb_draws(5, sum(n)))


def test_nothing_comes_after_the_months():
    part = USUAL.load.but(first_month=2, months=1, after_s=3600.0, days=731 / 24)
    assert part.horizon_s == MONTH_S + 3600
    assert part.arrivals(1).max() < MONTH_S
    assert part.watch_steps()[1][-1] == 0 and part.watch_steps()[0][-1] == part.horizon_s


def test_the_peak_stays_in_the_evening_in_every_stretch():
    for month in (1, 2, 5, 12):
        part = CALM.load.but(first_month=month, months=1, days=730 / 24)
        edges, per_s = part.rate_steps()
        clock = (edges[:-1][per_s == per_s.max()] / 3600 + part.clock_start_h) % 24
        assert set(np.round(clock, 6)) == {20.0}


def test_watching_grows_as_uploads_do():
    edges, per_s = USUAL.load.watch_steps()
    month = (edges[:-1] // MONTH_S).astype(int)
    assert per_s[month == 11].max() == pytest.approx(5 * 1.2**11)
    assert per_s[month == 0].max() == 5


def test_a_year_of_zero_load_has_no_videos():
    quiet = YearLoad(shape=al.Workload.homogeneous(per_hour=0, days=1))
    assert len(quiet.arrivals(1)) == 0
    assert quiet.expected_by_month.sum() == 0


def test_a_load_of_counts_is_repeated():
    counts = al.Workload.from_counts([4, 0], 3600)
    made = YearLoad(shape=counts, growth=1.0)
    assert made.expected_by_month == pytest.approx(np.full(12, 730 * 2))


def test_a_year_is_no_shape_of_a_year_and_no_kind_to_choose():
    with pytest.raises(ParameterError, match="no shape"):
        YearLoad(shape=load())
    assert "year" not in al.Workload.kinds


def test_its_content_is_told_as_json():
    plain = USUAL.load.to_dict()
    assert plain["shape"]["kind"] == "evening_peak" and len(plain["launches"]) == 2
    assert USUAL.load.hash == Year(shape=SHAPE).load.hash != CALM.load.hash


def test_launches_are_drawn_within_their_windows():
    for seed in range(40):
        one, other = launches(seed)
        assert 2 <= one.month <= 5 and 8 <= other.month <= 11
        for launch in (one, other):
            assert 0 <= launch.at_h < 730 and 10 <= launch.strength <= 20 and 6 <= launch.decay_h <= 24
            assert 8 <= launch.start_s / 3600 % 24 <= 18
    assert launches(1) == launches(1) != launches(2)


def test_quarters_are_three_months():
    assert [quarter_of(m) for m in range(1, 13)] == [1] * 3 + [2] * 3 + [3] * 3 + [4] * 3
    assert [first_month(q) for q in range(1, 5)] == [1, 4, 7, 10]


def test_rates_are_cut_added_and_grown():
    steps = np.array([0.0, 10.0, 20.0]), np.array([1.0, 3.0])
    assert cut(steps, 5.0, 15.0)[0].tolist() == [0, 5, 10]
    assert cut(steps, 5.0, 15.0, 7.0)[1].tolist() == [1, 3, 0]
    assert at(steps, np.array([-1.0, 0.0, 10.0, 20.0])).tolist() == [0, 1, 3, 0]
    assert added(steps, (np.array([15.0, 20.0]), np.array([10.0])))[1].tolist() == [1, 3, 13]
    edges, values = repeated(steps, 20.0)
    assert values[:4].tolist() == [1, 3, 1, 3] and edges[-1] == 12 * MONTH_S
    assert grown(repeated(steps, 20.0), 2.0)[1][-1] == 3 * 2**11
