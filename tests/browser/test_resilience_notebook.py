"""Notebook 08 as a learner meets it: bets open the benches, a map is run and stopped, an experiment is a bet."""

from typing import TYPE_CHECKING

from archlib.course import catalogue
from archlib.lab.status import STOPPED
from tests.browser.learner import MOST_SENT_BYTES, PATIENCE_MS, answer, asked, bet, fill, panel

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.jupyter import Watch

NAME = "08_resilience.ipynb"


def test_the_common_bet_is_answered_and_opens_the_storm(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    page.get_by_text("Locked: place bet 08.P1").first.wait_for(timeout=PATIENCE_MS)
    bet(page, "08.P1", "it is back within a minute")
    question = asked(page, "Bet 08.P1")
    question.get_by_role("button", name="Run").click()
    question.get_by_text("So it would be if nobody tried again").wait_for(timeout=PATIENCE_MS)
    board = panel(page, "goodput")
    said = board.locator("[data-picture=goodput]")
    said.get_by_text("Not back 100 s after the outage").wait_for(timeout=PATIENCE_MS)
    slider = board.get_by_role("slider", name="retries (retries)")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowLeft")
    said.get_by_text("Back 19 s after the outage").wait_for(timeout=PATIENCE_MS)
    fill(board, "retries (retries)", "99")
    board.get_by_text("retries=99").first.wait_for(timeout=PATIENCE_MS)


def test_the_map_is_stopped_and_run(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = panel(page, "phase")
    said = board.locator("[data-picture=phase]")
    said.get_by_text("Not run yet").wait_for(timeout=PATIENCE_MS)
    board.get_by_role("button", name="Run 675 outages").click()
    board.get_by_role("button", name="Cancel").click(timeout=PATIENCE_MS)
    board.get_by_text(STOPPED).wait_for(timeout=PATIENCE_MS)
    assert said.get_by_text("Not run yet").count() == 1
    board.get_by_role("button", name="Run 675 outages").click()
    said.get_by_text("of 225 cells most runs did as the formula says").wait_for(timeout=2 * PATIENCE_MS)


def test_the_table_of_remedies_is_made_by_runs(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    bet(page, "08.P2", "longer and random pauses before retries")
    board = panel(page, "cures")
    said = board.locator("[data-picture=cures]")
    said.get_by_text("These do not: pauses of 1 to 10 s and drop after 1 s.").wait_for(timeout=PATIENCE_MS)
    fill(board, "retries (retries)", "0")
    said.get_by_text("At 70/s with 0 retries").wait_for(timeout=PATIENCE_MS)


def test_an_experiment_is_expected_before_it_is_run(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = panel(page, "experiment")
    said = board.locator("[data-picture=experiment]")
    said.get_by_text("Not run yet").wait_for(timeout=PATIENCE_MS)
    board.get_by_role("button", name="Run the experiment").click()
    said.get_by_text("It did not hold: the worst window had 96.72 %").wait_for(timeout=PATIENCE_MS)
    board.get_by_label("system").select_option("queue and fleet")
    said.get_by_text("Not run yet").wait_for(timeout=PATIENCE_MS)
    board.get_by_role("button", name="Run the experiment").click()
    said.get_by_text("It held: the worst window had 100 %").wait_for(timeout=PATIENCE_MS)


def test_a_schedule_is_edited_row_by_row(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = page.locator(".archlib-panel").filter(has=page.locator(".archlib-list")).first
    board.scroll_into_view_if_needed(timeout=PATIENCE_MS)
    said = board.locator("[data-picture=strips]")
    said.get_by_text("QueueFleet process 30.0 min").wait_for(timeout=PATIENCE_MS)
    board.get_by_role("button", name="Remove row 1").click()
    said.get_by_text("Down: LoadBalanced never; QueueFleet never.").wait_for(timeout=PATIENCE_MS)
    board.get_by_role("button", name="Add a row").click()
    said.get_by_text("QueueFleet process 60.0 min").wait_for(timeout=PATIENCE_MS)
    fill(board, "for hours, row 4", "0")
    board.get_by_text("outage 4: Outage.hours=0").wait_for(timeout=PATIENCE_MS)
    fill(board, "for hours, row 4", "2")
    said.get_by_text("QueueFleet process 2.0 h").wait_for(timeout=PATIENCE_MS)
    assert board.get_by_text("outage 4").count() == 0


def test_a_line_is_tried_by_running_it(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    answer(page, "08.E4", "400", catalogue.exercise("08.E4").mistakes[0].says)
    answer(page, "08.E4", "100", "Right: with 100 waiting")


def test_no_two_inputs_of_the_page_share_an_id(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    ids = page.evaluate("[...document.querySelectorAll('.archlib-panel [id], .archlib-ask [id]')].map((n) => n.id)")
    assert len(ids) == len(set(ids)) > 50


def test_the_page_complains_of_nothing_and_asks_nobody_else(watched: "tuple[Page, Watch]") -> None:
    _, watch = watched
    assert watch.errors == []
    assert watch.strangers == []
    assert watch.received < MOST_SENT_BYTES
