"""Work that fails by chance: which videos and which visits fail, counted from the draws alone."""

import numpy as np
import pytest

from archlib import faults
from archlib.draws import stream
from archlib.outcome.trace import Reason
from archlib.topology import Call, Entry, Function, Policy, Pool, Topology
from tests.oracles.same import assert_equal_bits, case
from tests.oracles.systems import poisson

N, SEED = 300, 7
KINDS = {
    "pool": Pool("box", ("process",), ("work",), slots=10**6),
    "function": Function("box", ("process",), ("work",), concurrency=10**5, ramp=10**6),
}


def run(plan, policy=None, station=KINDS["pool"], compiled=False):
    """The trace of a station with all the capacity there may be."""
    topology = Topology((station,), (Entry("upload", "box", policy or Policy()),))
    return case(topology, poisson(3, N, 1.0), {"work": 1.0}, plan, seed=SEED).engine(compiled)


def tries_until(wrong, most):
    """How often each video is tried: until the first success, or `most` times; bool array (n, visits)."""
    rounds = np.concatenate([wrong] * (most // wrong.shape[1] + 1), axis=1)[:, :most]
    return np.where(rounds.all(axis=1), most, (~rounds).argmax(axis=1) + 1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_poisoned_video_fails_however_often_it_is_tried(kind):
    trace = run(faults.poison(0.3), Policy(tries=3, backoff_s=1.0), KINDS[kind])
    poisoned = stream(SEED, "poison", "process").random(N) < 0.3
    np.testing.assert_array_equal(trace.reason == Reason.ERROR, poisoned)
    np.testing.assert_array_equal(np.isnan(trace.ready), poisoned)
    np.testing.assert_array_equal(np.bincount(trace.visits["video"]), np.where(poisoned, 3, 1))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tries", [1, 3, 20])
def test_a_flaky_role_fails_visit_by_visit(kind, tries):
    """With 20 tries the sixteen draws come round."""
    trace = run(faults.flaky(0.8), Policy(tries=tries, backoff_s=1.0, backoff_cap_s=1.0), KINDS[kind])
    wrong = stream(SEED, "mishap", "process").random((N, 16)) < 0.8
    np.testing.assert_array_equal(np.bincount(trace.visits["video"]), tries_until(wrong, tries))
    np.testing.assert_array_equal(trace.reason == Reason.ERROR, np.resize(wrong.T, (tries, N)).all(axis=0))


def test_both_at_once():
    trace = run(faults.flaky(0.5) + faults.poison(0.2), Policy(tries=2))
    wrong = stream(SEED, "mishap", "process").random((N, 16)) < 0.5
    wrong |= (stream(SEED, "poison", "process").random(N) < 0.2)[:, None]
    np.testing.assert_array_equal(np.bincount(trace.visits["video"]), tries_until(wrong, 2))


def test_visits_are_counted_over_all_stations_of_a_role():
    """The first station's visit takes draw 0, the second's draw 1, the first's retry draw 2 or 1."""
    stations = tuple(Pool(name, ("process",), (column,), slots=10**6) for name, column in (("a", "x"), ("b", "y")))
    topology = Topology(stations, (Entry("upload", "a", Policy(tries=5)), Call("a", "b")))
    plan = faults.flaky(0.5)
    trace = case(topology, poisson(3, N, 1.0), {"x": 1.0, "y": 1.0}, plan, seed=SEED).engine(False)
    wrong = stream(SEED, "mishap", "process").random((N, 16)) < 0.5
    told = [np.bincount(trace.visits["video"][trace.visits["station"] == s], minlength=N) for s in (0, 1)]
    for video in range(N):
        at, first, second, done = 0, 0, 0, False
        while first < 5 and not done:
            first += 1
            if not wrong[video, at]:
                second += 1
                at += 1
                done = not wrong[video, at]
            at += 1
        assert (told[0][video], told[1][video]) == (first, second)
        assert (trace.reason[video] == Reason.OK) == done


@pytest.mark.parametrize(("share", "failed"), [(0.0, 0), (1.0, N)])
def test_nothing_or_everything_fails(share, failed):
    for plan in (faults.poison(share), faults.flaky(share)):
        assert (run(plan).reason == Reason.ERROR).sum() == failed


def test_other_roles_are_not_met():
    assert (run(faults.poison(1.0, role="manage")).reason == Reason.OK).all()


def test_a_poisoned_video_takes_its_time_before_it_fails():
    trace = run(faults.poison(1.0))
    np.testing.assert_allclose(trace.visits["end"] - trace.visits["start"], 1.0, atol=1e-9)


def test_a_larger_share_fails_the_same_videos_and_more():
    few, many = (run(faults.poison(share)).reason == Reason.ERROR for share in (0.1, 0.4))
    assert (few <= many).all() and 0 < few.sum() < many.sum()


def test_compiled_and_interpreted_agree():
    plan = faults.flaky(0.5) + faults.poison(0.2)
    assert_equal_bits(*(run(plan, Policy(tries=4), compiled=compiled) for compiled in (True, False)))
