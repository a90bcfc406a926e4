"""The button of other weeks: what it brings, that it runs beside the page, can be stopped, and goes away again."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

import archlib as al
from archlib.lab.actions import WEEKS, actions
from archlib.lab.choices import Choices, keyed
from archlib.lab.figures import bands, ceiling
from archlib.lab.own_bands import OwnBands
from archlib.lab.own_runs import BANDS
from archlib.lab.panel import Panel
from archlib.lab.status import STOPPED
from archlib.lab.topic import Topic
from archlib.lab.topics import TOPICS
from tests.lab.test_panel_live import settled, until, wait_for_stop

DAY = al.Workload.evening_peak(days=1)


@pytest.fixture
def panel() -> Panel:
    topic = Topic(("bill", "queue"), ("load.peak_per_hour",), pins=True)
    return Panel(Choices(DAY, keyed([al.QueueFleet()])), topic)


def on_a_loop(go: Callable[[], Awaitable[None]]) -> None:
    async def soon() -> None:
        await asyncio.wait_for(go(), 60)

    asyncio.run(soon())


def test_every_panel_can_be_asked_for_other_weeks_unless_it_always_has_them() -> None:
    for name, scenes in TOPICS.items():
        for scene, topic in scenes.items():
            has_button = WEEKS in [action.get("name") for action in actions(topic)]
            assert has_button == (BANDS not in topic.pictures), (name, scene)


def test_the_button_brings_the_bands_below_all_else_and_takes_them_away_again(panel: Panel) -> None:
    before = list(panel.gallery.names)
    panel._act(WEEKS)
    found = OwnBands().found(al.QueueFleet(), panel.desk.choices, None)
    assert panel.gallery.names == [*before, BANDS]
    assert panel.pictures[BANDS] == bands.picture(panel.comparison, None, {"QueueFleet": found})
    assert panel.gallery.sent(BANDS) == panel.pictures[BANDS].to_dict()
    assert "eight of ten weeks" in panel.text()
    panel._edit({"load.peak_per_hour": "150"})  # they follow what is chosen
    assert panel.pictures[BANDS] != bands.picture(panel.comparison, None, {"QueueFleet": found})
    panel._act(WEEKS)
    assert panel.gallery.names == before
    assert panel.own_runs == {} and BANDS not in panel.pictures
    panel._act(WEEKS)  # the place is there already
    assert panel.gallery.names == [*before, BANDS]
    assert panel.gallery.sent(BANDS) == panel.pictures[BANDS].to_dict()


def test_a_reset_takes_them_away_too_and_a_pinned_run_is_told_apart_week_by_week(panel: Panel) -> None:
    panel._act("pin")
    panel._edit({"load.peak_per_hour": "150"})
    panel._act(WEEKS)
    assert "Against B, now, week by week, with 95 % confidence: A, pinned is cheaper by" in panel.text()
    panel._act("reset")
    assert BANDS not in panel.gallery.names and "eight of ten weeks" not in panel.text()


def test_it_is_computed_beside_the_page_and_a_stop_leaves_the_week_alone(
    panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {name: panel.gallery.sent(name) for name in panel.gallery.names}
    monkeypatch.setattr(OwnBands, "found", lambda *given: wait_for_stop(given[-1]))

    async def go() -> None:
        panel._act(WEEKS)
        await until(lambda: panel.form.running)
        panel._act("cancel")
        await settled(panel)

    on_a_loop(go)
    assert panel.form.status == STOPPED and panel.form.stopped
    assert panel.pictures[BANDS] == bands.picture(panel.comparison)  # no other week has been run
    assert {name: panel.gallery.sent(name) for name in before} == before


def test_what_comes_too_late_is_shown_nowhere(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(OwnBands, "found", lambda *given: wait_for_stop(given[-1]))

        async def go() -> None:
            panel._act(WEEKS)
            await until(lambda: panel.form.running)
            panel._act(WEEKS)  # closed while it computes
            await settled(panel)

        on_a_loop(go)
    assert BANDS not in panel.gallery.names and panel.form.status.startswith("computed in")
    panel._show({BANDS: bands.picture(panel.comparison)})
    assert BANDS not in panel.pictures


def test_whiskers_of_a_picture_come_with_the_button_only() -> None:
    load = al.Workload.homogeneous(per_hour=1.0, days=2.0, transcode_s=10.0)
    shown = Panel(Choices(load, keyed([al.Monolith()])), Topic(("ceiling",), ("load.per_hour",)))
    alone = ceiling.picture(shown.comparison)
    assert shown.pictures["ceiling"] == alone and shown.own_runs == {}
    shown._act(WEEKS)
    assert len(shown.pictures["ceiling"].data) == len(alone.data) + 1
    assert list(shown.own_runs) == ["ceiling", BANDS]
    shown._act(WEEKS)
    assert shown.pictures["ceiling"] == alone
