"""A drawing in a page: its controls and what it shows, by name."""

from typing import TYPE_CHECKING

from archlib.lab.drawings.frames import Frames
from tests.browser.jupyter import Watch
from tests.browser.panel import PATIENCE_MS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


class DrawingPage:
    """A notebook with one drawing, in a page."""

    def __init__(self, page: "Page", watch: Watch) -> None:
        self.page, self.watch = page, watch
        self.widget = page.locator(".archlib-drawing").first

    @property
    def stage(self) -> "Locator":
        return self.widget.locator(".archlib-stage")

    @property
    def said(self) -> "Locator":
        return self.widget.get_by_role("status")

    def button(self, name: str) -> "Locator":
        return self.widget.get_by_role("button", name=name, exact=True)

    @property
    def time(self) -> float:
        return float(self.widget.locator(".archlib-scrub input").input_value())

    def scrub(self, time: float) -> None:
        self.widget.locator(".archlib-scrub input").evaluate(
            "(range, time) => { range.value = time; range.dispatchEvent(new Event('input')); }", time
        )
        self.page.wait_for_function(
            "() => document.querySelector('.archlib-drawing').dataset.settled === 'true'", timeout=PATIENCE_MS
        )

    def passes(self, time: float) -> None:
        """Wait until the clock is later than a moment."""
        self.page.wait_for_function(
            "(time) => Number(document.querySelector('.archlib-scrub input').value) > time",
            arg=time,
            timeout=PATIENCE_MS,
        )

    def heights(self) -> list[float]:
        return self.page.evaluate(
            """() => [...document.querySelector('.archlib-drawing').children]
                .map((node) => node.getBoundingClientRect().height)"""
        )


def last_before(frames: Frames, moment: float) -> float:
    """Return the last event before a moment."""
    times = [frames.hops.t, frames.hops.lost_t, *(track.step.t for track in frames.tracks)]
    return max(float(t[t < moment].max()) for t in times if (t < moment).any())
