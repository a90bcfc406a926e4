"""What balancers know of the instances behind them, against a count of every single check."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib import faults
from archlib.faults import Drawn, Fault, Faults
from archlib.timeline import SEEN, seen, timeline
from archlib.topology import Balancer, Entry, Forward, Pool, Topology

END = 400.0


def behind(balancer, instances=2, *others):
    """A pool behind a balancer."""
    pool = Pool("pool", ("process",), instances=instances, hosts="box")
    return Topology((balancer, pool, *others), (Entry("upload", balancer.name), Forward(balancer.name, "pool")))


def changes(topology, plan, end=END):
    """What is seen, as (time, place, seen healthy)."""
    rows = seen(topology, timeline(topology, plan, 1, end), end)
    return [(float(r["time"]), int(r["place"]), int(r["seen"])) for r in rows]


def is_down(plan, place, time):
    """Whether an instance is down at a time: who begins has begun, who ends has ended."""
    mine = [f for f in plan.scheduled if f.instance in (None, place)]
    return any(f.effect == "down" and f.start_s <= time < f.end_s for f in mine)


def by_counting(balancer, plan, instances, end=END):
    """The same as `changes`, from one check after the other."""
    found = []
    for place in range(instances):
        healthy, passed, failed, k = True, 0, 0, 0
        while k * balancer.check_every_s < end:
            down = is_down(plan, place, k * balancer.check_every_s)
            passed, failed = (0, failed + 1) if down else (passed + 1, 0)
            if (healthy and failed >= balancer.fail_after) or (not healthy and passed >= balancer.pass_after):
                healthy = not healthy
                found.append((k * balancer.check_every_s, place, int(healthy)))
            k += 1
    return sorted(found)


balancers = st.builds(
    Balancer, st.just("lb"), st.sampled_from(["random", "two_choices"]),
    st.sampled_from([0.1, 0.7, 1.0, 7.0, 10.0, 500.0]), st.integers(1, 4), st.integers(1, 6),
)  # fmt: skip
moments = st.integers(0, 400).map(float) | st.floats(0, 420) | st.integers(0, 600).map(lambda k: k * 0.7)
one_fault = st.builds(
    lambda a, s, d, i, e, host: Fault(
        part="host" if host and i is not None and e == "down" else "code", role="process", instance=i, effect=e,
        start_s=a, duration_s=d + s, factor=2 if e == "slow" else None,
    ),
    moments, st.sampled_from([0.0, 0.05]), st.integers(1, 90).map(float) | st.floats(0.01, 90),
    st.sampled_from([None, 0, 1]), st.sampled_from(["down", "down", "error", "slow"]), st.booleans(),
)  # fmt: skip


@given(balancers, st.lists(one_fault, max_size=12))
def test_it_is_what_counting_every_check_gives(balancer, scheduled):
    plan = Faults(scheduled=tuple(scheduled))
    assert changes(behind(balancer), plan) == by_counting(balancer, plan, 2)


@pytest.mark.parametrize("every_s", [0.1, 0.7, 30.0])
@pytest.mark.parametrize("toward", [0.0, np.inf, None])
def test_checks_at_the_very_edges_of_faults(every_s, toward):
    edges = [k * every_s for k in (0, 1, 3, 7, 9, 11, 12, 27)]
    if toward is not None:  # the next number below, or above
        edges = np.nextafter(edges, toward).tolist()
    spans = zip(edges[::2], edges[1::2], strict=True)
    scheduled = tuple(Fault(role="process", instance=0, start_s=a, duration_s=b - a) for a, b in spans)
    plan, balancer = Faults(scheduled=scheduled), Balancer("lb", check_every_s=every_s, fail_after=1, pass_after=2)
    found = changes(behind(balancer), plan, end=40 * every_s)
    assert len(found) > 2 and found == by_counting(balancer, plan, 2, end=40 * every_s)


def test_the_default_takes_an_instance_out_and_back_in():
    plan = faults.down("process", start_h=100 / 3600, hours=200 / 3600, instance=1)
    # checks fail at 120 and 150, and pass from 300 on: the fifth of them is at 420
    assert changes(behind(Balancer("lb")), plan, end=1_000) == [(150.0, 1, 0), (420.0, 1, 1)]


def test_an_outage_shorter_than_the_checks_is_never_seen():
    assert changes(behind(Balancer("lb")), faults.down("process", 31 / 3600, 28 / 3600)) == []
    assert changes(behind(Balancer("lb")), faults.down("process", 31 / 3600, 35 / 3600)) == []  # one check fails


def test_without_checks_it_knows_at_once():
    plan = faults.down("process", 1 / 3600, 2 / 3600, instance=0) + faults.down("process", 2 / 3600, 7 / 3600)
    found = changes(behind(Balancer("lb", check_every_s=0)), plan)
    assert found == [(1, 0, 0), (2, 1, 0), (9, 0, 1), (9, 1, 1)]


def test_a_wrong_or_slow_answer_and_a_refusal_pass():
    plan = faults.error("process", 0, 1) + faults.slow("process", 3, 0, 1) + faults.throttle("process", 0, 1)
    assert changes(behind(Balancer("lb", check_every_s=0)), plan) == []
    assert changes(behind(Balancer("lb")), plan) == []


def test_one_central_line_picks_no_instance():
    assert changes(behind(Balancer("lb", "central_queue")), faults.down("process", 0, 1)) == []
    assert len(changes(behind(Balancer("lb", "random")), faults.down("process", 0, 1))) == 2


def test_the_rows_are_of_the_pool_and_in_order_of_time():
    first, second = Balancer("lb", check_every_s=10), Balancer("other", check_every_s=7)
    pools = (Pool("pool", ("process",), instances=3), Pool("rest", ("manage",), instances=3))
    edges = (Entry("upload", "lb"), Forward("lb", "pool"), Entry("manage", "other"), Forward("other", "rest"))
    topology = Topology((first, pools[0], second, pools[1]), edges)
    plan = Faults(drawn=tuple(Drawn(role=r, availability=0.8, mttr_s=100) for r in ("process", "manage")))
    rows = seen(topology, timeline(topology, plan, 1, 5_000.0), 5_000.0)
    assert rows.dtype == SEEN and set(rows["station"]) == {1, 3} and np.all(np.diff(rows["time"]) >= 0)
    assert np.all(rows["time"][rows["station"] == 1] % 10 == 0) and np.all(rows["time"] < 5_000)
    for station in (1, 3):
        for place in range(3):
            turns = rows["seen"][(rows["station"] == station) & (rows["place"] == place)]
            assert turns.tolist() == [k % 2 for k in range(len(turns))]  # out, in, out ...


def test_two_balancers_before_one_pool_know_it_once():
    stations = (Balancer("lb"), Balancer("inner", "random"), Pool("pool", ("process",)))
    edges = (Entry("upload", "lb"), Entry("manage", "inner"), Forward("lb", "pool"), Forward("inner", "pool"))
    assert changes(Topology(stations, edges), faults.down("process", 0, 1), end=1_000) == [(30.0, 0, 0)]


def test_a_pool_without_a_balancer_is_not_looked_at():
    topology = Topology((Pool("pool", ("process",)),), (Entry("upload", "pool"),))
    assert changes(topology, faults.down("process", 0, 1)) == []


@pytest.mark.parametrize("every_s", [5e-324, 2.2250738585072014e-308, 1e-9])
def test_checks_that_are_too_many_to_count_see_all_at_once(every_s):
    plan = faults.down("process", 10 / 3600, 20 / 3600, instance=0)
    at_once, often = (behind(Balancer("front", check_every_s=s)) for s in (0.0, every_s))
    assert changes(often, plan) == changes(at_once, plan) != []
