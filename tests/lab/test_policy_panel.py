"""A learner's own policy in a panel: its pictures beside a known one, and its faults in words, in place."""

import re

import pytest

import archlib as al
from archlib.lab import bets
from archlib.lab.clipboard import copied, pasted
from archlib.lab.gate import Gate
from archlib.lab.panel import Panel
from archlib.lab.policy_panel import SEEN, Refusal, policy


def desired(visible: int, in_flight: int, workers: int, oldest_s: float) -> int:
    return visible + in_flight


def lazy(visible: int, in_flight: int, workers: int, oldest_s: float) -> int:
    return 1 if oldest_s > 600 else 0


def panel_of(function: object, **given: object) -> Panel:
    made = policy(function, **given)  # type: ignore[arg-type]  # wrong ones too
    assert isinstance(made, Panel)
    return made


def test_the_same_policy_written_anew_gives_the_same_numbers() -> None:
    panel = panel_of(desired)
    known, own = panel.comparison.runs
    assert panel.comparison.labels == ("QueueFleet (policy=ceil)", "QueueFleet (policy=desired)")
    assert known.trace.ready.tobytes() == own.trace.ready.tobytes()
    assert known.bill.total == own.bill.total
    assert list(panel.pictures) == ["scorecard", "queue", "machines", "bill"]


def test_another_policy_gives_others_on_the_same_jobs_and_both_names_are_told() -> None:
    panel = panel_of(lazy, fleet=al.QueueFleet(policy="floor", target=2.0))
    known, own = panel.comparison.runs
    assert known.scenario.hash == own.scenario.hash
    assert own.trace.lives.size < known.trace.lives.size
    assert own.latency.quantile(0.5) > known.latency.quantile(0.5)  # type: ignore[operator]  # there are videos
    for name in ("policy=floor", "policy=lazy"):
        assert name in panel.text() and name in panel.html()


@pytest.mark.parametrize("path", SEEN)
def test_one_control_moves_both_fleets(path: str) -> None:
    panel = panel_of(desired)
    before = panel.form.values[path]
    panel._edit({path: "7"})
    assert panel.form.errors == {} and panel.form.values[path] == "7" != before
    known, own = (run.parameters for run in panel.comparison.runs)
    assert {name for name in known if known[name] != own[name]} == {"policy"}
    assert "computed in" in panel.form.status


def raises(visible: int, in_flight: int, workers: int, oldest_s: float) -> float:
    return visible / workers


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (raises, "ZeroDivisionError"),
        (lambda *_: None, "returned nothing"),
        (lambda *_: -1, "no fewer than 0 workers"),
        (lambda *_: float("nan"), "no number of workers"),
        (lambda a: a, "called with four numbers"),
        ("ceiling", "or a function of your own"),
    ],
)
def test_a_wrong_one_shows_its_message_in_place_and_as_text(wrong: object, said: str) -> None:
    made = policy(wrong)  # type: ignore[arg-type]  # wrong
    assert isinstance(made, Refusal)
    data, _ = made._repr_mimebundle_()
    assert said in data["text/plain"]
    assert re.search(r"<p role='alert'.*" + said, data["text/html"])
    assert made.children[0].value == made.html()


def test_html_in_a_message_stays_text() -> None:
    def bold(visible: int, in_flight: int, workers: int, oldest_s: float) -> str:
        return "<b>2</b>"

    made = policy(bold)
    assert "&lt;b&gt;" in made.html() and "<b>" not in made.html()


def test_one_that_fails_only_after_a_move_says_so_and_the_pictures_stay() -> None:
    def fails_late(visible: int, in_flight: int, workers: int, oldest_s: float) -> int:
        return visible + in_flight if visible < 100 else visible // 0

    panel = panel_of(fails_late)
    before = panel.text()
    panel._edit({"load.peak_per_hour": "5000"})
    assert "the policy fails_late(visible=" in panel.form.status and "ZeroDivisionError" in panel.form.status
    assert panel.text() == before
    panel._edit({"load.peak_per_hour": "30"})
    assert "computed in" in panel.form.status and panel.text() != before


def test_what_is_copied_keeps_the_text_of_the_function_and_is_not_run_when_pasted() -> None:
    here = panel_of(desired).desk.choices
    text = copied(here)
    assert "return visible + in_flight" in text
    with pytest.raises(al.ArchlibError, match="no code is run out of a file"):
        pasted(text, here)


def test_it_may_wait_for_a_bet() -> None:
    bets.forget()
    gate = policy(desired, after="01.P1")
    assert isinstance(gate, Gate) and gate.panel is None
    bets.place("01.P1")
    assert isinstance(gate.panel, Panel)
    assert "policy=desired" in gate.text()
    bets.forget()
