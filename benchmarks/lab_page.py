"""A notebook in JupyterLab in a headless Chromium, and the times that the page itself takes down.

Times are of the page's own clock, from the moment a script gives an input event (or runs a cell) until what it asked
for has been drawn; the screen shows it at the next frame, up to 17 ms later.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.lab_rival import MARK
from benchmarks.lab_table import is_jupyterlabs
from tests.browser.jupyter import Server, Watch, drawn, open_notebook, shut_down, unlock

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

PAUSE_MS = 150.0  # between two moves

MOVES = """async ({path, steps, pause}) => {
    const panel = document.querySelector('.archlib-panel');
    panel.scrollIntoView({block: 'start'});
    const range = panel.querySelector(`input[type=range][data-path="${path}"]`);
    const form = panel.querySelector('.archlib-form');
    const views = [...panel.querySelectorAll('.archlib-view')];
    const frame = panel.querySelector('.archlib-pictures').getBoundingClientRect();
    const onScreen = views.filter((view) => {
        const place = view.getBoundingClientRect();
        return place.top < Math.min(frame.bottom, innerHeight) && place.bottom > frame.top;
    });
    const answered = () => form.dataset.settled === 'true';
    const drawn = (of) => answered() && of.every((view) => view.dataset.drawn === 'true');
    const until = (is) => new Promise((resolve) => {
        const look = () => { if (is()) { observer.disconnect(); resolve(performance.now()); } };
        const observer = new MutationObserver(look);
        const attributeFilter = ['data-settled', 'data-drawn'];
        observer.observe(panel, {subtree: true, attributes: true, attributeFilter});
        look();
    });
    const waits = [];
    for (const step of steps) {
        await new Promise((resolve) => setTimeout(resolve, pause));
        range.value = Number(range.value) + step;
        const began = performance.now();
        range.dispatchEvent(new Event('input'));
        const ends = await Promise.all([until(answered), until(() => drawn(onScreen)), until(() => drawn(views))]);
        waits.push(ends.map((end) => end - began));
    }
    return waits;
}"""

RIVAL_MOVES = """async ({mark, steps, pause}) => {
    const said = document.querySelector(`.${mark} .widget-html-content`);
    const handle = document.querySelector('.noUi-handle');
    const plots = [...document.querySelectorAll('.js-plotly-plot')];
    let last = 0;
    for (const plot of plots) plot.on('plotly_afterplot', () => { last = performance.now(); });
    const waits = [];
    for (const step of steps) {
        await new Promise((resolve) => setTimeout(resolve, pause));
        const before = said.textContent;
        const told = new Promise((resolve) => {
            const observer = new MutationObserver(() => {
                if (said.textContent === before) return;
                observer.disconnect();
                resolve(performance.now());
            });
            observer.observe(said, {subtree: true, childList: true, characterData: true});
        });
        const began = performance.now();
        const key = step > 0 ? 'ArrowRight' : 'ArrowLeft';
        handle.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
        const answered = await told;
        await new Promise((resolve) => setTimeout(resolve, pause));  // what is drawn after it counts as well
        const end = Math.max(answered, last);
        waits.push([answered - began, end - began, end - began]);
    }
    return waits;
}"""

RUN_CELL = """async ({index, shown}) => {
    const { content } = window.jupyterapp.shell.currentWidget;
    content.activeCellIndex = index;
    const began = performance.now();
    window.jupyterapp.commands.execute('notebook:run-cell');
    while (!document.querySelector(shown)) {
        const error = document.querySelector('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]');
        if (error) throw new Error(error.innerText);
        await new Promise(requestAnimationFrame);
    }
    return performance.now() - began;
}"""

PID = """async () => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    const asked = kernel.requestExecute({code: 'import os; print(os.getpid())', store_history: false});
    let pid = 0;
    asked.onIOPub = (message) => {
        if (message.header.msg_type === 'stream') pid = Number(message.content.text);
    };
    await asked.done;
    return pid;
}"""


class Wait(NamedTuple):
    """Seconds from an input event until the kernel has answered, and pictures on the screen and all are drawn."""

    answered: float
    seen: float
    drawn: float


class Visit:
    """One notebook in a page of its own, on a kernel of its own."""

    def __init__(self, page: "Page", watch: Watch) -> None:
        self.page, self.watch = page, watch
        self._fetched = 0
        page.on("response", self._answered)

    def _answered(self, response: "Response") -> None:
        if response.request.resource_type != "websocket" and not is_jupyterlabs(response.url):
            self._fetched += int(response.headers.get("content-length", 0))

    @property
    def received_bytes(self) -> int:
        """Bytes of all websocket frames that came, and of http answers that are not JupyterLab's own."""
        return self.watch.received + self._fetched

    def run(self) -> None:
        """Run all cells, open what is locked, and wait until all is drawn."""
        self.page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        unlock(self.page)

    def drawn(self) -> None:
        """Wait until all pictures are drawn."""
        drawn(self.page)

    def first_picture_s(self, index: int, shown: str) -> float:
        """Run a cell; return how long it took until an element was on the page."""
        return float(self.page.evaluate(RUN_CELL, {"index": index, "shown": shown})) / 1e3

    def moves(self, path: str, steps: Sequence[int]) -> list[Wait]:
        """Move a slider of the first panel stop by stop, each move after the pictures of the one before."""
        return _seconds(self.page.evaluate(MOVES, {"path": path, "steps": list(steps), "pause": PAUSE_MS}))

    def rival_moves(self, steps: Sequence[int]) -> list[Wait]:
        """Move the slider of the FigureWidgets."""
        return _seconds(self.page.evaluate(RIVAL_MOVES, {"mark": MARK, "steps": list(steps), "pause": PAUSE_MS}))

    def pid(self) -> int:
        """Return the process of its kernel."""
        return int(self.page.evaluate(PID))


@contextmanager
def opened(browser: "Browser", server: Server, name: str) -> Iterator[Visit]:
    """Open a notebook and wait for its kernel; end both afterwards, so that each is measured alone."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    visit = Visit(page, Watch(page))
    open_notebook(page, f"{server.notebook(name)}&reset")  # without the tabs of the one before
    yield visit
    shut_down(page)
    context.close()


def write(server: Server, name: str, cells: Sequence[str]) -> None:
    """Write a notebook of code cells beside those of the course."""
    shell: dict[str, Any] = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    content = {
        "cells": [{**shell, "id": f"c{i}", "source": source} for i, source in enumerate(cells)],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (server.folder / "notebooks" / name).write_text(json.dumps(content))


def _seconds(waits: list[list[float]]) -> list[Wait]:
    return [Wait(*(wait / 1e3 for wait in each)) for each in waits]
