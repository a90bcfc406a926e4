"""A real browser for the tests of what a learner sees: the system's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.jupyter import Watch

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW = (
    "no Chromium found: `sudo apt-get install chromium` (Debian), or install Chrome; "
    "ARCHLIB_CHROMIUM may name the program"
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]


def find_chromium() -> str | None:
    """Return the browser's program: what ARCHLIB_CHROMIUM names, else the first known name on the path."""
    named = os.environ.get("ARCHLIB_CHROMIUM")
    programs = map(shutil.which, [named] if named else NAMES)
    return next((program for program in programs if program), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; without one the test is skipped, and fails where CI=true."""
    program = find_chromium()
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail(HOW, pytrace=False)
        pytest.skip(HOW)
    return program


@pytest.fixture(scope="module")
def browser(chromium: str) -> "Iterator[Browser]":
    """One headless browser for the tests of a file; Playwright's event loop must not run on under other tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, headless=True, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A fresh page with storage of its own, closed after the test."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def watched(
    request: pytest.FixtureRequest, browser: "Browser", tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[tuple[Page, Watch]]":
    """The notebook that a file of tests names, opened and run once; its tests go through it from the top down."""
    from tests.browser.jupyter import Watch, run_all, serving  # this file is tried alone, without its neighbours
    from tests.browser.learner import PATIENCE_MS

    with serving(tmp_path_factory.mktemp("lab")) as server:
        context = browser.new_context(viewport={"width": 1200, "height": 900})
        page = context.new_page()
        watch = Watch(page)
        run_all(page, server.notebook(request.module.NAME))
        page.locator(".archlib-ask").first.wait_for(timeout=PATIENCE_MS)
        yield page, watch
        context.close()
