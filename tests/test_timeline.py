"""From faults to rows: which targets are met, and how overlapping spells merge."""

import numpy as np
import pytest

from archlib import faults
from archlib.architectures import Monolith, QueueFleet, Tiers
from archlib.timeline import timeline
from archlib.topology import Entry, Pool, Topology

END = 7 * 86_400.0


def rows(system, plan, seed=1, end=END):
    """Return the rows of a plan on an architecture."""
    return timeline(system.topology(), plan, seed, end).rows


def met(system, plan):
    """Return (station, place) of each spell's start."""
    topology = system.topology()
    found = timeline(topology, plan, 1, END).rows
    return [(topology.stations[r["station"]].name, int(r["place"])) for r in found if r["starts"] >= 0]


def test_no_faults_no_rows():
    assert len(rows(Monolith(), faults.none())) == 0


@pytest.mark.parametrize(
    ("system", "targets"),
    [
        (Monolith(), [("box", 0)]),
        (Tiers(), [("manage", 0)]),
        (Tiers(placement="one_host"), [("upload", 0), ("process", 0), ("manage", 0)]),
        (QueueFleet(), [("manage", 0)]),
    ],
)
def test_one_schedule_names_one_manage_host_everywhere(system, targets):
    assert met(system, faults.host_down(1, 1, role="manage", instance=0)) == targets


def test_a_code_fault_in_one_role_takes_the_whole_box():
    for role in ("upload", "process", "manage"):
        assert met(Monolith(), faults.down(role, start_h=1, hours=1)) == [("box", 0)]


def test_a_fault_without_a_part_to_meet_is_told():
    found = timeline(Monolith().topology(), faults.down("queue", start_h=1, hours=1), 1, END)
    assert len(found.rows) == 0
    assert [c.spells for c in found.not_applicable] == [0]


def test_a_zone_takes_every_second_instance_and_no_managed_service():
    fleet = QueueFleet(upload_instances=4, max_workers=4, zones=2)
    plan = faults.host_down(1, 1, zone=1)
    assert met(fleet, plan) == [
        ("upload", 1), ("upload", 3), ("manage", 1), ("workers", 1), ("workers", 3),
    ]  # fmt: skip
    assert met(Monolith(), plan) == [] and met(Monolith(), faults.host_down(1, 1, zone=0)) == [("box", 0)]


def test_overlapping_spells_merge_and_factors_multiply():
    plan = (
        faults.slow("process", 2, start_h=1, hours=3)
        + faults.slow("process", 3, start_h=2, hours=1)
        + faults.down("process", start_h=2, hours=1)
    )
    found = rows(Monolith(), plan)
    assert list(found["time"] / 3600) == [1, 2, 2, 3, 3, 4]
    assert [found["slow"][k] for k in (0, 2, 4, 5)] == [2, 6, 2, 1]
    assert [found["down"][k] for k in (0, 2, 4, 5)] == [0, 1, 0, 0]


def test_a_fault_over_the_horizons_edge_keeps_its_start_and_one_beyond_is_left_out():
    found = timeline(Monolith().topology(), faults.down("process", start_h=1, hours=9), 1, 2 * 3600.0)
    assert list(found.rows["time"]) == [3600, 36_000]
    beyond = timeline(Monolith().topology(), faults.down("process", start_h=3, hours=1), 1, 2 * 3600.0)
    assert len(beyond.rows) == 0 and not beyond.not_applicable


def test_a_host_has_one_stream_however_many_roles_sit_on_it():
    plan = faults.Faults(drawn=(faults.Drawn(part="host", availability=0.9),))
    box = rows(Monolith(), plan)
    together = rows(Tiers(placement="one_host"), plan)
    upload = rows(Tiers(), plan)
    np.testing.assert_array_equal(np.unique(together["time"]), np.unique(box["time"]))
    np.testing.assert_array_equal(np.unique(upload["time"][upload["station"] == 0]), np.unique(box["time"]))


def test_the_first_instances_fail_alike_whatever_their_number():
    plan = faults.Faults(drawn=(faults.Drawn(role="process", availability=0.95),))
    few, many = (rows(Topologies(k), plan) for k in (2, 5))
    np.testing.assert_array_equal(many["time"][many["place"] < 2], few["time"])


class Topologies:
    """Pools of k instances, as something with a topology()."""

    def __init__(self, k):
        self.k = k

    def topology(self):
        """One pool."""
        return Topology((Pool("p", plays=("process",), instances=self.k),), (Entry("upload", "p"),))


def test_common_cause_strikes_all_at_once():
    plan = faults.Faults(drawn=(faults.Drawn(role="process", availability=0.9, common_cause=1.0),))
    found = rows(Topologies(3), plan)
    times, counts = np.unique(found["time"][found["down"] == 1], return_counts=True)
    assert len(times) > 3 and (counts == 3).all()
