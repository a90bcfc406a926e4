"""Claims T1 to T4: each is varied in the real model and seen."""

import math

import numpy as np
import pytest

from archlib import faults, theory
from archlib.architectures import Architecture, Monolith, Tiers
from archlib.course import catalogue
from archlib.course.three import (
    SLOW_FROM_H,
    first_failure_s,
    first_more_s,
    manage_up,
    one_a_minute,
    slowed,
    steady,
    threads,
    upload_up,
    worse_h,
)
from archlib.engine import simulate
from archlib.faults import Faults
from archlib.outcome import Run
from archlib.outcome.health import DOWN
from archlib.outcome.trace import Reason
from archlib.prices import teaching
from archlib.scenario import Scenario
from archlib.topology import Call, Entry, Pool
from archlib.workload import Workload

FEATURES = ("upload", "process", "manage")
BARE = {"transfer_s": 0.0, "catalogue_s": 0.0, "master_gb": 0.001}
HOUR_S = 3_600.0


def run(made: Architecture, load: Workload, plan: Faults | None = None, seed: int = 1) -> Run:
    return simulate(made, Scenario(load, faults=plan or Faults(), seed=seed), prices=teaching(), compiled=False)


def hourly(per_hour: float = 6.0, days: float = 2, **fields: float) -> Workload:
    return Workload.homogeneous(per_hour=per_hour, days=days, **{**BARE, **fields})


def pools(made: Architecture) -> dict[str, Pool]:
    return {s.name: s for s in made.built.stations if isinstance(s, Pool)}


def test_t1_the_monolith_is_cut_into_tiers_of_a_size_each() -> None:
    (box,) = pools(Monolith()).values()
    tiers = pools(Tiers())
    assert [tier.plays for tier in tiers.values()] == [(role,) for role in box.plays]
    assert tuple(column for tier in tiers.values() for column in tier.does) == box.does
    load = Workload.evening_peak(days=2)
    bills = {
        size: {i.resource: i.amount_usd for i in run(Tiers(process_instance=size), load).bill.items}
        for size in ("c5.2xlarge", "c5.4xlarge")
    }
    small, large = bills["c5.2xlarge"], bills["c5.4xlarge"]
    assert large["process"] == pytest.approx(2 * small["process"])
    assert (large["upload"], large["manage"]) == (small["upload"], small["manage"])


@pytest.mark.parametrize("level", [0.9, 0.99])
def test_t2_tiers_may_share_a_host_or_have_one_each(level: float) -> None:
    # 360 days of repairs of 10 min: thousands of stretches, so 5 % of the time down is wide enough
    plan, load = faults.drawn(level, host=level, mttr_s=600.0), hourly(0.1, 360)
    one, three = (run(Tiers(placement=p), load, plan) for p in ("one_host", "separate_hosts"))  # type: ignore[arg-type]
    for found, hosts in ((one, 1), (three, 3)):
        expected = {"upload": upload_up(level, level, hosts), "manage": manage_up(level, level)}
        for feature, share in expected.items():
            assert found.availability.closed_form[feature] == pytest.approx(share, rel=1e-12)
            assert 1 - found.availability[feature].time_share == pytest.approx(1 - share, rel=0.05)
    box = run(Monolith(), load, plan).availability
    assert one.availability["upload"].time_share == box["upload"].time_share
    assert three.availability["upload"].time_share < one.availability["upload"].time_share
    assert three.availability["manage"].time_share > box["manage"].time_share


def test_t2_moving_apart_costs_an_upload_17_hours_a_year() -> None:
    plan, years = faults.drawn(0.999, host=0.999), 40
    load = Workload.homogeneous(per_hour=0.0, days=365.0)
    down = np.array([
        [1 - run(made, load, plan, seed).availability["upload"].time_share for made in (Monolith(), Tiers())]
        for seed in range(years)
    ]) * theory.YEAR_H  # fmt: skip
    more = down[:, 1] - down[:, 0]  # the same hour of the same host in both, so only the two hosts more are left
    assert worse_h() == pytest.approx(17.44, abs=0.01)
    # two hosts, each down 8.76 times a year for exponential hours: variance 2 x 8.76 x 2 h^2 a year. Four errors.
    assert abs(more.mean() - worse_h()) < 4 * math.sqrt(2 * 8.76 * 2 / years)
    assert catalogue.exercise("02.E2").check(worse_h()).ok


@pytest.mark.parametrize("placement", ["one_host", "separate_hosts"])
def test_t3_each_calls_one_address_and_fails_with_it_at_once(placement: str) -> None:
    made = Tiers(placement=placement)  # type: ignore[arg-type]
    calls = [(e.source, e.target) for e in made.built.edges if isinstance(e, Call)]
    assert calls == [("upload", "process"), ("process", "manage")]
    assert all(pool.instances == 1 for pool in pools(made).values())
    found = run(made, hourly(60.0), faults.down("process", 36.0, 1.0))
    came = (found.trace.arrive >= 36 * HOUR_S) & (found.trace.arrive < 37 * HOUR_S)
    assert came.sum() > 30 and set(found.trace.reason[came].tolist()) == {Reason.NO_HOST}
    strips = {name: s.state[(s.start_s <= 36.5 * HOUR_S) & (s.end_s > 36.5 * HOUR_S)][0] for name, s in
              found.strips.items()}  # fmt: skip
    assert {name for name, state in strips.items() if state == DOWN} == {"upload", "process"}


@pytest.mark.parametrize("slower", [1.0, 1.2, 1.5])
def test_t4_an_upload_waits_as_long_as_processing_works_and_holds_a_thread(slower: float) -> None:
    found = run(Tiers(), one_a_minute(300.0 * slower))
    assert (found.trace.ack >= found.trace.start + 300.0 * slower - 1e-6).all()
    # placed at random in its minute, so with 7.5 erlangs on 8 slots one or the other waits some seconds
    assert found.series["upload"].busy.mean() == pytest.approx(threads(slower=slower), rel=0.02)


def test_t4_threads_held_are_rate_times_latency() -> None:
    load = hourly(60.0, 30, transcode_s=300.0)
    found = run(Tiers(), load)
    mean = found.latency.mean("ack")
    assert mean is not None and mean > 300
    # the law is exact up to those inside at the ends, 5 of 43,200; the load is drawn, one in 208 standard error
    assert found.series["upload"].busy.mean() == pytest.approx(len(found.jobs) / load.horizon_s * mean, rel=1e-3)
    assert found.series["upload"].busy.mean() == pytest.approx(theory.little(60 / HOUR_S, mean), rel=4 / 208)


def test_t4_a_faster_upload_tier_cannot_do_without_processing() -> None:
    edges = [e for e in Tiers().built.edges if isinstance(e, (Entry, Call))]
    assert [e.target for e in edges if isinstance(e, Entry)] == ["upload", "manage"]
    for threads_there in (20, 100):
        made = Tiers(upload_threads=threads_there, timeout_s=86_400.0)  # nobody gives up
        found = run(made, hourly(60.0, 2), faults.slow("process", 10.0, 0.0, 48.0))
        busy = found.series["upload"].busy
        assert busy.max() == min(threads_there, pools(made)["process"].slots + made.process_room)
        assert found.availability["upload"].request_share < 0.5


@pytest.mark.parametrize("seed", range(1, 7))
def test_t4_threads_tell_of_it_before_any_customer_does(seed: int) -> None:
    found = run(Tiers(), steady(), slowed(3.0), seed)
    assert SLOW_FROM_H * HOUR_S < first_more_s(found) < first_failure_s(found) < math.inf
    assert first_more_s(run(Tiers(), steady(), seed=seed)) > first_more_s(found)


def test_e5_three_times_slower_has_no_mean() -> None:
    assert threads(slower=3.0) == pytest.approx(15.0) and threads(slower=3.0) > pools(Tiers())["process"].slots
    found = run(Tiers(), one_a_minute(900.0))
    busy = found.series["upload"].busy
    early = [float(busy.at(h * HOUR_S)) for h in (0.5, 1.0, 1.5)]
    # 60 an hour come and 8 slots do 32: the line grows by 28 an hour until 58 are inside
    assert early[1] - early[0] == pytest.approx(14, abs=3) and early[2] - early[1] == pytest.approx(14, abs=3)
    assert busy.max() == pools(Tiers())["process"].slots + Tiers().process_room
    assert found.availability["upload"].reasons["no room"] > 1_000
