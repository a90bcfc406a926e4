"""The first notebook as a learner meets it: opened in JupyterLab, run, and its sliders moved with the keyboard."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import archlib as al
from archlib.data import data_dir
from archlib.engine.jit import ANNOUNCEMENT
from archlib.lab.figures import PICTURES
from tests.browser.jupyter import Watch, run_all, serving
from tests.browser.learner import bet, panel
from tests.browser.panel import ARCHITECTURES, PATIENCE_MS, PanelPage, week

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAME = "09_compare_and_choose.ipynb"
MOST_SENT_BYTES = 9_000_000  # plotly.js once (1.5 MB), and 200 KB for each change of seven architectures


@pytest.fixture(scope="module")
def opened(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[PanelPage]:
    """The notebook, opened and run once for all tests of this file."""
    with serving(tmp_path_factory.mktemp("lab")) as server:
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        page = context.new_page()
        watch = Watch(page)
        run_all(page, server.notebook(NAME))
        page.wait_for_selector(
            ".archlib-panel .archlib-view[data-drawn=true]", state="attached", timeout=4 * PATIENCE_MS
        )
        opened = PanelPage(page, watch)
        opened.scroll()
        yield opened
        if "ARCHLIB_SCREENSHOT" in os.environ:
            opened.picture(Path(os.environ["ARCHLIB_SCREENSHOT"]))
        context.close()


@pytest.fixture(autouse=True)
def reset(opened: PanelPage) -> Iterator[None]:
    """Begin each test with the panel as it was, and end it without any complaint of the page."""
    opened.panel.get_by_role("button", name="Reset", exact=True).click()
    opened.scene("Load")
    opened.shows(week())
    yield
    assert opened.watch.errors == []
    assert opened.watch.strangers == []


def test_all_cells_run_and_every_picture_is_drawn(opened: PanelPage) -> None:
    cells = opened.page.evaluate(
        """[...window.jupyterapp.shell.currentWidget.context.model.cells]
            .filter((cell) => cell.type === 'code').map((cell) => [cell.executionCount, cell.outputs.toJSON()])"""
    )
    assert cells
    assert all(count for count, _ in cells)
    outputs = [output for _, shown in cells for output in shown]
    assert not [output for output in outputs if output["output_type"] == "error"]
    assert {output["text"].strip() for output in outputs if output.get("name") == "stderr"} <= {ANNOUNCEMENT}
    assert opened.panel.locator(".archlib-plot .main-svg").count() > 0
    assert opened.panel.locator(".archlib-error:visible").count() == 0


def test_a_load_slider_changes_bill_and_availability_to_what_archlib_computes(opened: PanelPage) -> None:
    places = opened.places()
    rate = opened.press("load at peak (videos/h)", "ArrowRight", 3)
    assert rate > 120
    opened.shows(week(peak_per_hour=rate))
    assert opened.places() == places


def test_a_scaling_slider_changes_the_fleet_to_what_archlib_computes(opened: PanelPage) -> None:
    opened.scene("QueueFleet")
    workers = opened.press("max workers (instances)", "ArrowLeft", 5)
    assert workers < 30
    scenario = al.Scenario(al.Workload.evening_peak(), faults=al.faults.honest_week(), seed=1)
    fleet = al.QueueFleet(max_workers=int(workers))
    opened.shows(al.compare([fleet if a.kind == fleet.kind else a for a in ARCHITECTURES], scenario))


def test_what_is_compared_can_be_chosen(opened: PanelPage) -> None:
    from playwright.sync_api import expect

    opened.scene("Compare")
    for kind in ("Tiers", "LoadBalanced", "Microservices", "EventDriven", "Functions"):
        opened.panel.get_by_role("checkbox", name=kind).click()
    opened.drawn()
    rows = opened.panel.locator("[data-picture=scorecard] tbody tr")
    expect(rows).to_have_count(2, timeout=PATIENCE_MS)
    expect(rows.first).to_contain_text("Monolith")
    expect(rows.last).to_contain_text("QueueFleet")


def test_a_failure_that_meets_nothing_is_said_to(opened: PanelPage) -> None:
    from playwright.sync_api import expect

    told = opened.panel.locator("[data-picture=strips]")
    expect(told).to_contain_text("Failures that met nothing: QueueFleet (one processing instance)", timeout=PATIENCE_MS)
    expect(told).to_contain_text("Functions (one manage host, one upload host)")


def test_a_slider_that_is_dragged_queues_nothing(opened: PanelPage) -> None:
    opened.watch.sent.clear()
    last = opened.slider("length (days)").evaluate(
        """(range) => {
            for (let i = 0; i < 60; i++) {
                range.value = i % 2 ? range.min : range.max;
                range.dispatchEvent(new Event('input'));
            }
            return range.value;
        }"""
    )
    assert last == "0"
    opened.shows(week(days=1.0))
    edits = [
        frame for frame in opened.watch.sent if b'"edit"' in (frame if isinstance(frame, bytes) else frame.encode())
    ]
    assert 1 <= len(edits) <= 3


def test_an_exact_value_can_be_typed(opened: PanelPage) -> None:
    opened.box("load at peak (videos/h)").fill("137.5")
    opened.box("load at peak (videos/h)").press("Enter")
    opened.shows(week(peak_per_hour=137.5))


def test_a_bad_value_is_refused_in_the_models_words_and_the_picture_stays(opened: PanelPage) -> None:
    from playwright.sync_api import expect

    opened.scene("QueueFleet")
    opened.box("max workers (instances)").fill("none")
    opened.box("max workers (instances)").press("Enter")
    refusal = opened.panel.get_by_role("alert").filter(has_text="QueueFleet.max_workers='none' is not a whole number")
    expect(refusal).to_be_visible(timeout=PATIENCE_MS)
    opened.shows(week())


def test_a_file_of_ones_own_is_read_in_this_kernel(opened: PanelPage) -> None:
    sample = data_dir() / "samples" / "uploads_cloudwatch.csv"
    opened.panel.locator("input[type=file]").set_input_files(sample)
    scenario = al.Scenario(al.Workload.from_csv(sample), faults=al.faults.honest_week(), seed=1)
    opened.shows(al.compare(ARCHITECTURES, scenario))


def test_a_bad_file_is_refused_with_its_line(opened: PanelPage) -> None:
    from playwright.sync_api import expect

    bad = {"name": "mine.csv", "mimeType": "text/csv", "buffer": b"2026-01-01 00:00:00,1\n2026-01-01 00:05:00,many\n"}
    opened.panel.locator("input[type=file]").set_input_files(bad)
    refusal = opened.panel.get_by_role("alert").filter(has_text="mine.csv, line 2")
    expect(refusal).to_be_visible(timeout=PATIENCE_MS)


def test_a_zoom_moves_all_pictures_over_time(opened: PanelPage) -> None:
    opened.scroll()
    opened.drag("strips", 1 / 7, 2 / 7)
    moved = """() => {
        const ranges = ['strips', 'queue', 'machines'].map((name) => document
            .querySelector(`.archlib-panel [data-picture=${name}] .js-plotly-plot`).layout.xaxis.range
            .map((end) => Math.round(+new Date(end) / 1000)));
        const length = ranges[0][1] - ranges[0][0];
        return length < 2 * 86400 && ranges.every((range) => String(range) === String(ranges[0]));
    }"""
    opened.page.wait_for_function(moved, timeout=PATIENCE_MS)


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_the_pictures_follow_the_theme(opened: PanelPage, theme: str) -> None:
    opened.page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    ink = "rgb(224, 224, 224)" if "Dark" in theme else "rgb(34, 34, 34)"
    opened.page.wait_for_function(
        """(ink) => getComputedStyle(document.querySelector(
            '.archlib-panel [data-picture=bill] .xtick text')).fill === ink""",
        arg=ink,
        timeout=PATIENCE_MS,
    )


@pytest.mark.parametrize("width", [1024, 1400])
def test_the_pictures_take_the_width_they_are_given(opened: PanelPage, width: int) -> None:
    opened.page.set_viewport_size({"width": width, "height": 900})
    opened.page.wait_for_function(
        """() => [...document.querySelector('.archlib-panel').querySelectorAll('.js-plotly-plot')].every((plot) => {
            const drawn = plot.querySelector('.main-svg').getBoundingClientRect().width;
            return plot.clientWidth > 400 && Math.abs(drawn - plot.clientWidth) <= 1;
        })""",
        timeout=PATIENCE_MS,
    )


def test_a_picture_is_told_in_words_as_well(opened: PanelPage) -> None:
    for name, make in PICTURES.items():
        view, picture = opened.panel.locator(f"[data-picture={name}]"), make(week(), None)
        assert view.locator("[aria-live=polite]").text_content() == picture.sentence
        assert view.locator("tbody tr").count() == len(picture.rows)
        if picture.data:
            assert picture.sentence in (view.get_by_role("img").first.get_attribute("aria-label") or "")


def test_a_bet_opens_the_front_which_names_who_is_beaten(opened: PanelPage) -> None:
    page = opened.page
    page.get_by_text("Locked: place bet 09.P2").first.wait_for(timeout=PATIENCE_MS)
    bet(page, "09.P2", "one video every two hours")
    board = panel(page, "pareto")
    said = board.locator("[data-picture=pareto]")
    said.get_by_text("Monolith by QueueFleet").first.wait_for(timeout=PATIENCE_MS)
    board.get_by_role("checkbox", name="standard week").click()
    board.get_by_role("checkbox", name="service failures").click()
    said.get_by_text("failures and lateness together: EventDriven and Functions").wait_for(timeout=PATIENCE_MS)
    if "ARCHLIB_SCREENSHOT_FRONT" in os.environ:
        board.screenshot(path=os.environ["ARCHLIB_SCREENSHOT_FRONT"])


def test_a_price_list_of_ones_own_is_taken_by_the_same_button(opened: PanelPage) -> None:
    text = (data_dir() / "prices" / "aws_us_east_1.csv").read_text(encoding="utf-8")
    dearer = text.replace("c5.4xlarge,0.68,", "c5.4xlarge,1.36,")
    assert dearer != text
    mine = {"name": "mine.csv", "mimeType": "text/csv", "buffer": dearer.encode()}
    opened.panel.locator("input[type=file]").set_input_files(mine)
    opened.shows(week().reprice(al.prices.aws_us_east_1().scaled({"c5.4xlarge": 2.0})))


def test_little_is_sent_however_many_pictures_there_are(opened: PanelPage) -> None:
    assert 0 < opened.watch.received < MOST_SENT_BYTES


def test_a_page_that_is_loaded_again_gets_its_pictures_back(opened: PanelPage) -> None:
    opened.page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    opened.page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty", timeout=PATIENCE_MS)
    opened.page.reload()
    opened.page.wait_for_selector(
        ".archlib-panel .archlib-view[data-drawn=true]", state="attached", timeout=PATIENCE_MS
    )
    opened.shows(week())
    opened.scroll()
