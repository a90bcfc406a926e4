"""The stories of messages: every step is of the run, and what stands after it is what the run says."""

import re

import numpy as np
import pytest

import archlib as al
from archlib.course.claims import claims
from archlib.course.steps import Step, steps
from archlib.course.stories import STORIES, told
from archlib.errors import ParameterError

NAMES = tuple(STORIES)
NOTES_CLAIMS = {"Q1", "Q4", "Q5", "Q6", *(f"Q{n}" for n in range(12, 23))}


def of_kind(name: str, kind: str) -> list[Step]:
    return [step for step in steps(told(name)) if step.kind == kind]


def test_the_notes_story_in_its_order() -> None:
    work = ["received", "fetched"]
    assert [step.kind for step in steps(told("notes"))] == [
        "decided", *["stored", "sent"] * 3, "decided", "launched", "ready", *work, *work, "made", "made", "deleted",
        "deleted", "decided", "ended", *work, "made", "deleted", "decided", "ended",
    ]  # fmt: skip
    assert [step.now.desired for step in of_kind("notes", "decided")] == [0, 2, 1, 0]


def test_every_claim_of_the_story_is_beside_a_step_and_is_a_claim() -> None:
    assert {name for step in steps(told("notes")) for name in step.claims} == NOTES_CLAIMS
    known = {claim.id for claim in claims()}
    assert all({*step.claims} <= known for name in NAMES for step in steps(told(name)))


@pytest.mark.parametrize("name", NAMES)
def test_after_each_instant_the_counters_are_the_runs(name: str) -> None:
    run, found = told(name), steps(told(name))
    queue, fleet = run.series["jobs"], run.series["workers"]
    for i, step in enumerate(found):
        if step.kind == "left" or (i + 1 < len(found) and found[i + 1].time_s == step.time_s):
            continue  # an instant is over with its last step
        counters = step.now.counters
        assert counters["visible"] == queue.visible.at(step.time_s)
        assert counters["in flight"] == queue.in_flight.at(step.time_s)
        assert counters["desired"] == fleet.desired.at(step.time_s)
        assert counters["booting"] == fleet.booting.at(step.time_s)
        assert counters["ready"] + step.now.count("failed") == fleet.ready.at(step.time_s)
        assert counters["busy"] == fleet.busy.at(step.time_s)
    assert found[-1].now.counters["deleted"] == run.trace.deletes.sum()


@pytest.mark.parametrize("name", NAMES)
def test_a_decision_is_told_with_what_the_group_saw(name: str) -> None:
    for step in of_kind(name, "decided")[1:]:
        visible, in_flight = map(int, re.findall(r"(\d+) visible, (\d+) in flight", step.text)[0])
        assert (visible, in_flight) == (step.now.counters["visible"], step.now.counters["in flight"])
        assert f"→ {step.now.desired}." in step.text


@pytest.mark.parametrize("name", NAMES)
def test_times_rise_and_no_sentence_is_longer_than_its_place(name: str) -> None:
    found = steps(told(name))
    times = [step.time_s for step in found]
    assert times == sorted(times)
    assert all(len(step.text) < 230 for step in found)  # three lines in the page
    assert all(re.fullmatch(r"\d\d:\d\d\.\d", step.clock) for step in found)


def test_a_timeout_that_is_too_short_has_two_workers_at_one_video() -> None:
    again = [step for step in of_kind("timeout too short", "received") if "still at the same video" in step.text]
    assert len(again) == 1 and "receive number 2" in again[0].text
    assert told("timeout too short").trace.deliveries.max() == 2
    assert len(of_kind("timeout too short", "in vain")) == 1


def test_a_crash_loses_the_work_and_not_the_message() -> None:
    crash, back = of_kind("worker 1 crashes", "crashed")[0], of_kind("worker 1 crashes", "returned")[0]
    assert crash.text.startswith("Worker 1 fails") and crash.now.counters["in flight"] == 2
    assert back.time_s == 120.0 + STORIES["worker 1 crashes"].architecture.visibility_s
    assert steps(told("worker 1 crashes"))[-1].now.counters["deleted"] == 3
    assert np.isfinite(told("worker 1 crashes").trace.ready).all()


def test_an_alarm_strands_the_last_message() -> None:
    last = steps(told("stranded"))[-1]
    assert last.kind == "left" and "message 3 is still in the queue" in last.text
    assert last.now.counters == {
        "visible": 1, "in flight": 0, "deleted": 2, "desired": 0, "booting": 0, "ready": 0, "busy": 0,
    }  # fmt: skip
    assert not np.isfinite(told("stranded").trace.ready[2])


def test_only_what_is_named_differs_from_the_notes() -> None:
    base = STORIES["notes"].architecture.to_dict()
    differ = {
        name: {field for field, value in story.architecture.to_dict().items() if value != base[field]}
        for name, story in STORIES.items()
    }
    assert differ == {
        "notes": set(), "timeout too short": {"visibility_s", "target"}, "worker 1 crashes": set(),
        "stranded": {"policy", "alarm_low", "alarm_step", "max_workers"},
    }  # fmt: skip
    assert [bool(story.faults.scheduled) for story in STORIES.values()] == [False, False, True, False]


def test_what_cannot_be_told_is_refused() -> None:
    scenario = al.Scenario(al.Workload.homogeneous(per_hour=60, days=1), faults=al.faults.none())
    with pytest.raises(ParameterError, match="messages is refused: a story has at most 20"):
        steps(al.simulate(al.QueueFleet(), scenario))
    with pytest.raises(ParameterError, match="it has no fleet at a queue"):
        steps(al.simulate(al.Monolith(), scenario))
