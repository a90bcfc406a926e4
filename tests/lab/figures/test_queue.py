import pytest

from archlib.compare import Comparison
from archlib.lab.figures.packing import unpacked
from archlib.lab.figures.queue import picture


def test_the_lines_reach_the_peaks_of_the_run(week: Comparison) -> None:
    lines = {trace["name"]: unpacked(trace["y"]) for trace in picture(week).data}
    assert lines["QueueFleet visible"].max() == week["QueueFleet"].series["jobs"].visible.max()
    assert lines["Monolith waiting"].max() == week["Monolith"].series["box"].waiting.max()


def test_sentence_and_table_say_the_same(week: Comparison) -> None:
    longest = week["Tiers"].series["process"].waiting.max()
    shown = picture(week)
    assert f"{longest:.0f} in Tiers" in shown.sentence
    assert ("Tiers", "waiting", f"{longest:.0f}") in [row[:3] for row in shown.rows]


def test_one_colour_an_architecture(week: Comparison) -> None:
    colours = {}
    for trace in picture(week).data:
        colours.setdefault(trace["name"].split()[0], set()).add(trace["line"]["color"])
    assert all(len(found) == 1 for found in colours.values())
    assert len(set.union(*colours.values())) == 3


@pytest.mark.parametrize("name", ["QueueFleet visible", "QueueFleet in flight"])
def test_what_waits_and_what_is_in_flight_differ_without_colour(week: Comparison, name: str) -> None:
    dashes = {trace["name"]: trace["line"]["dash"] for trace in picture(week).data}
    assert list(dashes.values()).count(dashes[name]) < len(dashes)
    assert dashes["QueueFleet visible"] != dashes["QueueFleet in flight"]
