"""What the architectures are made of: the notes' claims that can be read off the graph."""

import pytest

import archlib as al
from archlib.architectures import KINDS, from_dict
from archlib.data import instance_type
from archlib.errors import DataError, ParameterError
from archlib.topology import Fleet, Pool, Topology

ALL = [cls() for cls in KINDS.values()]


@pytest.mark.parametrize("architecture", ALL, ids=lambda a: a.kind)
def test_it_comes_back_from_json(architecture):
    assert from_dict(architecture.to_dict()) == architecture
    assert isinstance(architecture.topology(), Topology)


@pytest.mark.parametrize("architecture", ALL, ids=lambda a: a.kind)
def test_manage_is_a_catalogue_read_and_a_get_of_the_video(architecture):
    topology = architecture.topology()
    path = topology.path("manage")
    assert "manage" in path[0].plays
    assert type(path[1]).__name__ == "Store"


@pytest.mark.parametrize("architecture", ALL, ids=lambda a: a.kind)
def test_the_same_work_is_done_everywhere(architecture):
    done = [c for s in architecture.topology().stations if isinstance(s, (Pool, Fleet)) for c in s.does]
    assert sorted(done) == ["catalogue", "transcode", "transfer"]


@pytest.mark.parametrize("name", ["c5.large", "c5.xlarge", "m5.4xlarge"])
def test_slots_follow_the_instance_type(name):
    slots = max(1, instance_type(name).vcpu // 2)
    assert al.Monolith(instance=name).topology()["box"].slots == slots
    assert al.Tiers(process_instance=name).topology()["process"].slots == slots
    assert al.QueueFleet(worker_instance=name).topology()["workers"].slots == slots


def test_an_upload_needs_every_tier_but_not_the_workers():
    names = [s.name for s in al.Tiers().topology().path("upload")]
    assert names == ["upload", "process", "manage", "disk"]
    assert "workers" not in [s.name for s in al.QueueFleet().topology().path("upload")]


def test_tiers_on_one_host_pay_for_one_box():
    meters = [m for s in al.Tiers(placement="one_host").topology().stations for m in s.meters]
    assert [m.item for m in meters if m.kind == "instance_hours"] == ["c5.4xlarge"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"min_workers": 5, "max_workers": 4}, "min_workers=5 instances is refused: it is above max_workers=4"),
        ({"alarm_low": 3, "alarm_threshold": 2}, "alarm_low=3 messages is refused: it is above alarm_threshold=2"),
        ({"poll_every_s": 0.01}, "short polls are at least 0.1 s apart"),
        ({"max_workers": 1338}, "max_workers=1338 is not a whole number, 1 <= max_workers <= 1337"),
        ({"timeout_s": 0.0}, "timeout_s=0.0 is not a finite number, 0 < timeout_s"),
        ({"worker_instance": "c5.huge"}, "worker_instance='c5.huge' is not one of"),
        ({"workers": 3}, "QueueFleet has no field 'workers'"),
    ],
)
def test_impossible_parameters_are_refused(fields, message):
    with pytest.raises(ParameterError, match=message):
        al.QueueFleet(**fields)


@pytest.mark.parametrize("content", [None, [], {}, {"kind": 3}, {"kind": "Monolit"}])
def test_what_is_no_architecture_is_refused(content):
    with pytest.raises(DataError, match=r"kind|did you mean 'Monolith'"):
        from_dict(content)
