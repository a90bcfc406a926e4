"""The drawing as a learner meets it: in a notebook, played, stepped, scrubbed and followed, with mouse and keyboard."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import archlib as al
from archlib.lab.drawings import drawing
from archlib.lab.drawings.follow import next_arrival
from archlib.lab.drawings.frames import Frames
from archlib.lab.drawings.tell import sentence
from archlib.lab.drawings.wires import wires
from tests.browser.drawn import DrawingPage, last_before
from tests.browser.jupyter import Watch, run_all, serving
from tests.browser.panel import PATIENCE_MS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CODE = """import archlib as al
from archlib.lab.drawings import drawing
scenario = al.Scenario(al.Workload.evening_peak(), faults=al.faults.standard_week(), seed=1)
drawing(al.simulate(al.QueueFleet(), scenario))"""
DURING_THE_DEPLOY_S = 73_800.0


@pytest.fixture(scope="module")
def frames() -> Frames:
    scenario = al.Scenario(al.Workload.evening_peak(), faults=al.faults.standard_week(), seed=1)
    run = al.simulate(al.QueueFleet(), scenario)
    return Frames(run, wires(run.topology))


@pytest.fixture(scope="module")
def opened(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[DrawingPage]:
    folder = tmp_path_factory.mktemp("drawing")
    with serving(folder) as server:
        cell = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None, "source": CODE}
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        content = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
        (folder / "notebooks" / "drawing.ipynb").write_text(json.dumps(content))
        context = browser.new_context(viewport={"width": 1400, "height": 1000})
        page = context.new_page()
        watch = Watch(page)
        run_all(page, server.notebook("drawing.ipynb"))
        page.wait_for_selector(".archlib-drawing[data-settled=true]", state="attached", timeout=4 * PATIENCE_MS)
        yield DrawingPage(page, watch)
        context.close()


@pytest.fixture(autouse=True)
def calm(opened: DrawingPage) -> Iterator[None]:
    """Begin each test paused at the start with nobody followed, and end it without any complaint of the page."""
    opened.page.emulate_media(reduced_motion="no-preference")
    if opened.button("pause").count():
        opened.button("pause").click()
    if "stop" in (opened.button("follow next upload").text_content() or ""):
        opened.button("follow next upload").click()
    opened.scrub(0.0)
    yield
    # JupyterLab takes a cell out of its list twice at times when the window changes size; no file of ours removes one
    assert [error for error in opened.watch.errors if "removeChild" not in error] == []
    assert opened.watch.strangers == []


def test_a_scrubbed_moment_says_and_draws_what_python_says(opened: DrawingPage, frames: Frames) -> None:
    from playwright.sync_api import expect

    heights = opened.heights()
    for time in (DURING_THE_DEPLOY_S, 400_000.0, 5_000.0):
        opened.scrub(time)
        expect(opened.said).to_have_text(sentence(frames, opened.time), timeout=PATIENCE_MS)
        held = frames.at(opened.time)
        box = opened.stage.locator("[data-station]").filter(has_text="jobs")
        expect(box).to_contain_text(f"{held['jobs', 'visible']} visible")
    assert opened.heights() == heights


def test_a_failed_part_is_drawn_as_down_with_its_reason(opened: DrawingPage, frames: Frames) -> None:
    from playwright.sync_api import expect

    opened.scrub(DURING_THE_DEPLOY_S)
    down = opened.stage.locator("[data-station][data-state='2']")
    expect(down).to_have_count(1)
    expect(down).to_contain_text("✕ bad deploy")
    expect(opened.widget.locator(".archlib-now tbody tr").filter(has_text="workers")).to_contain_text(
        "down: bad deploy of processing"
    )


def test_the_meters_end_at_the_bill(opened: DrawingPage, frames: Frames) -> None:
    from playwright.sync_api import expect

    opened.scrub(frames.end_s)
    expect(opened.widget.locator(".archlib-total")).to_have_text(f"${frames.run.bill.total:,.2f} so far")


def test_it_plays_and_pauses_and_videos_move(opened: DrawingPage) -> None:
    opened.scrub(DURING_THE_DEPLOY_S)
    opened.button("play").click()
    opened.passes(DURING_THE_DEPLOY_S + 600)
    opened.page.wait_for_selector(".archlib-dots circle", state="attached", timeout=PATIENCE_MS)
    opened.button("pause").click()
    time = opened.time
    assert opened.button("play").count() == 1
    opened.page.wait_for_timeout(200)
    assert opened.time == time


def test_it_plays_on_over_the_end_of_what_was_sent(opened: DrawingPage, frames: Frames) -> None:
    cut = float(frames.cuts[3])
    opened.scrub(cut - 60)
    opened.button("play").click()
    opened.passes(cut + 60)
    opened.button("pause").click()


def test_steps_go_from_event_to_event_and_back(opened: DrawingPage, frames: Frames) -> None:
    moments = sorted({*frames.hops.t.tolist(), *frames.hops.lost_t.tolist()})
    moments = sorted({*moments, *(float(t) for track in frames.tracks for t in track.step.t)})
    later = [t for t in moments if t > 0.0][:4]
    for time in later:
        opened.button("one event on").click()
        assert opened.time == pytest.approx(time, abs=1e-6)
    for time in reversed(later[:-1]):
        opened.button("one event back").click()
        assert opened.time == pytest.approx(time, abs=1e-6)


@pytest.mark.parametrize("way", [1, -1])
def test_a_step_goes_over_the_end_of_what_was_sent(opened: DrawingPage, frames: Frames, way: int) -> None:
    cut = float(frames.cuts[2])
    opened.scrub(cut if way < 0 else float(last_before(frames, cut)))
    opened.button("one event on" if way > 0 else "one event back").click()
    wanted = cut if way > 0 else last_before(frames, cut)
    opened.page.wait_for_function(
        "(time) => Math.abs(Number(document.querySelector('.archlib-scrub input').value) - time) < 1e-6",
        arg=wanted,
        timeout=PATIENCE_MS,
    )


def test_the_keyboard_plays_steps_and_jumps(opened: DrawingPage, frames: Frames) -> None:
    opened.stage.focus()
    opened.page.keyboard.press("Space")
    opened.passes(0.0)
    opened.page.keyboard.press("Space")
    time = opened.time
    opened.page.keyboard.press("ArrowRight")
    assert opened.time > time
    opened.page.keyboard.press("End")
    assert opened.time == frames.end_s
    opened.page.keyboard.press("Home")
    assert opened.time == 0.0


def test_keys_pressed_here_are_not_jupyterlabs(opened: DrawingPage) -> None:
    cells = "() => window.jupyterapp.shell.currentWidget.context.model.cells.length"
    before = opened.page.evaluate(cells)
    opened.stage.focus()
    for key in ("a", "b", "d", "d", "x"):
        opened.page.keyboard.press(key)
    assert opened.page.evaluate(cells) == before


def test_the_next_upload_is_followed_in_drawing_and_text(opened: DrawingPage, frames: Frames) -> None:
    from playwright.sync_api import expect

    opened.scrub(DURING_THE_DEPLOY_S)
    opened.stage.focus()
    opened.page.keyboard.press("u")
    job = next_arrival(frames.run, DURING_THE_DEPLOY_S)
    story = opened.widget.locator(".archlib-drawing-story")
    expect(story).to_contain_text(f"Video {job}", timeout=PATIENCE_MS)
    events = frames.run.story(job).events
    expect(story.locator(".archlib-events tbody tr")).to_have_count(len(events))
    for event in events:
        expect(story).to_contain_text(event.text)
    wanted = drawing(frames.run, job=job).story
    lit = opened.stage.locator(".archlib-wire.archlib-path")
    assert sorted(lit.evaluate_all("(all) => all.map((w) => Number(w.dataset.wire))")) == wanted["wires"]
    boxes = opened.stage.locator(".archlib-station.archlib-path")
    assert sorted(boxes.evaluate_all("(all) => all.map((b) => Number(b.dataset.station))")) == wanted["stations"]
    opened.page.keyboard.press("u")
    expect(lit).to_have_count(0, timeout=PATIENCE_MS)


def test_with_reduced_motion_nothing_moves(opened: DrawingPage) -> None:
    opened.page.emulate_media(reduced_motion="reduce")
    opened.scrub(DURING_THE_DEPLOY_S)
    opened.button("play").click()
    time = opened.time
    assert time > DURING_THE_DEPLOY_S
    opened.page.wait_for_timeout(300)
    assert opened.time == time
    assert opened.stage.locator(".archlib-dots circle").count() == 0


def test_it_is_read_out_at_most_once_a_second_while_it_plays(opened: DrawingPage) -> None:
    opened.scrub(DURING_THE_DEPLOY_S)
    opened.page.evaluate(
        """() => {
            window.told = [];
            const said = document.querySelector('.archlib-said');
            new MutationObserver(() => window.told.push(performance.now())).observe(said, {childList: true});
        }"""
    )
    opened.button("play").click()
    opened.page.wait_for_function("() => window.told.length >= 4", timeout=PATIENCE_MS)
    gaps = opened.page.evaluate("() => window.told.slice(2, 4).map((t, i) => t - window.told[i + 1])")
    opened.button("pause").click()
    assert min(gaps) > 900  # of what the page itself counted, so a slow machine only makes them longer


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_it_follows_the_theme(opened: DrawingPage, theme: str) -> None:
    opened.page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    light = """(dark) => {
        const rgb = getComputedStyle(document.querySelector('.archlib-stage .archlib-name')).fill.match(/[0-9.]+/g);
        const ink = rgb.slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3;
        return dark ? ink > 180 : ink < 90;
    }"""
    opened.page.wait_for_function(light, arg="Dark" in theme, timeout=PATIENCE_MS)


@pytest.mark.parametrize("width", [900, 1400])
def test_it_takes_the_width_it_is_given(opened: DrawingPage, width: int) -> None:
    opened.page.set_viewport_size({"width": width, "height": 1000})
    opened.page.wait_for_function(
        """() => {
            const stage = document.querySelector('.archlib-stage');
            const svg = stage.querySelector('svg').getBoundingClientRect();
            const scale = svg.width / stage.querySelector('svg').viewBox.baseVal.width;
            return svg.height <= stage.clientHeight && (svg.width <= stage.clientWidth + 1 || scale < 0.79);
        }""",
        timeout=PATIENCE_MS,
    )
