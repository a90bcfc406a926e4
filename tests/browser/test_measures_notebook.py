"""Notebook 00 as a learner meets it: the doctor, a bet that opens a panel, 3 a.m. against 9 p.m., an answer checked."""

from typing import TYPE_CHECKING

from tests.browser.learner import MOST_SENT_BYTES, PATIENCE_MS, asked

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.jupyter import Watch

NAME = "00_start_here.ipynb"
FIGURES = {  # its title -> a station in it
    "Monolith:": "box",
    "Tiers:": "process",
    "Queue fleet:": "jobs",
    "Microservices:": "transcode",
    "Functions:": "process",
    "Event driven:": "consumer 2",
}


def bet(page: "Page", id: str, text: str) -> None:
    """Type a bet and place it."""
    question = asked(page, f"Bet {id}")
    question.get_by_role("textbox").fill(text)
    question.get_by_role("button", name="Place the bet").click()
    question.get_by_text("Your bet is placed").wait_for(timeout=PATIENCE_MS)


def panel(page: "Page", *pictures: str) -> "Locator":
    """The first panel that shows just these pictures."""
    found = page.locator(".archlib-panel")
    for name in pictures:
        found = found.filter(has=page.locator(f"[data-picture={name}]"))
    return found.first


def test_the_doctor_is_content(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    asked(page, "Is everything ready?").get_by_text("All is well.").wait_for(timeout=PATIENCE_MS)


def test_all_six_figures_are_drawn(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    for name, station in FIGURES.items():
        drawn = page.locator(".archlib-drawing").filter(has_text=name).first
        drawn.scroll_into_view_if_needed(timeout=PATIENCE_MS)
        drawn.locator("[data-station]").filter(has_text=station).first.wait_for(timeout=PATIENCE_MS)


def test_a_bet_opens_its_panel_and_its_run_shows_both(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    page.get_by_text("Locked: place bet 00.P3").wait_for(timeout=PATIENCE_MS)
    bet(page, "00.P3", "20")
    page.get_by_text("Locked: place bet 00.P3").wait_for(state="detached", timeout=PATIENCE_MS)
    question = asked(page, "Bet 00.P3")
    question.get_by_role("button", name="Run", exact=True).click()
    question.get_by_text("43.8").first.wait_for(timeout=PATIENCE_MS)


def test_a_wrong_and_a_right_answer_are_told_apart(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    question = asked(page, "Exercise 00.E1")
    question.get_by_role("textbox").fill("438")
    question.get_by_role("button", name="Check").click()
    question.get_by_text("That is the budget of 99 %.").wait_for(timeout=PATIENCE_MS)
    question.get_by_role("textbox").fill("43.8")
    question.get_by_role("button", name="Check").click()
    question.get_by_text("Right").first.wait_for(timeout=PATIENCE_MS)


def test_the_same_hour_meets_fifteen_times_as_many_in_the_evening(watched: "tuple[Page, Watch]") -> None:
    from playwright.sync_api import expect

    page, _ = watched
    bet(page, "00.P1", "5")
    shown = panel(page, "arrivals", "availability", "budget")
    arrivals = shown.locator("[data-picture=arrivals]")
    arrivals.get_by_text("met the most videos, 12.").wait_for(timeout=PATIENCE_MS)
    start = shown.get_by_role("textbox", name="outage start")
    start.fill("21")
    start.press("Enter")
    arrivals.get_by_text("met the most videos, 180.").wait_for(timeout=PATIENCE_MS)
    slider = shown.get_by_role("slider", name="outage start")
    expect(slider).to_have_value("21", timeout=PATIENCE_MS)  # its stops are whole hours from 0 on
    slider.press("ArrowLeft")
    expect(start).to_have_value("20", timeout=PATIENCE_MS)
    arrivals.get_by_text("met the most videos, 180.").wait_for(timeout=PATIENCE_MS)


def test_slots_are_as_busy_as_littles_law_says(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    bet(page, "00.P2", "300")
    slots = panel(page, "slots", "utilisation")
    work = slots.get_by_role("textbox", name="work a video")
    work.fill("120")
    work.press("Enter")
    slots.locator("[data-picture=slots]").get_by_text("60 an hour x 2.0 min = 2 slots").wait_for(timeout=PATIENCE_MS)


def test_the_page_complains_of_nothing_and_asks_nobody_else(watched: "tuple[Page, Watch]") -> None:
    _, watch = watched
    assert watch.errors == []
    assert watch.strangers == []
    assert watch.received < MOST_SENT_BYTES
