"""The clock rule: completions, faults, boots, replacements, deadlines, retries, arrivals, ticks, polls."""

import numpy as np
import pytest

from archlib import faults
from archlib.architectures import QueueFleet
from archlib.outcome.trace import Reason
from tests.oracles.same import assert_same, case
from tests.oracles.systems import box, fleet


def down(start_s: float, seconds: float):
    """All of processing is down."""
    return faults.down("process", start_h=start_s / 3600, hours=seconds / 3600)


@pytest.mark.parametrize(("plan", "reasons"), [
    (down(100, 50), ["OK", "NO_HOST", "OK"]),  # the first is done as the fault begins; the second comes then
    (down(99, 1), ["CRASHED", "OK", "OK"]),  # it ends as the second comes
    (down(90, 20) + down(110, 40), ["CRASHED", "NO_HOST", "OK"]),  # one follows the other: no moment between them
    (down(90, 60) + down(120, 10), ["CRASHED", "NO_HOST", "OK"]),  # one within the other
    (down(149.5, 1_000_000), ["OK", "CRASHED", "NO_HOST"]),  # it goes on past the end of the run
    (down(0, 100), ["NO_HOST", "OK", "OK"]),  # it begins with the run, and with the first arrival
])  # fmt: skip
def test_faults_that_meet_arrivals_and_completions(plan, reasons):
    trace = assert_same(case(box(1), [0, 100, 150], {"work": [100, 50, 10]}, plan))
    assert [Reason(r).name for r in trace.reason] == reasons


def test_two_instances_that_change_places_at_one_instant():
    """One goes down as the other comes back: by the order of the schedule who waits is lost, or served."""
    first, second = (faults.down("process", a / 3600, 60 / 3600, instance=k) for a, k in ((0, 0), (60, 1)))
    for plan in (first + second, second + first):
        assert_same(case(box(1, instances=2), [10, 20, 30, 60], {"work": 35}, plan))


def test_a_completion_comes_before_the_patience_that_ends_then():
    trace = assert_same(case(box(1, timeout_s=100.0), [0, 50, 60], {"work": [100, 50, 40]}))
    assert [Reason(r).name for r in trace.reason] == ["OK", "OK", "TIMED_OUT"]


def test_a_tick_sees_who_is_idle_and_a_worker_that_boots_then():
    """Arrivals, completions, boots and ticks on one grid of 60 s."""
    rng = np.random.default_rng(6)
    arrive = np.sort(rng.integers(0, 60, 300)) * 60.0
    trace = assert_same(case(fleet(largest=15), arrive, {"work": rng.integers(1, 6, 300) * 60.0}))
    assert trace.ticks["desired"].max() == 15 and trace.ticks["desired"][-1] == 0


def test_a_returned_message_takes_its_old_place_among_those_sent_at_the_same_instant():
    workers = QueueFleet(min_workers=1, max_workers=1, queue_order="fifo", visibility_s=60, stale_receipt_deletes=False)
    trace = assert_same(case(workers, [0, 0, 0, 0], {"transfer": 0, "transcode": 90, "catalogue": 0}))
    receives = trace.visits[trace.visits["station"] == 4]["video"]
    assert list(receives[:4]) == [0, 0, 0, 1]  # returned at 60, it is first in line again at 90, and at 180


def test_work_of_no_length_wakes_nobody_too_late():
    """Video 0 is done with its own work at once and waits for the catalogue; the second worker must not sleep on."""
    workers = QueueFleet(min_workers=2, max_workers=2)
    work = {"transfer": 0, "transcode": [0, 0, 10], "catalogue": 5}
    trace = assert_same(case(workers, [0, 0, 0], work))
    np.testing.assert_array_equal(trace.start, [0, 0, 5])


def test_no_videos_and_one_video():
    for arrive in ([], [0.0]):
        trace = assert_same(case(QueueFleet(), arrive, {"transfer": 0, "transcode": 0, "catalogue": 0}))
        assert list(trace.ack) == arrive
