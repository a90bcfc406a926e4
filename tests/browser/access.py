"""Whom does a page shut out? axe-core looks at what a notebook shows, and the keyboard goes where a mouse would."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

OUTPUTS: Final = ".jp-OutputArea-output"  # what a notebook shows; the rest of the page is JupyterLab's own
HEEDED: Final = ("moderate", "serious", "critical")
TABS_MOST: Final = 250  # of a long notebook, from its first bet to its exercises


def faults(page: "Page", within: str = OUTPUTS) -> list[str]:
    """Return what axe-core faults in the outputs of a page, small things aside: impact, rule, element, how to mend it.

    Another selector than that of a notebook's outputs looks `within` something else.

    The rules come with the package; nothing is fetched. An output that is scrolled away is looked at as well.
    """
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context={"include": [[within]]}, options={"resultTypes": ["violations"]}).response
    assert found["passes"], f"axe-core found no {within} to look at"
    return [
        f"{fault['impact']} {fault['id']}: {node['html'][:200]}\n{node['failureSummary']}"
        for fault in found["violations"]
        if fault["impact"] in HEEDED
        for node in fault["nodes"]
    ]


class Keys:
    """A notebook that is used by keyboard alone."""

    def __init__(self, page: "Page") -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        """Press keys, wherever the focus is."""
        for key in keys:
            self.page.keyboard.press(key)

    def cell(self, source: str) -> None:
        """Go to the code cell of a source with JupyterLab's keys for the cell before and the cell after."""
        away = self.page.evaluate(
            """(source) => {
                const { activeCellIndex, model } = window.jupyterapp.shell.currentWidget.content;
                const is = (cell) => cell.type === 'code' && cell.sharedModel.source.trim() === source;
                return [...model.cells].findIndex(is) - activeCellIndex;
            }""",
            source,
        )
        self.press(*(("j" if away > 0 else "k",) * abs(away)))
        held = (
            "(source) => window.jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel.source === source"
        )
        self.page.wait_for_function(held, arg=source)

    def to(self, goal: "Locator") -> None:
        """Press Tab until something has the focus."""
        met = []
        for _ in range(TABS_MOST):
            if goal.evaluate("(node) => node === document.activeElement"):
                return
            self.press("Tab")
            met.append(self.page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''"))
        raise AssertionError(f"{TABS_MOST} tabs did not lead to {goal}; met were {met}")
