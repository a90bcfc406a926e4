"""The panel of the first notebook in a page: its controls and pictures as a learner finds them, by name."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import archlib as al
from archlib.architectures import COURSE
from archlib.lab import words
from archlib.lab.figures import PICTURES
from tests.browser.jupyter import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PATIENCE_MS = 30_000  # for a busy machine; what is waited for is a condition, never a time
ARCHITECTURES = [kind() for kind in COURSE]


def week(**load: float) -> al.Comparison:
    """Return the canonical week, computed here."""
    scenario = al.Scenario(al.Workload.evening_peak(**load), faults=al.faults.honest_week(), seed=1)
    return al.compare(ARCHITECTURES, scenario)


@dataclass
class PanelPage:
    """A notebook that has been run, in a page."""

    page: "Page"
    watch: Watch

    @property
    def panel(self) -> "Locator":
        """The first panel of the notebook."""
        return self.page.locator(".archlib-panel").first

    def slider(self, name: str) -> "Locator":
        """A slider by its name with unit."""
        return self.panel.get_by_role("slider", name=name, exact=True)

    def box(self, name: str) -> "Locator":
        """A text box by its name with unit."""
        return self.panel.get_by_role("textbox", name=name, exact=True)

    def scene(self, name: str) -> None:
        """Open a tab of the form."""
        self.panel.get_by_role("tab", name=name, exact=True).click()

    def press(self, slider: str, key: str, times: int) -> float:
        """Move a slider with a key; return the value that its box then shows."""
        handle = self.slider(slider)
        handle.focus()
        for _ in range(times):
            handle.press(key)
        return float(self.box(slider).input_value())

    def shows(self, comparison: al.Comparison) -> None:
        """Wait until the scorecard says what archlib computes, and until all pictures have been drawn."""
        from playwright.sync_api import expect

        for label, run in zip(comparison.labels, comparison, strict=True):
            row = self.panel.locator("[data-picture=scorecard] tbody tr").filter(has_text=label)
            for text in (
                words.percent(run.availability["upload"].request_share),
                words.percent(run.availability["process"].deadline_share or 0.0),
                words.percent(run.availability["manage"].request_share),
                f"${run.bill.total:,.2f}",
                f"${run.bill.per_month:,.2f}",
            ):
                expect(row).to_contain_text(text, timeout=PATIENCE_MS)
        self.drawn()

    def drawn(self) -> None:
        """Wait until the kernel has answered, and every picture of the panel is on the screen."""
        self.page.wait_for_function(
            """(count) => {
                const panel = document.querySelector('.archlib-panel');
                const views = [...panel.querySelectorAll('.archlib-view')];
                return views.length === count && views.every((view) => view.dataset.drawn === 'true')
                    && panel.querySelector('.archlib-form').dataset.settled !== 'false';
            }""",
            arg=len(PICTURES),
            timeout=PATIENCE_MS,
        )

    def drag(self, picture: str, start: float, end: float) -> None:
        """Drag the mouse over a picture, from and to shares of its width."""
        paper = self.panel.locator(f"[data-picture={picture}] .nsewdrag")
        place = paper.bounding_box()
        assert place is not None
        y = place["height"] / 2
        paper.hover(position={"x": start * place["width"], "y": y})  # waits until the mouse meets it
        self.page.mouse.down()
        paper.hover(position={"x": end * place["width"], "y": y}, force=True)
        self.page.mouse.up()

    def scroll(self) -> None:
        """Bring the panel to the top of the page; the cells above it take their place while one scrolls."""
        self.page.wait_for_function(
            """() => {
                const panel = document.querySelector('.archlib-panel');
                const before = panel.getBoundingClientRect().top;
                panel.scrollIntoView({block: 'start'});
                return panel.getBoundingClientRect().top === before;
            }""",
            timeout=PATIENCE_MS,
        )

    def picture(self, path: Path) -> None:
        """Keep a picture of the canonical week for the README."""
        self.panel.get_by_role("button", name="Reset", exact=True).click()
        self.page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
        self.shows(week())
        self.scroll()
        self.page.mouse.move(0, 0)
        self.page.screenshot(path=path)

    def places(self) -> list[object]:
        """Return where panel and pictures are; equal lists mean that nothing has jumped."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll('.archlib-panel .archlib-view, .archlib-panel .archlib-plot')]
                .map((node) => { const r = node.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; })"""
        )
