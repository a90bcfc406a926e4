"""Notebook 02 as a learner meets it: bets open the scenes, a move of placement changes them, answers are judged."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from archlib.course import catalogue
from tests.browser.jupyter import Watch, run_all, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

NAME = "02_tiers.ipynb"
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


def asked(page: "Page", head: str) -> "Locator":
    """The question whose heading holds a text."""
    return page.locator(".archlib-ask").filter(has=page.locator("h4", has_text=head)).first


def bet(page: "Page", id: str, choice: str) -> None:
    """Place a bet of the choices."""
    question = asked(page, f"Bet {id}")
    question.get_by_role("radio", name=choice).check()
    question.get_by_role("button", name="Place the bet").click()
    question.get_by_text("Your bet is placed").wait_for(timeout=PATIENCE_MS)


def panel(page: "Page", picture: str) -> "Locator":
    """The first panel that shows a picture."""
    page.locator(f".archlib-view[data-picture={picture}][data-drawn=true]").first.wait_for(timeout=PATIENCE_MS)
    return page.locator(".archlib-panel").filter(has=page.locator(f"[data-picture={picture}]")).first


def test_the_common_bet_is_named_as_the_misconception(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    page.get_by_text("Locked: place bet 02.P1").wait_for(timeout=PATIENCE_MS)
    bet(page, "02.P1", "more available")
    asked(page, "Bet 02.P1").get_by_role("button", name="Run").click()
    asked(page, "Bet 02.P1").get_by_text("Splitting an application into tiers").wait_for(timeout=PATIENCE_MS)
    assert page.get_by_text("Locked: place bet 02.P1").count() == 0


def test_back_on_one_host_an_upload_is_down_as_long_as_in_the_monolith(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = panel(page, "downtime")
    said = board.locator("[data-picture=downtime]")
    said.get_by_text("Tiers upload 55.1 (52.4)").wait_for(timeout=PATIENCE_MS)
    board.get_by_label("placement").select_option("one_host")
    said.get_by_text("Tiers upload 38.6 (35.0)").wait_for(timeout=PATIENCE_MS)


def test_slower_processing_takes_more_threads_of_upload(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    bet(page, "02.P2", "more threads are held")
    board = panel(page, "held")
    said = board.locator("[data-picture=held]")
    said.get_by_text("60 an hour").or_(said.get_by_text("an hour x")).first.wait_for(timeout=PATIENCE_MS)
    factor = board.get_by_role("textbox", name="outage factor")
    before = said.inner_text()
    factor.fill("3")
    factor.press("Enter")
    page.wait_for_function(
        "([node, before]) => node.innerText !== before && node.innerText.includes('53 at most')",
        arg=[said.element_handle(), before],
        timeout=PATIENCE_MS,
    )


def test_a_wrong_answer_is_explained_and_a_right_one_passes(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    question = asked(page, "02.E1")
    box = question.get_by_role("textbox")
    exercise = catalogue.exercise("02.E1")
    wrong, right = exercise.mistakes[0], exercise.answer()
    box.fill(f"{wrong.value():.6f}")
    box.press("Enter")
    question.get_by_text(wrong.says).wait_for(timeout=PATIENCE_MS)
    box.fill(f"{right:.6f}")
    box.press("Enter")
    question.get_by_text("Right: within").wait_for(timeout=PATIENCE_MS)


def test_the_page_complains_of_nothing_and_asks_nobody_else(watched: "tuple[Page, Watch]") -> None:
    _, watch = watched
    assert watch.errors == []
    assert watch.strangers == []
    assert watch.received < MOST_SENT_BYTES
