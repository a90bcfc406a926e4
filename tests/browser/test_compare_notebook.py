"""The first notebook as a learner meets it: opened in JupyterLab, run, and its sliders moved with the keyboard."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import archlib as al
from archlib.data import data_dir
from archlib.engine.jit import ANNOUNCEMENT
from archlib.lab import words
from archlib.lab.figures import PICTURES
from tests.browser.jupyter import Watch, run_all, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

NAME = "09_compare_and_choose.ipynb"
PATIENCE_MS = 30_000  # for a busy machine; what is waited for is a condition, never a time
MOST_SENT_BYTES = 6_000_000
ARCHITECTURES = [al.Monolith(), al.Tiers(), al.QueueFleet()]


@dataclass
class Opened:
    """A notebook that has been run, in a page."""

    page: "Page"
    watch: Watch

    @property
    def panel(self) -> "Locator":
        """The first panel of the notebook."""
        return self.page.locator(".archlib-panel").first

    def slider(self, name: str) -> "Locator":
        """A slider by its name with unit."""
        return self.panel.get_by_role("slider", name=name, exact=True)

    def box(self, name: str) -> "Locator":
        """A text box by its name with unit."""
        return self.panel.get_by_role("textbox", name=name, exact=True)

    def scene(self, name: str) -> None:
        """Open a tab of the form."""
        self.panel.get_by_role("tab", name=name).click()

    def press(self, slider: str, key: str, times: int) -> float:
        """Move a slider with a key; return the value that its box then shows."""
        handle = self.slider(slider)
        handle.focus()
        for _ in range(times):
            handle.press(key)
        return float(self.box(slider).input_value())

    def shows(self, comparison: al.Comparison) -> None:
        """Wait until the scorecard says what archlib computes, and until all pictures have been drawn."""
        from playwright.sync_api import expect

        for label, run in zip(comparison.labels, comparison, strict=True):
            row = self.panel.locator("[data-picture=scorecard] tbody tr").filter(has_text=label)
            for text in (
                words.percent(run.availability["upload"].request_share),
                words.percent(run.availability["process"].deadline_share or 0.0),
                words.percent(run.availability["manage"].request_share),
                f"${run.bill.total:,.2f}",
                f"${run.bill.per_month:,.2f}",
            ):
                expect(row).to_contain_text(text, timeout=PATIENCE_MS)
        self.drawn()

    def drawn(self) -> None:
        """Wait until the kernel has answered, and every picture of the panel is on the screen."""
        self.page.wait_for_function(
            """(count) => {
                const panel = document.querySelector('.archlib-panel');
                const views = [...panel.querySelectorAll('.archlib-view')];
                return views.length === count && views.every((view) => view.dataset.drawn === 'true')
                    && panel.querySelector('.archlib-form').dataset.settled !== 'false';
            }""",
            arg=len(PICTURES),
            timeout=PATIENCE_MS,
        )

    def scroll(self) -> None:
        """Bring the panel to the top of the page; the cells above it take their place while one scrolls."""
        self.page.wait_for_function(
            """() => {
                const panel = document.querySelector('.archlib-panel');
                const before = panel.getBoundingClientRect().top;
                panel.scrollIntoView({block: 'start'});
                return panel.getBoundingClientRect().top === before;
            }""",
            timeout=PATIENCE_MS,
        )

    def picture(self, path: Path) -> None:
        """Keep a picture of the canonical week for the README."""
        self.panel.get_by_role("button", name="Reset", exact=True).click()
        self.page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
        self.shows(week())
        self.scroll()
        self.page.mouse.move(0, 0)
        self.page.screenshot(path=path)

    def places(self) -> list[object]:
        """Return where panel and pictures are; equal lists mean that nothing has jumped."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll('.archlib-panel .archlib-view, .archlib-panel .archlib-plot')]
                .map((node) => { const r = node.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; })"""
        )


@pytest.fixture(scope="module")
def opened(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The notebook, opened and run once for all tests of this file."""
    with serving(tmp_path_factory.mktemp("lab")) as server:
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        page = context.new_page()
        watch = Watch(page)
        run_all(page, server.notebook(NAME))
        page.wait_for_selector(
            ".archlib-panel .archlib-view[data-drawn=true]", state="attached", timeout=4 * PATIENCE_MS
        )
        opened = Opened(page, watch)
        opened.scroll()
        yield opened
        if "ARCHLIB_SCREENSHOT" in os.environ:
            opened.picture(Path(os.environ["ARCHLIB_SCREENSHOT"]))
        context.close()


@pytest.fixture(autouse=True)
def reset(opened: Opened) -> Iterator[None]:
    """Begin each test with the panel as it was, and end it without any complaint of the page."""
    opened.panel.get_by_role("button", name="Reset", exact=True).click()
    opened.scene("Load")
    opened.shows(week())
    yield
    assert opened.watch.errors == []
    assert opened.watch.strangers == []


def week(**load: float) -> al.Comparison:
    """Return the canonical week, computed here."""
    scenario = al.Scenario(al.Workload.evening_peak(**load), faults=al.faults.standard_week(), seed=1)
    return al.compare(ARCHITECTURES, scenario)


def test_all_cells_run_and_every_picture_is_drawn(opened: Opened) -> None:
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


def test_a_load_slider_changes_bill_and_availability_to_what_archlib_computes(opened: Opened) -> None:
    places = opened.places()
    rate = opened.press("load at peak (videos/h)", "ArrowRight", 3)
    assert rate > 120
    opened.shows(week(peak_per_hour=rate))
    assert opened.places() == places


def test_a_scaling_slider_changes_the_fleet_to_what_archlib_computes(opened: Opened) -> None:
    opened.scene("Scaling")
    workers = opened.press("max workers (instances)", "ArrowLeft", 5)
    assert workers < 30
    scenario = al.Scenario(al.Workload.evening_peak(), faults=al.faults.standard_week(), seed=1)
    fleet = al.QueueFleet(max_workers=int(workers))
    opened.shows(al.compare([*ARCHITECTURES[:2], fleet], scenario))


def test_an_exact_value_can_be_typed(opened: Opened) -> None:
    opened.box("load at peak (videos/h)").fill("137.5")
    opened.box("load at peak (videos/h)").press("Enter")
    opened.shows(week(peak_per_hour=137.5))


def test_a_bad_value_is_refused_in_the_models_words_and_the_picture_stays(opened: Opened) -> None:
    from playwright.sync_api import expect

    opened.scene("Scaling")
    opened.box("max workers (instances)").fill("none")
    opened.box("max workers (instances)").press("Enter")
    refusal = opened.panel.get_by_role("alert").filter(has_text="QueueFleet.max_workers='none' is not a whole number")
    expect(refusal).to_be_visible(timeout=PATIENCE_MS)
    opened.shows(week())


def test_a_file_of_ones_own_is_read_in_this_kernel(opened: Opened) -> None:
    sample = data_dir() / "samples" / "uploads_cloudwatch.csv"
    opened.panel.locator("input[type=file]").set_input_files(sample)
    scenario = al.Scenario(al.Workload.from_csv(sample), faults=al.faults.standard_week(), seed=1)
    opened.shows(al.compare(ARCHITECTURES, scenario))


def test_a_bad_file_is_refused_with_its_line(opened: Opened) -> None:
    from playwright.sync_api import expect

    bad = {"name": "mine.csv", "mimeType": "text/csv", "buffer": b"2026-01-01 00:00:00,1\n2026-01-01 00:05:00,many\n"}
    opened.panel.locator("input[type=file]").set_input_files(bad)
    refusal = opened.panel.get_by_role("alert").filter(has_text="mine.csv, line 2")
    expect(refusal).to_be_visible(timeout=PATIENCE_MS)


def test_a_zoom_moves_all_pictures_over_time(opened: Opened) -> None:
    place = opened.panel.locator("[data-picture=strips] .nsewdrag").bounding_box()
    assert place is not None
    x, y = place["x"] + place["width"] / 7, place["y"] + place["height"] / 2
    opened.page.mouse.move(x, y)
    opened.page.mouse.down()
    opened.page.mouse.move(x + place["width"] / 7, y, steps=4)
    opened.page.mouse.up()
    moved = """() => {
        const ranges = ['strips', 'queue', 'machines'].map((name) => document
            .querySelector(`.archlib-panel [data-picture=${name}] .js-plotly-plot`).layout.xaxis.range
            .map((end) => Math.round(+new Date(end) / 1000)));
        const length = ranges[0][1] - ranges[0][0];
        return length < 2 * 86400 && ranges.every((range) => String(range) === String(ranges[0]));
    }"""
    opened.page.wait_for_function(moved, timeout=PATIENCE_MS)


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_the_pictures_follow_the_theme(opened: Opened, theme: str) -> None:
    opened.page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    ink = "rgb(224, 224, 224)" if "Dark" in theme else "rgb(34, 34, 34)"
    opened.page.wait_for_function(
        """(ink) => getComputedStyle(document.querySelector(
            '.archlib-panel [data-picture=bill] .xtick text')).fill === ink""",
        arg=ink,
        timeout=PATIENCE_MS,
    )


def test_a_picture_is_told_in_words_as_well(opened: Opened) -> None:
    for name, make in PICTURES.items():
        view, picture = opened.panel.locator(f"[data-picture={name}]"), make(week(), None)
        assert view.locator("[aria-live=polite]").text_content() == picture.sentence
        assert view.locator("tbody tr").count() == len(picture.rows)
        if picture.data:
            assert picture.sentence in (view.get_by_role("img").first.get_attribute("aria-label") or "")


def test_little_is_sent_however_many_pictures_there_are(opened: Opened) -> None:
    assert 0 < opened.watch.received < MOST_SENT_BYTES


def test_a_page_that_is_loaded_again_gets_its_pictures_back(opened: Opened) -> None:
    opened.page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    opened.page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty", timeout=PATIENCE_MS)
    opened.page.reload()
    opened.page.wait_for_selector(
        ".archlib-panel .archlib-view[data-drawn=true]", state="attached", timeout=PATIENCE_MS
    )
    opened.shows(week())
    opened.scroll()
