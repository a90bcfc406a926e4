"""Notebook 03 as a learner meets it: bets open the scenes, sliders move what they should, answers are judged."""

from typing import TYPE_CHECKING

from archlib.course import catalogue
from archlib.lab.status import STOPPED
from tests.browser.learner import MOST_SENT_BYTES, PATIENCE_MS, answer, asked, bet, fill, panel

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.jupyter import Watch

NAME = "03_load_balancers.ipynb"


def test_a_balancer_more_is_drawn_and_the_address_stays(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = panel(page, "wiring")
    said = board.locator("[data-picture=wiring]")
    said.get_by_text("LoadBalanced: 6 parts, 2 of them balancers").wait_for(timeout=PATIENCE_MS)
    board.get_by_role("checkbox", name="front").check()
    said.get_by_text("LoadBalanced: 7 parts, 3 of them balancers").wait_for(timeout=PATIENCE_MS)
    fill(board, "process instances", "100")
    said.get_by_text("process × 100").first.wait_for(timeout=PATIENCE_MS, state="attached")
    assert "the upload tier calls process balancer" in said.inner_text()


def test_the_common_bet_is_answered_and_opens_its_scenes(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    page.get_by_text("Locked: place bet 03.P1").first.wait_for(timeout=PATIENCE_MS)
    bet(page, "03.P1", "10 times its work")
    question = asked(page, "Bet 03.P1")
    question.get_by_role("button", name="Run").click()
    question.get_by_text("ten of them help each other out").wait_for(timeout=PATIENCE_MS)
    panel(page, "pooling")
    assert page.get_by_text("Locked: place bet 03.P1").count() == 0


def test_one_slider_moves_all_five_policies(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    board = page.locator(".archlib-panel").filter(has=page.locator("[data-picture=pooling]"))
    board = board.filter(has=page.locator("[data-picture=latency]")).first
    said = board.locator("[data-picture=pooling]")
    said.get_by_text("central_queue:").first.wait_for(timeout=PATIENCE_MS)
    slider = board.get_by_role("slider", name="process instances")
    assert slider.count() == 1
    slider.focus()
    for _ in range(4):
        slider.press("ArrowRight")
    n = board.get_by_role("textbox", name="process instances").input_value()
    assert int(n) > 10
    page.wait_for_function(
        "([node, n]) => [...node.querySelectorAll('tbody tr')].filter((r) => r.cells[1]?.innerText === n"
        " || r.cells[1]?.textContent === n).length === 5",
        arg=[said.element_handle(), n],
        timeout=PATIENCE_MS,
    )
    fill(board, "process instances", "0")
    board.get_by_text("process_instances=0").first.wait_for(timeout=PATIENCE_MS)
    assert board.get_by_text("process_instances=0").count() == 1


def test_other_weeks_come_for_the_asking_can_be_stopped_and_go_again(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    bet(page, "03.P2", catalogue.bet("03.P2").choices[0])
    board = panel(page, "ceiling")
    said, bands = (board.locator(f"[data-picture={name}]") for name in ("ceiling", "bands"))
    said.get_by_text("by formula").first.wait_for(timeout=PATIENCE_MS)
    assert bands.count() == 0
    button = board.get_by_role("button", name="Other weeks")
    button.click()
    board.get_by_role("button", name="Cancel").click(timeout=PATIENCE_MS)
    board.get_by_text(STOPPED).wait_for(timeout=PATIENCE_MS)
    assert "In eight of ten" not in said.inner_text()
    board.get_by_role("button", name="Run again").click()
    said.get_by_text("In eight of ten of 20 such periods").first.wait_for(timeout=PATIENCE_MS)
    bands.get_by_text("week by week, with 95 % confidence").first.wait_for(timeout=PATIENCE_MS)
    button.click()
    bands.wait_for(state="detached", timeout=PATIENCE_MS)


def test_the_sinkhole_takes_what_comes(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    bet(page, "03.P3", "they fail")
    board = panel(page, "instances", "strips")
    said = board.locator("[data-picture=instances]")
    said.get_by_text("LoadBalanced 6 (an even share would be 6.7)").wait_for(timeout=PATIENCE_MS)
    board.get_by_label("policy").select_option("least_connections")
    said.get_by_text("LoadBalanced 62 (an even share would be 6.7)").wait_for(timeout=PATIENCE_MS)


def test_no_two_inputs_of_the_page_share_an_id_or_a_group(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    ids = page.evaluate("[...document.querySelectorAll('.archlib-panel [id], .archlib-ask [id]')].map((n) => n.id)")
    assert len(ids) == len(set(ids)) > 50
    for name, choice in (("03.P1", "10 times its work"), ("03.P3", "they fail")):
        assert asked(page, f"Bet {name}").get_by_role("radio", name=choice).is_checked()


def test_a_wrong_answer_is_explained_and_a_right_one_passes(watched: "tuple[Page, Watch]") -> None:
    page, _ = watched
    exercise = catalogue.exercise("03.E5")
    wrong, right = exercise.mistakes[0], exercise.answer()
    answer(page, "03.E5", f"{wrong.value():.3f}", wrong.says)
    answer(page, "03.E5", f"{right:.3f}", "Right: within")


def test_the_page_complains_of_nothing_and_asks_nobody_else(watched: "tuple[Page, Watch]") -> None:
    _, watch = watched
    assert watch.errors == []
    assert watch.strangers == []
    assert watch.received < MOST_SENT_BYTES
