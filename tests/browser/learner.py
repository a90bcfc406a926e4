"""What a learner does in a notebook: finds a question, places a bet, looks at a panel, types into it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PATIENCE_MS = 60_000
MOST_SENT_BYTES = 6_000_000  # of a notebook and what its tests do in it; plotly.js is 1.5 MB of them


def asked(page: "Page", head: str) -> "Locator":
    """The question whose heading holds a text."""
    return page.locator(".archlib-ask").filter(has=page.locator("h2, h3", has_text=head)).first


def bet(page: "Page", id: str, choice: str) -> None:
    """Place a bet of the choices."""
    question = asked(page, f"Bet {id}")
    question.get_by_role("radio", name=choice).check()
    question.get_by_role("button", name="Place the bet").click()
    question.get_by_text("Your bet is placed").wait_for(timeout=PATIENCE_MS)


def panel(page: "Page", *pictures: str) -> "Locator":
    """The first panel that shows some pictures."""
    found = page.locator(".archlib-panel")
    for picture in pictures:
        page.locator(f".archlib-view[data-picture={picture}][data-drawn=true]").first.wait_for(timeout=PATIENCE_MS)
        found = found.filter(has=page.locator(f"[data-picture={picture}]"))
    found = found.first
    found.scroll_into_view_if_needed(timeout=PATIENCE_MS)  # JupyterLab hides what is far away, labels too
    return found


def fill(board: "Locator", name: str, value: str) -> None:
    """Type a value into a text box of a panel."""
    box = board.get_by_role("textbox", name=name)
    box.fill(value)
    box.press("Enter")


def answer(page: "Page", id: str, text: str, says: str) -> None:
    """Answer an exercise by keyboard, and wait for what is said of it."""
    question = asked(page, id)
    box = question.get_by_role("textbox").first
    box.fill(text)
    box.press("Enter")
    question.get_by_text(says).wait_for(timeout=PATIENCE_MS)
