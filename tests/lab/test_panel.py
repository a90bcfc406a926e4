import asyncio
from typing import Any

import pytest

import archlib as al
from archlib.architectures import COURSE
from archlib.data import data_dir
from archlib.errors import EngineError, ParameterError
from archlib.lab.choices import Choices, keyed
from archlib.lab.figures import ALL, PICTURES
from archlib.lab.figures.time import stamp
from archlib.lab.panel import Panel
from archlib.lab.topic import Topic


@pytest.fixture
def panel() -> Panel:
    return al.lab.compare()


def told(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    sent: list[Any] = []
    monkeypatch.setattr(panel.form, "send", sent.append)
    return sent


def test_the_panel_shows_the_canonical_week(panel: Panel) -> None:
    scenario = al.Scenario(al.Workload.evening_peak(), faults=al.faults.honest_week(), seed=1)
    week = al.compare([kind() for kind in COURSE], scenario)
    assert len(week) == 7
    assert panel.comparison.scenario_hash == week.scenario_hash
    for name, make in PICTURES.items():
        assert panel.gallery.sent(name) == make(week, None).to_dict()


def test_a_moved_slider_reaches_every_picture(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = told(panel, monkeypatch)
    panel._edit({"load.peak_per_hour": "150"})
    load = al.Workload.evening_peak(peak_per_hour=150)
    assert panel.comparison.scenario_hash == al.Scenario(load, faults=al.faults.honest_week(), seed=1).hash
    for name, make in PICTURES.items():
        assert panel.gallery.sent(name) == make(panel.comparison, None).to_dict()
    assert panel.form.values["load.peak_per_hour"] == "150"
    assert sent == [{"type": "done"}]


def test_what_is_not_chosen_is_not_shown(panel: Panel) -> None:
    panel._edit({"shown.Monolith": "false", "shown.Microservices": "false"})
    assert panel.comparison.labels == ("Tiers", "LoadBalanced", "QueueFleet", "EventDriven", "Functions")
    assert "Monolith" not in panel.text()
    panel._edit({f"shown.{kind.__name__}": "false" for kind in COURSE})
    assert panel.comparison.labels == ("Functions",)  # the last one stays
    assert "at least one is compared" in panel.form.errors["shown.Functions"]


def test_a_bad_value_leaves_the_last_good_picture(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = told(panel, monkeypatch)
    before = {name: panel.gallery.sent(name) for name in panel.gallery.names}
    panel._edit({"load.peak_per_hour": "many"})
    assert {name: panel.gallery.sent(name) for name in panel.gallery.names} == before
    assert "EveningPeak.peak_per_hour='many'" in panel.form.errors["load.peak_per_hour"]
    assert panel.form.values["load.peak_per_hour"] == "many"
    assert sent == [{"type": "done"}]


def test_a_run_that_cannot_go_on_is_told_and_the_page_goes_on(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = told(panel, monkeypatch)

    def fail(*_: object) -> None:
        raise EngineError("the run was cancelled; nothing of it was kept")

    monkeypatch.setattr(panel.runner, "compare", fail)
    panel._edit({"load.peak_per_hour": "150"})
    assert "cancelled" in panel.form.status
    assert sent == [{"type": "done"}]


def test_a_drag_computes_the_newest_value_only(panel: Panel) -> None:
    runs = panel.runner.runs

    async def drag() -> None:
        for workers in range(1, 41):
            panel._edit({"QueueFleet.max_workers": str(workers)})
        while panel._live.waits:
            await asyncio.sleep(0.001)

    asyncio.run(drag())
    assert panel.runner.runs == runs + 1
    assert panel.comparison["QueueFleet"].parameters["max_workers"] == 40


def test_presets_and_reset(panel: Panel) -> None:
    first = panel.comparison.scenario_hash
    panel._act("Near idle")
    assert panel.desk.choices.load == al.Workload.homogeneous(per_hour=0.2)
    assert panel.form.scenes[0]["groups"][0]["controls"][0]["path"] == "load.per_hour"
    panel._zoom((stamp(0, 0), stamp(3600, 0)))
    panel._act("reset")
    assert panel.comparison.scenario_hash == first
    assert panel.window is None
    panel._act("no such button")
    assert panel.comparison.scenario_hash == first


def test_a_file_of_ones_own(panel: Panel) -> None:
    panel._file("mine.csv", (data_dir() / "samples" / "uploads_week.csv").read_bytes())
    assert panel.form.errors == {}
    assert panel.desk.choices.load.kind == "measured"
    hours = panel.comparison.runs[0].scenario.horizon_s / 3600
    assert hours == pytest.approx(168)


def test_a_bad_file_is_refused_beside_its_button(panel: Panel) -> None:
    before = panel.comparison.scenario_hash
    panel._file("mine.csv", b"when,how many\nyesterday,3\n")
    assert panel.form.errors["file"].startswith("mine.csv, line 2")
    assert panel.comparison.scenario_hash == before


def test_a_zoom_moves_the_pictures_over_time_only(panel: Panel) -> None:
    before = {name: panel.gallery.sent(name) for name in panel.gallery.names}
    panel._zoom((stamp(72_000, 0), stamp(80_000, 0)))
    changed = {name for name in before if panel.gallery.sent(name) != before[name]}
    assert changed == {"strips", "queue", "machines"}
    assert panel.window == (72_000, 80_000)
    panel._zoom(None)
    assert {name: panel.gallery.sent(name) for name in panel.gallery.names} == before


def test_without_widgets_the_same_is_said_as_text_and_html(panel: Panel) -> None:
    data, _ = panel._repr_mimebundle_()
    bill = panel.comparison["QueueFleet"].bill
    for kind in ("text/plain", "text/html"):
        assert f"${bill.total:,.2f}" in data[kind]
        assert "QueueFleet and Microservices meet the contract" in data[kind]
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "<script" not in data["text/html"]


def test_names_from_outside_are_escaped(panel: Panel) -> None:
    panel._edit({"failures.outage_role": "process"})
    assert "<" not in panel.text()
    panel.pictures["bill"] = panel.pictures["bill"].__class__("bill", "<b>", "<i>", ("<u>",), (("<s>",),))
    assert "<b>" not in panel.html()
    assert "&lt;s&gt;" in panel.html()


def test_one_may_begin_with_something_else() -> None:
    load = al.Workload.homogeneous(per_hour=3, days=1)
    panel = al.lab.compare(
        [al.QueueFleet(max_workers=2)], load, failures=al.lab.Failures(standard_week=False, service_failures=False)
    )
    assert panel.comparison.labels == ("QueueFleet",)
    assert panel.comparison.scenario_hash == al.Scenario(load, seed=1).hash


@pytest.mark.parametrize("bad", [[], ["Monolith"]])
def test_what_cannot_be_compared_is_refused(bad: list[Any]) -> None:
    with pytest.raises(ParameterError, match="architectures="):
        al.lab.compare(bad)


def test_the_lab_says_what_it_has_not() -> None:
    with pytest.raises(AttributeError, match="no_such_panel"):
        al.lab.no_such_panel  # noqa: B018


@pytest.fixture
def alone() -> Panel:
    topic = Topic(("bill", "queue"), ("load.peak_per_hour", "Monolith.replicas"), loads=False, pins=True)
    return Panel(Choices(al.Workload.evening_peak(days=2), keyed([al.Monolith()])), topic)


def test_a_run_is_pinned_and_another_stands_over_it(alone: Panel) -> None:
    assert alone.gallery.names == ["versus", "bill", "queue"]
    first = alone.comparison.runs[0]
    alone._act("pin")
    alone._edit({"load.peak_per_hour": "60", "Monolith.replicas": "2"})
    now, before = alone.comparison.runs
    assert before is first
    assert now.parameters["replicas"] == 2
    assert "replicas 1 → 2 (instances)" in alone.pictures["versus"].sentence
    assert {row[0] for row in alone.pictures["bill"].rows} == set(alone.comparison.labels)
    alone._act("pin")  # B becomes the new A
    assert alone.comparison.runs[1] is now
    alone._act("unpin")
    assert len(alone.comparison) == 1


def test_reset_lets_go_of_the_pinned_run(alone: Panel) -> None:
    before = alone.text()
    alone._act("pin")
    alone._edit({"Monolith.replicas": "3"})
    alone._act("reset")
    assert alone.text() == before


def test_what_is_copied_can_be_pasted(alone: Panel) -> None:
    alone._edit({"Monolith.replicas": "4"})
    alone._act("copy")
    text, shown = alone.form.copied, alone.text()
    alone._act("reset")
    assert alone.text() != shown
    alone._paste(text)
    assert alone.text() == shown
    assert alone.form.errors == {}


def test_a_text_that_does_not_fit_changes_nothing(alone: Panel, panel: Panel) -> None:
    shown = alone.text()
    alone._paste("nonsense")
    assert "is no JSON" in alone.form.errors["paste"]
    panel._act("copy")
    alone._paste(panel.form.copied)
    assert "this panel shows Monolith" in alone.form.errors["paste"]
    assert alone.text() == shown


def test_a_run_is_pinned_only_where_one_is_shown() -> None:
    with pytest.raises(ParameterError, match="refused for 2 architectures"):
        Panel(Choices(al.Workload.evening_peak(), keyed([al.Monolith(), al.Tiers()])), Topic(pins=True))


def test_a_topic_may_begin_with_a_stretch_of_time() -> None:
    topic = Topic(("arrivals",), window=(0.0, 172_800.0))
    panel = Panel(Choices(al.Workload.evening_peak(), keyed([al.Monolith()])), topic)
    assert panel.pictures["arrivals"] == ALL["arrivals"](panel.comparison, topic.window)
    panel._zoom(None)
    assert panel.pictures["arrivals"] == ALL["arrivals"](panel.comparison, None)
    panel._act("reset")
    assert panel.pictures["arrivals"] == ALL["arrivals"](panel.comparison, topic.window)
