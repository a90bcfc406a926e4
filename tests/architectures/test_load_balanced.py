"""Tiers behind balancers (N03): what n buys, what it does not, and that n = 1 is the plain tiers."""

import numpy as np
import pytest

from archlib.architectures import LoadBalanced, Tiers
from archlib.faults import Drawn, Faults, Mishap, down, error, none
from archlib.outcome.closed_form import closed_form
from archlib.outcome.strips import needed
from archlib.outcome.trace import Reason
from archlib.topology import Balancer, Forward, Pool
from tests.architectures.runs import assert_same_jobs, run

POLICIES = ("random", "round_robin", "least_connections", "two_choices", "central_queue")
HOUR_S = 3600.0
THREE_NINES = Faults(
    drawn=(
        Drawn(part="host", availability=0.999),
        *(Drawn(role=role, availability=0.999) for role in ("upload", "process", "manage")),
        Drawn(role="balancer", availability=0.9999),
    )
)


def like(tiers: Tiers, policy: str) -> LoadBalanced:
    """Return the mapping: one instance of each, checks that know at once, and the sizes of the tiers."""
    same = {name: getattr(tiers, name) for name in LoadBalanced.model_fields if name in Tiers.model_fields}
    one = {"upload_instances": 1, "process_instances": 1, "manage_instances": 1, "zones": 1}
    return LoadBalanced(**same, **one, policy=policy, check_every_s=0.0)


@pytest.mark.parametrize("policy", POLICIES)
def test_one_of_each_has_the_pools_of_tiers_on_separate_hosts(policy):
    tiers = Tiers(process_room=7, order="lifo", drop_after_s=60.0)
    ours, theirs = (a.topology() for a in (like(tiers, policy), tiers))
    assert [s for s in ours.stations if isinstance(s, Pool)] == [s for s in theirs.stations if isinstance(s, Pool)]
    assert ours.host_base == theirs.host_base
    assert ours.entry("upload") == theirs.entry("upload")


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize(
    "faults",
    [none(), down("process", 1, 0.5, instance=0) + down("upload", 3, 0.5), error("manage", 2, 1),
     Faults(mishaps=(Mishap(role="process", share=0.2),))],
    ids=["none", "down", "error", "poison"],
)  # fmt: skip
def test_one_of_each_treats_every_video_as_tiers_do(policy, faults):
    tiers = Tiers(process_instance="c5.4xlarge", process_room=4, tries=3, timeout_s=1500.0)
    assert_same_jobs(run(like(tiers, policy), faults, per_hour=80), run(tiers, faults, per_hour=80))


def test_balancers_play_one_role_and_fail_apart():
    topology = LoadBalanced(front=True).topology()
    numbers = {s.name: s.numbers_from for s in topology.stations if isinstance(s, Balancer)}
    assert numbers == {"process balancer": 0, "manage balancer": 1, "upload balancer": 2}
    without = {s.name: s.numbers_from for s in LoadBalanced().topology().stations if isinstance(s, Balancer)}
    assert without.items() < numbers.items()
    assert {s.name for s in topology.playing("balancer")} == set(numbers)
    forwards = {e.source: e.target for e in topology.edges if isinstance(e, Forward)}
    assert forwards == {name: name.removesuffix(" balancer") for name in numbers}


def test_as_many_may_wait_in_one_line_as_in_all():
    apart, together = (LoadBalanced(policy=p).topology()["process"] for p in ("round_robin", "central_queue"))
    assert together.room == apart.room * apart.instances


@pytest.mark.parametrize(("n", "upload"), [(1, 0.993816), (2, 0.999788), (3, 0.999800)])
def test_the_third_instance_buys_nothing(n, upload):
    """X2: [1 - (1 - A_h A_c)^n]^3 A_LB^2, which no n lifts above A_LB^2."""
    balanced = LoadBalanced(upload_instances=n, process_instances=n, manage_instances=n).topology()
    value = closed_form(needed(balanced, "upload"), THREE_NINES)
    assert value == pytest.approx((1 - (1 - 0.999**2) ** n) ** 3 * 0.9999**2, abs=1e-12)
    assert value == pytest.approx(upload, abs=1e-6)
    assert value <= 0.9999**2


def test_when_all_processing_is_down_no_upload_succeeds():
    """T8, T9: a balancer hides how many there are, not that there is none."""
    trace = run(LoadBalanced(), down("process", 2, 1)).trace
    during = (trace.arrive >= 2 * HOUR_S) & (trace.arrive < 3 * HOUR_S)
    assert during.sum() > 30
    assert set(trace.reason[during].tolist()) == {Reason.NO_HOST}
    assert (trace.reason[trace.arrive > 3 * HOUR_S + 1] == Reason.OK).mean() > 0.9


def test_when_one_of_two_balancers_of_one_role_fails_only_its_tier_does():
    manage_only = run(LoadBalanced(), down("balancer", 1, 1, instance=1))
    assert manage_only.availability["manage"].time_share == pytest.approx(5 / 6)
    process_only = run(LoadBalanced(), down("balancer", 1, 1, instance=0))
    assert process_only.availability["manage"].time_share == 1
    assert process_only.availability["upload"].time_share == pytest.approx(5 / 6)


def test_one_line_for_all_is_the_shortest_wait():
    """N03: at the same load, random waits longest, then the fewest connections, then one central queue."""
    waits = {}
    for policy in ("random", "least_connections", "central_queue"):
        balanced = LoadBalanced(policy=policy, process_room=10_000, timeout_s=86_400.0)
        trace = run(balanced, per_hour=108, hours=24, transcode_cv=1.0).trace
        waits[policy] = float(np.nanmean(trace.ready - trace.arrive))
    assert waits["random"] > waits["least_connections"] >= waits["central_queue"] > 300


def test_idle_balancers_are_on_the_bill_by_the_hour():
    items = {i.resource: i for i in run(LoadBalanced(), per_hour=0.0).bill.items if i.item == "ALB hour"}
    assert {name: i.quantity for name, i in items.items()} == {"process balancer": 6.0, "manage balancer": 6.0}
