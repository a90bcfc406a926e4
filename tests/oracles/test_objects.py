"""What a store tells of its objects: by hand, and against a bus in plain Python."""

import numpy as np
import pytest

from archlib.errors import TopologyError
from archlib.outcome.trace import Reason
from archlib.topology import Bus, Call, Entry, Notify, Pool, Put, Rule, Store, Topology
from tests.oracles.objects import OBJECTS, PATTERNS, both
from tests.oracles.outages import Outage
from tests.oracles.same import case


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize(
    "outages",
    [
        [],
        [Outage(200.0, 400.0)],
        [Outage(300.0, 303.0, role="bus"), Outage(500.0, 700.0, role="bus")],
        [Outage(100.0, 250.0, role="store"), Outage(150.0, 350.0, None, "error")],
    ],
    ids=["calm", "consumers down", "bus down", "store down, consumers err"],
)
def test_each_object_is_told_once_and_brought_by_every_rule(outages: list[Outage], compiled: bool) -> None:
    trace, seen = both(outages, compiled=compiled)
    stored = np.count_nonzero(trace.reason == Reason.OK)
    assert trace.calls_ok[1] == trace.calls_ok[2] == stored and seen.told == 3 * stored
    assert (stored < 60) == any(o.role == "store" for o in outages)  # a bus that is down fails no put


def test_deliveries_are_events_times_rules_that_match() -> None:
    trace, seen = both()
    n, large = len(seen.gb), sum(int(np.count_nonzero(seen.gb * share > 0.2)) for share in (1.0, 0.25, 0.0625))
    assert trace.calls_ok[4:].tolist() == [3 * n, n, large, 3, 0]


def test_sizes_that_are_put_one_by_one_are_refused() -> None:
    """Which size it is, the engine would know only then."""
    look = Pool("look", fixed_s=1.0)
    stations = (Pool("door"), Pool("cut"), Store("videos"), Bus("bus"), look)
    rule = Rule("bus", "look", PATTERNS["all"], required=False)
    edges = (Entry("upload", "door"), Call("door", "cut", over="sizes"), Put("cut", "videos"), Notify("videos", "bus"))
    this = case(Topology(stations, (*edges, rule)), [0.0], {}, details={"master_gb": np.ones(1)}, objects=OBJECTS)
    with pytest.raises(TopologyError, match=r"'cut' puts sizes into it one by one.*Leave out over='sizes'"):
        this.engine(False)
