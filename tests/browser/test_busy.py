"""A page that is busy for seconds while its widgets begin still hears what the kernel says afterwards."""

from typing import TYPE_CHECKING

from tests.browser.jupyter import Watch, open_notebook, serving, unlock

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

NAME = "01_monolith.ipynb"
RUN_AND_BLOCK = """async () => {
    const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    const block = (ms) => { const end = Date.now() + ms; while (Date.now() < end) { /* nothing else happens */ } };
    let over = false;
    window.jupyterapp.commands.execute('notebook:run-all-cells').then(() => { over = true; });
    while (!over) { block(2500); await wait(100); }
}"""


def test_widgets_that_begin_late_lose_nothing(page: "Page", tmp_path: "Path") -> None:
    watch = Watch(page)
    with serving(tmp_path) as server:
        open_notebook(page, server.notebook(NAME))
        page.evaluate(RUN_AND_BLOCK)
        unlock(page)
        assert watch.errors == []
