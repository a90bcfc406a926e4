"""The story as a learner meets it: stepped by keyboard and by button, read message by message, broken, begun anew."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from archlib.course.steps import Step, steps
from archlib.course.stories import told
from tests.browser.jupyter import Watch, run_all, serving
from tests.browser.panel import PATIENCE_MS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CODE = "import archlib as al\nal.lab.story()"
COUNTERS = "[...document.querySelectorAll('.archlib-story-counters td')].map((cell) => Number(cell.textContent))"
PLACES = """() => [...document.querySelectorAll('.archlib-story, .archlib-story > *')]
    .map((node) => { const r = node.getBoundingClientRect(); return [r.height, r.width]; })"""


@pytest.fixture(scope="module")
def opened(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Page]":
    folder = tmp_path_factory.mktemp("story")
    with serving(folder) as server:
        cell = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None, "source": CODE}
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        content = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
        (folder / "notebooks" / "story.ipynb").write_text(json.dumps(content))
        context = browser.new_context(viewport={"width": 1300, "height": 1100})
        page = context.new_page()
        watch = Watch(page)
        run_all(page, server.notebook("story.ipynb"))
        page.wait_for_selector(".archlib-story[data-at]", timeout=4 * PATIENCE_MS)
        yield page
        assert [error for error in watch.errors if "removeChild" not in error] == []  # that one is JupyterLab's own
        assert watch.strangers == []
        context.close()


def at(page: "Page", k: int) -> None:
    page.wait_for_selector(f".archlib-story[data-at='{k}']", timeout=PATIENCE_MS)


def shows(page: "Page", step: Step) -> None:
    """Compare all that stands in the page with a step."""
    said = page.locator(".archlib-story-said")
    assert said.text_content() == step.text
    assert page.locator(".archlib-story-clock").text_content() == step.clock
    assert page.evaluate(COUNTERS) == list(step.now.counters.values())
    rows = page.locator(".archlib-story-table tbody tr")
    for i, message in enumerate(step.now.messages):
        cells = rows.nth(i).locator("td").all_text_contents()
        assert cells[:2] == [message.state, str(message.receives)]
    names = page.locator(".archlib-story-claims li b").all_text_contents()
    assert names == list(step.claims)
    there = [w for w in step.now.workers if w.state != "ended"]
    assert page.locator(".archlib-story-worker").count() == len(there)


def test_the_arrow_keys_step_through_all_of_it_and_back(opened: "Page") -> None:
    found = steps(told("notes"))
    opened.locator(".archlib-story-stage").focus()
    opened.keyboard.press("Home")
    at(opened, 0)
    sizes = opened.evaluate(PLACES)
    for k, step in enumerate(found):
        at(opened, k)
        shows(opened, step)
        opened.keyboard.press("ArrowRight")
    at(opened, len(found) - 1)  # there is no step after the last
    assert opened.evaluate(PLACES) == sizes  # nothing has jumped
    opened.keyboard.press("ArrowLeft")
    at(opened, len(found) - 2)
    shows(opened, found[-2])
    opened.keyboard.press("Home")
    at(opened, 0)
    shows(opened, found[0])
    assert opened.evaluate("document.querySelectorAll('.jp-Cell').length") == 1  # no key was JupyterLab's


def test_the_buttons_do_the_same_and_can_be_reached_and_pressed_by_keyboard(opened: "Page") -> None:
    opened.get_by_role("button", name="from the start").click()
    following = opened.get_by_role("button", name="next step")
    following.focus()
    for k in (1, 2, 3):
        opened.keyboard.press("Enter")
        at(opened, k)
    opened.get_by_role("button", name="one step back").click()
    at(opened, 2)
    shows(opened, steps(told("notes"))[2])


def test_a_messages_text_is_read_on_focus_and_on_click(opened: "Page") -> None:
    text = opened.locator(".archlib-story-text pre")
    opened.get_by_role("button", name="show the text of message 3").focus()
    assert json.loads(text.text_content() or "")["key"] == "masters/3"
    opened.get_by_role("button", name="show the text of message 2").click()
    assert json.loads(text.text_content() or "")["video"] == 2


@pytest.mark.parametrize(
    ("button", "name"),
    [("Timeout too short", "timeout too short"), ("The stranded message", "stranded"), ("As in the notes", "notes")],
)
def test_another_story_is_another_run_and_the_focus_stays(opened: "Page", button: str, name: str) -> None:
    chosen = opened.get_by_role("button", name=f"story: {button}")
    chosen.click()
    opened.wait_for_function(
        "(text) => document.querySelector('.archlib-story [aria-pressed=true]').textContent === text",
        arg=button,
        timeout=PATIENCE_MS,
    )
    at(opened, 0)
    assert opened.evaluate("document.activeElement.textContent") == button
    opened.keyboard.press("End")
    found = steps(told(name))
    at(opened, len(found) - 1)
    shows(opened, found[-1])
