"""The parts that run for real: the queue with its visibility timeout, the store, the clock, and what moments add to."""

from threading import Thread
from time import perf_counter

import numpy as np
import pytest

from archlib.live.clock import Clock
from archlib.live.messages import Counts, Queue
from archlib.live.observed import Observed
from archlib.live.store import Store


@pytest.fixture
def queue(tmp_path):
    made = Queue(tmp_path / "queue.sqlite", visibility_s=10.0, max_receives=2)
    yield made
    made.close()


def test_messages_are_received_in_order_and_hidden_until_the_timeout(queue):
    queue.send("a", 0.0)
    queue.send("b", 1.0)
    first = queue.receive(2.0)
    assert first.body == "a" and queue.receive(2.0).body == "b" and queue.receive(11.9) is None
    assert queue.counts(3.0) == Counts(0, 2, 0.0)
    assert queue.counts(12.0) == Counts(2, 0, 12.0)
    assert queue.receive(12.0).body == "a"


def test_what_is_deleted_never_comes_back_though_its_receipt_is_stale(queue):
    queue.send("a", 0.0)
    first = queue.receive(0.0)
    again = queue.receive(10.0)
    queue.delete(first)
    assert again.body == "a" and queue.receive(100.0) is None and queue.counts(100.0) == Counts(0, 0, 0.0)


def test_what_was_received_too_often_is_given_to_nobody(queue):
    queue.send("a", 0.0)
    assert queue.receive(0.0) and queue.receive(10.0)
    assert queue.receive(20.0) is None and queue.counts(20.0).visible == 0


def test_many_threads_receive_each_message_once(queue):
    for number in range(200):
        queue.send(str(number), 0.0)
    got = []

    def take():
        while (message := queue.receive(1.0)) is not None:
            got.append(message.body)
            queue.delete(message)

    threads = [Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(int, got)) == list(range(200))


def test_the_store_keeps_the_last_object_of_a_key(tmp_path):
    store = Store(tmp_path)
    store.put("masters/1", b"one")
    store.put("masters/1", b"two")
    assert store.get("masters/1") == b"two" and store.keys() == ["masters/1"]
    with pytest.raises(FileNotFoundError):
        store.get("masters/2")


def test_the_clock_runs_as_fast_as_it_is_told_and_stops():
    clock, began = Clock(speed=100.0), perf_counter()
    assert clock.until(20.0) and clock.now_s >= 20.0
    assert 0.2 <= perf_counter() - began < 5.0
    clock.stopped.set()
    assert not clock.until(1e9)


def test_moments_add_up_to_levels_and_a_message_taken_at_once_has_waited():
    seen = Observed.until(3600.0, sent=[10, 20, 30, 4000], taken=[10, 40], ready=[50], launched=[0, 5], ended=[60])
    assert (seen.most_waiting, seen.most_workers, seen.per_hour) == (2, 2, 1.0)
    times, counts = seen.waiting
    np.testing.assert_array_equal(times, [0, 10, 10, 20, 30, 40])
    np.testing.assert_array_equal(counts, [0, 1, 0, 1, 2, 1])
