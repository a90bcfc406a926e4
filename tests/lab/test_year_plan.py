"""The way of a learner's choice from the panel of the year to checks, record and leaderboard."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import archlib as al
from archlib.architectures import EventDriven, Functions, QueueFleet, Tiers
from archlib.errors import ParameterError, PolicyError
from archlib.lab import bets
from archlib.lab.gate import Gate
from archlib.lab.year_panel import YearBench
from archlib.year import Plan, Year
from source.build import cells_of, sources
from source.split import learner

SMALL = Year(growth=1.0, launches_on=False)
EXAMPLE = Plan.all_year(QueueFleet(max_workers=100))


@pytest.fixture(autouse=True)
def new_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ARCHLIB_PROGRESS", str(tmp_path / "mine.json"))
    bets.forget()
    yield
    bets.forget()


def four(visible: int, in_flight: int, workers: int, oldest_s: float) -> int:
    return -(-(visible + in_flight) // 4)


def choose(panel: Any, **typed: str) -> None:
    bench = panel.panel if isinstance(panel, Gate) else panel
    bench._edit({name.replace("__", "."): text for name, text in typed.items()})
    bench._update()


def test_a_choice_in_the_panel_arrives_in_record_and_leaderboard(tmp_path: Path) -> None:
    panel = al.lab.year(SMALL, after="10.P2")
    assert al.lab.plan_of(panel, EXAMPLE) is EXAMPLE  # locked
    bets.place("10.P2")
    assert al.lab.plan_of(panel, EXAMPLE) is EXAMPLE  # untouched
    choose(panel, year__quarter_1="EventDriven", year__quarter_2="QueueFleet", quarter_2__max_workers="17")
    yours = al.lab.year(SMALL, plan=al.lab.plan_of(panel, EXAMPLE), policy=four)
    mine = al.lab.plan_of(yours, EXAMPLE)
    assert mine.quarters == (EventDriven(), QueueFleet(max_workers=17), QueueFleet(), QueueFleet())
    assert mine.policy.name == "four"
    played = al.play(SMALL, mine)
    path = tmp_path / "record.html"
    al.lab.record(played, path=path).write()
    text = path.read_text(encoding="utf-8")
    assert "max_workers=17" in text and "EventDriven" in text and "def four" in text
    al.year.post(played, "us", tmp_path)
    (score,) = al.year.leaderboard(tmp_path).scores
    assert score.plan_hash == mine.hash


def test_the_cells_of_the_notebook_take_the_choice_to_the_file(tmp_path: Path) -> None:
    (source,) = (one for one in sources() if one.stem.startswith("10_"))
    codes = [cell["source"] for cell in learner(cells_of(source)) if cell["cell_type"] == "code"]
    known: dict[str, Any] = {"al": al, "year": SMALL, "checked": None, "plans": {}, "lots": None}

    def run(mark: str) -> None:
        (code,) = (code for code in codes if mark in code)
        exec(code, known)

    run("panel = ")
    bets.place("10.P2")
    choose(known["panel"], year__quarter_3="Tiers")
    for mark in ("def desired", "chosen = ", "yours = ", "mine = "):
        run(mark)
    (code,) = (code for code in codes if "al.lab.record(" in code)
    form = eval(code, known)
    form.path = tmp_path / "record.html"
    form.write()
    text = form.path.read_text(encoding="utf-8")
    assert "QueueFleet, Tiers, QueueFleet" in text and "Policy desired" in text
    run("al.year.post(")
    (score,) = al.year.leaderboard(known["folder"]).scores
    assert score.plan == "QueueFleet, Tiers, QueueFleet"


def test_the_opened_gate_gives_its_plan_and_its_year() -> None:
    panel = al.lab.year(SMALL, after="10.P2")
    assert isinstance(panel, Gate)
    bets.place("10.P2")
    choose(panel, year__quarter_4="Functions")
    assert panel.plan.quarters[3] == Functions() == panel.played.plan.quarters[3]


def test_a_panel_begins_with_the_plan_that_is_given_and_goes_back_to_it() -> None:
    plan = Plan((Tiers(), QueueFleet(max_workers=7), Functions(), Functions()), policy=four)
    bench = al.lab.year(SMALL, plan=plan)
    assert isinstance(bench, YearBench)
    assert bench.plan == plan and bench.form.values["quarter_2.max_workers"] == "7"
    assert al.lab.plan_of(bench, EXAMPLE) == plan  # given, so chosen, though nothing was moved
    choose(bench, quarter_2__max_workers="8")
    assert al.lab.plan_of(bench, EXAMPLE).quarters[1] == QueueFleet(max_workers=8)
    bench._act("reset")
    bench._update()
    assert bench.plan == plan


def test_a_policy_that_fails_is_told_again_where_its_plan_is_asked_for() -> None:
    def wrong(*args: Any) -> int:
        return -1

    with pytest.raises(PolicyError, match="wrong"):
        al.lab.plan_of(al.lab.year(SMALL, policy=wrong), EXAMPLE)


def test_a_kind_that_the_course_does_not_have_is_refused_in_the_page() -> None:
    class Mainframe(Tiers):
        pass

    refused = al.lab.year(SMALL, plan=Plan.all_year(Mainframe()))
    with pytest.raises(ParameterError, match="quarter_1"):
        al.lab.plan_of(refused, EXAMPLE)
