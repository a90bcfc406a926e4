"""What the architectures are made of: the notes' claims that can be read off the graph."""

import json

import pytest
from hypothesis import given

import archlib as al
from archlib.architectures import COURSE, KINDS, EventDriven, Functions, LoadBalanced, Microservices, from_dict
from archlib.data import data_dir, instance_type, read_facts
from archlib.errors import DataError
from archlib.topology import Fleet, Function, Pool, Store, Topology
from tests.strategies import architectures

ALL = [kind() for kind in COURSE]
SEVEN = {"Monolith", "Tiers", "LoadBalanced", "QueueFleet", "Microservices", "EventDriven", "Functions"}


def test_there_are_seven():
    assert {kind.__name__ for kind in COURSE} == SEVEN <= set(KINDS)


@given(architectures())
def test_any_parameters_make_a_topology_and_come_back_from_json(architecture):
    assert isinstance(architecture.topology(), Topology)
    assert from_dict(json.loads(json.dumps(architecture.to_dict()))) == architecture


@pytest.mark.parametrize("architecture", ALL, ids=lambda a: a.kind)
def test_it_says_what_it_shows_and_what_it_leaves_out(architecture):
    module = __import__(type(architecture).__module__, fromlist=["x"])
    assert "(claims " in module.__doc__
    assert "──" in module.__doc__ or "─>" in module.__doc__
    assert "Leaves out:" in type(architecture).__doc__


@pytest.mark.parametrize("architecture", ALL, ids=lambda a: a.kind)
def test_every_field_has_help_and_a_default(architecture):
    for name, spec in type(architecture).specs().items():
        assert spec.help, name
        assert spec.default == getattr(architecture, name)


@pytest.mark.parametrize("architecture", ALL, ids=lambda a: a.kind)
def test_manage_is_a_catalogue_read_and_a_get_of_the_video(architecture):
    path = architecture.topology().path("manage")
    assert "manage" in next(s for s in path if isinstance(s, (Pool, Function))).plays
    assert any(isinstance(s, Store) and s.name in ("videos", "disk") for s in path)


@pytest.mark.parametrize("architecture", ALL, ids=lambda a: a.kind)
def test_the_same_work_is_done_everywhere(architecture):
    done = [c for s in architecture.topology().stations if isinstance(s, (Pool, Fleet, Function)) for c in s.does]
    assert sorted(done) == ["catalogue", "transcode", "transfer"]


@pytest.mark.parametrize("name", ["c5.large", "c5.xlarge", "m5.4xlarge"])
def test_slots_follow_the_instance_type(name):
    slots = max(1, instance_type(name).vcpu // 2)
    assert al.Monolith(instance=name).topology()["box"].slots == slots
    assert al.Tiers(process_instance=name).topology()["process"].slots == slots
    assert LoadBalanced(process_instance=name).topology()["process"].slots == slots
    assert al.QueueFleet(worker_instance=name).topology()["workers"].slots == slots


@pytest.mark.parametrize(
    ("architecture", "needed"),
    [
        (al.Tiers(), {"upload", "process", "manage", "disk"}),
        (LoadBalanced(), {"upload", "process balancer", "process", "manage balancer", "manage", "videos"}),
        (al.QueueFleet(), {"upload", "videos", "jobs"}),
        (Microservices(), {"upload", "videos", "upload data", "prepare queue"}),
        (EventDriven(), {"upload", "videos", "bus"}),
        (Functions(), {"upload", "videos"}),
        (Functions(trigger="queue"), {"upload", "videos", "jobs"}),
    ],
    ids=lambda a: getattr(a, "kind", ""),
)
def test_what_an_upload_needs(architecture, needed):
    assert {s.name for s in architecture.topology().path("upload")} == needed


def test_tiers_on_one_host_pay_for_one_box():
    meters = [m for s in al.Tiers(placement="one_host").topology().stations for m in s.meters]
    assert [m.item for m in meters if m.kind == "instance_hours"] == ["c5.4xlarge"]


@pytest.mark.parametrize("architecture", ALL, ids=lambda a: a.kind)
def test_both_price_lists_sell_all_that_is_metered(architecture):
    for prices in (al.prices.default(), al.prices.teaching()):
        for station in architecture.topology().stations:
            for meter in station.meters:
                assert prices.price_for(meter).usd >= 0


def test_defaults_are_the_providers():
    quotas, timings = (read_facts(data_dir() / f"{name}.csv") for name in ("quotas", "timings"))
    functions, balanced, events, queues = Functions(), LoadBalanced(), EventDriven(), al.QueueFleet()
    assert functions.concurrency == quotas["Lambda concurrent executions"].value
    assert functions.ramp == quotas["Lambda scaling rate"].value
    assert functions.limit_s == quotas["Lambda timeout max"].value
    assert functions.retries == quotas["Lambda asynchronous retries"].value
    assert functions.longest_age_s == quotas["Lambda asynchronous age max"].value
    assert functions.pollers == quotas["Lambda SQS pollers at start"].value
    assert functions.memory_mb == 2 * quotas["Lambda memory for 1 vCPU"].value
    assert balanced.check_every_s == timings["ALB health check interval default"].value
    assert balanced.fail_after == timings["ALB unhealthy threshold default"].value
    assert balanced.pass_after == timings["ALB healthy threshold default"].value
    assert events.delivery_tries == 1 + quotas["EventBridge retry attempts default"].value
    assert events.delivery_age_s == 3600 * timings["EventBridge retry duration default"].value
    assert queues.out_ticks == timings["ASG target tracking out"].value
    assert queues.in_ticks == timings["ASG target tracking in"].value


@pytest.mark.parametrize("content", [None, [], {}, {"kind": 3}, {"kind": "Monolit"}])
def test_what_is_no_architecture_is_refused(content):
    with pytest.raises(DataError, match=r"kind|did you mean 'Monolith'"):
        from_dict(content)
