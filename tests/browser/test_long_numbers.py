"""A number that was computed of a file is shown short, and is exact for whoever goes into its box."""

from typing import TYPE_CHECKING

import archlib as al
from archlib.data import data_dir
from tests.browser.learner import PATIENCE_MS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.jupyter import Watch

NAME = "09_compare_and_choose.ipynb"
SOURCE = "al.lab.compare(load=mine"
EXACT = str(al.Workload.from_csv(data_dir() / "samples" / "uploads_cloudwatch.csv").days)


def test_typing_nothing_changes_nothing_and_a_new_value_counts(watched: "tuple[Page, Watch]") -> None:
    from playwright.sync_api import expect

    page, watch = watched
    panel = page.locator(".jp-CodeCell").filter(has_text=SOURCE).locator(".archlib-panel")
    panel.locator(".archlib-view[data-drawn=true]").first.wait_for(state="attached", timeout=PATIENCE_MS)
    length = panel.get_by_role("textbox", name="length (days)", exact=True)
    expect(length).to_have_value("0.9861", timeout=PATIENCE_MS)
    expect(length).to_have_attribute("title", f"exactly {EXACT}")
    sent = len(watch.sent)
    length.focus()
    expect(length).to_have_value(EXACT)
    length.press("Tab")
    expect(length).to_have_value("0.9861")
    assert not [frame for frame in watch.sent[sent:] if b'"edit"' in as_bytes(frame)]
    length.fill("0.9")
    length.press("Tab")
    assert [frame for frame in watch.sent[sent:] if b'"edit"' in as_bytes(frame)]


def as_bytes(frame: str | bytes) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()
