"""What the benchmark of scenes goes through: every scene, its sliders, and the limit that it has."""

import pytest

import archlib as al
from archlib.lab.topics import TOPICS
from benchmarks import lab_scenes
from benchmarks.lab import ALL_MOVE_S, MOVE_S


def test_every_scene_is_there_once_and_a_topic_can_be_chosen():
    found = list(lab_scenes.scenes())
    assert len(found) == len(set(found)) == sum(1 + len(known) for known in TOPICS.values())
    assert {topic for topic, _ in lab_scenes.scenes("queue")} == {"queues"}


def test_the_sliders_are_those_that_a_scene_shows():
    assert lab_scenes.sliders(al.lab.monolith("scales together")) == [
        "load.peak_per_hour",
        "Monolith.replicas",
        "Monolith.room",
    ]


@pytest.mark.parametrize(
    ("panel", "limit"),
    [(al.lab.monolith, MOVE_S), (al.lab.compare, ALL_MOVE_S), (lambda: al.lab.monolith("bills together"), None)],
)
def test_a_scene_has_the_limit_of_its_kind(panel, limit):
    assert lab_scenes.limit_s(panel()) == limit
