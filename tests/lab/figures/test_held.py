import numpy as np
import pytest

from archlib import faults, theory
from archlib.architectures import Architecture, LoadBalanced, Monolith, QueueFleet, Tiers
from archlib.compare import Comparison, compare
from archlib.course.three import one_a_minute
from archlib.lab.figures.door import door
from archlib.lab.figures.held import LAW, LIMIT, MEAN, picture
from archlib.lab.figures.packing import unpacked
from archlib.scenario import Scenario
from archlib.workload import Workload

SLOW = Scenario(Workload.homogeneous(per_hour=60, days=3), faults=faults.slow("process", 3, 24, 12))


@pytest.mark.parametrize(("label", "name"), [("Monolith", "box"), ("Tiers", "upload"), ("QueueFleet", "upload")])
def test_the_door_is_the_station_that_takes_uploads_in(week: Comparison, label: str, name: str) -> None:
    found = door(week[label])
    assert found is not None and found.name == name
    assert found.held is week[label].series[name].busy


def test_a_balancer_before_the_door_is_no_door() -> None:
    found = door(compare([LoadBalanced(front=True)], SLOW).runs[0])
    assert found is not None and found.name == "upload"
    assert found.threads == LoadBalanced().upload_instances * LoadBalanced().upload_threads


@pytest.mark.parametrize("made", [Monolith(), Tiers(), QueueFleet()], ids=lambda a: a.kind)
def test_the_law_holds_over_all_of_the_time(made: Architecture) -> None:
    found = door(compare([made], SLOW).runs[0])
    assert found is not None
    ends = np.array([0.0, found.held.end_s])
    # only those who are inside at the end are counted apart: at most 9 erlangs for an hour of three days
    assert found.law(ends)[0] == pytest.approx(theory.little(found.per_s, found.each_s))
    assert found.law(ends)[0] == pytest.approx(found.held.mean(), rel=0.01)


def test_the_law_holds_in_each_hour_of_an_even_load() -> None:
    found = door(compare([Tiers()], Scenario(one_a_minute(300.0))).runs[0])
    assert found is not None
    edges = np.arange(1, 71) * 3_600.0
    # one a minute, at any moment of it, and 5 min each: an hour's edges cut off or add a minute's two uploads at most
    assert np.abs(found.law(edges) - 5.0).max() < 1e-9
    assert np.abs(found.means(edges) - 5.0).max() < 2 / 12


def test_who_is_refused_at_the_door_is_counted_there() -> None:
    run = compare([Tiers(upload_threads=20)], SLOW).runs[0]
    found = door(run)
    assert found is not None and found.held.max() == found.threads == 20
    assert found.refused == run.availability["upload"].reasons["no room"] > 100


def test_the_limit_is_drawn_and_the_axis_shows_what_is_held(week: Comparison) -> None:
    shown = picture(week)
    lines = {trace["name"]: trace for trace in shown.data}
    assert lines[f"Tiers {LIMIT}"]["y"] == [Tiers().upload_threads] * 2
    most = max(unpacked(trace["y"]).max() for name, trace in lines.items() if name.endswith("held"))
    assert shown.layout["yaxis"]["range"][1] > most
    for name in (MEAN, LAW):
        assert unpacked(lines[f"Tiers {name}"]["y"]).max() < most


def test_the_sentence_says_both_sides_of_the_law() -> None:
    shown = picture(compare([Tiers()], Scenario(one_a_minute(300.0))))
    assert "60 an hour x 5.0 min = 5)" in shown.sentence
    assert shown.rows[0][1:6] == ("upload", "100", "6", "5.00", "60")
