"""Every scene of the course in a real browser: `python -m benchmarks.lab_scenes [--moves 60] [--only queues] [--json]`.

One row a scene: from a slider's move until all pictures of its panel are drawn. The moves go round the sliders that
the scene shows, each up and down around where it begins. Pictures that make further runs of their own (a band over
seeds, a map) show their progress instead of keeping to a limit, so their scenes have none. A scene is alone in its
notebook; benches that are no panel of an architecture are not measured. Other work on the machine makes all longer.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import archlib as al
from archlib.lab.panel import Panel
from archlib.lab.topics import TOPICS
from benchmarks.lab import ALL_MOVE_S, MOVE_S, PICTURE, WARM
from benchmarks.lab_page import Wait, opened, write
from benchmarks.lab_table import Figure, lines, waits, walk
from benchmarks.measure import machine
from tests.browser.conftest import ARGUMENTS, HOW, find_chromium
from tests.browser.jupyter import Server, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MANY = 3  # architectures that are moved together at the limit for one; more have that of all seven
OWN = "pictures with runs of their own, no limit"


def scenes(only: str = "") -> Iterator[tuple[str, str | None]]:
    """Yield the topics and their scenes, with None for a topic's panel of everything."""
    for topic, known in TOPICS.items():
        if topic.startswith(only):
            yield from ((topic, scene) for scene in (None, *known))


def sliders(panel: Panel) -> list[str]:
    """Return the paths of the numbers that the first tab shows and a slider moves."""
    groups = [group for group in panel.form.scenes[0]["groups"] if not group["folded"]]
    return [c["path"] for group in groups for c in group["controls"] if c["kind"] == "number" and len(c["stops"]) > 1]


def limit_s(panel: Panel) -> float | None:
    """Return how long a move may take, s; None where a picture makes runs of its own."""
    if panel.own_runs:
        return None
    return MOVE_S if len(panel.comparison.runs) <= MANY else ALL_MOVE_S


def moved(browser: "Browser", server: Server, call: str, paths: list[str], moves: int) -> list[Wait]:
    """Open a panel in a notebook of its own and move its sliders in turn."""
    write(server, "scene.ipynb", [WARM, call])
    with opened(browser, server, "scene.ipynb") as visit:
        visit.first_picture_s(0, ".jp-OutputArea-executeResult")
        visit.first_picture_s(1, f".archlib-panel, {PICTURE}")
        visit.drawn()
        each = -(-moves // len(paths))
        return list(chain.from_iterable(visit.moves(path, walk(each)) for path in paths))


def figures(browser: "Browser", server: Server, moves: int, only: str = "") -> Iterator[Figure]:
    """Yield p50 and p95 of each scene that has a slider."""
    for topic, scene in scenes(only):
        call = f"al.lab.{topic}({'' if scene is None else repr(scene)})"
        panel = getattr(al.lab, topic)(scene)
        if paths := sliders(panel):
            found = [wait.drawn for wait in moved(browser, server, call, paths, moves)]
            limit = limit_s(panel)
            yield from waits(call if limit else f"{call} ({OWN})", found, limit)


def main() -> None:
    """Print a table in Markdown, or one JSON object a line."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=60)
    parser.add_argument("--only", default="", help="the beginning of a topic's name")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = parser.parse_args()
    program = find_chromium()
    if program is None:
        raise RuntimeError(HOW)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=ARGUMENTS)
        found = figures(browser, server, options.moves, options.only)
        if options.json:
            for figure in found:
                print(json.dumps(figure.json()), flush=True)
        else:
            print(f"{machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {options.moves} moves\n")
            for line in lines(found):
                print(line, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
