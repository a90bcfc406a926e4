"""Producers and consumers, read off the edges of every architecture of the course."""

import pytest

from archlib.architectures import COURSE, EventDriven, Microservices, Monolith, QueueFleet, Tiers
from archlib.topology import Working
from archlib.topology.roles import PARTS, roles


def test_a_queue_has_a_producer_before_and_a_consumer_behind_it():
    found = roles(QueueFleet().built)
    assert found["upload"] == "producer"
    assert found["workers"] == "consumer"
    assert found["manage"] == "neither"  # it is called, and hears of no message


def test_the_middle_of_a_row_of_queues_is_both():
    assert roles(Microservices().built) == {
        "upload": "producer", "prepare": "both", "transcode": "consumer", "manage": "neither", "catalogue": "producer",
        "notify": "consumer",
    }  # fmt: skip


def test_a_bus_has_producers_and_consumers_too():
    found = roles(EventDriven().built)
    assert {"producer", "consumer"} <= set(found.values()) or "both" in found.values()


@pytest.mark.parametrize("made", [Monolith(), Tiers()])
def test_who_only_calls_is_neither(made):
    assert set(roles(made.built).values()) == {"neither"}


@pytest.mark.parametrize("kind", COURSE)
def test_all_that_works_has_a_part_and_nothing_else(kind):
    topology = kind().built
    found = roles(topology)
    assert list(found) == [s.name for s in topology.stations if isinstance(s, Working)]
    assert set(found.values()) <= set(PARTS)
