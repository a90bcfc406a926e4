"""Notebook 04 as a learner meets it: bets open the scenes, a control changes a picture, answers are judged."""

from typing import TYPE_CHECKING

from archlib.course import catalogue
from archlib.theory import deliveries
from tests.browser.learner import MOST_SENT_BYTES, PATIENCE_MS, answer, asked, bet, panel

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.jupyter import Watch

NAME = "04_queues.ipynb"


def test_the_common_bet_is_named_as_the_misconception(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    page.get_by_text("Locked: place bet 04.P1").wait_for(timeout=PATIENCE_MS)
    bet(page, "04.P1", "it comes much sooner")
    question = asked(page, "Bet 04.P1")
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
    answer(page, "04.E3", "1", catalogue.exercise("04.E3").mistakes[0].says)
    answer(page, "04.E3", str(deliveries(300, 120)), "Right: exactly")


def test_the_story_goes_on_by_a_key(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    page.locator(".archlib-story[data-at='0'] .archlib-story-stage").press("ArrowRight")
    page.locator(".archlib-story[data-at='1']").wait_for(timeout=PATIENCE_MS)


def test_the_page_complains_of_nothing_and_asks_nobody_else(watched: "tuple[Page, Watch]") -> None:
    _, watch = watched
    assert watch.errors == []
    assert watch.strangers == []
    assert watch.received < MOST_SENT_BYTES
