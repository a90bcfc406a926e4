"""One video in every architecture: its ways have no gaps, its ends are those of the run, and none is left out."""

import numpy as np
import pytest

import archlib as al
from archlib.architectures import COURSE, Functions, Monolith, QueueFleet
from archlib.compare import Comparison
from archlib.lab.figures import swim
from archlib.lab.figures.walks import NO_SUCH, Walk, chosen
from archlib.lab.figures.ways import way, whole_per_second
from tests.lab.figures.reading import accepted_by_plotly, check


@pytest.fixture(scope="module")
def week() -> Comparison:
    scenario = al.Scenario(al.Workload.evening_peak(days=3), faults=al.faults.honest_week(), seed=1)
    return al.compare([each() for each in COURSE], scenario)


@pytest.mark.parametrize("job", [0, 25, 90, 116, 119, 200, 370])
def test_a_way_has_no_gap_and_ends_as_the_run_says(week: Comparison, job: int) -> None:
    for run in week:
        one = way(run, job)
        assert one.outcome == run.jobs.outcome[job]
        edges = [edge for stretch in one.stretches for edge in (stretch.start_s, stretch.end_s)]
        assert edges[0] == 0.0 and edges[-1] == pytest.approx(one.end_s)
        assert edges[1:-1:2] == edges[2::2] and all(s.end_s > s.start_s for s in one.stretches)
        if one.outcome == "ready":
            assert one.fate.time_s == run.jobs.ready_s[job] - run.jobs.arrive_s[job]
        if np.isfinite(run.jobs.ack_s[job]):
            assert one.answer is not None
            assert one.answer.time_s == run.jobs.ack_s[job] - run.jobs.arrive_s[job]


def test_the_one_box_works_from_the_first_second_to_the_last(week: Comparison) -> None:
    (only,) = way(week["Monolith"], 0).stretches
    assert (only.kind, only.station) == ("works", "box")
    visits = week["Monolith"].trace.visits
    first = visits[visits["video"] == 0][0]
    assert only.end_s == first["end"] - first["enter"]


def test_a_message_waits_in_the_queue_and_its_worker_hides_it_then(week: Comparison) -> None:
    kinds = [(s.kind, s.station) for s in way(week["QueueFleet"], 0).stretches]
    assert kinds == [("works", "upload"), ("in a queue", "jobs"), ("works", "workers"), ("works", "manage")]


def test_who_waits_for_an_answer_does_not_hide_what_is_done(week: Comparison) -> None:
    kinds = [(s.kind, s.station) for s in way(week["Tiers"], 0).stretches]
    assert kinds == [("works", "upload"), ("works", "process"), ("works", "manage")]


def test_a_cold_start_and_a_pause_between_tries_are_seen(week: Comparison) -> None:
    functions = week["Functions"]
    assert way(functions, 0).stretches[0][2:4] == ("starts up", "upload")
    cut = int(np.argmax(functions.jobs.deliveries > 2))
    assert "on its way" in [s.kind for s in way(functions, cut).stretches]


def test_a_video_that_is_turned_away_at_the_door_has_no_stretch() -> None:
    load = al.Workload.homogeneous(per_hour=600, days=0.1)
    made = al.compare([Monolith(room=0), QueueFleet()], al.Scenario(load))
    job = chosen(made, Walk(which="refused somewhere"))
    one = way(made["Monolith"], job)
    assert one.outcome == "refused" and one.stretches == () and one.answer is not None
    picture = swim.picture(made, Walk(which="refused somewhere"))
    check(picture)
    assert "Monolith: refused after 0.0 s (no room)" in picture.sentence


def test_a_video_that_is_never_ready_goes_on_until_the_run_ends() -> None:
    down = al.faults.down("process", 0, 400)
    made = al.compare([QueueFleet(), Functions()], al.Scenario(al.Workload.evening_peak(days=1), faults=down))
    codes = {run.architecture: set(run.jobs.outcome) for run in made}
    assert codes["QueueFleet"] <= {"unfinished", "lost"}
    assert chosen(made, Walk(which="the slowest")) == NO_SUCH
    picture = swim.picture(made, Walk(which="by its number"))
    check(picture)
    assert "QueueFleet: accepted after 0.5 s, unfinished when the run ends" in picture.sentence
    check(swim.picture(made, Walk(which="lost somewhere")))


def test_each_way_to_choose_a_video_finds_one_of_its_kind(week: Comparison) -> None:
    outcomes = {
        which: {str(run.jobs.outcome[chosen(week, Walk(which=which))]) for run in week}
        for which in ("refused somewhere", "lost somewhere")
    }
    assert "refused" in outcomes["refused somewhere"] and "ready" in outcomes["refused somewhere"]
    assert "lost" in outcomes["lost somewhere"] and "ready" in outcomes["lost somewhere"]
    slowest = chosen(week, Walk(which="the slowest"))
    waits = [run.jobs.ready_s - run.jobs.arrive_s for run in week]
    assert max(wait[slowest] for wait in waits if np.isfinite(wait[slowest])) == np.nanmax(waits)
    evening = week.runs[0].jobs.arrive_s[chosen(week, Walk())]
    assert 24 + 20 < evening / 3600 < 24 + 21


@pytest.mark.parametrize("hours", [0.2, 12.0, 30.0])
def test_a_short_load_has_its_evening_too(hours: float) -> None:
    made = al.compare([Monolith()], al.Scenario(al.Workload.homogeneous(per_hour=30, days=hours / 24)))
    assert 0 <= chosen(made, Walk()) < len(made.runs[0].jobs)


def test_no_such_video_is_told() -> None:
    nobody = al.compare([Monolith()], al.Scenario(al.Workload.homogeneous(per_hour=0, days=1)))
    one = al.compare([Monolith()], al.Scenario(al.Workload.from_counts([1], period=3600, mode="exact")))
    for made, walk, words in (
        (nobody, Walk(), "no video came at all"),
        (one, Walk(which="by its number", video=1), "(number 1): numbers are 0 to 0"),
        (one, Walk(which="lost somewhere"), "(lost somewhere)"),
    ):
        for picture in (swim.picture(made, walk), swim.second(made, walk)):
            check(picture)
            accepted_by_plotly(picture)
            assert picture.rows == ()
        assert words in swim.picture(made, walk).sentence
    assert len(swim.picture(one, Walk(which="by its number")).rows) == 2


def test_a_second_says_what_is_done_and_what_bills(week: Comparison) -> None:
    rows = {row[0]: row for row in swim.second(week, Walk(which="by its number", at_s=100.0)).rows}
    assert rows["QueueFleet"][1:3] == ("in a queue", "jobs")
    assert rows["Monolith"][1:3] == ("works", "box")
    price = next(item.unit_price_usd for item in week["Monolith"].bill.items if item.resource == "box")
    assert rows["Monolith"][4] == f"${price:.2f} an hour"
    late = {row[0]: row for row in swim.second(week, Walk(which="by its number", at_s=1e6)).rows}
    assert late["Monolith"][1:] == ("ready", "nowhere", "nothing", "the bill ends before")


def test_what_bills_by_the_second_adds_up_to_the_hours_of_the_bill(week: Comparison) -> None:
    run = week["LoadBalanced"]  # nothing of it comes and goes but what a failure takes
    hourly = [u.meter.kind in ("instance_hours", "vcpu_hours", "gb_hours") for u in run.usage]
    billed = sum(item.amount_usd for item, is_ in zip(run.bill.items, hourly, strict=True) if is_)
    moments = np.linspace(0, run.trace.horizon_s, 400, endpoint=False)
    mean = np.mean([whole_per_second(run, float(t)) for t in moments])
    assert mean * run.trace.horizon_s == pytest.approx(billed, rel=0.02)


def test_very_many_stretches_are_counted() -> None:
    patient = al.EventDriven(delivery_backoff_s=1.0, delivery_backoff_cap_s=10.0)
    down = al.faults.error("process", 0, 2)
    made = al.compare([patient], al.Scenario(al.Workload.evening_peak(days=1), faults=down))
    job = int(np.argmax(made.runs[0].jobs.deliveries))
    rows = swim.picture(made, Walk(which="by its number", video=job)).rows
    assert "more stretches" in rows[-2][3] and len(rows) == swim.LISTED + 2
