import numpy as np
import pytest

from archlib import faults
from archlib.architectures import Monolith
from archlib.compare import Comparison, compare
from archlib.lab.figures.arrivals import ROWS, bands, picture, plan
from archlib.lab.figures.packing import unpacked
from archlib.lab.figures.time import seconds
from archlib.scenario import Scenario
from archlib.workload import Workload


def test_the_bars_add_up_to_the_videos_that_came(week: Comparison) -> None:
    bars = picture(week).data[0]
    hours = unpacked(bars["width"]) / 3.6e6
    assert float(unpacked(bars["y"]) @ hours) == pytest.approx(len(week.runs[0].jobs), rel=1e-6)  # single precision


def test_the_plan_is_that_of_the_load(week: Comparison) -> None:
    load = week.runs[0].scenario.load
    line = picture(week).data[1]
    assert set(unpacked(line["y"])) == {load.base_per_hour, load.peak_per_hour}
    step = plan(week.runs[0].scenario)
    assert step.integral() / 3_600 == pytest.approx(load.expected_videos)


def test_each_outage_is_a_band_with_its_name(week: Comparison) -> None:
    shown, found = picture(week), bands(week.runs[0].scenario)
    assert [band.name for band in found] == [note["text"] for note in shown.layout["annotations"]]
    for shape, band in zip(shown.layout["shapes"], found, strict=True):
        assert seconds(shape["x0"], 0.0) == pytest.approx(band.start_s, abs=1e-3)
        assert seconds(shape["x1"], 0.0) >= band.end_s - 1e-3


def test_names_in_one_line_do_not_run_into_each_other() -> None:
    plan_ = faults.none()
    for k in range(12):
        plan_ = plan_ + faults.down("process", 10 + 0.1 * k, 0.05)
    crowded = compare([Monolith()], Scenario(Workload.homogeneous(per_hour=6, days=7), faults=plan_))
    layout = picture(crowded).layout
    assert len(layout["shapes"]) == 12
    assert len(layout["annotations"]) == ROWS
    assert len({note["y"] for note in layout["annotations"]}) == ROWS


def test_a_row_counts_what_came_during_an_outage(week: Comparison) -> None:
    arrive = week.runs[0].trace.arrive
    rows = {row[0]: row for row in picture(week).rows}
    for band in bands(week.runs[0].scenario):
        inside = np.count_nonzero((arrive >= band.start_s) & (arrive < band.end_s))
        assert rows[band.name][4] == f"{inside:,}"
    assert rows["all of the time"][4] == f"{len(arrive):,}"
    assert rows["all of the time"][6] == "1.00"


def test_an_outage_is_cut_at_the_horizon() -> None:
    late = faults.down("process", 20, 100) + faults.down("manage", 30, 1)
    scenario = Scenario(Workload.homogeneous(per_hour=6, days=1), faults=late)
    assert [(band.start_s, band.end_s) for band in bands(scenario)] == [(72_000.0, 86_400.0)]


def test_failures_at_random_times_are_said_to_be_left_out() -> None:
    scenario = Scenario(Workload.homogeneous(per_hour=6, days=1), faults=faults.drawn(0.99))
    assert "not drawn here" in picture(compare([Monolith()], scenario)).sentence
