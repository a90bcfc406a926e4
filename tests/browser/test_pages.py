"""Every finished notebook in a browser: it runs whole, nothing is cut off, hidden from anybody, or unreadable."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from archlib.course.track import finished, notebook
from archlib.engine.jit import ANNOUNCEMENT
from tests.browser.access import faults
from tests.browser.jupyter import Server, Watch, drawn, run_all, serving, shut_down, unlock

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATIENCE_MS = 60_000
MOST_SENT_BYTES = 6_000_000
LOOKS = [("Light", 1024), ("Dark", 768)]  # each theme and each width once
READABLE = 4.5  # contrast of text, WCAG 2.2, 1.4.3


@dataclass
class Opened:
    """A finished notebook in a page, run whole, with all that a bet locks opened."""

    page: "Page"
    watch: Watch

    def look(self, theme: str, width: int) -> None:
        """Give the page a theme and a width, and wait until all is drawn for them."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.evaluate(
            "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", f"JupyterLab {theme}"
        )
        self.page.wait_for_function(
            "(light) => document.body.dataset.jpThemeLight === light",
            arg=str(theme == "Light").lower(),
            timeout=PATIENCE_MS,
        )
        drawn(self.page)
        fitted = """() => [...document.querySelectorAll('.archlib-plot')].every((plot) => {
            const drawn = plot.querySelector('.main-svg')?.getBoundingClientRect().width;
            return !drawn || !plot.clientWidth || Math.abs(drawn - plot.clientWidth) <= 1;
        })"""
        self.page.wait_for_function(fitted, timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("pages")) as server:
        yield server


@pytest.fixture(scope="module", params=finished())
def opened(request: pytest.FixtureRequest, browser: "Browser", server: Server) -> Iterator[Opened]:
    """A finished notebook; one page serves all tests of it."""
    context = browser.new_context(viewport={"width": 1024, "height": 900})
    page = context.new_page()
    opened = Opened(page, Watch(page))
    run_all(page, f"{server.notebook(notebook(request.param).file)}&reset")  # without the tabs of the one before
    # what JupyterLab skips while it is scrolled away can neither be measured nor looked at
    page.add_style_tag(content=".jp-Cell { content-visibility: visible !important; }")
    page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    unlock(page)
    yield opened
    shut_down(page)
    context.close()


def test_all_cells_run_without_an_error(opened: Opened) -> None:
    cells = opened.page.evaluate(
        """[...window.jupyterapp.shell.currentWidget.context.model.cells]
            .filter((cell) => cell.type === 'code').map((cell) => [cell.executionCount, cell.outputs.toJSON()])"""
    )
    assert [count for count, _ in cells] == list(range(1, len(cells) + 1))
    outputs = [output for _, shown in cells for output in shown]
    assert [output for output in outputs if output["output_type"] == "error"] == []
    assert {output["text"].strip() for output in outputs if output.get("name") == "stderr"} <= {ANNOUNCEMENT}
    assert opened.page.locator(".archlib-view").count() > 0
    assert opened.page.locator(".archlib-error:visible").count() == 0


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_nothing_is_wider_than_its_place(opened: Opened, theme: str, width: int) -> None:
    opened.look(theme, width)
    wide = """() => {
        const scrolls = '.archlib-hidden, .archlib-numbers, .archlib-ask-table, .archlib-rules-table, '
            + '.archlib-stage, input, pre, svg *';
        const cut = (node) => getComputedStyle(node).overflowX !== 'visible' && node.scrollWidth > node.clientWidth + 1;
        const over = (node, place) => node.getBoundingClientRect().right > place.getBoundingClientRect().right + 1;
        return [...document.querySelectorAll('.jp-OutputArea-output')].flatMap((place) =>
            [...place.querySelectorAll('*')]
                .filter((node) => node.clientWidth > 0 && !node.closest(scrolls))
                .filter((node) => cut(node) || over(node, place))
                .map((node) => node.outerHTML.slice(0, 200)));
    }"""
    assert opened.page.evaluate(wide) == []


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_words_in_pictures_are_readable(opened: Opened, theme: str, width: int) -> None:
    opened.look(theme, width)
    contrasts = opened.page.evaluate(
        """() => {
            const words = '.xtick text, .ytick text, .g-xtitle text, .legendtext, '
                + '.archlib-stage text, .archlib-curve text';
            const channel = (part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
            const light = (colour) => {
                const [r, g, b] = colour.match(/[0-9.]+/g).slice(0, 3).map(Number).map(channel);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const paper = (node) => {
                const colour = getComputedStyle(node).backgroundColor;
                return /, 0\\)$/.test(colour) && node.parentElement ? paper(node.parentElement) : light(colour);
            };
            return [...document.querySelectorAll(words)].map((text) => {
                const [low, high] = [light(getComputedStyle(text).fill), paper(text)].sort((a, b) => a - b);
                return [(high + 0.05) / (low + 0.05), text.textContent];
            });
        }"""
    )
    assert contrasts
    assert [(contrast, text) for contrast, text in contrasts if contrast < READABLE] == []


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_nobody_is_shut_out(opened: Opened, theme: str, width: int) -> None:
    opened.look(theme, width)
    assert faults(opened.page) == []


def test_nobody_is_shut_out_of_what_is_folded(opened: Opened) -> None:
    opened.look(*LOOKS[0])
    opened.page.evaluate(
        """for (const fold of document.querySelectorAll('.jp-OutputArea-output details')) {
            fold.open = true;
            for (const row of [...fold.querySelectorAll('tr')].slice(9)) row.remove();  // all are alike
        }"""
    )
    assert faults(opened.page) == []


def test_the_page_complains_of_nothing_and_asks_nobody_else(opened: Opened) -> None:
    # JupyterLab takes a cell out of its list twice at times when the window changes size; no file of ours removes one
    assert [error for error in opened.watch.errors if "removeChild" not in error] == []
    assert opened.watch.strangers == []
    assert 0 < opened.watch.received < MOST_SENT_BYTES
