"""What a video is, and how much is watched."""

import numpy as np
import pytest

from archlib.errors import ParameterError
from archlib.workload import COLUMNS, Workload
from archlib.workload.steps import integral

# --- content ---


def test_work_is_drawn_for_each_column_apart_and_has_its_mean():
    load = Workload.homogeneous(transfer_s=2, transfer_cv=1, transcode_s=100, catalogue_s=0)
    work = load.work(1, 50_000)
    assert list(work) == list(COLUMNS)
    assert abs(work["transcode"].mean() - 100) < 4 * 50 / np.sqrt(50_000)
    assert np.all(work["catalogue"] == 0)
    assert abs(np.corrcoef(work["transfer"], work["transcode"])[0, 1]) < 4 / np.sqrt(50_000)


def test_a_video_keeps_its_work_whatever_else_changes():
    one, other = Workload.homogeneous(per_hour=1), Workload.diurnal(mean_per_hour=50, transfer_s=9, days=30)
    assert np.array_equal(one.work(1, 10)["transcode"], other.work(1, 99)["transcode"][:10])
    assert np.array_equal(one.master_gb_draws(1, 10), other.master_gb_draws(1, 99)[:10])


def test_exponential_work_does_not_touch_the_bytes():
    load = Workload.homogeneous(distribution="exponential", transcode_cv=0, master_cv=0)
    assert load.work(1, 20_000)["transcode"].std() == pytest.approx(300, rel=0.05)
    assert np.array_equal(load.master_gb_draws(1, 3), np.full(3, 0.4))


def test_sizes_weigh_their_share_of_the_master():
    assert Workload.homogeneous().rendition_share == pytest.approx((8 + 5 + 2.5) / 40)
    assert Workload.homogeneous(sizes=("2160p",)).rendition_share == 1


@pytest.mark.parametrize("sizes", [("480p",), ("720p", "1080p"), ("2160p", "1080p", "720p", "480p")])
def test_more_sizes_take_more_work_as_they_weigh(sizes):
    usual, load = Workload.homogeneous(), Workload.homogeneous(sizes=sizes)
    assert usual.mean_work_s == usual.transcode_s  # bit for bit
    weighs = load.rendition_share / usual.rendition_share
    assert load.mean_work_s == pytest.approx(300 * weighs)
    np.testing.assert_allclose(load.work(1, 9)["transcode"], usual.work(1, 9)["transcode"] * weighs)
    assert np.array_equal(load.work(1, 9)["catalogue"], usual.work(1, 9)["catalogue"])


@pytest.mark.parametrize("sizes", [(), ("1080p", "1080p"), ("999p",), ["1080p"], "1080p", (1080,)])
def test_impossible_sizes_are_refused(sizes):
    with pytest.raises(ParameterError, match="sizes"):
        Workload.homogeneous(sizes=sizes)


# --- watching ---


def watched_at(load, clock_h):
    edges, per_s = load.watch_steps()
    return per_s[np.searchsorted(edges, clock_h * 3_600, side="right") - 1]


def test_watching_rises_every_evening():
    load = Workload.homogeneous(days=3)
    assert [watched_at(load, h) for h in (0, 17.99, 18, 22.99, 23, 42, 66.5)] == [1, 1, 5, 5, 1, 5, 5]
    assert integral(load.watch_steps())[-1] == 3 * (19 + 5 * 5) * 3_600


@pytest.mark.parametrize(("start", "end", "hours"), [(22, 2, 4), (0, 24, 24), (18, 18, 0), (5, 0, 19)])
def test_an_evening_may_pass_midnight(start, end, hours):
    load = Workload.homogeneous(days=2, watch_from_h=start, watch_to_h=end)
    assert integral(load.watch_steps())[-1] == pytest.approx(2 * 3_600 * (24 + 4 * hours))


def test_watching_follows_the_clock_of_measured_counts():
    load = Workload.from_counts([1] * 24, period=3_600, first_hour=17.5)
    assert [watched_at(load, h) for h in (0.4, 0.5, 5.4, 5.5)] == [1, 5, 5, 1]
