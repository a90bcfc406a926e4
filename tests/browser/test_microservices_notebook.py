"""Notebook 05 as a learner meets it: parts in the drawing, scenes that open, and a graph of one's own."""

from typing import TYPE_CHECKING

from archlib.course import catalogue
from tests.browser.access import faults
from tests.browser.learner import MOST_SENT_BYTES, PATIENCE_MS, asked, bet, fill, panel

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.jupyter import Watch

NAME = "05_microservices.ipynb"


def graph(page: "Page") -> "Locator":
    """The learner's graph, in view."""
    found = page.locator(".archlib-graph").first
    found.wait_for(timeout=PATIENCE_MS, state="attached")
    found.scroll_into_view_if_needed(timeout=PATIENCE_MS)
    found.get_by_role("button", name="Reset").wait_for(timeout=PATIENCE_MS)
    return found


def test_the_drawing_says_who_produces_and_who_consumes(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    drawn = page.locator(".archlib-drawing:not(.archlib-graph)").first
    drawn.locator("svg").wait_for(timeout=PATIENCE_MS)
    for name, part in (("upload", "producer"), ("transcode", "consumer"), ("store", "both"), ("manage", "neither")):
        box = drawn.locator(f'[data-part="{part}"]').filter(has=page.locator(".archlib-name", has_text=name))
        assert box.count() >= 1, name


def test_more_load_makes_more_messages(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = panel(page, "parts")
    said = board.locator("[data-picture=parts]")
    said.get_by_text("Messages made: 660").wait_for(timeout=PATIENCE_MS)
    fill(board, "load", "20")
    said.get_by_text("Messages made: 660").wait_for(timeout=PATIENCE_MS, state="detached")
    assert "store does both" in said.inner_text()


def test_the_bet_on_who_is_cheaper_opens_the_floor(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    page.get_by_text("Locked: place bet 05.P2").first.wait_for(timeout=PATIENCE_MS)
    bet(page, "05.P2", "microservices, both times")
    question = asked(page, "Bet 05.P2")
    question.get_by_role("button", name="Run").click()
    question.get_by_text("Two copies of each service are paid for").wait_for(timeout=PATIENCE_MS)
    board = panel(page, "floor")
    said = board.locator("[data-picture=floor]")
    said.get_by_text("= $219.00").wait_for(timeout=PATIENCE_MS)
    fill(board, "services", "30")
    said.get_by_text("= $1,095.00").wait_for(timeout=PATIENCE_MS)
    steps = panel(page, "transitions").locator("[data-picture=transitions]")
    steps.get_by_text("equal at 333 transitions").wait_for(timeout=PATIENCE_MS)


def test_a_service_is_added_and_removed_by_keyboard(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    mine = graph(page)
    mine.get_by_text("5 services and 3 links").wait_for(timeout=PATIENCE_MS)
    mine.get_by_role("button", name="Add a service").focus()
    page.keyboard.press("Enter")
    mine.get_by_text("6 services and 4 links").wait_for(timeout=PATIENCE_MS)
    assert page.evaluate("document.activeElement.dataset.key") == "add-service"
    mine.get_by_role("button", name="Remove service 1 and its links").focus()
    page.keyboard.press("Enter")
    mine.get_by_text("5 services and 3 links").wait_for(timeout=PATIENCE_MS)
    assert page.evaluate("document.activeElement.dataset.key") == "s4-remove"  # the row before


def test_a_circle_is_refused_in_place_and_the_last_graph_stays(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    mine = graph(page)
    high = mine.bounding_box()
    mine.get_by_role("button", name="Add a link").click()
    mine.get_by_text("5 services and 4 links").wait_for(timeout=PATIENCE_MS)
    drawn = mine.locator("svg desc").text_content()
    mine.get_by_label("link 4, from").select_option("notify")
    mine.get_by_label("link 4, to").select_option("store")
    mine.get_by_role("alert").get_by_text("the edges go in a circle").wait_for(timeout=PATIENCE_MS)
    mine.get_by_text("of the last graph that holds").wait_for(timeout=PATIENCE_MS)
    assert mine.locator("svg desc").text_content() == drawn
    after = mine.bounding_box()
    assert high is not None and after is not None and high["height"] == after["height"]  # nothing jumps
    mine.get_by_role("button", name="Remove the link from notify to store").click()
    mine.get_by_text("of the last graph that holds").wait_for(timeout=PATIENCE_MS, state="detached")
    assert mine.get_by_role("alert").inner_text() == ""


def test_a_call_makes_the_caller_wait_and_changes_its_part(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    mine = graph(page)
    mine.get_by_label("link 3, how").select_option("calls")
    consumer = mine.locator('[data-part="consumer"]').filter(has=page.locator(".archlib-name", has_text="store"))
    consumer.first.wait_for(timeout=PATIENCE_MS, state="attached")
    mine.get_by_role("button", name="Reset").click()
    both = mine.locator('[data-part="both"]')
    both.first.wait_for(timeout=PATIENCE_MS, state="attached")


def test_the_matching_question_is_judged(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    question = asked(page, "05.E6")
    for pair in str(catalogue.exercise("05.E6").answer()).split(", "):
        name, part = pair.split()
        question.get_by_label(f"{name} is").select_option("consumer" if name == "store" else part)
    question.get_by_role("button", name="Check").click()
    question.get_by_text("Right are 4 of 5").wait_for(timeout=PATIENCE_MS)
    question.get_by_label("store is").select_option("both")
    question.get_by_role("button", name="Check").click()
    question.get_by_text("Right, all five").wait_for(timeout=PATIENCE_MS)


def test_no_two_inputs_of_the_page_share_an_id(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    ids = page.evaluate("[...document.querySelectorAll('.archlib-panel [id], .archlib-ask [id]')].map((n) => n.id)")
    assert len(ids) == len(set(ids)) > 50
    unnamed = page.evaluate(
        "[...document.querySelectorAll('.archlib-graph input, .archlib-graph select, .archlib-graph button')]"
        ".filter((n) => !n.getAttribute('aria-label')).length"
    )
    assert unnamed == 0


def test_nobody_is_shut_out(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    mine = graph(page)
    mine.get_by_role("button", name="Remove store and its links").click()
    mine.get_by_text("of the last graph that holds").wait_for(timeout=PATIENCE_MS)
    assert faults(page) == []
    mine.get_by_role("button", name="Reset").click()
    mine.get_by_text("of the last graph that holds").wait_for(timeout=PATIENCE_MS, state="detached")


def test_the_page_complains_of_nothing_and_asks_nobody_else(watched: "tuple[Page, Watch]") -> None:
    _, watch = watched
    assert watch.errors == []
    assert watch.strangers == []
    assert watch.received < MOST_SENT_BYTES
