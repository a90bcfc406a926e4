"""Producers and consumers in the drawing: named above their boxes, coloured, and told in words."""

import archlib as al
from archlib.course import small
from archlib.lab.drawings import drawing
from archlib.lab.drawings.svg import PART_COLOURS
from archlib.topology.roles import PARTS


def test_parts_are_named_and_coloured_where_asked_for() -> None:
    shown = drawing(small.notes(), parts=True)
    assert f"stroke:{PART_COLOURS['producer']}" in shown.svg and ">both</text>" in shown.svg
    assert "store: both" in shown.text()
    assert "neither" not in PART_COLOURS and set(PART_COLOURS) < set(PARTS)


def test_without_being_asked_nothing_is_marked() -> None:
    shown = drawing(small.notes())
    assert "archlib-part" not in shown.svg and "store: both" not in shown.text()


def test_a_run_can_be_marked_and_played() -> None:
    run = al.simulate(small.notes(), al.Scenario(al.Workload.homogeneous(per_hour=5, days=0.2)))
    shown = drawing(run, parts=True)
    assert 'data-part="consumer"' in shown.html() and shown.film["stations"]
