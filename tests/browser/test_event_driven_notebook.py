"""Notebook 06 as a learner meets it: rules are written, a field is renamed, links grow, bets and answers are judged."""

from typing import TYPE_CHECKING

from archlib.course import catalogue
from archlib.course.routing import WISHES
from tests.browser.learner import MOST_SENT_BYTES, PATIENCE_MS, answer, asked, bet, fill, panel

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.jupyter import Watch

NAME = "06_event_driven.ipynb"
LARGE = '{"detail-type": ["video uploaded"], "detail": {"master_gb": [{"numeric": [">", 1]}]}}'


def rules(page: "Page") -> "Locator":
    """The board of rules, as it was in the beginning."""
    board = page.locator(".archlib-rules").first
    board.scroll_into_view_if_needed(timeout=PATIENCE_MS)
    times = int(board.get_attribute("data-resets") or 0)
    board.get_by_role("button", name="Reset").click()
    page.locator(f".archlib-rules[data-resets='{times + 1}']").first.wait_for(timeout=PATIENCE_MS)
    return board


def test_a_rule_is_written_and_the_matrix_follows(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = rules(page)
    board.get_by_text(f"2 of {len(WISHES)} rules deliver just what was wished for.").wait_for(timeout=PATIENCE_MS)
    assert board.locator("td[data-state=unwanted]").count() > 4
    board.get_by_label("large videos").fill(LARGE)
    board.get_by_text(f"3 of {len(WISHES)} rules deliver just what was wished for.").wait_for(timeout=PATIENCE_MS)
    assert board.get_by_label("large videos").input_value() == LARGE


def test_what_is_no_pattern_is_refused_in_place(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = rules(page)
    rule = board.locator("[data-consumer=archive]")
    rule.get_by_role("textbox").fill('{"sorce": ["aws.s3"]}')
    rule.get_by_text("did you mean 'source'").wait_for(timeout=PATIENCE_MS)
    assert rule.get_attribute("data-state") == "refused"
    assert rule.get_by_role("textbox").get_attribute("aria-invalid") == "true"


def test_a_renamed_field_silences_two(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = rules(page)
    board.get_by_label("large videos").fill(LARGE)
    board.get_by_text("3 of").wait_for(timeout=PATIENCE_MS)
    board.get_by_label("a producer renames the field").check()
    board.get_by_text("Told of nothing that they wish for: large videos, usage.").wait_for(timeout=PATIENCE_MS)
    assert '"size_gb"' in (board.locator("pre").text_content() or "")


def test_the_heights_stay_whatever_is_said(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = rules(page)
    before = board.bounding_box()
    board.get_by_label("archive").fill("[" * 600)
    board.locator("[data-consumer=archive]").get_by_text("Refused").wait_for(timeout=PATIENCE_MS)
    after = board.bounding_box()
    assert before is not None and after is not None and before["height"] == after["height"]


def test_links_grow_with_the_partners(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = panel(page, "links")
    fill(board, "producers", "10")
    fill(board, "consumers", "10")
    board.get_by_text("100 links one by one (10 × 10), 20 over a bus").wait_for(timeout=PATIENCE_MS)


def test_a_common_bet_is_named_as_the_misconception(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    page.get_by_text("Locked: place bet 06.P2").wait_for(timeout=PATIENCE_MS)
    bet(page, "06.P2", "nothing at all")
    question = asked(page, "Bet 06.P2")
    question.get_by_role("button", name="Run").click()
    question.get_by_text("Where events drive everything nothing runs").wait_for(timeout=PATIENCE_MS)
    assert page.get_by_text("Locked: place bet 06.P2").count() == 0


def test_a_wrong_answer_is_explained_and_a_right_one_passes(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    answer(page, "06.E4", "15", catalogue.exercise("06.E4").mistakes[0].says)
    answer(page, "06.E4", str(3 * 5 - (3 + 5)), "Right: exactly")


def test_the_page_complains_of_nothing_and_asks_nobody_else(watched: "tuple[Page, Watch]") -> None:
    _, watch = watched
    assert watch.errors == []
    assert watch.strangers == []
    assert watch.received < MOST_SENT_BYTES
