"""The report in a browser without a network: all is drawn, nobody is shut out, and it fits paper and small screens."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import archlib as al
from archlib.lab.report_page import DRAWN
from tests.browser.access import faults

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DRAWN_ALL = "(n) => document.querySelectorAll('.plot[data-drawn] .main-svg[role=img]').length === n"
INK = "(document.querySelector('.plot .xtitle') ?? document.querySelector('.plot text')).style.fill"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LIGHT_INK, DARK_INK = "rgb(34, 34, 34)", "rgb(224, 224, 224)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report of three architectures with a long name and a long parameter list."""
    scenario = al.Scenario(al.Workload.evening_peak(days=2), faults=al.faults.standard_week())
    made = al.compare([al.Monolith(), al.Monolith(replicas=2), al.QueueFleet()], scenario)
    path: Path = al.report(made, tmp_path_factory.mktemp("report") / "report.html")
    return path.as_uri()


@pytest.fixture
def opened(browser: "Browser", address: str, request: pytest.FixtureRequest) -> "Iterator[Page]":
    """The report, offline, on a screen of some width and scheme; it must neither fail nor ask for anything."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
    page = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_function(DRAWN_ALL, arg=len(DRAWN) + 1)  # the bands of other weeks too
    yield page
    assert complaints == []
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == [address]
    context.close()


@pytest.mark.parametrize("opened", [(1200, "light"), (1200, "dark"), (400, "light")], indirect=True)
def test_all_is_drawn_nobody_is_shut_out_and_nothing_is_sideways(opened: "Page") -> None:
    dark = opened.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert opened.evaluate(INK) == (DARK_INK if dark else LIGHT_INK)
    assert opened.evaluate(SIDEWAYS) == 0
    assert faults(opened, "body") == []


@pytest.mark.parametrize("opened", [(1200, "dark")], indirect=True)
def test_paper_is_white_and_unfolded_and_the_screen_is_dark_again_after(opened: "Page") -> None:
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")
    opened.wait_for_selector(".plot[data-drawn=light]")
    assert opened.evaluate(INK) == LIGHT_INK
    assert opened.locator("details:not([open])").count() == 0
    opened.evaluate("dispatchEvent(new Event('afterprint'))")
    opened.wait_for_selector(".plot[data-drawn=dark]")
    assert opened.evaluate(INK) == DARK_INK


@pytest.mark.parametrize("opened", [(1200, "light")], indirect=True)
def test_the_button_copies_or_selects_the_json(opened: "Page") -> None:
    opened.locator("#copy").click()
    opened.locator("#copied:not(:empty)").wait_for(state="attached")
    text = opened.locator("#json").text_content() or ""
    said = opened.locator("#copied").text_content()
    assert said == "Copied." or opened.evaluate("getSelection().toString()").strip() == text.strip()
    assert al.Scenario.from_json(text).horizon_s == 2 * 86_400


def test_without_javascript_words_and_numbers_stay(browser: "Browser", address: str) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".noscript").is_visible()
    assert not page.locator("#copy").is_visible()
    assert page.locator("#scorecard table").is_visible()
    assert page.locator(".picture table:visible, .picture details:visible").count() >= len(DRAWN)
    context.close()
