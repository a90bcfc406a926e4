"""The later scenes of notebook 09 as a learner meets them: luck, what matters, and one video walked side by side."""

from typing import TYPE_CHECKING

import pytest

from archlib.lab.status import STOPPED
from tests.browser.access import faults
from tests.browser.learner import PATIENCE_MS, bet, fill, panel

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.jupyter import Watch

NAME = "09_compare_and_choose.ipynb"
WEEKS = "weeks that are drawn (weeks)"


def test_the_luck_of_one_week_can_be_stopped_and_run_again(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    page.get_by_text("Locked: place bet 09.P2").first.wait_for(timeout=PATIENCE_MS)
    bet(page, "09.P2", "one video every two hours")
    board = panel(page, "bands")
    said = board.locator("[data-picture=bands]")
    said.get_by_text("Of 20 weeks the contract is met by QueueFleet in 8").first.wait_for(timeout=PATIENCE_MS)
    fill(board, WEEKS, "200")
    board.get_by_role("button", name="Cancel").click(timeout=PATIENCE_MS)
    board.get_by_text(STOPPED).wait_for(timeout=PATIENCE_MS)
    assert said.get_by_text("Of 20 weeks the contract").count() == 1
    board.get_by_role("button", name="Run again").click()
    said.get_by_text("Of 200 weeks the contract").first.wait_for(timeout=PATIENCE_MS)


def test_another_seed_moves_only_the_stroke(watched: "tuple[Page, Watch]") -> None:
    from playwright.sync_api import expect

    page, _ = watched
    board = panel(page, "bands")
    sentence, card = (board.locator(f"[data-picture={name}] .archlib-sentence") for name in ("bands", "scorecard"))
    before, week = sentence.text_content(), card.text_content() or ""
    seed = board.get_by_role("slider", name="seed", exact=True)
    seed.focus()
    seed.press("ArrowRight")
    expect(card).not_to_have_text(week, timeout=PATIENCE_MS)
    assert sentence.text_content() == before


def test_what_matters_opens_by_its_bet_and_shows_another_measure(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    bet(page, "09.P3", "functions")
    board = panel(page, "tornado")
    told = board.locator("[data-picture=tornado]")
    assert "without effect" in (told.locator(".archlib-sentence").text_content() or "")
    board.get_by_role("combobox", name="bars show").select_option("lateness")
    told.get_by_text("minutes until 95 % are ready").first.wait_for(timeout=PATIENCE_MS)
    told.get_by_text("min): most by").first.wait_for(timeout=PATIENCE_MS)


def test_one_video_is_walked_by_keyboard_and_a_lost_one_is_found(watched: "tuple[Page, Watch]") -> None:
    page, watch = watched
    board = panel(page, "swim")
    told = board.locator("[data-picture=swim]")
    board.get_by_role("combobox", name="which video").select_option("lost somewhere")
    told.get_by_text("lost: time limit last seen after").first.wait_for(timeout=PATIENCE_MS)
    board.get_by_role("slider", name="look at second").press("End")
    board.locator("[data-picture=second]").get_by_text("nowhere").first.wait_for(timeout=PATIENCE_MS)
    board.get_by_role("slider", name="number of the video").press("ArrowRight")
    told.get_by_text("Video 20 came on").first.wait_for(timeout=PATIENCE_MS)
    assert watch.errors == [] and watch.strangers == []


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_nobody_is_shut_out(watched: "tuple[Page, Watch]", theme: str) -> None:
    page, _ = watched
    page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    page.wait_for_function(
        "(light) => document.body.dataset.jpThemeLight === light",
        arg=str("Light" in theme).lower(),
        timeout=PATIENCE_MS,
    )
    for picture in ("bands", "tornado", "swim"):
        panel(page, picture)
        assert faults(page, f".archlib-panel:has([data-picture={picture}])") == []
