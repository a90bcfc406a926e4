"""Notebook 01 as a learner meets it: a bet opens what it locks, a run is pinned and another laid over it."""

from typing import TYPE_CHECKING

from tests.browser.learner import MOST_SENT_BYTES, PATIENCE_MS, asked, bet

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.jupyter import Watch

NAME = "01_monolith.ipynb"


def test_a_panel_is_locked_until_its_bet_is_placed(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    page.get_by_text("Locked: place bet 01.P3").wait_for(timeout=PATIENCE_MS)
    bet(page, "01.P3", "a whole box")
    page.locator(".archlib-view[data-picture=utilisation][data-drawn=true]").first.wait_for(timeout=PATIENCE_MS)
    assert page.get_by_text("Locked: place bet 01.P3").count() == 0


def test_a_run_is_pinned_and_another_laid_over_it(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    panel = page.locator(".archlib-panel").filter(has=page.locator("[data-picture=utilisation]")).first
    panel.get_by_role("button", name="Pin as A").click()
    replicas = panel.get_by_role("textbox", name="replicas")
    replicas.fill("2")
    replicas.press("Enter")
    versus = panel.locator("[data-picture=versus]")
    versus.get_by_text("replicas 1 → 2 (instances)").wait_for(timeout=PATIENCE_MS)
    assert "B less A" in versus.inner_text()
    panel.get_by_role("button", name="Reset", exact=True).click()
    versus.get_by_text("Pin a run as A").wait_for(timeout=PATIENCE_MS)


def test_a_box_is_chosen_by_its_slots_and_its_price(watched: "tuple[Page, Watch]") -> None:
    from playwright.sync_api import expect

    page, _ = watched
    panel = page.locator(".archlib-panel").filter(has=page.locator("[data-picture=utilisation]")).first
    box = panel.get_by_label("instance", exact=True)
    expect(box).to_have_value("c5.xlarge", timeout=PATIENCE_MS)
    assert "c5.4xlarge: 8 slots (16 vCPU), 0.80 USD/h" in box.locator("option").all_text_contents()


def test_the_sketch_opens_the_bill_with_the_other_bet_and_is_drawn_over_the_cost(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    sketch, share = asked(page, "Bet 01.P4"), asked(page, "Bet 01.P2")
    sketch.get_by_role("button", name="Place the bet").click()
    page.get_by_text("Locked: place bets 01.P2 and 01.P4").wait_for(timeout=PATIENCE_MS)
    share.get_by_role("textbox").first.fill("10")
    share.get_by_role("button", name="Place the bet").click()
    cost = page.locator(".archlib-view[data-picture=cost][data-drawn=true]").first
    cost.wait_for(timeout=PATIENCE_MS)
    cost.get_by_text("Your bet is dotted").wait_for(timeout=PATIENCE_MS)
    cost.scroll_into_view_if_needed(timeout=PATIENCE_MS)


def test_what_is_chosen_is_copied_and_pasted(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    panel = page.locator(".archlib-panel").filter(has=page.locator("[data-picture=utilisation]")).first
    panel.get_by_text("Copy, paste").click()
    text = panel.get_by_role("textbox", name="as text")
    text.fill("nonsense")
    panel.get_by_role("button", name="Use this text").click()
    panel.get_by_text("is no JSON").wait_for(timeout=PATIENCE_MS)
    panel.get_by_role("button", name="Copy", exact=True).click()
    page.wait_for_function("(box) => box.value.startsWith('{')", arg=text.element_handle(), timeout=PATIENCE_MS)


def test_the_page_complains_of_nothing_and_asks_nobody_else(watched: "tuple[Page, Watch]") -> None:
    _, watch = watched
    assert watch.errors == []
    assert watch.strangers == []
    assert watch.received < MOST_SENT_BYTES
