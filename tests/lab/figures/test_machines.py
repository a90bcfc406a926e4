import pytest

from archlib.compare import Comparison
from archlib.lab.figures.machines import picture
from archlib.lab.figures.packing import unpacked


def test_a_fleet_shows_wish_boot_ready_and_work(week: Comparison) -> None:
    names = [trace["name"] for trace in picture(week).data if trace["name"].startswith("QueueFleet")]
    assert names == ["QueueFleet desired", "QueueFleet booting", "QueueFleet ready", "QueueFleet busy"]


def test_the_line_of_ready_workers_is_that_of_the_run(week: Comparison) -> None:
    lines = {trace["name"]: unpacked(trace["y"]) for trace in picture(week).data}
    assert lines["QueueFleet ready"].max() == week["QueueFleet"].series["workers"].ready.max()
    assert set(lines["Monolith ready"]) == {1.0}


def test_busy_never_exceeds_ready(week: Comparison) -> None:
    rows = {(row[0], row[1]): float(row[3]) for row in picture(week).rows}
    for label in week.labels:
        assert rows[label, "busy"] <= rows[label, "ready"]


def test_the_sentence_tells_how_busy_they_are(week: Comparison) -> None:
    fleet = week["QueueFleet"].series["workers"]
    share = fleet.busy.mean() / fleet.ready.mean()
    assert f"QueueFleet {fleet.ready.mean():.2f}, {share:.0%}" in picture(week).sentence


@pytest.mark.parametrize("label", ["Monolith", "Tiers", "QueueFleet"])
def test_work_is_an_area(week: Comparison, label: str) -> None:
    trace = next(t for t in picture(week).data if t["name"] == f"{label} busy")
    assert trace["fill"] == "tozeroy"
