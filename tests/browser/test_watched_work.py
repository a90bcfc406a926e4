"""A sweep that is watched in a notebook: its bar moves, other cells run beside it, and Cancel is heard."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import nbformat
import pytest

from tests.browser.jupyter import run_all, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATIENCE_MS = 60_000
CELLS = (
    "import archlib as al",
    """
scenario = al.Scenario(al.Workload.evening_peak(days=28))
swept = al.lab.watched(lambda progress: al.sweep(al.QueueFleet(), scenario, seeds=range(1_000_000), progress=progress))
swept
""".strip(),
    "print('beside it:', swept.done)",
)
ASKED = "print('after it:', swept.result.cancelled, 0 < len(swept.result) < 1_000_000)"
ASK = """async (code) => {
    const asked = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({ code });
    let said = "";
    asked.onIOPub = (message) => { said += message.content.text ?? message.content.evalue ?? ""; };
    await asked.done;
    return said.trim();
}"""


@pytest.fixture(scope="module")
def page(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Page]":
    with serving(tmp_path_factory.mktemp("lab")) as server:
        cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
        nbformat.write(notebook, server.folder / "notebooks" / "watched.ipynb")
        context = browser.new_context(viewport={"width": 1000, "height": 700})
        page = context.new_page()
        run_all(page, server.notebook("watched.ipynb"))
        yield page
        context.close()


def test_other_cells_run_while_it_goes_on(page: "Page") -> None:
    page.get_by_text("beside it: False").wait_for(timeout=PATIENCE_MS)
    page.get_by_text("running: ").first.wait_for(timeout=PATIENCE_MS)
    page.wait_for_function("/running: .*, [1-9][0-9]* s/.test(document.body.innerText)", timeout=PATIENCE_MS)


def test_cancel_is_heard_and_what_was_done_is_handed_over(page: "Page") -> None:
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("stopped at ").first.wait_for(timeout=PATIENCE_MS)
    assert page.get_by_role("button", name="Cancel").is_disabled()
    assert page.evaluate(ASK, ASKED) == "after it: True True"
