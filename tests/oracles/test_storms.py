"""The storms of notebook 08: engine against SimPy, job by job; and bounds that hold for every storm."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlib.course.recovery import seconds, tries_each
from archlib.course.storms import WORK_S, Storm, run
from archlib.outcome.trace import Reason
from archlib.theory import retry_bound
from tests.oracles.same import assert_same, case
from tests.oracles.systems import on_grid

SHORT = {"watch_s": 20.0, "outage_s": 3.0, "per_s": 60.0}


@pytest.mark.parametrize("order", ["fifo", "lifo"])
@pytest.mark.parametrize("change", [
    {"retries": 0}, {"retries": 3}, {"retries": 3, "cancels": True}, {"retries": 2, "longest_line": 90},
    {"retries": 2, "layers": 2, "timeout_s": 0.5},
])  # fmt: skip
def test_a_storm_job_by_job(order, change):
    """A service that refuses at once has its oracle in test_overload, which knows of throttling."""
    storm = Storm(**{**SHORT, "order": order, **change})
    scenario = storm.scenario()
    # times on a grid, so that both add up to the same last digit; the course's storm has 1 / 100 s of work
    arrive = on_grid(scenario.load.arrivals(1))
    work = {"transcode": on_grid(WORK_S), "transfer": 0.0, "catalogue": 0.0}
    trace = assert_same(case(storm.topology(), arrive, work, scenario.faults, storm.horizon_s, storm.after_s))
    assert Reason.OK in trace.reason
    assert (trace.reason != Reason.OK).any()


@settings(max_examples=25, deadline=None)
@given(
    st.floats(5, 95), st.integers(0, 6), st.sampled_from(["hangs", "refuses"]), st.floats(0.2, 3),
    st.integers(0, 30), st.floats(0, 1), st.booleans(), st.integers(1, 9),
)  # fmt: skip
def test_what_holds_of_every_storm(per_s, retries, trigger, timeout_s, bucket, per_success, cancels, seed):
    storm = Storm(
        per_s=per_s, retries=retries, trigger=trigger, timeout_s=timeout_s, bucket=bucket, per_success=per_success,
        cancels=cancels, seed=seed, watch_s=20.0, outage_s=5.0,
    )  # fmt: skip
    found = run(storm)
    trace, each = found.trace, seconds(found)
    n, good = len(trace.arrive), int((trace.reason == Reason.OK).sum())
    assert len(trace.visits) <= (retries + 1) * n
    assert tries_each(storm) * n == pytest.approx(len(trace.visits))
    if bucket:
        assert len(trace.visits) - n <= retry_bound(bucket, per_success, good) + 1e-6
    answered = np.isfinite(trace.ack)
    assert (trace.ack[answered] - trace.arrive[answered] >= WORK_S - 1e-9).all()
    assert each.good.max(initial=0) <= 101 and ((each.served >= 0) & (each.served <= 1)).all()


def test_draws_of_retries_are_those_of_the_seed():
    """Pauses come from a stream of their own: another number of retries leaves the arrivals as they are."""
    few, many = (run(Storm(retries=r, watch_s=20.0)).trace.arrive for r in (0, 5))
    assert few.tobytes() == many.tobytes()
