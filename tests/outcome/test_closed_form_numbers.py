"""Availability by formula where stations run other numbers of a role, are functions, or are throttled."""

import itertools

import pytest

import archlib as al
from archlib.errors import TopologyError
from archlib.faults import Drawn, Faults
from archlib.topology import Call, Entry, Function, Invoke, Pool, Topology
from tests.outcome.made import box, fleet, tiers
from tests.outcome.test_closed_form import by_formula


def numbered(*firsts, instances=1, hosts=""):
    """Pools of one role in a chain, whose numbers begin there; all on one group of hosts, or each on its own."""
    pools = tuple(
        Pool(f"p{i}", ("process",), ("transfer",), instances, hosts=hosts or f"h{i}", numbers_from=k)
        for i, k in enumerate(firsts)
    )
    return Topology(pools, (Entry("upload", "p0"), *(Call(a.name, b.name) for a, b in itertools.pairwise(pools))))


CODE = al.faults.drawn({"process": 0.9})


def test_stations_with_other_numbers_fail_apart():
    assert by_formula(numbered(0, 0), CODE) == pytest.approx(0.9)
    assert by_formula(numbered(0, 1, 7), CODE) == pytest.approx(0.9**3)
    assert by_formula(numbered(0, 2, instances=2), CODE) == pytest.approx(0.99**2)


def test_numbers_that_overlap_are_counted_once():
    # of the parts 0, 1 and 2 the first pool needs 0 or 1, the second 1 or 2
    assert by_formula(numbered(0, 1, instances=2), CODE) == pytest.approx(0.9 + 0.1 * 0.9**2)


def test_balancers_stores_and_tables_fail_apart():
    faults = al.faults.drawn({"balancer": 0.99, "store": 0.98})
    assert by_formula(al.LoadBalanced(front=True).topology(), faults) == pytest.approx(0.99**3 * 0.98)
    assert by_formula(al.LoadBalanced().topology(), faults) == pytest.approx(0.99**2 * 0.98)
    assert by_formula(al.LoadBalanced().topology(), faults, "manage") == pytest.approx(0.99 * 0.98)
    assert by_formula(al.Functions().topology(), faults, "manage") == pytest.approx(0.98**2)
    own, shared = (al.Microservices(stores=s).topology() for s in ("own", "shared"))
    # objects and entries of catalogue and notify, and of those before them
    assert by_formula(own, faults, "process") < by_formula(shared, faults, "process") == pytest.approx(0.98**2)


def test_of_functions_only_what_strikes_all_counts():
    alone = al.faults.drawn({"process": 0.9, "function": 0.9})
    together = al.faults.drawn({"process": 0.9, "function": 0.8}, common_cause=1.0)
    topology = al.Functions().topology()
    assert by_formula(topology, alone, "process") == 1
    assert by_formula(topology, together, "process") == pytest.approx(0.9 * 0.8)
    assert by_formula(topology, together, "upload") == pytest.approx(0.8)


def test_a_bus_is_needed_by_who_publishes():
    faults = al.faults.drawn({"bus": 0.9, "store": 0.95})
    topology = al.EventDriven().topology()
    assert by_formula(topology, faults) == pytest.approx(0.9 * 0.95)
    assert by_formula(topology, faults, "process") == pytest.approx(0.9 * 0.95**2)  # and the catalogue's table


def refusing(role):
    """A role that is throttled a tenth of the time, and whose launches fail a fifth."""
    made = [
        Drawn(role=role, availability=a, effect=e, common_cause=1.0) for a, e in ((0.9, "throttle"), (0.8, "no_launch"))
    ]
    return Faults(drawn=tuple(made))


@pytest.mark.parametrize(("topology", "feature", "value"), [
    (box(instances=3), "upload", 0.9), (tiers(), "upload", 0.9), (fleet(), "process", 1.0),
    (al.Functions().topology(), "process", 1.0), (al.EventDriven().topology(), "process", 1.0),
])  # fmt: skip
def test_a_throttle_is_downtime_where_somebody_waits(topology, feature, value):
    assert by_formula(topology, refusing("process"), feature) == pytest.approx(value)


def test_a_throttled_role_counts_if_one_of_its_stations_is_waited_for():
    stations = (Pool("a", ("upload",), ("transfer",)), Function("f", ("process",), ("transcode",)))
    topology = Topology(stations, (Entry("upload", "a"), Invoke("a", "f")))
    assert by_formula(topology, refusing("process"), "process") == 1
    both = Topology((Pool("a", ("process",), ("transfer",)), stations[1]), topology.edges)
    assert by_formula(both, refusing("process"), "process") == pytest.approx(0.9)


def test_long_chains_of_numbers_are_refused_and_short_ones_are_not():
    with pytest.raises(TopologyError, match="60 instances share parts; the formula takes 20"):
        by_formula(numbered(0, 1, instances=30, hosts="x"), al.faults.drawn({"process": 0.9}, host=0.9))
    assert by_formula(numbered(0, 1, instances=30), al.faults.drawn({"process": 0.9}, host=0.9)) > 0.999
    assert by_formula(numbered(0, 100, instances=30, hosts="x"), al.faults.drawn({"process": 0.9}, host=0.9)) > 0.999
