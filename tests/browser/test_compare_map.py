"""The decision map and the class's map of notebook 09: sliders by keyboard, a cell by a click, a look inside it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import archlib as al
from archlib.course.map_layer import layer_of
from archlib.lab.figures import decision, decision_cell, decision_words
from archlib.maps import shipped
from tests.browser.learner import PATIENCE_MS, bet, panel

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.jupyter import Watch

    Shown = tuple[Page, Watch]

NAME = "09_compare_and_choose.ipynb"
BET = ("Monolith", "QueueFleet", "Functions")  # whom the map shows first


@pytest.fixture(autouse=True)
def nothing_goes_wrong(watched: "Shown") -> Iterator[None]:
    """End each test without any complaint of the page."""
    yield
    assert watched[1].errors == []
    assert watched[1].strangers == []


def opened_map(page: "Page") -> "Locator":
    """The decision map, its bet placed if that has not been done."""
    if page.locator("[data-picture=decision_cell]").count() == 0:
        bet(page, "09.P2", "one video every two hours")
    board = panel(page, "decision_cell")
    board.get_by_role("button", name="Reset", exact=True).first.click()
    board.get_by_text("90 % of everything").first.wait_for(timeout=PATIENCE_MS)
    return board


def test_the_decision_map_follows_its_slider_by_keyboard(watched: "Shown") -> None:
    board, stored = opened_map(watched[0]), shipped()
    level = board.get_by_role("slider", name="service level", exact=True)
    for steps, value in enumerate(stored.levels):
        if steps:
            level.press("ArrowRight")
        layer = layer_of(stored, value, 3600.0).only(BET)
        said = decision_words.sentence(layer)
        board.locator("[data-picture=decision]").get_by_text(said, exact=True).first.wait_for(timeout=PATIENCE_MS)
    rows = board.locator("[data-picture=decision] tbody tr")
    told = [[cell.text_content() for cell in row.locator("th, td").all()] for row in rows.all()]
    assert told == [list(row) for row in decision.picture(layer).rows]


def test_a_cell_is_chosen_by_keyboard_and_by_a_click(watched: "Shown") -> None:
    board, stored = opened_map(watched[0]), shipped()
    close_up = board.locator("[data-picture=decision_cell] .archlib-sentence")
    board.get_by_role("slider", name="volume (videos/month)", exact=True).press("Home")
    board.get_by_role("slider", name="peak / mean (times)", exact=True).press("End")
    layer = layer_of(stored, stored.levels[0], 3600.0).only(BET)
    first, last = layer.rows[-1][0], layer.rows[0][-1]
    board.get_by_text(decision_cell.sentence(first), exact=True).first.wait_for(timeout=PATIENCE_MS)
    paper = board.locator("[data-picture=decision] .nsewdrag").first
    place = paper.bounding_box()
    assert place is not None
    half = {"x": 0.5 / len(stored.volumes), "y": 0.5 / len(stored.peaks)}
    paper.click(position={"x": place["width"] * (1 - half["x"]), "y": place["height"] * (1 - half["y"])})
    board.get_by_text(decision_cell.sentence(last), exact=True).first.wait_for(timeout=PATIENCE_MS)
    assert close_up.text_content() == decision_cell.sentence(last)
    volume = board.get_by_role("textbox", name="volume (videos/month)", exact=True)
    assert float(volume.input_value()) == pytest.approx(stored.volumes[-1], rel=1e-3)


def test_a_look_inside_a_cell_runs_its_designs(watched: "Shown") -> None:
    board, stored = opened_map(watched[0]), shipped()
    board.get_by_role("slider", name="volume (videos/month)", exact=True).press("Home")
    board.get_by_role("button", name="Look inside").click()
    inside = board.locator(".archlib-panel [data-picture=scorecard]")
    inside.locator("tbody tr").first.wait_for(timeout=PATIENCE_MS)
    shown = float(board.get_by_role("textbox", name="peak / mean (times)").input_value())
    at = (min(stored.peaks, key=lambda peak: abs(peak - shown)), stored.volumes[0])
    for name in BET:
        design = stored.design(name, *at, stored.levels[0], 3600.0)
        run = al.simulate(design, stored.scenario(*at), contract=stored.contract(stored.levels[0], 3600.0))
        row = inside.locator("tbody tr").filter(has_text=name)
        assert f"${run.bill.per_month:,.2f}" in (row.text_content() or "")
    board.get_by_role("button", name="Reset", exact=True).first.click()
    inside.wait_for(state="detached", timeout=PATIENCE_MS)


def test_a_pair_computes_its_cells_of_the_class_map_and_a_broken_file_is_named(watched: "Shown") -> None:
    board = panel(watched[0], "class_files")
    board.get_by_role("textbox", name="pairs").fill("30")
    board.get_by_role("textbox", name="pairs").press("Enter")
    board.get_by_text("Pair 1 of 30 computes 100 at peak/mean 1.").first.wait_for(timeout=PATIENCE_MS)
    board.get_by_role("button", name="Compute our cells").click()
    board.get_by_text("Hand this file in. Files taken: 1. Cells filled: 1 of 30.").first.wait_for(timeout=PATIENCE_MS)
    bad = {"name": "mine.json", "mimeType": "application/json", "buffer": b'{"kind": "archlib class map"'}
    board.locator("input[type=file]").set_input_files(bad)
    board.get_by_text("mine.json was skipped: it is not JSON").first.wait_for(timeout=PATIENCE_MS)
