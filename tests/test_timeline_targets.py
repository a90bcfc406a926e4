"""What faults meet in the words beside pools: functions, balancers, numbers of one's own, refusals, mishaps."""

import numpy as np
import pytest

from archlib import faults
from archlib.faults import Drawn, Faults
from archlib.timeline import timeline
from archlib.topology import (
    Balancer,
    Bus,
    Call,
    Entry,
    Fleet,
    Forward,
    Function,
    Pool,
    Queue,
    Receive,
    Send,
    Service,
    Store,
    Topology,
)  # fmt: skip

END = 1e6
WORKS = {"does": ("transcode",)}


def met(topology, plan):
    """(Station, place, counted among the living) of each spell."""
    return [(topology.stations[s.station].name, s.place, s.modulo) for s in timeline(topology, plan, 1, END).spells]


def side_by_side(*stations, door="door"):
    """Stations that are called or receive, and a door before them."""
    edges = [Call(door, s.name) for s in stations if isinstance(s, (Pool, Fleet, Function))]
    return Topology((Pool(door), *stations), (Entry("upload", door), *edges))


FN = Function("fn", ("process",), concurrency=3, **WORKS)
POOL = Pool("pool", ("process",), instances=3, **WORKS)
FLEET = Fleet("fleet", ("process",), max_size=3, **WORKS)


@pytest.mark.parametrize(("station", "plan", "targets"), [
    (FN, faults.down("process", 1, 1), [(-1, False)]),
    (FN, faults.error("process", 1, 1), [(-1, False)]),
    (FN, faults.down("process", 1, 1, instance=5), [(5, True)]),
    (FN, faults.down("process", 1, 1, zone=0), []),
    (FN, faults.no_launch(1, 1), [(-1, False)]),
    (FN, faults.throttle("process", 1, 1), [(-1, False)]),
    (FN, faults.host_down(1, 1, role="process", instance=0), []),
    (FN, faults.host_down(1, 1, host=0), []),
    (FN, faults.host_down(1, 1, zone=0), []),
    (POOL, faults.down("process", 1, 1), [(0, False), (1, False), (2, False)]),
    (POOL, faults.down("process", 1, 1, instance=5), []),
    (POOL, faults.no_launch(1, 1), []),
    (POOL, faults.throttle("process", 1, 1), [(-1, False)]),
    (FLEET, faults.throttle("process", 1, 1), [(-1, False)]),
    (FLEET, faults.down("process", 1, 1, instance=5), [(5, True)]),
    (Queue("q", ("process",)), faults.throttle("process", 1, 1), [(-1, False)]),
    (Store("s", ("process",)), faults.down("process", 1, 1, instance=0), [(-1, False)]),
    (Store("s", ("process",)), faults.down("process", 1, 1, instance=1), []),
    (Service("v", ("process",)), faults.down("process", 1, 1), [(-1, False)]),
])  # fmt: skip
def test_what_a_fault_meets(station, plan, targets):
    if isinstance(station, Queue):
        edges = (Entry("upload", "door"), Send("door", "q"), Receive("q", "c"))
        topology = Topology((Pool("door"), station, Pool("c")), edges)
    else:
        topology = side_by_side(station)
    assert met(topology, plan) == [(station.name, place, modulo) for place, modulo in targets]
    assert bool(timeline(topology, plan, 1, END).not_applicable) == (not targets)


# --- numbers ---


def numbered(kind):
    """Two stations of one role, the second with numbers of its own."""
    size = {"max_size": 3} if kind is Fleet else {"concurrency": 3} if kind is Function else {"instances": 3}
    return side_by_side(*(kind(n, ("process",), numbers_from=k, **size) for n, k in (("one", 0), ("two", 3))))


@pytest.mark.parametrize(("number", "places"), [
    (0, [("one", 0)]), (2, [("one", 2)]), (3, [("two", 0)]), (5, [("two", 2)]), (6, []),
])  # fmt: skip
def test_a_number_is_one_instance_of_one_pool(number, places):
    plan = faults.down("process", 1, 1, instance=number)
    assert met(numbered(Pool), plan) == [(name, place, False) for name, place in places]


@pytest.mark.parametrize("kind", [Fleet, Function])
def test_a_number_counts_among_the_living_from_the_stations_own_on(kind):
    topology = numbered(kind)
    assert met(topology, faults.down("process", 1, 1, instance=2)) == [("one", 2, True)]
    assert met(topology, faults.down("process", 1, 1, instance=4)) == [("one", 4, True), ("two", 1, True)]


def test_a_managed_service_runs_one_number():
    stations = (Store("a", ("store",)), Store("b", ("store",), numbers_from=1))
    for number, name in enumerate("ab"):
        assert met(side_by_side(*stations), faults.down("store", 1, 1, instance=number)) == [(name, -1, False)]
    assert len(met(side_by_side(*stations), faults.down("store", 1, 1))) == 2


@pytest.mark.parametrize("kind", [Pool, Fleet, Function])
def test_stations_with_other_numbers_fail_apart_and_with_the_same_alike(kind):
    plan = Faults(drawn=(Drawn(role="process", availability=0.9),))

    def down_at(topology, name):
        rows = timeline(topology, plan, 1, END).rows
        mine = rows[rows["station"] == topology.index[name]]
        return {(int(r["place"]), float(r["time"])) for r in mine if r["down"]}

    apart, size = numbered(kind), {"max_size": 3} if kind is Fleet else {}
    size = {"concurrency": 3} if kind is Function else {"instances": 3} if kind is Pool else size
    alike = side_by_side(*(kind(n, ("process",), **size) for n in ("one", "two")))
    assert down_at(alike, "one") == down_at(alike, "two") == down_at(apart, "one")
    assert len(down_at(apart, "two")) > 9 and not down_at(apart, "one") & down_at(apart, "two")
    assert {place for place, _ in down_at(apart, "two")} == {0, 1, 2}


def test_the_host_under_a_number_is_that_of_its_station():
    stations = (
        Pool("one", ("process",), instances=2, hosts="a"),
        Pool("two", ("process",), instances=2, hosts="b", numbers_from=2), Store("disk", (), hosts="b"),
    )  # fmt: skip
    topology = side_by_side(*stations)
    assert met(topology, faults.host_down(1, 1, role="process", instance=1)) == [("one", 1, False)]
    assert met(topology, faults.host_down(1, 1, role="process", instance=2)) == [("two", 0, False), ("disk", -1, False)]


def test_the_instances_of_a_common_fault_are_all_of_the_role():
    plan = Faults(drawn=(Drawn(role="process", availability=0.9, common_cause=1),))
    spells = timeline(numbered(Pool), plan, 1, END).spells
    starts = {place: [s.start_s for s in spells if (s.station, s.place) == place] for place in [(1, 0), (2, 2)]}
    assert len(starts[1, 0]) > 9 and starts[1, 0] == starts[2, 2]


def test_a_balancer_is_struck_as_a_whole_and_leaves_its_pool():
    stations = (Balancer("lb"), Pool("pool", ("process",)))
    topology = Topology(stations, (Entry("upload", "lb"), Forward("lb", "pool")))
    assert met(topology, faults.down("balancer", 1, 1)) == [("lb", -1, False)]
    assert met(topology, faults.down("bus", 1, 1)) == []
    assert Bus("b").plays == ("bus",)


# --- rows ---


def test_a_refusal_has_a_column_of_its_own():
    plan = faults.throttle("process", 1, 2) + faults.throttle("process", 2, 3) + faults.no_launch(4, 3)
    rows = timeline(side_by_side(FN), plan, 1, END).rows
    assert (rows["time"] / 3_600).tolist() == [1, 2, 3, 4, 5, 7]
    assert rows["throttle"].tolist() == [1, 1, 1, 1, 0, 0]
    assert rows["no_launch"].tolist() == [0, 0, 0, 1, 1, 0]
    assert not rows["down"].any() and not rows["error"].any() and not rows["hit"].any() and np.all(rows["slow"] == 1)


def test_a_drawn_refusal_strikes_all_of_the_role_at_once():
    plan = Faults(drawn=(Drawn(role="process", effect="throttle", availability=0.9, common_cause=1),))
    rows = timeline(side_by_side(POOL, FN), plan, 1, END).rows
    times, counts = np.unique(rows["time"], return_counts=True)
    assert len(times) > 9 and np.all(counts == 2) and np.all(rows["place"] == -1)


def test_launch_failures_meet_what_launches():
    found = timeline(side_by_side(FN, POOL, FLEET), faults.launch_failures(0.9), 1, END)
    names = {s.station for s in found.spells}
    assert names == {1, 3} and found.rows["no_launch"].any()


def test_a_mishap_has_no_rows_and_meets_the_work_of_its_role():
    topology = side_by_side(FN, POOL, Pool("relay", ("process",)), Pool("other", ("manage",), fixed_s=1))
    plan = faults.poison(0.1) + faults.flaky(0.2, "manage") + faults.flaky(0.3, "upload")
    found = timeline(topology, plan, 1, END)
    assert len(found.rows) == 0 and found.spells == ()
    assert [(c.label, c.spells, c.mishap) for c in found.causes] == [
        ("process poison 10 %", 2, True), ("manage flaky 20 %", 1, True), ("upload flaky 30 %", 0, True),
    ]  # fmt: skip
    assert [c.label for c in found.not_applicable] == ["upload flaky 30 %"]
    assert {(c.start_s, c.end_s) for c in found.causes} == {(0.0, END)}
