import math

import numpy as np
import pytest

from archlib import theory
from archlib.architectures import Monolith
from archlib.compare import Comparison, compare
from archlib.lab.figures.packing import unpacked
from archlib.lab.figures.slots import LITTLE, offered, picture
from archlib.scenario import Scenario
from archlib.workload import Workload


def test_the_line_is_littles_law() -> None:
    scenario = Scenario(Workload.homogeneous(per_hour=60, days=7, transcode_s=300.0))
    assert offered(scenario) == pytest.approx(theory.little(60 / 3600, 300.0))
    shown = picture(compare([Monolith()], scenario))
    line = next(trace for trace in shown.data if trace["name"] == LITTLE)
    assert set(unpacked(line["y"])) == {5.0}
    assert "60 an hour x 5.0 min = 5 slots" in shown.sentence


def test_only_the_load_up_to_the_horizon_counts() -> None:
    load = Workload.evening_peak(days=2)
    night = Scenario(load, horizon_s=10 * 3_600.0)  # the peak comes at 20 h
    assert offered(night) == pytest.approx(theory.little(6 / 3600, load.transcode_s))


def test_the_mean_of_a_run_is_what_the_law_says() -> None:
    load = Workload.homogeneous(per_hour=60, days=60, transfer_s=0.0, catalogue_s=0.0)
    run = compare([Monolith(replicas=5, room=10_000)], Scenario(load)).runs[0]
    mean, rate_s, work_s = run.series["box"].busy.mean(), 60 / 3600, load.transcode_s
    # Of M/G/inf over a time T the mean has the variance rate E[S^2] / T, for T far above S; 40 slots for 5 erlangs
    # are as good as infinitely many. Four standard errors.
    error = math.sqrt(rate_s * work_s**2 * (1 + load.transcode_cv**2) / run.scenario.horizon_s)
    assert abs(mean - offered(run.scenario)) < 4 * error


def test_table_and_line_are_those_of_the_run(week: Comparison) -> None:
    shown = picture(week)
    busy = week["QueueFleet"].series["workers"].busy
    row = next(row for row in shown.rows if row[0] == "QueueFleet")
    assert (row[1], row[4]) == (f"{busy.mean():,.3f}", f"{busy.max():,.0f}")
    lines = {trace["name"]: unpacked(trace["y"]) for trace in shown.data}
    assert lines["QueueFleet in use"].max() == busy.max()
    assert np.allclose(lines["QueueFleet mean"], busy.mean())


def test_no_load_has_no_ratio() -> None:
    shown = picture(compare([Monolith()], Scenario(Workload.homogeneous(per_hour=0, days=1))))
    assert shown.rows[0][3] == "none"
