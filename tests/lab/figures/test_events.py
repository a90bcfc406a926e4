"""The pictures of notebook 06: what is told, who is awake, who asks, what became of events, and who knows whom."""

from typing import Any

import numpy as np
import pytest

from archlib import faults, theory
from archlib.architectures import EventDriven, Functions, LoadBalanced, Microservices, Monolith, QueueFleet
from archlib.compare import Comparison, compare
from archlib.course.events import BARE, hasty
from archlib.course.fleets import fixed
from archlib.course.stream import ORIGINS
from archlib.errors import ParameterError
from archlib.lab.figures import again, awake, brought, fates, links, polls, stream
from archlib.lab.figures.packing import unpacked
from archlib.lab.figures.picture import lanes
from archlib.scenario import Scenario
from archlib.workload import Workload
from tests.lab.figures.reading import accepted_by_plotly, check

MAKERS = [again, awake, fates, polls, stream]
EVERY = [
    EventDriven(self_retries=1, extra_consumers=1), hasty(), EventDriven(via_queue=True), QueueFleet(), Monolith(),
    LoadBalanced(), Microservices(), Functions(),
]  # fmt: skip


def load(per_hour: float = 30.0, days: float = 1.0, **fields: Any) -> Workload:
    return Workload.homogeneous(per_hour=per_hour, days=days, **{**BARE, "transcode_s": 30.0, **fields})


STRUCK = faults.down("process", 12.0, 0.5) + faults.flaky(0.2, role="upload") + faults.down("bus", 18.0, 0.5)
EDGES = {
    "a struck day": Scenario(load(), faults=STRUCK),
    "nobody": Scenario(load(0.0)),
    "all down": Scenario(load(), faults=faults.down("process", 0, 24) + faults.down("upload", 0, 24)),
    "a moment": Scenario(load(60.0, 0.001)),
    "a rush": Scenario(load(2000.0)),
}


@pytest.fixture(scope="module", params=EDGES)
def edge(request: pytest.FixtureRequest) -> Comparison:
    return compare(EVERY, EDGES[request.param])


@pytest.mark.parametrize("maker", MAKERS, ids=lambda m: m.__name__.rpartition(".")[2])
@pytest.mark.parametrize("window", [None, (43_000.0, 47_000.0), (-1e9, 1e9)])
def test_every_architecture_at_every_edge(edge: Comparison, maker: Any, window: tuple[float, float] | None) -> None:
    picture = maker.picture(edge, window)
    check(picture)
    accepted_by_plotly(picture)


@pytest.fixture(scope="module")
def struck() -> Comparison:
    return compare(
        [EventDriven(), hasty(), QueueFleet()], Scenario(load(60.0), faults=faults.down("process", 12.0, 0.5))
    )


def test_each_band_of_the_stream_is_as_high_as_what_is_told(struck: Comparison) -> None:
    shown = stream.picture(compare([EventDriven(object_events=True, alarm=True)], struck.runs[0].scenario))
    areas = [trace for trace in shown.data if trace.get("fill") == "tonexty"]
    assert len(areas) == len(ORIGINS) and len({trace["fillcolor"] for trace in areas}) == len(ORIGINS)
    heights = [unpacked(trace["y"]) - floor for trace, floor in zip(areas, range(3, -1, -1), strict=True)]
    assert all(h.min() >= -1e-6 and h.max() == pytest.approx(stream.BAND) for h in heights)
    alarms = heights[-1]
    assert np.count_nonzero(alarms[:-1]) == 2  # the alarm begins and ends


def test_the_share_awake_is_work_over_time(struck: Comparison) -> None:
    lane = lanes(struck)[0]
    process = next(part for part in awake.parts(lane) if part.name == "process")
    rows = lane.run.trace.visits_at(lane.run.topology.index["process"])
    ended = rows[(rows["start"] < rows["end"]) & (rows["end"] < lane.run.trace.horizon_s)]
    assert process.at_work.integral() <= float((ended["end"] - ended["start"]).sum()) + 60.0
    assert process.at_work.integral() > 0.5 * float((ended["end"] - ended["start"]).sum())
    assert process.there.integral() >= process.at_work.integral()
    waiting = {part.name: part for part in awake.parts(lanes(struck)[2])}
    assert waiting["upload"].asleep == 0.0


@pytest.mark.parametrize("every_s", [0.5, 1.0, 5.0, 30.0])
def test_who_asks_stands_on_the_line(every_s: float) -> None:
    comparison = compare([fixed(3, poll_every_s=every_s)], Scenario(load(4.0, 14.0, transcode_s=5.0)))
    found = polls.asked(comparison.runs[0])
    assert found is not None and found.delay_s is not None
    assert found.a_day == pytest.approx(3 * 86_400 / every_s, rel=0.03)
    # three who ask at moments of their own: the first of them comes after a quarter of the interval on average
    assert every_s / 5 < found.delay_s < every_s / 1.9


def test_the_line_is_half_a_day_over_the_delay() -> None:
    line = polls.picture(compare([EventDriven()], Scenario(load()))).data[0]
    assert np.allclose(np.array(line["x"]) * np.array(line["y"]), 43_200.0)


def test_every_event_has_one_fate(struck: Comparison) -> None:
    for lane in lanes(struck)[:2]:
        found = brought.brought(lane.run)
        assert found is not None
        assert found.counts().sum() == np.count_nonzero(lane.run.trace.ack < lane.run.trace.horizon_s)
    patient, given_up = (brought.brought(lane.run) for lane in lanes(struck)[:2])
    assert patient is not None and given_up is not None
    assert patient.counts()[brought.LOST] == 0 and patient.counts()[brought.LATER] > 20
    assert given_up.counts()[brought.LOST] == lanes(struck)[1].run.jobs.counts()["lost"] > 15
    assert brought.brought(lanes(struck)[2].run) is None


def test_dead_letters_that_are_delivered_anew_are_told_apart() -> None:
    made = [EventDriven(delivery_age_s=300.0), EventDriven(delivery_age_s=300.0, redrive_after_s=3600.0)]
    comparison = compare(made, Scenario(load(60.0), faults=faults.down("process", 12.0, 0.5)))
    kept, anew = (brought.brought(run) for run in comparison.runs)
    assert kept is not None and anew is not None
    assert kept.counts()[brought.KEPT] == anew.counts()[brought.ANEW] > 15
    assert kept.counts()[brought.ANEW] == anew.counts()[brought.KEPT] == 0
    assert np.nanmax(anew.late_s) >= 3600.0


@pytest.mark.parametrize("redrive_after_s", [0.0, 3_600.0])
@pytest.mark.parametrize("jitter", [0.0, 1.0])
def test_what_is_accepted_is_taken_kept_or_under_way_of_each_consumer(redrive_after_s: float, jitter: float) -> None:
    made = EventDriven(
        extra_consumers=3, tolerant_consumers=1, schema_change_h=12.0, schema_read_h=13.0, delivery_age_s=300.0,
        delivery_jitter=jitter, redrive_after_s=redrive_after_s,
    )  # fmt: skip
    run = compare([made], Scenario(load(60.0), faults=faults.down("consumer", 18.0, 0.5, instance=2))).runs[0]
    accepted = np.count_nonzero(run.trace.ack < run.trace.horizon_s)
    who = brought.hearers(run)
    assert who == ("process", "consumer 1", "consumer 2", "consumer 3")
    counts = [found.counts() for name in who if (found := brought.brought(run, name)) is not None]
    assert [c.sum() for c in counts] == [accepted] * 4
    assert [c[brought.LOST] for c in counts] == [0] * 4
    assert sum(c[brought.KEPT] for c in counts) == run.trace.dead_letters.sum()
    anew = [int(c[brought.KEPT if redrive_after_s == 0 else brought.ANEW]) for c in counts]
    assert anew[1] == 0 < anew[0] < anew[3] and abs(anew[0] - anew[2]) <= 3  # pauses are drawn for each
    shown = fates.picture(compare([made], run.scenario))
    assert [row[1] for row in shown.rows] == list(who)
    check(shown)


def test_bars_of_fates_add_up(struck: Comparison) -> None:
    comparison = compare([hasty()], struck.runs[0].scenario)
    shown = fates.picture(comparison)
    found = brought.brought(comparison.runs[0])
    assert found is not None
    drawn = [trace for trace in shown.data if trace["type"] == "bar" and isinstance(trace["y"], dict)]
    total = sum(float(v.replace(",", "")) for trace in drawn for v in trace["customdata"])
    assert total == len(found.fate)


@pytest.mark.parametrize("retries", [0, 2])
def test_retries_of_uploads_stand_beside_the_formula(retries: int) -> None:
    scenario = Scenario(load(200.0, 2.0, transcode_s=1.0), faults=faults.flaky(0.2, role="upload"))
    run = compare([EventDriven(self_retries=retries)], scenario).runs[0]
    found = again.again(run)
    assert found is not None and found.retries == retries
    assert found.failing == pytest.approx(0.2, abs=0.02)
    assert found.lost == pytest.approx(theory.final_failure(found.failing, retries), rel=0.2)
    assert found.tries / found.uploads == pytest.approx(theory.attempts(found.failing, retries), rel=0.02)


@pytest.mark.parametrize(("n", "m"), [(1, 1), (3, 5), (12, 12)])
def test_a_line_is_drawn_for_every_link(n: int, m: int) -> None:
    shown = links.picture(n, m)
    check(shown)
    accepted_by_plotly(shown)
    drawn = [trace["x"].count(None) for trace in shown.data if trace["name"] == "links"]
    assert drawn == [n * m, n + m]
    assert f"{n * m} links one by one" in shown.sentence and f"{n + m} over a bus" in shown.sentence


def test_links_of_nobody_are_refused() -> None:
    with pytest.raises(ParameterError, match="1 <= producers"):
        links.picture(0, 3)
