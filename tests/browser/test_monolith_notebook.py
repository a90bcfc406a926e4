"""Notebook 01 as a learner meets it: a bet opens what it locks, a run is pinned and another laid over it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.jupyter import Watch, run_all, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAME = "01_monolith.ipynb"
PATIENCE_MS = 60_000
MOST_SENT_BYTES = 6_000_000


@pytest.fixture(scope="module")
def watched(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> "Iterator[tuple[Page, Watch]]":
    """The notebook, opened and run once for the tests of this file, which go through it from the top down."""
    with serving(tmp_path_factory.mktemp("lab")) as server:
        context = browser.new_context(viewport={"width": 1200, "height": 900})
        page = context.new_page()
        watch = Watch(page)
        run_all(page, server.notebook(NAME))
        page.locator(".archlib-ask").first.wait_for(timeout=PATIENCE_MS)
        yield page, watch
        context.close()


def bet(page: "Page", id: str, choice: str) -> None:
    """Place a bet of the choices."""
    asked = page.locator(".archlib-ask").filter(has=page.locator("h4", has_text=f"Bet {id}")).first
    asked.get_by_role("radio", name=choice).check()
    asked.get_by_role("button", name="Place the bet").click()
    asked.get_by_text("Your bet is placed").wait_for(timeout=PATIENCE_MS)


def test_a_panel_is_locked_until_its_bet_is_placed(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    page.get_by_text("Locked: place bet 01.P3").wait_for(timeout=PATIENCE_MS)
    bet(page, "01.P3", "a whole box")
    page.locator(".archlib-view[data-picture=utilisation][data-drawn=true]").first.wait_for(timeout=PATIENCE_MS)
    assert page.get_by_text("Locked: place bet 01.P3").count() == 0


def test_a_run_is_pinned_and_another_laid_over_it(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    panel = page.locator(".archlib-panel").filter(has=page.locator("[data-picture=utilisation]")).first
    panel.get_by_role("button", name="Pin as A").click()
    replicas = panel.get_by_role("textbox", name="replicas")
    replicas.fill("2")
    replicas.press("Enter")
    versus = panel.locator("[data-picture=versus]")
    versus.get_by_text("replicas 1 → 2 (instances)").wait_for(timeout=PATIENCE_MS)
    assert "B less A" in versus.inner_text()
    panel.get_by_role("button", name="Reset", exact=True).click()
    versus.get_by_text("Pin a run as A").wait_for(timeout=PATIENCE_MS)


def test_what_is_chosen_is_copied_and_pasted(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    panel = page.locator(".archlib-panel").filter(has=page.locator("[data-picture=utilisation]")).first
    panel.get_by_text("Copy, paste").click()
    text = panel.get_by_role("textbox", name="as text")
    text.fill("nonsense")
    panel.get_by_role("button", name="Use this text").click()
    panel.get_by_text("is no JSON").wait_for(timeout=PATIENCE_MS)
    panel.get_by_role("button", name="Copy", exact=True).click()
    page.wait_for_function("(box) => box.value.startsWith('{')", arg=text.element_handle(), timeout=PATIENCE_MS)


def test_the_page_complains_of_nothing_and_asks_nobody_else(watched: "tuple[Page, Watch]") -> None:
    _, watch = watched
    assert watch.errors == []
    assert watch.strangers == []
    assert watch.received < MOST_SENT_BYTES
