"""Queue and fleet: traces worked out by hand, exact."""

import numpy as np

from archlib import faults
from archlib.architectures import QueueFleet
from archlib.outcome.trace import Reason
from tests.engine.played import played

WORK = {"transfer": 0.0, "catalogue": 0.0}
PLAIN = {"metric_delay_s": 0.0, "boot_s": 60.0, "idle_s": 0.0}


def workers(trace):
    """The lives of the fleet's instances."""
    return trace.lives[trace.lives["station"] == 4]


def messages(trace):
    """Visible and in flight at each tick."""
    return trace.ticks["visible"] + trace.ticks["in_flight"]


def test_the_notes_own_story():
    """Three messages; 0 to 2; two done at a tick and deleted; 2 to 1; the last one done; 1 to 0 (claims Q12 to Q22)."""
    trace = played(QueueFleet(target=2, **PLAIN), [0, 0, 0], {"transcode": 240, **WORK}, horizon_s=600, deadline_s=60)
    ticks = trace.ticks
    changes = np.flatnonzero(np.diff(ticks["desired"], prepend=-1))
    assert list(ticks["time"][changes]) == [0, 300, 540]
    assert list(ticks["desired"][changes]) == [2, 1, 0]
    assert list(messages(trace)[changes]) == [3, 1, 0]
    assert list(ticks["visible"][ticks["time"] == 300]) == [1]  # the last one is received after the decision
    np.testing.assert_array_equal(trace.ready, [300, 300, 540])
    np.testing.assert_array_equal(workers(trace)["end"], [300, 540])


def test_the_first_video_from_zero_takes_detection_boot_and_work():
    trace = played(QueueFleet(), [0], {"transcode": 300, **WORK})
    assert trace.ready[0] == 60 + 90 + 300 and trace.ack[0] == 0


def test_a_visibility_timeout_shorter_than_the_work_delivers_again():
    fleet = QueueFleet(visibility_s=120, min_workers=5, max_workers=5, max_receives=10)
    trace = played(fleet, [0], {"transcode": 300, **WORK})
    assert trace.deliveries[0] == 3 and trace.ready[0] == 300  # ceil(300 / 120) receives, at 0, 120 and 240
    assert trace.deletes.sum() == 1


def test_without_stale_receipts_nobody_can_delete_and_the_finished_video_is_dead_lettered():
    fleet = QueueFleet(visibility_s=120, min_workers=5, max_workers=5, stale_receipt_deletes=False)
    trace = played(fleet, [0], {"transcode": 300, **WORK})
    assert trace.deliveries[0] == 3 and trace.ready[0] == 300 and trace.deletes.sum() == 0
    queue = trace.visits[trace.visits["station"] == 2]
    assert [Reason(r).name for r in queue["reason"]] == ["RETURNED", "RETURNED", "DEAD_LETTERED"]
    assert Reason(trace.fate[0]) is Reason.OK  # it is ready, whatever became of the message


def test_a_crash_gives_the_message_back_when_its_timeout_ends():
    fleet = QueueFleet(min_workers=1, max_workers=1, visibility_s=400)
    crash = faults.down("process", start_h=100 / 3600, hours=10 / 3600)
    trace = played(fleet, [0], {"transcode": 300, **WORK}, crash)
    assert trace.ready[0] == 400 + 300 and trace.deliveries[0] == 2


def test_an_erring_worker_consumes_receives_until_the_message_is_dead_lettered():
    fleet = QueueFleet(min_workers=1, max_workers=1, visibility_s=100)
    wrong = faults.error("process", start_h=0, hours=1)
    trace = played(fleet, [0], {"transcode": 10, **WORK}, wrong)
    assert Reason(trace.fate[0]) is Reason.DEAD_LETTERED and trace.deliveries[0] == 3
    assert trace.ack[0] == 0 and np.isnan(trace.ready[0])


def test_an_old_message_expires():
    fleet = QueueFleet(max_workers=1, retention_s=60, metric_delay_s=600)
    trace = played(fleet, [0], {"transcode": 10, **WORK})
    assert Reason(trace.fate[0]) is Reason.EXPIRED


def test_fifo_puts_a_returned_message_first_and_standard_last():
    crash = faults.down("process", start_h=5 / 3600, hours=1 / 3600)
    ready = {}
    for order in ("fifo", "standard"):
        fleet = QueueFleet(min_workers=1, max_workers=1, visibility_s=15, queue_order=order)
        ready[order] = played(fleet, [0, 1, 2], {"transcode": 10, **WORK}, crash).ready
    # the crash at 5 loses the first; the second is served from 6 to 16; the first is back at 15
    np.testing.assert_array_equal(ready["fifo"], [26, 16, 36])
    np.testing.assert_array_equal(ready["standard"], [36, 16, 26])


def test_every_new_message_overtakes_if_the_queue_always_reorders():
    fleet = QueueFleet(min_workers=1, max_workers=1, reorder=1.0)
    trace = played(fleet, [0, 1, 2, 3], {"transcode": 10, **WORK})
    np.testing.assert_array_equal(np.argsort(trace.ready), [0, 2, 3, 1])  # 1; then 2 before 1; then 3 before 1


def test_short_polls_wait_for_their_turn():
    fleet = QueueFleet(min_workers=1, max_workers=1, poll_every_s=7.0)
    trace = played(fleet, [10, 11], {"transcode": 10, **WORK}, horizon_s=70, deadline_s=0.5)
    np.testing.assert_array_equal(trace.start, [14, 24])  # polls at 0, 7, 14; then at once when it is free
    assert trace.empty_receives.sum() == 2 + 5  # at 7 and (14 s of idleness) 14; 34 to 70


def test_host_failure_replaces_the_worker_and_bills_until_then():
    fleet = QueueFleet(min_workers=1, max_workers=1, boot_s=60, visibility_s=300, replace_after_s=120)
    failure = faults.host_down(100 / 3600, 1, role="process", instance=0)
    trace = played(fleet, [0], {"transcode": 200, **WORK}, failure)
    first, second = workers(trace)
    assert (first["launch"], first["end"], second["launch"], second["ready"]) == (0, 220, 240, 300)
    assert trace.ready[0] == 300 + 200


def test_no_launch_is_tried_again_at_each_tick():
    fleet = QueueFleet(**PLAIN)
    trace = played(fleet, [0], {"transcode": 60, **WORK}, faults.no_launch(0, 150 / 3600))
    assert list(trace.ticks["refused"][:4]) == [1, 1, 1, 0]
    assert trace.ready[0] == 180 + 60 + 60


def test_without_protection_the_oldest_is_ended_busy_or_not():
    fleet = QueueFleet(target=1, scale_in_protection=False, visibility_s=500, count_in_flight=False, **PLAIN)
    trace = played(fleet, [0, 0], {"transcode": [100, 400], **WORK}, horizon_s=2000)
    reasons = [Reason(v["reason"]).name for v in trace.visits[trace.visits["station"] == 4]]
    assert reasons[:2] == ["CRASHED", "CRASHED"]  # in flight does not count, so at 120 s nobody is wanted


def test_an_alarm_strands_the_last_message():
    fleet = QueueFleet(policy="alarm", alarm_threshold=1, **PLAIN)
    trace = played(fleet, [0], {"transcode": 10, **WORK}, horizon_s=86_400, deadline_s=0)
    assert np.isnan(trace.ready[0]) and (trace.ticks["visible"] == 1).all()


def test_backlog_per_instance_has_no_value_at_zero_instances():
    fleet = QueueFleet(policy="backlog_per_instance", **PLAIN)
    trace = played(fleet, [0, 0, 0], {"transcode": 10, **WORK}, horizon_s=86_400, deadline_s=0)
    assert np.isnan(trace.ready).all() and trace.ticks["desired"].max() == 0


def test_backlog_per_instance_follows_the_published_example():
    """1,500 messages, 10 instances, target 100: 15 instances (EC2 Auto Scaling guide, scaling on SQS, 2023)."""
    fleet = QueueFleet(
        policy="backlog_per_instance", target=100, min_workers=10, metric_delay_s=0, poll_every_s=3600.0,
        upload_threads=2000,
    )  # fmt: skip
    trace = played(fleet, [1.0] * 1500, {"transcode": 10_000, **WORK})
    assert trace.ticks["visible"][1] == 1500 and trace.ticks["desired"][1] == 15


def test_floor_strands_what_is_below_the_target():
    trace = played(QueueFleet(policy="floor", target=2, **PLAIN), [0], {"transcode": 10, **WORK}, deadline_s=0)
    assert np.isnan(trace.ready[0])


def test_cooldown_holds_the_next_change_back():
    fleet = QueueFleet(cooldown_s=300, **PLAIN)
    trace = played(fleet, [0, 60], {"transcode": 3000, **WORK})
    assert list(trace.ticks["desired"][:7]) == [1, 1, 1, 1, 1, 2, 2]
