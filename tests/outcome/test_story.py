"""One video's way, told."""

import numpy as np
import pytest

import archlib as al
from archlib.errors import ParameterError
from archlib.topology import Call, Entry, Policy, Pool, Topology
from tests.outcome.made import box, fleet, run_of


def told(run, job=0):
    return [(e.time_s, e.station, e.text) for e in run.story(job).events]


def test_a_video_in_a_box():
    run = run_of(box(room=5), [0.0, 1.0, 1.0], {"transcode": 60.0})
    assert told(run, 1) == [
        (1, "customer", "arrives with a video for box"),
        (1, "box", "waits for a slot"),
        (60, "box", "instance 0 begins"),
        (120, "box", "instance 0 is done; master stored in disk; all sizes stored in disk"),
        (120, "customer", "the upload is accepted"),
        (120, "video", "ready"),
    ]


def test_a_video_that_is_turned_away():
    assert told(run_of(box(room=0), [0.0, 1.0], {"transcode": 60.0}), 1) == [
        (1, "customer", "arrives with a video for box"),
        (1, "box", "turned away: no room"),
        (1, "customer", "the upload fails: no room"),
    ]


def test_a_chain_of_calls_ends_from_the_inside():
    pools = (Pool("a", ("upload",), ("transfer",)), Pool("b", ("process",), ("transcode",)))
    run = run_of(Topology(pools, (Entry("upload", "a"), Call("a", "b"))), [0.0], {"transfer": 1.0})
    # no work at b: begun and ended at one moment, inside the visit to a
    assert told(run)[1:] == [
        (0, "a", "instance 0 begins"),
        (1, "b", "instance 0 begins"),
        (1, "b", "instance 0 is done"),
        (1, "a", "instance 0 is done"),
        (1, "customer", "the upload is accepted"),
        (1, "video", "ready"),
    ]


def test_a_message_that_comes_back_after_a_crash():
    faults = al.faults.down("process", 0.25, 0.25)  # at 900 s all workers crash
    run = run_of(fleet(visibility_s=1200.0), [0.0], {"transfer": 5.0, "transcode": 1000.0}, faults)
    assert told(run) == [
        (0, "customer", "arrives with a video for upload"),
        (0, "upload", "instance 0 begins"),
        (5, "upload", "instance 0 is done; master stored in videos; message sent to jobs"),
        (5, "jobs", "the message is visible"),
        (5, "customer", "the upload is accepted"),
        (150, "jobs", "the message is received, time 1"),  # the tick at 60 s, and 90 s to boot
        (150, "workers", "worker 0 begins"),
        (900, "workers", "worker 0 ends without an answer: lost in a crash"),
        (1350, "jobs", "the visibility timeout is over and nobody has deleted the message"),
        (1350, "jobs", "the message is visible again"),
        (1800, "jobs", "the message is received, time 2"),
        (1800, "workers", "worker 0 begins, delivery 2"),
        (2800, "manage", "instance 0 begins"),
        (2800, "manage", "instance 0 is done"),
        (2800, "workers", "worker 0 is done; all sizes stored in videos"),
        (2800, "jobs", "the message is deleted"),
        (2800, "video", "ready"),
    ]


def test_a_message_that_is_given_up():
    faults = al.faults.error("process", 0, 24)
    run = run_of(fleet(visibility_s=600.0, max_receives=2), [0.0], {"transcode": 10.0}, faults)
    assert told(run)[-2][2] == "dead-lettered after 2 receives"
    assert told(run)[-1] == (run.trace.end_s, "video", "lost when the run ends: dead-lettered")


def test_a_customer_who_gives_up():
    pools = (Pool("one", ("upload", "process"), ("transcode",)),)
    run = run_of(Topology(pools, (Entry("upload", "one", Policy(timeout_s=50.0)),)), [10.0], {"transcode": 80.0})
    assert told(run)[2:] == [
        (60, "customer", "the upload fails: timed out"),
        (90, "one", "instance 0 is done"),
        (90, "video", "ready"),
    ]


def test_tries_are_numbered():
    pools = (Pool("one", ("upload",), ("transfer",), room=0),)
    topology = Topology(pools, (Entry("upload", "one", Policy(tries=2, backoff_s=30.0)),))
    run = run_of(topology, [0.0, 1.0], {"transfer": 20.0})
    assert (31, "one", "instance 0 begins, try 2") in told(run, 1)
    assert told(run, 1)[-2:] == [(51, "customer", "the upload is accepted"), (51, "video", "ready")]


def test_late_and_unfinished():
    run = run_of(box(room=None), [86_000.0, 86_000.0], {"transcode": 4000.0}, deadline_s=3700.0)
    assert told(run, 0)[-1] == (90_000, "video", "ready, after the deadline")
    assert told(run, 1)[-1] == (90_100, "video", "unfinished when the run ends: unfinished")


def test_text_and_table():
    story = run_of(box(), [3661.0], {"transcode": 59.0}).story(job=0)
    lines = story.text().splitlines()
    assert lines[0] == "video 0"
    assert lines[1] == "day 1 01:01:01     +      0.0 s  customer: arrives with a video for box"
    assert lines[-1] == "day 1 01:02        +     59.0 s  video: ready"
    assert str(story) == story.text()
    assert story.table().iloc[-1].tolist() == [3720.0, 59.0, "day 1 01:02", "video", "ready"]


@pytest.mark.parametrize("job", [-1, 1, 10**9, 0.0, "0", None, True, float("nan")])
def test_a_number_that_is_no_video(job):
    with pytest.raises(ParameterError, match=r"story\(job=.*a whole number, 0 <= job <= 0; name a video"):
        run_of(box(), [1.0]).story(job)


def test_a_numpy_number_is_a_number():
    assert run_of(box(), [1.0]).story(np.int64(0)).job == 0


def test_a_run_without_videos_has_no_story():
    with pytest.raises(ParameterError, match="the run has no video"):
        run_of(box()).story(0)
