"""A panel on an event loop: it computes beside it, can be stopped, and makes pictures with runs of their own last."""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import archlib as al
from archlib.compare import Comparison, Progress
from archlib.errors import EngineError
from archlib.lab.choices import Choices, keyed
from archlib.lab.panel import Panel
from archlib.lab.status import RUNNING, STOPPED
from archlib.lab.topic import Topic

POLL_S = 0.001
PATH = "load.peak_per_hour"


@pytest.fixture
def panel() -> Panel:
    topic = Topic(("bill", "queue", "cost"), (PATH,), pins=True)
    return Panel(Choices(al.Workload.evening_peak(days=1), keyed([al.Monolith()])), topic)


async def until(holds: Callable[[], object]) -> None:
    while not holds():
        await asyncio.sleep(POLL_S)


async def settled(panel: Panel) -> None:
    await until(lambda: not panel._live.waits)


def shown(panel: Panel) -> dict[str, Any]:
    return {name: panel.gallery.sent(name) for name in panel.gallery.names}


def wait_for_stop(progress: Progress | None) -> None:
    """Do what a long run does: go on until one says stop."""
    assert progress is not None
    while progress(0.5) is not False:
        threading.Event().wait(POLL_S)
    raise EngineError("the run was cancelled; nothing of it was kept")


def long_run(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panel.runner, "compare", lambda _, progress: wait_for_stop(progress))


def long_own(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panel.own_runs["cost"], "picture", lambda *_, progress=None: wait_for_stop(progress))


def on_a_loop(go: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        await go()

    asyncio.run(main())


def test_beside_the_loop_the_same_is_shown_as_in_place(panel: Panel) -> None:
    async def go() -> None:
        panel._edit({PATH: "60"})
        await settled(panel)

    on_a_loop(go)
    beside = shown(panel)
    panel._edit({PATH: "30"})
    assert shown(panel) != beside
    panel._edit({PATH: "60"})
    assert shown(panel) == beside
    assert panel.form.status.startswith("computed in")


def test_own_runs_are_made_after_all_others_are_shown(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    before, sent = shown(panel), []
    monkeypatch.setattr(panel.form, "send", lambda message: sent.append((message["type"], shown(panel))))

    async def go() -> None:
        panel._edit({PATH: "60"})
        await settled(panel)

    on_a_loop(go)
    (first, then), (last, finally_) = sent
    assert (first, last) == ("shown", "done")
    assert then["bill"] == finally_["bill"] != before["bill"]
    assert then["cost"] == before["cost"] != finally_["cost"]
    assert "cost" not in panel.gallery.states


def test_a_cancelled_run_leaves_all_pictures_and_what_was_chosen(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    before, first = shown(panel), panel.comparison.scenario_hash
    with monkeypatch.context() as patch:
        long_run(panel, patch)

        async def go() -> None:
            panel._edit({PATH: "60"})
            assert not panel.form.running
            await until(lambda: panel.form.running)
            assert panel.form.status == RUNNING
            assert panel.form.share == pytest.approx(0.25)  # half of the first of two parts
            panel._act("cancel")
            await settled(panel)

        on_a_loop(go)
    assert shown(panel) == before
    assert panel.comparison.scenario_hash == first
    assert (panel.form.running, panel.form.stopped, panel.form.status) == (False, True, STOPPED)
    assert panel.form.values[PATH] == "60"
    panel._act("again")
    assert shown(panel) != before
    assert not panel.form.stopped


def test_a_run_that_is_pinned_goes_with_the_choices_it_was_made_from(
    panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        long_run(panel, patch)

        async def go() -> None:
            panel._edit({PATH: "60"})
            await until(lambda: panel.form.running)
            panel._act("cancel")
            await settled(panel)

        on_a_loop(go)
    was = panel._shown.choices
    panel._act("pin")
    assert panel._pinned == (was, panel.comparison.runs[1])
    assert was.load != panel.desk.choices.load
    assert "60" in panel.pictures["versus"].sentence


def test_a_cancelled_own_run_leaves_the_others_new(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shown(panel)
    with monkeypatch.context() as patch:
        long_own(panel, patch)

        async def go() -> None:
            panel._edit({PATH: "60"})
            await until(lambda: panel.form.running)
            assert panel.gallery.states["cost"] == "busy"
            panel._act("cancel")
            await settled(panel)

        on_a_loop(go)
    assert shown(panel)["bill"] != before["bill"]
    assert shown(panel)["cost"] == before["cost"]
    assert panel.gallery.states["cost"] == "old"
    panel._act("again")
    assert shown(panel)["cost"] != before["cost"]
    assert "cost" not in panel.gallery.states


def test_a_newer_choice_stops_own_runs_of_the_older(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    loads = []
    compare = panel.runner.compare

    def counted(choices: Choices, progress: Progress | None = None) -> Comparison:
        loads.append(choices.load.peak_per_hour)
        return compare(choices, progress)

    monkeypatch.setattr(panel.runner, "compare", counted)
    with monkeypatch.context() as patch:
        long_own(panel, patch)

        async def go() -> None:
            panel._edit({PATH: "60"})
            await until(lambda: loads == [60])
            for rate in range(61, 91):
                panel._edit({PATH: str(rate)})
            patch.undo()
            await settled(panel)

        on_a_loop(go)
    assert loads == [60, 90]
    assert panel.form.status.startswith("computed in")
    assert panel.desk.choices.load.peak_per_hour == 90
    assert panel._shown.choices == panel.desk.choices


def test_what_nobody_expected_is_said_and_logged_and_the_panel_goes_on(
    panel: Panel, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("float division by zero")

    async def go() -> None:
        with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
            patch.setattr(panel.runner, "compare", fail)
            panel._edit({PATH: "60"})
            await settled(panel)
        assert "ZeroDivisionError: float division by zero" in panel.form.status
        assert "ZeroDivisionError" in caplog.text
        panel._edit({PATH: "70"})
        await settled(panel)

    on_a_loop(go)
    assert panel.form.status.startswith("computed in")
    assert panel._shown.choices.load.peak_per_hour == 70


def test_copy_and_a_late_cancel_compute_nothing(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(panel.form, "send", sent.append)
    runs = panel.runner.runs
    panel._act("copy")
    panel._act("cancel")
    assert panel.runner.runs == runs
    assert sent == [{"type": "copied"}, {"type": "done"}, {"type": "done"}]
