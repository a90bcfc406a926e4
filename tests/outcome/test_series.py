"""Series of stations, from traces written by hand and against what the policy saw at its ticks."""

import math

import numpy as np
import pytest

import archlib as al
from archlib.errors import ParameterError
from archlib.outcome.series import Series
from archlib.outcome.trace import Reason
from tests.outcome.made import box, fleet, run_of, trace_of

INF = math.inf
UPLOAD, VIDEOS, JOBS, WORKERS, MANAGE = range(5)


def test_a_pool_waits_and_works():
    visits = [
        (0, 0, 30, 0, 0, Reason.OK, 0, 1),
        (10, 30, 60, 1, 0, Reason.OK, 0, 1),
        (20, INF, 20, 2, 0, Reason.NO_ROOM, -1, 1),  # refused: neither waited nor worked
        (50, 60, INF, 3, 0, Reason.UNFINISHED, 0, 1),
    ]
    pool = Series(box(), trace_of(4, visits, [(0, 0, INF, 0, Reason.UNFINISHED, 0)]))["box"]
    assert pool.waiting.table().to_numpy().tolist() == [[0, 0], [10, 1], [30, 0], [50, 1], [60, 0]]
    assert pool.busy.table().to_numpy().tolist() == [[0, 1]]
    assert pool.instances.mean() == 1
    assert pool.waiting.table().columns.tolist() == ["time_s", "box_waiting_requests"]


def test_a_returned_message_is_as_old_as_when_it_was_sent():
    visits = [
        (100, 200, 1100, 0, JOBS, Reason.RETURNED, -1, 1),
        (1100, 4000, 4100, 0, JOBS, Reason.OK, -1, 2),
        (1500, INF, INF, 1, JOBS, Reason.UNFINISHED, -1, 0),
    ]
    jobs = Series(fleet(), trace_of(2, visits, horizon_s=6000.0))["jobs"]
    assert jobs.visible.at([99, 100, 200, 1100, 1500, 4000]).tolist() == [0, 1, 0, 1, 2, 1]
    assert jobs.in_flight.at([199, 200, 1100, 4000, 4100]).tolist() == [0, 1, 0, 1, 0]
    ages = jobs.oldest_age_s
    assert ages.at([0, 120, 1080, 1140, 3960, 4020, 5940]).tolist() == [0, 20, 0, 1040, 3860, 2520, 4440]
    assert ages.max() == 5940 - 1500


def test_a_fleet_boots_and_ends():
    lives = [
        (0, 0, 50, WORKERS, Reason.OK, 0),
        (10, 30, INF, WORKERS, Reason.UNFINISHED, 1),
        (60, INF, 70, WORKERS, 5, 0),
    ]
    ticks = [
        (0, WORKERS, 0, 0, 0, 1, 0, 1, 0, 0),
        (10, WORKERS, 2, 0, 3, 2, 1, 1, 0, 0),  # it asked for more than it may have
        (60, WORKERS, 2, 0, 2, 2, 1, 1, 0, 0),
    ]
    workers = Series(fleet(), trace_of(0, (), lives, ticks))["workers"]
    assert workers.instances.at([0, 10, 50, 60, 70]).tolist() == [1, 2, 1, 2, 1]
    assert workers.booting.at([0, 10, 30, 60, 70]).tolist() == [0, 1, 0, 1, 0]
    assert workers.ready.at([0, 10, 30, 50, 60]).tolist() == [1, 1, 2, 1, 1]
    assert workers.desired.table().to_numpy().tolist() == [[0, 1], [10, 2]]
    assert workers.busy.max() == 0


def test_series_are_cut_at_the_horizon():
    run = run_of(box(room=None), [86_000.0, 86_399.0], {"transcode": 1000.0})
    assert run.trace.end_s > 87_000
    assert run.series["box"].busy.t.max() < 86_400
    assert run.series["box"].busy.integral() == pytest.approx(400.0)
    assert run.series["box"].waiting.integral() == pytest.approx(1.0)


def test_no_video_is_a_flat_line():
    run = run_of(fleet())
    assert run.series["jobs"].visible.max() == run.series["jobs"].oldest_age_s.max() == 0
    assert run.series["workers"].instances.max() == 0
    assert run.series["upload"].instances.mean() == 1


def test_a_wrong_name_is_answered_with_the_right_ones():
    series = run_of(fleet()).series
    assert list(series) == ["upload", "jobs", "workers", "manage"]  # a store has no series
    assert "videos" not in series
    with pytest.raises(ParameterError, match=r"no pool, fleet, function, queue or alarm 'job'.*did you mean 'jobs'"):
        series["job"]


def test_the_policy_saw_what_the_series_say():
    load = al.Workload.evening_peak(base_per_hour=6, peak_per_hour=120, days=2)
    run = al.simulate(al.QueueFleet(max_workers=7), al.Scenario(load, faults=al.faults.standard_week(), seed=3))
    ticks = run.trace.ticks[run.trace.ticks["time"] < run.trace.horizon_s]
    jobs, workers = run.series["jobs"], run.series["workers"]
    assert workers.desired.at(ticks["time"]).tolist() == ticks["desired"].tolist()
    assert workers.booting.at(ticks["time"]).tolist() == ticks["booting"].tolist()
    assert workers.ready.at(ticks["time"]).tolist() == ticks["ready"].tolist()
    for series, seen in ((jobs.visible, ticks["visible"]), (jobs.in_flight, ticks["in_flight"])):
        alone = ~np.isin(ticks["time"], series.t)  # polls of the same instant come after the tick
        assert alone.sum() > 1000
        assert series.at(ticks["time"][alone]).tolist() == seen[alone].tolist()
        assert series.max() > 3
