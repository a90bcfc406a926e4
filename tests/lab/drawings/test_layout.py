from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings

from archlib.architectures import COURSE, Architecture
from archlib.lab.drawings.layers import layers
from archlib.lab.drawings.layout import layout
from archlib.lab.drawings.plan import Box, Plan, Point, Route
from archlib.lab.drawings.routes import LETTER_PX
from archlib.lab.drawings.wires import CUSTOMERS
from archlib.topology import Call, Fleet, Forward, Pool, Publish, Receive, Rule, Send, Topology
from tests.strategies import architectures

TOUCH = 0.01  # px


def overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    """Whether two areas (left, top, right, bottom) share more than an edge."""
    return min(a[2], b[2]) - max(a[0], b[0]) > TOUCH and min(a[3], b[3]) - max(a[1], b[1]) > TOUCH


def area(box: Box) -> tuple[float, ...]:
    return box.x, box.y, box.right, box.bottom


def is_on(box: Box, point: Point) -> bool:
    x, y = point
    inside = box.x - TOUCH <= x <= box.right + TOUCH and box.y - TOUCH <= y <= box.bottom + TOUCH
    at_edge = min(abs(x - box.x), abs(x - box.right), abs(y - box.y), abs(y - box.bottom)) < TOUCH
    return inside and at_edge


def label_area(route: Route) -> tuple[float, ...]:
    (x, y), width = route.label_at, LETTER_PX * len(route.label)
    left = x - width if route.anchor == "end" else x
    return left, y - 8, left + width, y + 1


def check(topology: Topology) -> None:
    plan = layout(topology)
    assert {box.name for box in plan.boxes} == {CUSTOMERS, *(s.name for s in topology.stations)}
    for a, b in combinations(plan.boxes, 2):
        assert not overlap(area(a), area(b)), (a, b)
    check_routes(plan)
    for box in plan.boxes:
        assert min(area(box)) >= 0
        assert box.right <= plan.width
        assert box.bottom <= plan.height


def check_routes(plan: Plan) -> None:
    for route in plan.routes:
        assert is_on(plan.box(route.source), route.corners[0]), route
        assert is_on(plan.box(route.target), route.corners[-1]), route
        for a, b in pairwise(route.corners):  # a curve stays within the area between its ends
            assert not [box.name for box in plan.boxes if is_inside(box, a, b)], route


def is_inside(box: Box, a: Point, b: Point) -> bool:
    """Whether the area between two points, which may be flat, reaches into a box."""
    (left, right), (top, bottom) = sorted((a[0], b[0])), sorted((a[1], b[1]))
    across = right > box.x + TOUCH and left < box.right - TOUCH
    return across and bottom > box.y + TOUCH and top < box.bottom - TOUCH


@pytest.mark.parametrize("kind", COURSE)
def test_the_courses_architectures_are_drawn_without_overlaps(kind: type[Architecture]) -> None:
    check(kind().built)


@settings(max_examples=60)
@given(architectures())
def test_any_architecture_is_drawn_without_overlaps(architecture: Architecture) -> None:
    check(architecture.built)


@pytest.mark.parametrize("kind", COURSE)
def test_no_label_lies_on_another_or_on_a_box(kind: type[Architecture]) -> None:
    plan = layout(kind().built)
    for a, b in combinations(plan.routes, 2):
        assert not overlap(label_area(a), label_area(b)), (a.label, b.label)
    for route in plan.routes:
        assert not [box.name for box in plan.boxes if overlap(label_area(route), area(box))], route


@settings(max_examples=60)
@given(architectures())
def test_what_is_called_stands_right_of_its_caller(architecture: Architecture) -> None:
    topology = architecture.built
    plan, back = layout(topology), layers(topology).back
    assert plan.box(CUSTOMERS).column == 0
    for i, route in enumerate(plan.routes):
        source, target = plan.box(route.source), plan.box(route.target)
        if target.column >= 0 and source.name != target.name:
            assert (source.column < target.column) != (i in back)


@pytest.mark.parametrize("kind", COURSE)
def test_only_answers_to_a_bus_run_backward(kind: type[Architecture]) -> None:
    topology = kind().built
    found = layers(topology)
    edges = [topology.edges[n] for i in found.back for n in found.wires[i].edges]
    assert all(isinstance(edge, (Publish, Rule)) for edge in edges)
    assert bool(edges) == (kind.__name__ == "EventDriven")


def test_every_edge_has_one_wire(runs: dict[str, object]) -> None:
    for kind in COURSE:
        topology = kind().built
        plain = [n for w in layers(topology).wires if w.label != "given up" for n in w.edges]
        assert sorted(plain) == list(range(len(topology.edges)))


def test_a_chain_of_calls_across_many_columns_is_drawn() -> None:
    from archlib.topology import Entry, Queue

    names = [f"part {k}" for k in range(12)]
    stations = [*(Pool(name) for name in names), Queue("jobs"), Fleet("crew")]
    calls = [Call(a, b) for a, b in pairwise(names)] + [Call(names[0], name) for name in names[2:]]
    edges = (Entry("upload", names[0]), *calls, Send(names[-1], "jobs"), Receive("jobs", "crew"))
    check(Topology(tuple(stations), edges))
    assert Forward not in {type(edge) for edge in edges}
