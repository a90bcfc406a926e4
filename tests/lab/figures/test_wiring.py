"""The drawing follows the topology, and an address stays what it is however many stand behind it."""

import pytest

from archlib.architectures import COURSE, EventDriven, LoadBalanced, Microservices, QueueFleet, Tiers
from archlib.compare import compare
from archlib.lab.figures import wiring
from archlib.lab.figures.picture import Picture
from archlib.scenario import Scenario
from archlib.workload import Workload
from tests.lab.figures.reading import accepted_by_plotly, check

DAY = Scenario(Workload.homogeneous(per_hour=6, days=1))


def drawn(*made: LoadBalanced | Tiers) -> Picture:
    picture = wiring.picture(compare(list(made), DAY))
    check(picture)
    accepted_by_plotly(picture)
    return picture


def boxes(picture: Picture) -> set[str]:
    return {text for trace in picture.data if trace["mode"] == "text" for text in trace["text"]}


def test_a_balancer_is_drawn_as_soon_as_it_is_there() -> None:
    without, front = drawn(LoadBalanced()), drawn(LoadBalanced(front=True))
    assert boxes(front) - boxes(without) == {"upload<br>balancer"}
    assert len(front.layout["shapes"]) == len(without.layout["shapes"]) + 1
    assert front.height == without.height
    assert not {text for text in boxes(drawn(Tiers())) if "balancer" in text}


@pytest.mark.parametrize("n", [1, 2, 10, 100])
def test_the_address_stays_whatever_stands_behind(n: int) -> None:
    picture = drawn(LoadBalanced(process_instances=n))
    called = {row[1]: (row[2], row[3]) for row in picture.rows}
    assert called["upload"] == ("process balancer", f"process × {n}")
    assert called["process"] == ("manage balancer", "manage × 2")
    assert "the upload tier calls process balancer" in picture.sentence
    assert f"process<br>× {n}" in boxes(picture)


def test_every_part_of_every_architecture_has_its_box() -> None:
    compared = compare([kind() for kind in COURSE], DAY)
    picture = wiring.picture(compared)
    check(picture)
    parts = sum(len(run.topology.stations) for run in compared)
    assert len(picture.layout["shapes"]) == parts + len(compared)  # and the customers of each
    x = [v for trace in picture.data for v in trace["x"] if v is not None]
    assert min(x) >= 0 and max(x) <= 1


def test_names_are_smaller_where_boxes_are_and_arrows_from_above_stand_above() -> None:
    services, fleet = (wiring.picture(compare([made], DAY)) for made in (Microservices(), QueueFleet()))
    sizes = [next(t["textfont"]["size"] for t in p.data if t["mode"] == "text") for p in (services, fleet)]
    assert sizes == [wiring.SMALL_FONT, wiring.FONT]
    assert {"upload<br>data", "transcode<br>queue"} <= boxes(services)
    events = wiring.picture(compare([EventDriven()], DAY))
    (falls,) = [t for t in events.data if t.get("marker", {}).get("symbol") == "triangle-down"]
    (dead,) = [s for s in events.layout["shapes"] if s["x0"] <= falls["x"][0] <= s["x1"] and s["y1"] < s["y0"] < 0.4][
        :1
    ]
    assert falls["y"][0] > dead["y0"]  # outside the box
