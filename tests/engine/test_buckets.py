"""Buckets only say how fast the next event is found: the same run, however long they are."""

import numpy as np
import pytest

from archlib.engine import compile as compiling
from archlib.engine.codes import SOON, SOON_EVENTS
from archlib.engine.driver import play
from archlib.engine.inputs import Inputs
from archlib.faults import none
from archlib.timeline import timeline
from archlib.topology import Entry, Fleet, Pool, Scaling, Topology


def ready(arrive, work, *, slots=10_000, station=None):
    box = station or Pool("box", plays=("process",), does=("work",), slots=slots)
    topology = Topology((box,), (Entry("upload", box.name),))
    inputs = Inputs(np.asarray(arrive, float), {"work": np.asarray(work, float)}, 1, 1e6, 2e6)
    return play(topology, inputs, timeline(topology, none(), 1, 2e6))


FLEET = Fleet("box", ("process",), ("work",), max_size=50, scaling=Scaling(target=2.0, idle_s=30.0), boot_s=90.0)


@pytest.mark.parametrize("per_s", [1e-9, 1e-3, 0.37, 1.0, 1e3, 1e6])
def test_the_length_of_a_bucket_changes_no_result(monkeypatch, per_s):
    rng = np.random.default_rng(3)
    arrive, work = np.cumsum(rng.exponential(5, 2_000)), rng.exponential(60, 2_000)
    usual = ready(arrive, work, station=FLEET)
    monkeypatch.setattr(compiling, "_buckets_per_s", lambda _: per_s)
    other = ready(arrive, work, station=FLEET)
    assert np.array_equal(usual.ready, other.ready)
    assert np.array_equal(usual.visits, other.visits)
    assert np.array_equal(usual.lives, other.lives)


def test_more_events_at_once_than_there_are_places():
    n = 2 * SOON_EVENTS + 3
    work = np.random.default_rng(4).permutation(n) / 7 + 1
    assert np.array_equal(ready(np.zeros(n), work).ready, work)


def test_many_events_at_one_instant_come_in_the_order_of_their_filing():
    n = 3_000
    trace = ready(np.zeros(n), np.full(n, 5.0))
    assert np.array_equal(trace.ready, np.full(n, 5.0))
    assert np.array_equal(trace.visits["video"], np.arange(n))


def test_events_further_off_than_the_buckets_reach():
    arrive = np.arange(100.0)  # buckets of half a second: what ends later than so is in the heap first
    work = np.where(np.arange(100) % 2, 3.0, SOON * 2.0)
    assert np.array_equal(ready(arrive, work).ready, arrive + work)


def test_an_event_after_the_end_never_comes():
    trace = ready([0.0, 1.0], [1e300, 2.0])
    assert np.isnan(trace.ready[0]) and trace.ready[1] == 3.0
