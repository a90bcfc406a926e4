"""A panel stays live while it computes: progress, Cancel, a fast drag, a kernel interrupted and one restarted."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import nbformat
import pytest

from archlib.lab.status import RUNNING, STOPPED
from tests.browser.jupyter import Watch, run_all, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PATIENCE_MS = 60_000
IMPORTS = """
import os
os.environ["ARCHLIB_KNOWN"] = "1"
import archlib as al
from archlib.lab.choices import Choices, keyed
from archlib.lab.panel import Panel
from archlib.lab.topic import Topic
""".strip()
PANEL = """
topic = Topic(("bill", "queue", "cost"), ("load.per_hour", "Monolith.replicas"), loads=False)
panel = Panel(Choices(al.Workload.homogeneous(per_hour=6, days=28), keyed([al.Monolith()])), topic)
panel
""".strip()
MOVES = 30
LISTEN = """() => {
    const said = (name) => document.querySelector(`[data-picture=${name}] .archlib-sentence`).textContent;
    const cost = document.querySelector('[data-picture=cost]');
    const [bill, curve] = [said('bill'), said('cost')];
    [window.marked, window.renewed] = [[], []];
    new MutationObserver(() => {
        if (cost.ariaBusy === 'true') window.marked.push(said('cost') === curve);
    }).observe(cost, { attributeFilter: ['aria-busy'] });
    const renewal = new MutationObserver(() => {
        if (said('cost') === curve) return;
        window.renewed.push(said('bill') !== bill);
        renewal.disconnect();
    });
    renewal.observe(cost, { childList: true, characterData: true, subtree: true });
}"""
SETTLED = "() => document.querySelector('.archlib-form')?.dataset.settled !== 'false'"
PLACED = ".archlib-form :not(.archlib-help), .archlib-view, .archlib-plot"  # the help lies over what is placed
PLACES = f"""() => [...document.querySelectorAll('{PLACED}')].map((node) => {{
    const box = node.getBoundingClientRect();
    return [node.className, box.x, box.y, box.width, box.height];
}})"""
# As many moves as one turn of the page's loop takes: none of them can be answered in between.
DRAG = """(slider, moves) => {
    const before = Number(slider.value);
    for (let k = 0; k < moves; k++) {
        slider.value = Number(slider.value) - 1;
        slider.dispatchEvent(new Event('input', { bubbles: true }));
    }
    return before - Number(slider.value);
}"""
AT_MOST_RUN = 3
ASK = """async (code) => {
    const asked = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({ code });
    let said = "";
    asked.onIOPub = (message) => { said += message.content.text ?? message.content.evalue ?? ""; };
    await asked.done;
    return said.trim();
}"""


@pytest.fixture(scope="module")
def watched(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> "Iterator[tuple[Page, Watch]]":
    """A notebook with one panel, opened and run once for the tests of this file."""
    with serving(tmp_path_factory.mktemp("lab")) as server:
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        cells = [nbformat.v4.new_code_cell(cell) for cell in (IMPORTS, PANEL)]
        nbformat.write(
            nbformat.v4.new_notebook(cells=cells, metadata=kernel), server.folder / "notebooks" / "live.ipynb"
        )
        context = browser.new_context(viewport={"width": 1200, "height": 900})
        page = context.new_page()
        watch = Watch(page)
        run_all(page, server.notebook("live.ipynb"))
        drawn(page)
        yield page, watch
        context.close()


def drawn(page: "Page") -> None:
    """Wait until all pictures of the panel are on the screen."""
    page.wait_for_function(
        "document.querySelectorAll('.archlib-view[data-drawn=true]').length === 3", timeout=PATIENCE_MS
    )


def settle(page: "Page") -> None:
    """Wait until all that was asked for is on the screen."""
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    drawn(page)


def choose(page: "Page", per_hour: int) -> None:
    """Type a load."""
    load = page.get_by_role("textbox", name="load (videos/h)")
    load.fill(str(per_hour))
    load.press("Enter")


def sentence(page: "Page", picture: str) -> str:
    """Return the sentence under a picture."""
    return page.locator(f"[data-picture={picture}] .archlib-sentence").inner_text()


def status(page: "Page") -> "Locator":
    """Return what says how the last computation went."""
    return page.locator(".archlib-foot .archlib-status")


def begin_long(page: "Page") -> "Locator":
    """Choose a load that takes seconds; return Cancel, which is open now."""
    cancel = page.locator("[data-action=cancel]")
    assert cancel.get_attribute("aria-disabled") == "true"
    choose(page, 6000)
    page.locator("[data-action=cancel][aria-disabled=false]").wait_for(timeout=PATIENCE_MS)
    return cancel


def test_a_long_run_shows_progress_and_is_cancelled_by_keyboard(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    before, idle = sentence(page, "bill"), page.evaluate(PLACES)
    bar = page.get_by_label("share of the computation that is done")
    assert not bar.is_visible()
    cancel = begin_long(page)
    assert bar.is_visible()
    assert status(page).inner_text() == RUNNING
    during = page.evaluate(PLACES)
    cancel.press("Enter")
    settle(page)
    assert status(page).inner_text() == STOPPED
    assert not bar.is_visible()
    assert sentence(page, "bill") == before
    assert page.get_by_role("textbox", name="load (videos/h)").input_value() == "6000"
    assert idle == during == page.evaluate(PLACES)
    assert page.evaluate("document.activeElement.dataset.action") == "cancel"  # the focus is not lost


def test_what_was_stopped_can_be_run_again(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    before = sentence(page, "bill")
    page.evaluate(LISTEN)
    page.get_by_role("button", name="Run again").press("Enter")
    settle(page)
    assert page.evaluate("window.marked") == [True]  # the old cost stood there, marked as being made anew ...
    assert page.evaluate("window.renewed") == [True]  # ... and when the new one came, the bill was new already
    assert sentence(page, "bill") != before
    assert "At 6,000 videos an hour" in sentence(page, "cost").replace("6e+03", "6,000")
    assert status(page).inner_text().startswith("computed in")


def test_a_fast_drag_computes_less_than_it_moves_and_shows_the_last(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    choose(page, 200)
    settle(page)
    runs = int(page.evaluate(ASK, "print(panel.runner.runs)"))
    slider = page.get_by_role("slider", name="load (videos/h)")
    assert slider.evaluate(DRAG, MOVES) == MOVES
    settle(page)
    last = page.get_by_role("textbox", name="load (videos/h)").input_value()
    made, shown = page.evaluate(
        ASK, "print(panel.runner.runs, panel.comparison.runs[0].scenario.load.per_hour)"
    ).split()
    assert 1 <= int(made) - runs <= AT_MOST_RUN  # the first move, and the newest of all that came while it ran
    assert float(shown) == float(last) < 200
    assert f"At {float(last):,.3g} videos an hour" in sentence(page, "cost")


def test_an_interrupt_leaves_a_panel_that_works(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    begin_long(page)
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.interrupt()")
    choose(page, 12)  # a newer choice, which stops what the interrupt left
    settle(page)
    assert "At 12 videos an hour" in sentence(page, "cost")
    assert page.evaluate(ASK, "print('still here')") == "still here"


def test_a_restart_leaves_a_notebook_that_runs_again(watched: "tuple[Page, Watch]") -> None:
    page, watch = watched
    begin_long(page)
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.get_by_text("At 6 videos an hour").wait_for(timeout=PATIENCE_MS)
    drawn(page)
    choose(page, 24)
    settle(page)
    assert "At 24 videos an hour" in sentence(page, "cost")
    assert status(page).inner_text().startswith("computed in")
    assert watch.errors == []
    assert watch.strangers == []
