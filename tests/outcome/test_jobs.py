"""What became of each video."""

import numpy as np
import pytest

import archlib as al
from archlib.outcome.jobs import OUTCOMES, Jobs
from archlib.outcome.trace import Reason
from tests.outcome.made import box, fleet, run_of, trace_of

NAN = float("nan")


@pytest.mark.parametrize(
    ("reason", "fate", "ready", "outcome"),
    [
        (Reason.OK, Reason.OK, 9.0, "ready"),
        (Reason.TIMED_OUT, Reason.OK, 9.0, "ready"),  # its customer had given up
        (Reason.NO_ROOM, Reason.NO_ROOM, NAN, "refused"),
        (Reason.TIMED_OUT, Reason.DEAD_LETTERED, NAN, "refused"),  # never accepted, so not lost
        (Reason.OK, Reason.DEAD_LETTERED, NAN, "lost"),
        (Reason.OK, Reason.EXPIRED, NAN, "lost"),
        (Reason.OK, Reason.UNFINISHED, NAN, "unfinished"),
        (Reason.UNFINISHED, Reason.UNFINISHED, NAN, "unfinished"),
        (Reason.UNFINISHED, Reason.EXPIRED, NAN, "unfinished"),  # no answer yet
    ],
)
def test_one_outcome_a_video(reason, fate, ready, outcome):
    jobs = Jobs(trace_of(1, reason=[reason], fate=[fate], ready=[ready]))
    assert jobs.outcome.tolist() == [outcome]
    assert jobs.counts() == {o: int(o == outcome) for o in OUTCOMES}


def test_outcomes_add_up():
    load = al.Workload.evening_peak(days=2)
    faults = al.faults.standard_week() + al.faults.error("process", 18, 4)
    for architecture in (al.Monolith(room=1), al.QueueFleet(max_receives=1), al.QueueFleet(max_workers=1)):
        run = al.simulate(architecture, al.Scenario(load, faults=faults))
        counts, trace = run.jobs.counts(), run.trace
        assert sum(counts.values()) == len(run.jobs) == len(trace.arrive) > 200
        accepted = int((trace.reason == Reason.OK).sum())
        assert accepted == counts["ready"] + counts["lost"] + int(((trace.reason == 0) & (trace.fate == 12)).sum())


def test_arrays_are_those_of_the_trace():
    run = run_of(fleet(), [0.0, 5.0], {"transfer": 1.0, "transcode": 60.0})
    jobs = run.jobs
    assert jobs.arrive_s.tolist() == [0, 5]
    assert jobs.ack_s.tolist() == [1, 6]
    assert (jobs.ready_s - jobs.start_s).tolist() == [60, 60]
    assert (jobs.deliveries.tolist(), sorted(jobs.worker.tolist())) == ([1, 1], [0, 1])
    assert jobs.reason.tolist() == jobs.upload_reason.tolist() == [0, 0]


def test_the_table_says_words_and_units():
    table = run_of(box(room=0), [0.0, 1.0], {"transcode": 60.0}).jobs.table()
    assert table.index.name == "video"
    assert table.columns.tolist() == [
        "arrive_s", "ack_s", "start_s", "ready_s", "outcome", "reason", "upload_reason", "deliveries", "worker",
    ]  # fmt: skip
    assert table["outcome"].tolist() == ["ready", "refused"]
    assert table["reason"].tolist() == table["upload_reason"].tolist() == ["ok", "no room"]
    assert np.isnan(table["ready_s"][1])
    assert table["worker"].isna().tolist() == [False, True]


def test_no_video_is_an_empty_table():
    jobs = run_of(box()).jobs
    assert (len(jobs), len(jobs.table()), sum(jobs.counts().values())) == (0, 0, 0)
    assert jobs.outcome.tolist() == []
