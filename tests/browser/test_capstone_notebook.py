"""Notebook 10 as a learner meets it: a year is played, broken promises are seen, a record is written."""

import os
from typing import TYPE_CHECKING

from archlib.course import catalogue
from archlib.lab.status import STOPPED
from tests.browser.learner import MOST_SENT_BYTES, PATIENCE_MS, answer, bet

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.jupyter import Watch

NAME = "10_capstone.ipynb"
LUCK = "ARCHLIB_SCREENSHOT_LUCK"  # and of the picture of other years
PICTURE = "ARCHLIB_SCREENSHOT_YEAR"  # where a test keeps the picture of the panel


def year(page: "Page") -> "Locator":
    """The panel that bet 10.P2 opens; the one with a policy stands below it."""
    found = page.locator(".jp-Cell", has_text='after="10.P2"').locator(".archlib-panel")
    found.locator(".archlib-view[data-picture=year_money][data-drawn=true]").wait_for(timeout=PATIENCE_MS)
    found.scroll_into_view_if_needed(timeout=PATIENCE_MS)
    return found


def test_a_bet_opens_the_year_and_a_choice_plays_it_anew(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    page.get_by_text("Locked: place bet 10.P2").wait_for(timeout=PATIENCE_MS)
    bet(page, "10.P2", "functions")
    board = year(page)
    promises = board.locator("[data-picture=year_promises]")
    promises.get_by_text("Broken in 3 of 12 months").wait_for(timeout=PATIENCE_MS)
    for quarter in ("quarter 3", "quarter 4"):
        board.get_by_role("combobox", name=quarter).select_option("Functions")
    promises.get_by_text("Every promise was kept in every month.").wait_for(timeout=PATIENCE_MS)
    board.locator("[data-picture=year_money]").get_by_text("QueueFleet, Functions:").wait_for(timeout=PATIENCE_MS)


def test_each_quarter_unfolds_the_sizes_of_its_kind(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = year(page)
    board.get_by_text("Quarter 2: QueueFleet").click()
    workers = board.locator('[data-path="quarter_2.max_workers"]')
    workers.wait_for(timeout=PATIENCE_MS)
    kind = board.get_by_role("combobox", name="quarter 1")
    kind.focus()
    kind.select_option("EventDriven")
    board.get_by_text("Quarter 1: EventDriven").click()
    board.get_by_role("textbox", name="keep alive (s)").wait_for(timeout=PATIENCE_MS)
    assert workers.is_visible()  # what was unfolded stays so when the controls are made anew
    board.locator("[data-picture=year_money]").get_by_text("EventDriven, QueueFleet").wait_for(timeout=PATIENCE_MS)
    idle = board.get_by_role("textbox", name="idle (s)")
    idle.nth(0).fill("-1")
    idle.nth(0).press("Tab")
    board.get_by_text("QueueFleet.idle_s=-1").wait_for(timeout=PATIENCE_MS)
    idle.nth(0).fill("60")
    kind.focus()
    kind.select_option("QueueFleet")
    board.get_by_text("Quarter 1: QueueFleet").wait_for(timeout=PATIENCE_MS)
    assert kind.evaluate("box => document.activeElement === box")
    if os.environ.get(PICTURE):
        board.screenshot(path=os.environ[PICTURE])


def test_four_plans_are_played_beside_it(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = year(page)
    board.get_by_role("button", name="Play four plans beside it").press("Enter")
    score = board.locator("[data-picture=year_score]")
    score.get_by_text("It beats").wait_for(timeout=PATIENCE_MS)


def test_other_years_say_what_is_luck(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = year(page)
    luck = board.locator("[data-picture=year_luck]")
    luck.get_by_text("in this one year").wait_for(timeout=PATIENCE_MS)
    board.get_by_role("button", name="Other years").press("Enter")
    luck.get_by_text("of 10 years").first.wait_for(timeout=3 * PATIENCE_MS)  # twenty years are played
    if os.environ.get(LUCK):
        luck.screenshot(path=os.environ[LUCK])


def test_the_queue_runs_for_real_and_can_be_cancelled(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = page.locator(".jp-Cell", has_text="al.lab.live_queue()").locator(".archlib-panel")
    board.locator("[data-picture=live_queue][data-drawn=true]").wait_for(timeout=PATIENCE_MS)
    board.scroll_into_view_if_needed(timeout=PATIENCE_MS)
    go = board.get_by_role("button", name="Run it for real")
    go.press("Enter")
    board.get_by_text("computing; Cancel stops it").wait_for(timeout=PATIENCE_MS)
    board.get_by_role("button", name="Cancel").press("Enter")
    board.get_by_text(STOPPED).wait_for(timeout=PATIENCE_MS)
    for name, text in (("speed", "1200"), ("hours (h)", "1")):
        box = board.get_by_role("textbox", name=name)
        box.fill(text)
        box.press("Tab")
    board.get_by_text("1 hours of the service take 3 s").wait_for(timeout=PATIENCE_MS)
    go.press("Enter")
    board.locator(".plotly").get_by_text("messages waiting, measured").wait_for(timeout=PATIENCE_MS)
    if "ARCHLIB_SCREENSHOT_LIVE" in os.environ:
        board.screenshot(path=os.environ["ARCHLIB_SCREENSHOT_LIVE"])


def test_an_answer_is_played_on_hidden_years(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    answer(page, "10.E4", "39", "Hidden year")
    answer(page, "10.E4", "60", "Right: all checks on three hidden years")
    answer(page, "10.E1", str(catalogue.exercise("10.E1").answer()), "Right: within")


def test_what_is_written_in_the_record_is_no_longer_missing(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    box = page.get_by_label("First assumption")
    box.scroll_into_view_if_needed(timeout=PATIENCE_MS)
    missing = page.get_by_text("First assumption is empty.")
    missing.wait_for(timeout=PATIENCE_MS)
    box.fill("growth stays below a factor of 1.3 a month")
    box.press("Tab")
    missing.wait_for(state="detached", timeout=PATIENCE_MS)
    page.get_by_role("button", name="Write the file").press("Enter")
    page.get_by_text("9 of 10 fields are not finished").wait_for(timeout=PATIENCE_MS)


def test_the_page_complains_of_nothing_and_asks_nobody_else(watched: "tuple[Page, Watch]") -> None:
    _, watch = watched
    assert watch.errors == []
    assert watch.strangers == []
    assert watch.received < MOST_SENT_BYTES
