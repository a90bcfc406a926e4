"""The pictures of functions say what their runs and their formulas say."""

from dataclasses import replace

import numpy as np
import pytest

from archlib import prices, theory
from archlib.architectures import Functions, Monolith, QueueFleet
from archlib.compare import Comparison, compare
from archlib.course import environments as course
from archlib.course.cutting import Law, ready_usd
from archlib.errors import EngineError
from archlib.lab.choices import Choices, keyed
from archlib.lab.figures import begun, cold, crossing, environments, memory, over_limit
from archlib.lab.figures.colds import CALLS, POINTS, Colds, colds
from archlib.lab.figures.packing import unpacked
from archlib.lab.figures.picture import Picture, Trace
from archlib.lab.figures.sized import sized
from archlib.lab.own_colds import OwnColds
from archlib.scenario import Scenario
from archlib.workload import Workload
from tests.lab.figures.reading import accepted_by_plotly, check

TEACHING = prices.teaching()
CROWD = Scenario(course.at_once(3000))
NOBODY = Scenario(course.calls(0.0, 300.0, 1.0))


def shown(made: Functions, load: Workload) -> Comparison:
    return compare([made], Scenario(load), prices=TEACHING)


def named(picture: Picture, ending: str) -> Trace:
    check(picture)
    accepted_by_plotly(picture)
    return next(t for t in picture.data if t["name"].endswith(ending))


# --- environments ---


def test_what_works_on_average_is_the_law() -> None:
    compared = shown(Functions(init_s=0.0), course.calls(60.0, 300.0, 20.0))
    (row,) = environments.picture(compared).rows
    at_work, law = (float(text) for text in row[4:6])
    assert law == theory.little(60 / 3600, 300.0) == 5.0
    # 28,800 calls; half a per cent of them is cut off and tried twice more, 900 s each
    assert at_work == pytest.approx(law, rel=0.06)


def test_the_law_over_time_follows_a_change_of_the_rate_by_the_work() -> None:
    load = Workload.from_counts([0.0, 60.0, 0.0], 3600.0, transcode_s=300.0, transcode_cv=0.0)
    run = shown(Functions(), load).runs[0]
    function = course.processing(run.topology)
    assert function is not None
    at = environments.expected(run, function, np.array([3600.0, 3750.0, 3900.0, 7200.0, 7350.0, 7500.0]))
    assert at == pytest.approx([0.0, 2.5, 5.0, 5.0, 2.5, 0.0])


def test_a_limit_is_drawn_where_it_is_near() -> None:
    load = course.calls(60.0, 300.0, 2.0)
    near, far = (shown(Functions(concurrency=n), load) for n in (6, 1000))
    assert named(environments.picture(near), "limit")["y"] == [6.0, 6.0]
    assert named(environments.picture(far), "limit")["y"] == [None]


def test_made_and_cold_are_counted() -> None:
    compared = shown(Functions(keep_alive_s=0.0), course.calls(6.0, 30.0, 5.0))
    run = compared.runs[0]
    (row,) = environments.picture(compared).rows
    assert row[1] == row[2] == f"{len(run.jobs):,}" and row[3] == "100 %"
    assert environments.picture(compare([Functions()], NOBODY)).rows[0][3] == "none"
    always = shown(Functions(provisioned=50), course.calls(6.0, 30.0, 5.0))
    assert environments.picture(always).rows[0][2:4] == ("0", "0 %")


# --- cold starts against the rate ---


@pytest.fixture(scope="module")
def found() -> Colds:
    return colds(Functions(), Scenario(course.calls(6.0, 300.0, 2.0)), TEACHING)


def test_short_work_is_on_the_line_and_long_work_above_it(found: Colds) -> None:
    assert len(found.per_hour) == len(found.as_it_is) == len(found.short) == POINTS
    for rate, as_it_is, short in zip(found.per_hour, found.as_it_is, found.short, strict=True):
        law = theory.cold_share(rate / 3600, found.keep_alive_s or 0.0)
        # three standard errors; and calls that overlap, for a second of work and two of initialising
        assert short == pytest.approx(law, abs=3 * np.sqrt(law * (1 - law) / CALLS) + 6 * rate / 3600 + 2 / CALLS)
        assert as_it_is > law - 3 * np.sqrt(law * (1 - law) / CALLS)
    assert found.as_it_is[-1] > found.short[-1] + 0.05


def test_the_picture_of_cold_starts_shows_the_points(found: Colds) -> None:
    compared = shown(Functions(), course.calls(6.0, 300.0, 20.0))
    picture = cold.picture(compared, None, {"Functions": found})
    assert named(picture, "(5.0 min)")["y"] == list(found.as_it_is)
    assert named(picture, "work of 1 s")["y"] == list(found.short)
    run = compared.runs[0]
    function = course.processing(run.topology)
    assert function is not None
    assert named(picture, "present")["y"] == [course.starts(run, function).share]
    assert "No other rates" in cold.picture(compared).sentence


def test_colds_of_what_has_no_function_and_stopped_ones() -> None:
    assert colds(Monolith(), CROWD, TEACHING) == Colds()
    with pytest.raises(EngineError, match="cancelled"):
        colds(Functions(), CROWD, TEACHING, progress=lambda share: False)


def test_how_much_comes_runs_nothing_again_and_the_work_does() -> None:
    maker, asked = OwnColds(), list[float]()

    def draw(per_hour: float, work_s: float) -> None:
        choices = Choices(course.calls(per_hour, work_s, 1.0), keyed([Functions()]))
        compared = compare([Functions()], choices.scenario())
        maker.picture(compared, None, [(Functions(), choices)], progress=asked.append)

    draw(6.0, 30.0)
    first = len(asked)
    draw(12.0, 30.0)
    assert len(asked) == first > 0
    draw(12.0, 60.0)
    assert len(asked) > first


# --- memory, and the limit ---


def test_the_line_of_memory_is_the_formula_and_the_mark_is_the_bill() -> None:
    compared = shown(Functions(memory_mb=1769), course.calls(60.0, 100.0, 10.0))
    picture, run = memory.picture(compared), compared.runs[0]
    one = sized(run)
    assert one is not None and one.memory_mb == 1769 and one.tries == 3
    line, mark = named(picture, "USD"), named(picture, "this run")
    for x, y in list(zip(line["x"], line["y"], strict=True))[::10]:
        assert y == ready_usd(run.scenario.load, replace(one, memory_mb=x), TEACHING)
    paid = sum(i.amount_usd for i in run.bill.items if i.resource == "process") / run.bill.ready
    assert mark["x"] == [1769] and mark["y"] == [paid]
    assert paid == pytest.approx(
        ready_usd(run.scenario.load, one, TEACHING), rel=0.03
    )  # 14,400 videos, and cold starts


def test_all_parallel_work_costs_the_same_with_any_memory_and_part_serial_work_not() -> None:
    load = course.calls(60.0, 10.0, 1.0, cv=0.0)  # so short that even 128 MB are in time
    flat, bent = (named(memory.picture(shown(Functions(parallel=f), load)), "USD")["y"] for f in (1.0, 0.8))
    assert max(flat) == pytest.approx(min(flat), rel=1e-3)
    assert bent[-1] > 1.5 * bent[0]


def test_what_a_bus_delivers_is_of_no_known_size() -> None:
    assert sized(compare([QueueFleet()], NOBODY).runs[0]) is None
    queued = sized(compare([Functions(trigger="queue", max_receives=7)], NOBODY).runs[0])
    assert queued is not None and queued.tries == 7


def test_the_share_over_the_limit_is_on_its_line() -> None:
    compared = shown(Functions(), course.calls(60.0, 600.0, 10.0))
    picture = over_limit.picture(compared)
    line, mark = named(picture, "limit)"), named(picture, "this run")
    assert line["y"] == sorted(line["y"])
    expected = Law(600.0, 0.5).over(900.0)
    assert mark["y"] == [pytest.approx(expected, abs=0.009)]  # 14,400 videos
    assert np.interp(600.0, line["x"], line["y"]) == pytest.approx(expected, rel=0.02)


# --- come and begun ---


def test_the_ramp_is_a_staircase_that_the_run_climbs() -> None:
    compared = compare([Functions(init_s=0.0, concurrency=2500)], CROWD)
    run = compared.runs[0]
    ramp = begun.allowed(run)
    assert ramp is not None
    assert [float(v) for v in ramp.v] == [0.0, 1000.0, 2000.0, 2500.0]
    moments = begun.begun(run)
    assert (len(moments.come), len(moments.refused)) == (3000, 0)
    for s in (5.0, 15.0, 25.0):
        assert np.count_nonzero(moments.begun <= s) == ramp.at(s)  # and from then on the limit is in the way
    drawn = named(begun.picture(compared), "begun")
    assert unpacked(drawn["y"])[-1] == len(moments.begun)


def test_who_is_refused_is_told_with_the_reason() -> None:
    picture = begun.picture(compare([Functions(concurrency=10_000)], CROWD))
    assert "2,000 refused (throttled 2,000)" in picture.sentence
    assert picture.rows[0][1:4] == ("3,000", "1,000", "2,000")


# --- by the call or by the hour ---


def test_lines_cross_where_the_formula_says() -> None:
    load = course.calls(12.0, 300.0, 7.0, cv=0.0)
    compared = compare([Functions(), QueueFleet()], Scenario(load), prices=TEACHING)
    function, worker = (crossing.priced(run) for run in compared.runs)
    assert function is not None and worker is not None
    used, videos = crossing.break_even(function, worker)
    per_hour = 3538 / 1024 * 3600 * TEACHING.price("Lambda duration x86").usd
    assert used == pytest.approx(theory.break_even_utilisation(TEACHING.price("c5.large").usd, per_hour), rel=1e-4)
    assert videos == pytest.approx(4226, abs=1)
    assert crossing.always_usd(worker, videos) == pytest.approx(function.video_usd)
    assert f"{videos:,.0f} videos" in crossing.picture(compared).sentence


def test_the_lines_are_seen_from_ten_videos_a_month_on() -> None:
    compared = compare([Functions(), QueueFleet()], Scenario(course.calls(12.0, 300.0, 7.0, cv=0.0)), prices=TEACHING)
    picture = crossing.picture(compared)
    x, y = (picture.layout[axis] for axis in ("xaxis", "yaxis"))
    assert (x["type"], y["type"]) == ("log", "log")
    assert x["range"] == [1.0, 5.0]
    lines = [t for t in picture.data if t["mode"] == "lines"]
    assert {min(t["x"]) for t in lines} == {10.0}
    assert all(10 ** y["range"][0] < usd < 10 ** y["range"][1] for t in lines for usd in t["y"])


def test_a_fleets_line_is_its_price_over_the_use_it_reaches() -> None:
    compared = compare([Functions(), QueueFleet()], Scenario(Workload.evening_peak()), prices=TEACHING)
    worker = crossing.priced(compared.runs[1])
    assert worker is not None
    assert worker.video_usd == pytest.approx(worker.busy_usd / worker.used, rel=0.04)  # 1,800 videos of spread 0.5
    picture = crossing.picture(compared)
    assert named(picture, crossing.SCALES)["y"] == [worker.video_usd] * 2
    assert [t["y"][0] for t in picture.data if t["name"].endswith("this run")][1] == pytest.approx(worker.video_usd)


def test_nothing_ready_has_no_lines_and_the_same_height() -> None:
    both = [Functions(), QueueFleet()]
    empty = crossing.picture(compare(both, NOBODY, prices=TEACHING))
    check(empty)
    full = crossing.picture(compare(both, Scenario(Workload.evening_peak()), prices=TEACHING))
    assert empty.height == full.height
    assert all(
        make(compare([Functions()], NOBODY)).height == make(compare([Functions()], CROWD)).height
        for make in (environments.picture, cold.picture, memory.picture, over_limit.picture, begun.picture)
    )
