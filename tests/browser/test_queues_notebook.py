"""Notebook 04 as a learner meets it: bets open the scenes, a control changes a picture, answers are judged."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from archlib.course import catalogue
from archlib.theory import deliveries
from tests.browser.jupyter import Watch, run_all, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

NAME = "04_queues.ipynb"
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


def panel(page: "Page", picture: str) -> "Locator":
    """The first panel that shows a picture."""
    page.locator(f".archlib-view[data-picture={picture}][data-drawn=true]").first.wait_for(timeout=PATIENCE_MS)
    return page.locator(".archlib-panel").filter(has=page.locator(f"[data-picture={picture}]")).first


def test_the_common_bet_is_named_as_the_misconception(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    page.get_by_text("Locked: place bet 04.P1").wait_for(timeout=PATIENCE_MS)
    question = asked(page, "Bet 04.P1")
    question.get_by_role("radio", name="it comes much sooner").check()
    question.get_by_role("button", name="Place the bet").click()
    question.get_by_text("Your bet is placed").wait_for(timeout=PATIENCE_MS)
    question.get_by_role("button", name="Run").click()
    question.get_by_text("A queue makes the work faster.").wait_for(timeout=PATIENCE_MS)
    assert page.get_by_text("Locked: place bet 04.P1").count() == 0


def test_a_short_timeout_hands_every_video_out_again(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = panel(page, "deliveries")
    said = board.locator("[data-picture=deliveries]")
    before = said.get_by_text("Starts of processing in vain: QueueFleet 8 of")
    before.wait_for(timeout=PATIENCE_MS)
    timeout = board.get_by_role("textbox", name="visibility")
    timeout.fill("120")
    timeout.press("Enter")
    before.wait_for(state="detached", timeout=PATIENCE_MS)
    assert said.get_by_text("Starts of processing in vain: QueueFleet").count() == 1


def test_a_wrong_answer_is_explained_and_a_right_one_passes(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    question = asked(page, "04.E3")
    box = question.get_by_role("textbox")
    box.fill("1")
    box.press("Enter")
    question.get_by_text(catalogue.exercise("04.E3").mistakes[0].says).wait_for(timeout=PATIENCE_MS)
    box.fill(str(deliveries(300, 120)))
    box.press("Enter")
    question.get_by_text("Right: within").wait_for(timeout=PATIENCE_MS)


def test_the_story_goes_on_by_a_key(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    page.locator(".archlib-story[data-at='0'] .archlib-story-stage").press("ArrowRight")
    page.locator(".archlib-story[data-at='1']").wait_for(timeout=PATIENCE_MS)


def test_the_page_complains_of_nothing_and_asks_nobody_else(watched: "tuple[Page, Watch]") -> None:
    _, watch = watched
    assert watch.errors == []
    assert watch.strangers == []
    assert watch.received < MOST_SENT_BYTES
