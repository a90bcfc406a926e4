"""Target tracking: the engine's decisions against a few lines that read what its ticks recorded."""

import math

import numpy as np
import pytest

from archlib import faults
from archlib.topology import Scaling
from tests.oracles.same import case
from tests.oracles.systems import exponential, fleet, poisson

TRACKING = {"policy": "target_tracking", "target": 0.6, "metric_delay_s": 60.0, "out_ticks": 3, "in_ticks": 15}


def decisions(scaling: Scaling, ticks: np.ndarray, low: int, high: int) -> list[int]:
    """What should be desired at every tick, from the shares of busy instances that the ticks before it recorded."""
    late = math.ceil(scaling.metric_delay_s / scaling.tick_s)
    shares = [t["busy"] / t["ready"] if t["ready"] else math.nan for t in ticks]
    desired, changed_s, made = low, -math.inf, []
    for at, tick in enumerate(ticks):
        seen = shares[: max(0, at - late + 1)]
        above = len(seen) >= scaling.out_ticks and all(s > scaling.target for s in seen[-scaling.out_ticks :])
        low_share = scaling.low_share * scaling.target
        below = len(seen) >= scaling.in_ticks and all(s < low_share for s in seen[-scaling.in_ticks :])
        if above or below:
            want = min(max(math.ceil(ticks[at - late]["busy"] / scaling.target), low), high)
            if want != desired and tick["time"] - changed_s >= scaling.cooldown_s:
                desired, changed_s = want, tick["time"]
        made.append(desired)
    return made


def run(seed, plan=None, smallest=1, queue=True, load=(0.05, 120.0), **scaling):
    """The ticks of a fleet under a load that comes in two waves, and its scaling; checked against the few lines."""
    topology = fleet(20, 90.0, smallest, queue, "metal", **TRACKING | scaling)
    per_s, mean_s = load
    arrive = np.concatenate([poisson(seed, 300, per_s), 20_000.0 + poisson(seed + 1, 300, per_s)])
    work = {"work": exponential(seed, len(arrive), mean_s)}
    return ticks_of(case(topology, np.sort(arrive), work, plan, horizon_s=60_000.0, more_s=0.0, seed=seed))


def ticks_of(this):
    """The ticks of the engine's run, checked against the few lines."""
    workers, ticks = this.topology["workers"], this.engine(False).ticks
    made = decisions(workers.scaling, ticks, workers.min_size, workers.max_size)
    np.testing.assert_array_equal(ticks["desired"], made)
    return ticks


@pytest.mark.parametrize("queue", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_decisions_at_ticks(seed, queue):
    rng = np.random.default_rng(seed)
    ticks = run(
        seed, queue=queue, target=float(rng.choice([0.3, 0.6, 1.0])), metric_delay_s=float(rng.choice([60, 90, 300])),
        out_ticks=int(rng.integers(1, 4)), in_ticks=int(rng.integers(1, 10)), low_share=float(rng.choice([0.5, 0.9])),
        cooldown_s=float(rng.choice([0, 200])), idle_s=float(rng.choice([0, 300])),
    )  # fmt: skip
    assert len(np.unique(ticks["desired"])) > 2 or ticks["desired"].max() == 1


def test_out_after_three_ticks_above_and_in_after_fifteen_below():
    ticks = run(9)
    steps = np.flatnonzero(np.diff(ticks["desired"]))
    assert ticks["desired"].max() > 4 and ticks["desired"][-1] == 1
    assert (np.diff(ticks["desired"])[steps] > 0).any() and (np.diff(ticks["desired"])[steps] < 0).any()


def test_hosts_that_fail_leave_ticks_without_a_share():
    for seed in range(3):
        plan = faults.drawn(None, host=0.7, mttr_s=900.0)
        ticks = run(seed, plan, in_ticks=3, low_share=1.0, target=0.4)
        assert (ticks["ready"] == 0).any()


def test_ticks_without_a_share_are_not_below():
    """Both hosts fail at 230: workers are given up at 350, others are ready at 450; messages in hand do not come back.

    Busy shares are 0 at 240 and 300, none at 360 and 420, and 0 from 480 on: four ticks in a row end at 660.
    """
    topology = fleet(20, 90.0, 1, hosts="metal", **TRACKING | {"out_ticks": 1, "in_ticks": 4, "target": 0.9})
    plan = faults.host_down(230 / 3600, 100 / 3600 + 0.1, zone=0)
    ticks = ticks_of(case(topology, np.zeros(2), {"work": 9_000.0}, plan, horizon_s=3_000.0, more_s=0.0))
    assert ticks["ready"][3:9].tolist() == [1, 2, 2, 0, 0, 2] and ticks["busy"][4:].max() == 0
    assert ticks["time"][np.flatnonzero(np.diff(ticks["desired"]) < 0) + 1].tolist() == [720.0]


def test_nobody_there_means_no_share_and_so_it_stays():
    ticks = run(2, smallest=0)
    assert (ticks["desired"] == 0).all() and ticks["visible"].max() > 0


def test_a_full_fleet_that_is_busy_wants_more_than_there_may_be():
    ticks = run(3, load=(1.0, 600.0), target=0.5)
    assert ticks["desired"].max() == 20


def test_no_load_keeps_the_smallest_size():
    ticks = ticks_of(case(fleet(20, 90.0, 2, **TRACKING), [], {"work": np.empty(0)}, horizon_s=7_200.0))
    assert (ticks["desired"] == 2).all() and len(ticks) > 100
