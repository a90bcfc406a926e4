"""Notebook 07 as a learner meets it: a bet opens a scene, memory changes a bill, a crowd is refused, answers judged."""

from typing import TYPE_CHECKING

from archlib.course import catalogue
from tests.browser.learner import MOST_SENT_BYTES, PATIENCE_MS, answer, asked, bet, fill, panel

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.jupyter import Watch

NAME = "07_functions.ipynb"


def test_the_common_bet_is_named_as_the_misconception(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    page.get_by_text("Locked: place bet 07.P4").wait_for(timeout=PATIENCE_MS)
    bet(page, "07.P4", "about half as much")
    question = asked(page, "Bet 07.P4")
    question.get_by_role("button", name="Run").click()
    question.get_by_text("A group that scales by itself costs the instance price").wait_for(timeout=PATIENCE_MS)
    panel(page, "crossing").get_by_text("A worker is as cheap as the function").first.wait_for(timeout=PATIENCE_MS)


def test_work_that_is_longer_begins_cold_more_often(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    page.get_by_text("Locked: place bet 07.P2").wait_for(timeout=PATIENCE_MS)
    question = asked(page, "Bet 07.P2")
    question.get_by_role("textbox").first.fill("20")
    question.get_by_role("button", name="Place the bet").click()
    board = panel(page, "cold")
    said = board.locator("[data-picture=cold]")
    before = said.get_by_text("Functions 37.61 %")
    before.wait_for(timeout=PATIENCE_MS)
    fill(board, "work a video", "300")
    before.wait_for(state="detached", timeout=PATIENCE_MS)
    said.get_by_text("Began cold at 6 an hour: Functions 4").wait_for(timeout=PATIENCE_MS)


def test_something_that_is_always_there_is_billed_while_nothing_comes(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = page.locator(".archlib-panel").filter(has=page.get_by_role("textbox", name="provisioned")).first
    board.scroll_into_view_if_needed(timeout=PATIENCE_MS)
    free = board.locator("[data-picture=bill]").get_by_text("A month costs: Functions $0.00")
    free.wait_for(timeout=PATIENCE_MS)
    fill(board, "provisioned", "1")
    free.wait_for(state="detached", timeout=PATIENCE_MS)
    assert board.locator("[data-picture=bill]").get_by_text("A month costs: Functions $36").count() == 1


def test_a_wrong_answer_is_explained_and_a_right_one_passes(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    answer(page, "07.E5", "50", catalogue.exercise("07.E5").mistakes[0].says)
    answer(page, "07.E5", str(catalogue.exercise("07.E5").answer()), "Right: within")


def test_the_page_complains_of_nothing_and_asks_nobody_else(watched: "tuple[Page, Watch]") -> None:
    _, watch = watched
    assert watch.errors == []
    assert watch.strangers == []
    assert watch.received < MOST_SENT_BYTES
