"""Notebook 02 as a learner meets it: bets open the scenes, a move of placement changes them, answers are judged."""

from typing import TYPE_CHECKING

from archlib.course import catalogue
from tests.browser.learner import MOST_SENT_BYTES, PATIENCE_MS, answer, asked, bet, panel

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.jupyter import Watch

NAME = "02_tiers.ipynb"


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
    exercise = catalogue.exercise("02.E1")
    wrong, right = exercise.mistakes[0], exercise.answer()
    answer(page, "02.E1", f"{wrong.value():.6f}", wrong.says)
    answer(page, "02.E1", f"{right:.6f}", "Right: within")


def test_the_page_complains_of_nothing_and_asks_nobody_else(watched: "tuple[Page, Watch]") -> None:
    _, watch = watched
    assert watch.errors == []
    assert watch.strangers == []
    assert watch.received < MOST_SENT_BYTES
