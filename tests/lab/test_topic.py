import pytest

from archlib.architectures import Monolith
from archlib.errors import ParameterError
from archlib.lab.choices import Choices, keyed
from archlib.lab.topic import Topic
from archlib.workload import Workload

CHOICES = Choices(Workload.evening_peak(), keyed([Monolith()]))


def test_a_topic_shows_its_controls_only() -> None:
    topic = Topic(("bill",), ("load.peak_per_hour", "Monolith.replicas", "load.days"))
    (scene,) = topic.scenes(CHOICES)
    assert [c.path for group in scene.groups for c in group.controls] == [
        "load.peak_per_hour", "load.days", "Monolith.replicas",
    ]  # fmt: skip


def test_without_a_choice_of_controls_all_are_there() -> None:
    assert len(Topic().scenes(CHOICES)) > 3


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ParameterError, match="'bil' is no picture; did you mean 'bill'"):
        Topic(("bil",))


def test_more_than_five_controls_at_once_are_refused() -> None:
    with pytest.raises(ParameterError, match="5 at most"):
        Topic(seen=tuple(f"load.x{i}" for i in range(6)))
