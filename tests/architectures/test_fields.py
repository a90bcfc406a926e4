"""Fields that are refused, each with the field, the value, the rule, and what to do; and what fields say to pools."""

import math

import pytest

from archlib.architectures import (
    EventDriven,
    Functions,
    LoadBalanced,
    Microservices,
    Monolith,
    QueueFleet,
    Tiers,
    from_dict,
)  # fmt: skip
from archlib.architectures.services import LINKS, SERVICES, Link, Microservice
from archlib.errors import ParameterError

BOX = {"name": "box", "plays": ("upload", "process", "manage"), "does": ("transfer", "transcode", "catalogue")}


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        (
            QueueFleet,
            {"min_workers": 5, "max_workers": 4},
            "min_workers=5 instances is refused: .* max_workers=4. Lower",
        ),
        (QueueFleet, {"alarm_low": 3, "alarm_threshold": 2}, "alarm_low=3 messages is refused: .* alarm_threshold=2"),
        (QueueFleet, {"poll_every_s": 0.01}, "short polls are at least 0.1 s apart"),
        (QueueFleet, {"max_workers": 1338}, "max_workers=1338 is outside 1 <= max_workers <= 1337"),
        (QueueFleet, {"timeout_s": 0.0}, "timeout_s=0.0 is outside 0 < timeout_s"),
        (QueueFleet, {"worker_instance": "c5.huge"}, "worker_instance='c5.huge' is not one of"),
        (QueueFleet, {"workers": 3}, "QueueFleet has no field 'workers'"),
        (QueueFleet, {"target_busy": 1.5}, "target_busy=1.5 is outside 0 < target_busy <= 1"),
        (Monolith, {"retry_budget": math.inf}, "retry_budget=inf is not a whole number"),
        (Monolith, {"order": "random"}, "order='random' is not one of 'fifo', 'lifo'"),
        (Monolith, {"breaker_open_s": 0.0}, "breaker_open_s=0.0 is outside 0 < breaker_open_s"),
        (LoadBalanced, {"process_instances": 0}, "process_instances=0 is outside 1 <= process_instances"),
        (LoadBalanced, {"process_instances": 0}, "never 0, as who calls waits for somebody to answer"),
        (QueueFleet, {"min_workers": 5, "instance_quota": 4}, "it is above instance_quota=4. Lower it, or raise"),
        (LoadBalanced, {"policy": "best"}, "policy='best' is not one of 'random', 'round_robin'"),
        (Functions, {"reserved": 10, "concurrency": 10}, "reserved=10 executions is refused: .* Lower it"),
        (Functions, {"provisioned": 7, "reserved": 6}, "provisioned=7 environments is refused: it is above reserved=6"),
        (Functions, {"provisioned": 7, "concurrency": 6}, "it is above concurrency=6"),
        (Functions, {"trigger": "queue", "visibility_s": 30.0}, "visibility_s=30.0 s is refused: .*limit_s=900"),
        (Functions, {"limit_s": 901.0}, "limit_s=901.0 is outside 1 <= limit_s <= 900"),
        (EventDriven, {"redrive_after_s": 60.0, "dead_letters": False}, "redrive_after_s=60.0 s is refused: without"),
        (EventDriven, {"via_queue": True, "compute": "functions", "visibility_s": 30.0}, "visibility_s=30.0 s is refu"),
        (EventDriven, {"delivery_tries": 0}, "delivery_tries=0 is outside 1 <= delivery_tries <= 186"),
        (Microservices, {"services": ()}, "services=.* is refused: transfer is done by 0 services"),
        (Microservices, {"services": (BOX, BOX), "links": ()}, "transfer is done by 2 services"),
        (Microservices, {"services": ({**BOX, "plays": ("upload",)},), "links": ()}, "no service plays manage"),
        (Microservices, {"services": 3}, "Microservices.services: Input should be a valid tuple"),
        (Microservices, {"services": ({**BOX, "cpu": 1},)}, "Microservice has no field 'cpu'"),
        (
            Microservices,
            {"services": ({**BOX, "does": ("transcoding",)},)},
            "Microservice.does.0: Input should be 'tra",
        ),
        (Microservices, {"services": ({**BOX, "name": "a>b"},)}, "name='a>b' is refused"),
        (
            Microservices,
            {"links": (Link(source="upload", target="prepar"),)},
            "links='prepar' .* did you mean 'prepare'",
        ),
        (Microservices, {"links": ({"source": "upload", "target": "upload"},)}, "needs no link to itself"),
        (Microservices, {"links": LINKS[:1]}, "services='transcode' is refused: no video comes to it"),
        (Microservices, {"links": (*LINKS, LINKS[0])}, "two edges of one journey are called"),
        (Microservices, {"min_workers": 31}, "min_workers=31 instances is refused: it is above workers=30"),
    ],
)
def test_impossible_parameters_are_refused(kind, fields, message):
    with pytest.raises(ParameterError, match=message):
        kind(**fields)


def test_saved_services_are_checked_like_new_ones():
    saved = Microservices().to_dict()
    saved["services"][0]["replicas"] = -1
    with pytest.raises(ParameterError, match=r"Microservice\.replicas=-1 is outside 0 <= replicas"):
        from_dict(saved)


def test_a_service_cannot_have_the_name_of_a_store():
    with pytest.raises(ParameterError, match="two stations are called 'videos'"):
        Microservices(services=(Microservice(**{**BOX, "name": "videos"}),), links=())


@pytest.mark.parametrize(("kind", "pool"), [(Monolith, "box"), (Tiers, "process"), (LoadBalanced, "process")])
def test_a_waiting_room_keeps_its_rules_and_0_s_is_never(kind, pool):
    plain, ruled = kind().topology()[pool], kind(order="lifo", drop_after_s=5.0, shed_after_s=9.0).topology()[pool]
    assert (plain.order, plain.drop_after_s, plain.shed_after_s) == ("fifo", math.inf, math.inf)
    assert (ruled.order, ruled.drop_after_s, ruled.shed_after_s) == ("lifo", 5.0, 9.0)


def test_customers_have_a_budget_and_a_breaker_only_if_asked():
    plain, careful = Monolith().client, Monolith(retry_budget=10, breaker_failures=5, breaker_open_s=7.0).client
    assert (plain.budget, plain.breaker) == (math.inf, 0)
    assert (careful.budget, careful.budget_per_success) == (10, 0.1)
    assert (careful.breaker, careful.breaker_open_s) == (5, 7.0)


def test_target_tracking_needs_somebody_to_be_busy():
    with pytest.raises(ParameterError, match=r"QueueFleet\.min_workers=0 instances is refused: .*Raise it, or choose"):
        QueueFleet(policy="target_tracking")


def test_target_tracking_has_a_target_of_its_own():
    tracking = QueueFleet(
        policy="target_tracking", min_workers=1, target=40.0, target_busy=0.6, out_ticks=2, in_ticks=9
    ).scaling
    assert (tracking.policy, tracking.target, tracking.out_ticks, tracking.in_ticks) == ("target_tracking", 0.6, 2, 9)
    assert QueueFleet(target=40.0, target_busy=0.6).scaling.target == 40.0


def test_a_service_says_its_size_or_leaves_it_to_the_architecture():
    own = (SERVICES[0].but(replicas=3), *SERVICES[1:])
    topology = Microservices(services=own, replicas=5).topology()
    assert (topology["upload"].instances, topology["manage"].instances) == (3, 5)
