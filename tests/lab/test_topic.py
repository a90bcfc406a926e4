import pytest

from archlib.architectures import LoadBalanced, Monolith, Tiers
from archlib.errors import ParameterError
from archlib.lab.choices import Choices, keyed
from archlib.lab.topic import Topic
from archlib.lab.topics.monolith import MONOLITH
from archlib.workload import Workload

CHOICES = Choices(Workload.evening_peak(), keyed([Monolith()]))


def test_a_topic_shows_its_controls_only() -> None:
    topic = Topic(("bill",), ("load.peak_per_hour", "Monolith.replicas", "load.days"))
    (scene,) = topic.scenes(CHOICES)
    assert [c.path for group in scene.groups for c in group.controls] == [
        "load.peak_per_hour", "load.days", "Monolith.replicas",
    ]  # fmt: skip


def test_where_kinds_are_compared_each_has_its_heading() -> None:
    topic = Topic(("bill",), ("load.days", "Monolith.instance", "Tiers.process_instance"))
    for compared, titles in (([Monolith(), Tiers()], ["", "Monolith", "Tiers"]), ([Monolith()], ["", ""])):
        (scene,) = topic.scenes(Choices(Workload.evening_peak(), keyed(compared)))
        assert [group.title for group in scene.groups] == titles


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
