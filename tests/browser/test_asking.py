"""Bets, exercises, worked examples, quiz and the rest in JupyterLab: by mouse and by keyboard, light and dark."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from plotly.offline import get_plotlyjs_version

from archlib.course import catalogue, quiz
from tests.browser.jupyter import Server, Watch, run_all, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

NAME = "asking.ipynb"
PATIENCE_MS = 30_000
CELLS = [
    "from archlib.lab import bet_widget, exercise_widget, worked_widget, quiz_widget, examination",
    "from archlib.lab import progress_map, contents_bar, glossary_list, source_view, beliefs\nimport archlib as al",
    "contents_bar.contents('01')",
    "bet_widget.bet('01.P2')",
    "bet_widget.bet('01.P1')",
    "bet_widget.bet('01.P4')",
    "exercise_widget.exercise('01.E1')",
    "exercise_widget.exercise('01.E4')",
    "worked_widget.worked('01.W2', blanks=1)",
    "quiz_widget.quiz('01')",
    "beliefs.misconceptions('01')",
    "progress_map.progress()",
    "source_view.source(al.Monolith)",
    "glossary_list.glossary('SLO', 'error budget')",
    "examination.doctor()",
]


def write(path: Path, progress: Path) -> None:
    """Write the notebook of this test, with a progress file of its own."""
    first = f"import os; os.environ['ARCHLIB_PROGRESS'] = {str(progress)!r}"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in [first, *CELLS]])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("asking")) as server:
        yield server


@pytest.fixture(scope="module")
def watched(browser: "Browser", server: Server) -> "Iterator[tuple[Page, Watch]]":
    """The notebook, run once: the tests of this file go through it from the top down."""
    write(server.folder / "notebooks" / NAME, server.folder / "progress.json")
    context = browser.new_context(viewport={"width": 1024, "height": 900})
    page = context.new_page()
    watch = Watch(page)
    run_all(page, server.notebook(NAME))
    page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    page.get_by_text("JupyterLab 4").first.wait_for(timeout=90_000)  # the doctor's cell is the last
    yield page, watch
    context.close()


@pytest.fixture
def lab(watched: "tuple[Page, Watch]") -> "Page":
    return watched[0]


def asked(page: "Page", title: str) -> "Locator":
    """A question by the beginning of its title."""
    return page.locator(".archlib-ask, .archlib-quiz").filter(has=page.locator("h2, h3", has_text=title)).first


def says(place: "Locator", text: str) -> None:
    """Wait until the verdict has a text."""
    from playwright.sync_api import expect

    expect(place.locator(".archlib-ask-status").first).to_contain_text(text, timeout=PATIENCE_MS)


def test_a_bet_locks_run_until_it_is_placed(lab: "Page") -> None:
    bet = asked(lab, "Bet 01.P2")
    run = bet.get_by_role("button", name="Run", exact=True)
    assert run.is_disabled()
    bet.get_by_role("textbox", name="Your bet (%)").fill("ten")
    bet.get_by_role("button", name="Place the bet").click()
    says(bet, "is no number")
    assert run.is_disabled()
    bet.get_by_role("textbox", name="Your bet (%)").fill("10")
    assert bet.get_by_role("slider").get_attribute("aria-valuetext") == "10 %"
    bet.get_by_role("button", name="Place the bet").click()
    says(bet, "Your bet is placed")
    run.click()
    says(bet, catalogue.bet("01.P2").known.text)
    assert bet.get_by_role("row").count() == 5
    bet.get_by_role("textbox", name="What surprised you").fill("the bill does not care")
    bet.get_by_role("button", name="Keep this line").click()
    says(bet, "Your line is kept")


def test_a_choice_by_keyboard_only(lab: "Page") -> None:
    bet = asked(lab, "Bet 01.P1")
    bet.get_by_role("radio").first.focus()
    lab.keyboard.press("ArrowDown")
    lab.keyboard.press("ArrowUp")
    lab.keyboard.press("Tab")
    lab.keyboard.press("Enter")
    says(bet, "Your bet is placed")
    assert bet.get_by_role("button", name="Run", exact=True).evaluate("(node) => node === document.activeElement")
    lab.keyboard.press("Enter")
    says(bet, catalogue.bet("01.P1").known.text)


def test_a_curve_is_sketched_with_keys_and_with_the_mouse(lab: "Page") -> None:
    bet = asked(lab, "Bet 01.P4")
    points = bet.get_by_role("slider")
    before = [float(point.get_attribute("aria-valuenow") or 0) for point in points.all()]
    points.first.focus()
    lab.keyboard.press("ArrowUp")
    lab.keyboard.press("ArrowRight")
    lab.keyboard.press("Shift+ArrowDown")
    after = [float(point.get_attribute("aria-valuenow") or 0) for point in points.all()]
    assert after[0] > before[0] and after[1] < before[1] and after[2:] == before[2:]
    last = points.last.bounding_box()
    assert last is not None
    lab.mouse.move(last["x"] + last["width"] / 2, last["y"] + last["height"] / 2)
    lab.mouse.down()
    lab.mouse.move(last["x"] + last["width"] / 2, last["y"] + 60)
    lab.mouse.up()
    assert float(points.last.get_attribute("aria-valuenow") or 0) < before[-1]
    bet.get_by_role("button", name="Place the bet").click()
    bet.get_by_role("button", name="Run", exact=True).click()
    says(bet, catalogue.bet("01.P4").known.text)
    assert bet.locator("polyline").count() == 3  # sketched, simulated, closed form
    assert bet.locator(".archlib-curve-point").first.get_attribute("aria-disabled") == "true"


def test_wrong_and_right_answers_and_hints(lab: "Page") -> None:
    exercise = asked(lab, "Exercise 01.E1")
    box = exercise.get_by_role("textbox")
    box.fill("99.9 %")
    box.press("Enter")
    says(exercise, "every part is needed")
    assert "X6" in exercise.inner_text()
    hints = catalogue.exercise("01.E1").hints
    exercise.get_by_role("button", name="Hint").click()
    exercise.get_by_text(hints[0]).wait_for(timeout=PATIENCE_MS)
    assert hints[1] not in exercise.inner_text()
    exercise.get_by_role("button", name="Show the answer").click()
    says(exercise, "really")
    exercise.get_by_role("button", name="No, I go on trying").click()
    box.fill(str(catalogue.exercise("01.E1").answer()))
    box.press("Enter")
    says(exercise, "Right")


def test_a_configuration_is_run(lab: "Page") -> None:
    exercise = asked(lab, "Exercise 01.E4")
    box = exercise.get_by_role("textbox")
    box.fill("1")
    box.press("Enter")
    says(exercise, "busy")
    box.fill(str(int(float(str(catalogue.exercise("01.E4").answer())))))
    box.press("Enter")
    says(exercise, "Right")


def test_a_blank_step_is_checked(lab: "Page") -> None:
    worked = asked(lab, "Worked example 01.W2")
    step = catalogue.worked("01.W2").steps[-1]
    assert step.line not in worked.inner_text()
    worked.get_by_role("textbox").fill(str(step.value()))
    worked.get_by_role("button", name="Check").click()
    worked.get_by_text(step.line).wait_for(timeout=PATIENCE_MS)


def test_a_quiz_is_judged_and_counted(lab: "Page") -> None:
    place = asked(lab, "Quiz 01")
    item = next(item for item in quiz.items("01") if item.choices)
    wrong = next(choice for choice in item.choices if not choice.correct)
    right = next(choice for choice in item.choices if choice.correct)
    question = place.get_by_role("group", name=item.question)
    question.get_by_text(wrong.answer, exact=True).click()
    question.get_by_text(wrong.feedback).wait_for(timeout=PATIENCE_MS)
    says(place, "0 of 5 right")
    question.get_by_role("radio", name=right.answer, exact=True).focus()
    lab.keyboard.press("Space")
    says(place, "1 of 5 right")


def test_the_doctor_hears_the_page(lab: "Page") -> None:
    doctor = asked(lab, "Is everything ready")
    doctor.get_by_text("has loaded in the page").wait_for(timeout=PATIENCE_MS)
    said = doctor.text_content() or ""  # inner_text is empty where JupyterLab draws nothing, far from the screen
    assert "has not answered" not in said and "All is well" in said
    assert f"plotly.js {get_plotlyjs_version()} has loaded" in said
    package = Path(sys.prefix, "share/jupyter/labextensions/@jupyter-widgets/jupyterlab-manager/package.json")
    assert f"widget manager {json.loads(package.read_text())['version']}" in said


def test_source_unfolds_by_keyboard(lab: "Page") -> None:
    fold = lab.locator("details.archlib-source")
    assert not fold.locator("pre").is_visible()
    fold.locator("summary").focus()
    lab.keyboard.press("Enter")
    fold.locator("pre").wait_for(state="visible")


@pytest.mark.parametrize("width", [1024, 768])
@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_nothing_is_cut_off(lab: "Page", theme: str, width: int) -> None:
    lab.set_viewport_size({"width": width, "height": 900})
    lab.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    lab.wait_for_function(
        "(light) => document.body.dataset.jpThemeLight === light",
        arg=str("Light" in theme).lower(),
        timeout=PATIENCE_MS,
    )
    for place in lab.locator(".archlib-ask, .archlib-quiz").all():
        place.scroll_into_view_if_needed()
        wide = place.evaluate("(node) => [node.scrollWidth - node.clientWidth, node.querySelector('h2, h3').innerText]")
        assert wide[0] <= 1, wide
        if folder := os.environ.get("ARCHLIB_LOOK"):
            name = f"{theme.split()[1]}_{width}_{wide[1][:14]}".replace(" ", "_").replace("?", "")
            place.screenshot(path=Path(folder) / f"{name}.png")


def test_after_a_restart_a_bet_is_still_placed(lab: "Page") -> None:
    lab.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    lab.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
    lab.get_by_text("from your progress file").first.wait_for(timeout=90_000)
    bet = asked(lab, "Bet 01.P2")
    says(bet, "from your progress file, where it was kept on")
    box = bet.get_by_role("textbox", name="Your bet (%)")
    assert box.is_disabled() and box.input_value() == "10"
    bet.get_by_role("button", name="Run", exact=True).click()
    says(bet, catalogue.bet("01.P2").known.text)


def test_no_error_and_no_request_leaves_this_machine(watched: "tuple[Page, Watch]") -> None:
    _, watch = watched
    assert watch.errors == []
    assert watch.strangers == []
