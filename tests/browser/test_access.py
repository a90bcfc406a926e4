"""Nobody is shut out: axe-core sees what it should see, and notebook 01 is worked through by keyboard alone."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archlib.course import catalogue
from archlib.course.exercise import Exercise
from tests.browser.access import Keys, faults
from tests.browser.jupyter import Watch, run_all, serving
from tests.browser.panel import PATIENCE_MS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

NAME = "01_monolith.ipynb"
SKIPPED = "<h4>Two levels down</h4>"
TWICE = "<nav aria-label='Contents'><a href='#a'>a</a></nav>" * 2
PLACES = """(all) => all.map((one) => {
    const [own, panel] = [one, one.closest('.archlib-panel')].map((node) => node.getBoundingClientRect());
    return [own.x - panel.x, own.y - panel.y, own.width, own.height].map(Math.round).join();
})"""
BAD = "<img src='data:,'><p style='color: #bbb; background: #fff'>pale</p>"


def test_the_check_sees_faults_of_outputs_and_of_nothing_else(page: "Page") -> None:
    page.set_content(f"<main>{BAD}<div class='jp-OutputArea-output'><p>well</p></div></main>")
    assert faults(page) == []
    page.set_content(f"<main><div class='jp-OutputArea-output'><p>well</p>{BAD}</div></main>")
    assert sorted(fault.split(":")[0] for fault in faults(page)) == ["critical image-alt", "serious color-contrast"]

    lost = f"<main><h1>Title</h1><h2>Section</h2><div class='jp-OutputArea-output'>{SKIPPED}{TWICE}</div></main>"
    page.set_content(lost)
    assert sorted(fault.split(":")[0] for fault in faults(page)) == [
        "moderate heading-order",
        "moderate landmark-unique",
    ]
    mended = lost.replace("h4", "h3").replace("'Contents'", "'Contents, at the end'", 1)
    page.set_content(mended)
    assert faults(page) == []


def test_a_page_without_outputs_is_no_success(page: "Page") -> None:
    page.set_content(f"<main>{BAD}</main>")
    with pytest.raises(Exception, match=r"[Nn]o (elements|output)"):
        faults(page)


@pytest.fixture(scope="module")
def watched(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> "Iterator[tuple[Page, Watch]]":
    """The notebook, run once; the tests below go through it from the top down."""
    with serving(tmp_path_factory.mktemp("keys")) as server:
        context = browser.new_context(viewport={"width": 1200, "height": 900})
        page = context.new_page()
        watch = Watch(page)
        run_all(page, server.notebook(NAME))
        page.locator(".archlib-ask").first.wait_for(timeout=PATIENCE_MS)
        yield page, watch
        context.close()


def asked(page: "Page", title: str) -> "Locator":
    """The first question whose title begins so."""
    return page.locator(".archlib-ask").filter(has=page.locator("h2, h3", has_text=title)).first


def panel(page: "Page", source: str) -> "Locator":
    """The panel below a cell."""
    return page.locator(".jp-CodeCell").filter(has_text=source).locator(".archlib-panel")


def slider(panel: "Locator", path: str) -> "Locator":
    """A slider by the path of its field."""
    return panel.locator(f"input[type=range][data-path='{path}']")


def test_a_bet_is_placed_and_its_panel_opens_by_keyboard(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    keys = Keys(page)
    keys.cell('al.lab.bet("01.P1")')
    bet = asked(page, "Bet 01.P1")
    keys.to(bet.get_by_role("radio").first)
    keys.press("ArrowDown", "ArrowUp")
    keys.to(bet.get_by_role("button", name="Place the bet"))
    keys.press("Enter")
    bet.get_by_text("Your bet is placed").wait_for(timeout=PATIENCE_MS)
    fails = panel(page, 'monolith("fails together"')
    fails.locator("[data-picture=strips][data-drawn=true]").wait_for(state="attached", timeout=PATIENCE_MS)


def test_arrow_keys_move_a_slider_and_the_sentence_follows(watched: "tuple[Page, Watch]") -> None:
    from playwright.sync_api import expect

    page, _ = watched
    keys = Keys(page)
    fails = panel(page, 'monolith("fails together"')
    sentence = fails.locator("[data-picture=strips] [aria-live=polite]")
    before = sentence.inner_text()
    keys.to(slider(fails, "failures.outage_hours"))
    keys.press("ArrowRight", "ArrowRight")
    expect(sentence).not_to_have_text(before, timeout=PATIENCE_MS)
    keys.press("ArrowLeft", "ArrowLeft")
    expect(sentence).to_have_text(before, timeout=PATIENCE_MS)


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_what_the_keyboard_is_at_shows_its_help_and_nothing_moves(watched: "tuple[Page, Watch]", theme: str) -> None:
    page, _ = watched
    page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    light = str("Light" in theme).lower()
    page.wait_for_function("(light) => document.body.dataset.jpThemeLight === light", arg=light, timeout=PATIENCE_MS)
    fails = panel(page, 'monolith("fails together"')
    at = slider(fails, "failures.outage_hours")
    shown = page.locator(f"[id='{at.get_attribute('aria-describedby')}']")
    all_else = fails.locator(".archlib-control, .archlib-foot, .archlib-view")
    at.evaluate("(node) => node.blur()")
    assert width(shown) == 1
    Keys(page).to(at)
    with_help = all_else.evaluate_all(PLACES)
    assert "0 <" in shown.inner_text() and width(shown) > 200
    assert faults(page, ".archlib-control:focus-within") == []
    if folder := os.environ.get("ARCHLIB_LOOK"):
        fails.screenshot(path=Path(folder) / f"help_{theme.split()[1]}.png")
    Keys(page).press("Escape")
    assert width(shown) == 1
    assert all_else.evaluate_all(PLACES) == with_help


def width(of: "Locator") -> float:
    box = of.bounding_box()
    assert box is not None
    return box["width"]


def test_a_run_is_pinned_and_another_laid_over_it_by_keyboard(watched: "tuple[Page, Watch]") -> None:
    from playwright.sync_api import expect

    page, _ = watched
    keys = Keys(page)
    whole = panel(page, "al.lab.monolith()")
    versus = whole.locator("[data-picture=versus]")
    keys.to(whole.get_by_role("button", name="Pin as A"))
    keys.press("Enter")
    expect(versus).not_to_contain_text("Pin a run as A", timeout=PATIENCE_MS)
    keys.to(slider(whole, "load.base_per_hour"))
    keys.press("ArrowRight")
    expect(versus).to_contain_text("load off peak 6 →", timeout=PATIENCE_MS)
    expect(versus).to_contain_text("B less A", timeout=PATIENCE_MS)


def test_an_exercise_is_answered_wrong_and_right_by_keyboard(watched: "tuple[Page, Watch]") -> None:
    from playwright.sync_api import expect

    page, _ = watched
    keys = Keys(page)
    exercise = asked(page, "Exercise 01.E1")
    status = exercise.get_by_role("status")
    keys.to(exercise.get_by_role("textbox"))
    page.keyboard.type("0.5")
    keys.press("Enter")
    expect(status).not_to_have_text("", timeout=PATIENCE_MS)
    expect(status).not_to_contain_text("Right")
    keys.press("Control+a")
    page.keyboard.type(str(catalogue.exercise("01.E1").answer()))
    keys.press("Enter")
    expect(status).to_contain_text("Right", timeout=PATIENCE_MS)


def test_the_prices_of_an_exercise_are_unfolded_by_keyboard(watched: "tuple[Page, Watch]") -> None:
    from playwright.sync_api import expect

    page, _ = watched
    keys = Keys(page)
    exercise = asked(page, "Exercise 01.E2")
    box = row(catalogue.exercise("01.E2"))
    expect(exercise.get_by_text(box)).to_be_hidden()
    keys.to(exercise.locator("summary"))
    keys.press("Enter")
    expect(exercise.get_by_text(box)).to_be_visible()


def row(exercise: Exercise) -> str:
    """The item of the first price that an exercise uses."""
    assert exercise.prices is not None
    return exercise.prices.rows()[0].item


def test_the_keys_moved_no_cell_and_the_page_complains_of_nothing(watched: "tuple[Page, Watch]") -> None:
    page, watch = watched
    assert page.evaluate("window.jupyterapp.shell.currentWidget.content.mode") == "command"
    assert watch.errors == []
    assert watch.strangers == []
