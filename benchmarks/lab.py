"""The lab in a real browser: `python -m benchmarks.lab [--moves 60] [--json]`.

JupyterLab and a headless Chromium on this machine. A move is one stop of a slider, made when the pictures of the one
before have been drawn; its wait ends when all pictures of the panel are drawn, those that are scrolled away included.
A kernel is warm when it has imported archlib and played one week. Sent are all websocket frames that a page received
(outputs, state of widgets, plotly.js with them) and the http answers that are not JupyterLab's own; a notebook is run
whole, with all that its bets lock. Memory is PSS: of shared pages the kernel's share, while no other kernel runs.

Beside the panel of notebook 01 stands the same panel made with plotly's FigureWidget. Other work on the machine makes
all times longer: compare the columns.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from archlib.course.track import finished, notebook
from benchmarks.classroom import pss_mb
from benchmarks.lab_page import Visit, Wait, opened, write
from benchmarks.lab_table import Figure, lines, waits, walk
from benchmarks.measure import machine
from tests.browser.conftest import ARGUMENTS, HOW, find_chromium
from tests.browser.jupyter import ROOT, Server, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WARM = f"""import sys
sys.path.insert(0, {str(ROOT)!r})
import archlib as al
al.simulate(al.Monolith(), al.Scenario(al.Workload.evening_peak(), seed=1)).bill.total"""
PANELS = {
    "01": "al.lab.monolith()",
    "09": "al.lab.compare()",
    "rival": "from benchmarks.lab_rival import Rival\nRival()",
}
PICTURE = ".js-plotly-plot .main-svg"
LOAD, ONE = "load.peak_per_hour", "QueueFleet.max_workers"
MOVE_S, ALL_MOVE_S, FIRST_S = 0.100, 0.200, 3.0
SENT_MB, KERNEL_MB = 6.0, 200.0


class Panel(NamedTuple):
    """What was measured of a panel alone in a notebook."""

    first_s: float
    sent_mb: float
    kernel_mb: float
    load: list[Wait]
    one: list[Wait]


def panel(browser: "Browser", server: Server, name: str, moves: int) -> Panel:
    """Measure a panel by its name; `one` is there where several architectures are compared."""
    write(server, f"{name}.ipynb", [WARM, PANELS[name]])
    with opened(browser, server, f"{name}.ipynb") as visit:
        visit.first_picture_s(0, ".jp-OutputArea-executeResult")
        before = visit.received_bytes
        first = visit.first_picture_s(1, PICTURE)
        visit.drawn()
        visit.page.wait_for_timeout(1_000)  # frames of the FigureWidgets that are still on their way
        sent = (visit.received_bytes - before) / 1e6
        load = _moved(visit, name, LOAD, moves)
        one = visit.moves(ONE, walk(moves)) if name == "09" else []
        return Panel(first, sent, pss_mb(visit.pid()), load, one)


def _moved(visit: Visit, name: str, path: str, moves: int) -> list[Wait]:
    return visit.rival_moves(walk(moves)) if name == "rival" else visit.moves(path, walk(moves))


def whole(browser: "Browser", server: Server, number: str) -> Iterator[Figure]:
    """Run a notebook of the course whole; yield what was sent, and the memory of its kernel."""
    with opened(browser, server, notebook(number).file) as visit:
        visit.run()
        yield Figure(f"{number} run whole, sent to the page", visit.received_bytes / 1e6, "MB", SENT_MB)
        yield Figure(f"{number} run whole, memory of its kernel", pss_mb(visit.pid()), "MB", KERNEL_MB)


def figures(browser: "Browser", server: Server, moves: int) -> Iterator[Figure]:
    """Yield all rows in the order of the table."""
    own, rival = panel(browser, server, "01", moves), panel(browser, server, "rival", moves)
    yield from _series("01, the load moves", own.load, MOVE_S, rival.load)
    seven = panel(browser, server, "09", moves)
    yield from _series("09 with all seven, the load moves", seven.load, ALL_MOVE_S)
    yield from _series("09 with all seven, one architecture moves", seven.one, MOVE_S)
    yield Figure("01's panel, first picture on a warm kernel", own.first_s, "s", FIRST_S, rival.first_s)
    yield Figure("09's panel, first picture on a warm kernel", seven.first_s, "s", FIRST_S)
    yield Figure("01's panel alone, sent to the page", own.sent_mb, "MB", SENT_MB, rival.sent_mb)
    yield Figure("01's panel alone, memory of its kernel", own.kernel_mb, "MB", KERNEL_MB, rival.kernel_mb)
    for number in finished():
        yield from whole(browser, server, number)


def _series(what: str, found: list[Wait], limit_s: float, rival: list[Wait] | None = None) -> Iterator[Figure]:
    """Yield the waits until all is drawn, and of them until the kernel has answered and what is seen is drawn."""
    yield from waits(f"{what}: all drawn", [w.drawn for w in found], limit_s, [w.drawn for w in rival or ()])
    yield from waits("... of it until what is on the screen is drawn", [w.seen for w in found], None)
    yield from waits(
        "... of it until the kernel has answered", [w.answered for w in found], None, [w.answered for w in rival or ()]
    )


def measured(moves: int) -> Iterator[Figure]:
    """Start JupyterLab and a browser, and yield all rows; RuntimeError if there is no Chromium."""
    from playwright.sync_api import sync_playwright

    program = find_chromium()
    if program is None:
        raise RuntimeError(HOW)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=ARGUMENTS)
        yield from figures(browser, server, moves)
        browser.close()


def main() -> None:
    """Print a table in Markdown, or one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=60)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = parser.parse_args()
    found = measured(options.moves)
    if options.json:
        for figure in found:
            print(json.dumps(figure.json()), flush=True)
        return
    print(f"{machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {options.moves} moves\n")
    for line in lines(found):
        print(line, flush=True)


if __name__ == "__main__":
    main()
