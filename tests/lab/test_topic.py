import json

import pytest

from archlib.architectures import LoadBalanced, Monolith, Tiers
from archlib.errors import ParameterError
from archlib.lab.choices import Choices, keyed
from archlib.lab.topic import Topic
from archlib.lab.topics import TOPICS
from archlib.lab.topics.monolith import MONOLITH
from archlib.workload import Workload

CHOICES = Choices(Workload.evening_peak(), keyed([Monolith()]))


def test_a_topic_shows_its_controls_only() -> None:
    topic = Topic(("bill",), ("load.peak_per_hour", "Monolith.replicas", "load.days"))
    (scene,) = topic.scenes(CHOICES)
    assert [c.path for group in scene.groups if not group.folded for c in group.controls] == [
        "load.peak_per_hour", "load.days", "Monolith.replicas",
    ]  # fmt: skip


def test_what_no_control_moves_is_named_in_a_fold_with_the_seed() -> None:
    topic = Topic(("bill",), ("load.peak_per_hour", "Monolith.replicas"))
    choices = Choices(Workload.evening_peak(), keyed([Monolith(timeout_s=7)]))
    (scene,) = topic.scenes(choices)
    *_, fold = scene.groups
    assert fold.folded and fold.title == "What is fixed here" and [c.path for c in fold.controls] == ["chance.seed"]
    told = dict(fold.facts)
    assert told["load"].startswith("evening peak; ") and "load off peak: 6 videos/h" in told["load"]
    assert "load at peak" not in told["load"] and "replicas" not in told["Monolith"]
    assert "timeout: 7 s" in told["Monolith"]  # not the default
    assert "standard week: yes" in told["failures"] and told["prices"] == "price list: aws us east 1"
    assert "ready within: 3600 s" in told["contract"] and "default" in told["all else"]
    assert scene.to_dict()["groups"][-1]["facts"][0][0] == "load"


def test_a_seed_that_is_seen_is_not_folded_too() -> None:
    (scene,) = Topic(("bill",), ("chance.seed",)).scenes(CHOICES)
    assert [c.path for group in scene.groups for c in group.controls] == ["chance.seed"]


def test_an_outage_that_can_be_chosen_tells_when_it_is() -> None:
    (scene,) = Topic(("bill",), ("failures.outage_role",)).scenes(CHOICES)
    assert "outage start: 44 h" in dict(scene.groups[-1].facts)["failures"]


def test_what_moves_together_is_fixed_in_none_of_them() -> None:
    choices = Choices(Workload.evening_peak(), keyed([*POLICIES]))
    topic = Topic(("latency",), ("LoadBalanced.process_instances",), shows=POLICIES, together=True)
    told = dict(topic.scenes(choices)[0].groups[-1].facts)
    for key, policy in (("LoadBalanced", "random"), ("LoadBalanced 2", "central queue")):
        assert f"policy: {policy}" in told[key] and "process instances" not in told[key]


@pytest.mark.parametrize(("name", "scene"), [(name, scene) for name, topics in TOPICS.items() for scene in topics])
def test_every_scene_says_what_is_fixed_in_few_bytes(name: str, scene: str) -> None:
    topic = TOPICS[name][scene]
    choices = Choices(topic.brings(), keyed(list(topic.shows or [Monolith()])))
    fold = topic.scenes(choices)[0].groups[-1]
    assert not topic.seen or {"load", "failures", "contract"} <= dict(fold.facts).keys()
    assert len(json.dumps(fold.to_dict())) < 6_000


def test_where_kinds_are_compared_each_has_its_heading() -> None:
    topic = Topic(("bill",), ("load.days", "Monolith.instance", "Tiers.process_instance"))
    for compared, titles in (([Monolith(), Tiers()], ["", "Monolith", "Tiers"]), ([Monolith()], ["", ""])):
        (scene,) = topic.scenes(Choices(Workload.evening_peak(), keyed(compared)))
        assert [group.title for group in scene.groups if not group.folded] == titles


def test_without_a_choice_of_controls_all_are_there() -> None:
    assert len(Topic().scenes(CHOICES)) > 3


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ParameterError, match="'bil' is no picture; did you mean 'bill'"):
        Topic(("bil",))


def test_more_than_five_controls_at_once_are_refused() -> None:
    with pytest.raises(ParameterError, match="5 at most"):
        Topic(seen=tuple(f"load.x{i}" for i in range(6)))


POLICIES = (LoadBalanced(policy="random"), LoadBalanced(policy="central_queue"))


def test_what_moves_together_has_one_control() -> None:
    choices = Choices(Workload.evening_peak(), keyed([*POLICIES, Monolith()]))
    topic = Topic(("latency",), shows=(*POLICIES, Monolith()), together=True)
    paths = {c.path for scene in topic.scenes(choices) for group in scene.groups for c in group.controls}
    assert {"LoadBalanced.process_instances", "Monolith.replicas"} <= paths
    assert not [path for path in paths if path.startswith("LoadBalanced 2")]


def test_a_control_of_what_they_differ_in_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"LoadBalanced\.policy.*\(random, central_queue\)\. Leave it out"):
        Topic(("latency",), ("LoadBalanced.policy",), shows=POLICIES, together=True)
    Topic(("latency",), ("LoadBalanced.zones",), shows=POLICIES, together=True)


def test_a_choice_is_narrowed_to_what_the_architecture_has() -> None:
    topic = MONOLITH["fails together"]
    controls = {c.path: c for scene in topic.scenes(CHOICES) for group in scene.groups for c in group.controls}
    roles = {role for station in Monolith().built.stations for role in station.plays}
    assert set(controls["failures.outage_role"].choices) == {"none", *roles}
    assert "no launches" not in controls["failures.outage_effect"].choices  # nothing here is launched
    (repair,) = [
        c for s in MONOLITH["a product"].scenes(CHOICES) for g in s.groups for c in g.controls if "repair" in c.path
    ]
    assert repair.stops[0] == "0.1"  # shorter ones would be tens of thousands of outages
    every = {c.path: c for scene in Topic().scenes(CHOICES) for group in scene.groups for c in group.controls}
    for path, offered in topic.narrows:
        assert set(offered) < set(every[path].choices)
