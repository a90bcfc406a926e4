"""The bench of a decision map: every control moves it, words and numbers are the map's, a cell can be looked into."""

import itertools
import random

import pytest

import archlib as al
from archlib import faults
from archlib.architectures import Functions, Monolith, QueueFleet
from archlib.course.map_layer import layer_of
from archlib.errors import ParameterError
from archlib.lab import bets
from archlib.lab.bench import GO
from archlib.lab.decision_panel import DecisionBench, decision_map
from archlib.lab.figures import decision, decision_cell, decision_words
from archlib.lab.gate import Gate
from archlib.lab.job import Job
from archlib.lab.panel import Panel
from archlib.maps import DecisionMap
from archlib.prices import default
from tests.lab.figures.reading import accepted_by_plotly, check

KINDS = ("Monolith", "QueueFleet", "Functions")


def computed(**changes: object) -> DecisionMap:
    asked = {
        "levels": (0.9, 0.99),
        "deadlines_s": (720.0, 3600.0),
        "architectures": [Monolith(), QueueFleet(), Functions()],
        "seeds": (1, 2),
        "faults": faults.none(),
    }
    return al.decision_map((1000, 10_000), (1, 5), **{**asked, **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def small() -> DecisionMap:
    return computed()


@pytest.fixture
def bench(small: DecisionMap) -> DecisionBench:
    made = decision_map(small)
    assert isinstance(made, DecisionBench)
    return made


def test_every_cell_shows_what_the_map_has(small: DecisionMap, bench: DecisionBench) -> None:
    for level, deadline_s in itertools.product(small.levels, small.deadlines_s):
        bench._edit({"map.level": str(level), "map.deadline_min": f"{deadline_s / 60:g}"})
        assert bench.form.errors == {}
        won = small.winner(level, deadline_s)
        heat, layer = bench.pictures["decision"].data[0], layer_of(small, level, deadline_s)
        marks = [[decision_words.letter_of(name) if name != "none" else "" for name in row] for row in won]
        assert [[text[:1] for text in row] for row in heat["text"]] == marks
        assert [[bool(c.close) for c in row] for row in layer.rows] == small.layer(level, deadline_s).close.tolist()
        assert bench.pictures["decision"] == decision.picture(layer, (bench.place.volume, bench.place.peak))


def test_the_table_of_a_cell_has_the_numbers_of_the_map(small: DecisionMap, bench: DecisionBench) -> None:
    bench._edit({"map.volume": "1000", "map.peak": "1", "map.level": "0.9"})
    rows = {row[0]: row for row in bench.pictures["decision_cell"].rows}
    answers = small.cell(1, 1000, 0.9, 3600)
    assert set(rows) == {one.architecture for one in answers}
    for one in answers:
        assert rows[one.architecture][1] == (f"${one.usd_per_month:,.2f}" if one.found else "none")
        assert all(f"{name}=" in rows[one.architecture][3] for name in one.sizes) or not one.found


def test_a_move_runs_nothing(bench: DecisionBench, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a stored map is only read")

    monkeypatch.setattr("archlib.sizing.bench.simulate", never)
    monkeypatch.setattr("archlib.lab.runner.simulate", never)
    bench._edit({"map.level": "0.9", "map.volume": "1000"})
    assert "computed in" in bench.form.status and bench.form.errors == {}


def test_every_control_moves_it_and_nothing_jumps(bench: DecisionBench) -> None:
    controls = [c for group in bench.sights.scene().groups for c in group.controls]
    texts = {c.path: c.stops or ("true", "false") for c in controls}
    heights = {name: picture.height for name, picture in bench.pictures.items()}
    dice = random.Random(1)
    moves = [{path: text} for path, found in texts.items() for text in found]
    moves += [{path: dice.choice(texts[path]) for path in dice.sample(sorted(texts), 3)} for _ in range(60)]
    for edits in moves:
        bench.edits.reset()
        bench._edit(edits)
        assert "computed in" in bench.form.status
        assert bench.gallery.states == {}
        for picture in bench.pictures.values():
            check(picture)
            accepted_by_plotly(picture)
            assert picture.height == heights[picture.key]


def test_its_sliders_stop_where_the_map_has_something(small: DecisionMap, bench: DecisionBench) -> None:
    seen, folded = bench.sights.scene().groups
    assert [c.path for c in seen.controls] == ["map.level", "map.deadline_min", "map.volume", "map.peak"]
    assert [float(text) for text in seen.controls[2].stops] == list(small.volumes)
    assert folded.folded and [c.label for c in folded.controls] == list(KINDS)


@pytest.mark.parametrize(
    ("path", "text", "why"),
    [
        ("map.level", "0.97", "the map has 0.9, 0.99"),
        ("map.level", "much", "is not a finite number"),
        ("map.volume", "nan", "is not a finite number"),
        ("map.peak", "0", "1 <= peak"),
        ("map.deadline_min", "13", "the map has 12, 60"),
    ],
)
def test_what_the_map_does_not_have_is_refused_in_words(bench: DecisionBench, path: str, text: str, why: str) -> None:
    before = bench.text()
    bench._edit({path: text})
    assert why in bench.form.errors[path] and bench.form.values[path] == text
    assert bench.text() == before


def test_who_is_left_out_wins_nothing_and_somebody_is_left(bench: DecisionBench) -> None:
    bench._edit({"map.Functions": "false", "map.Monolith": "false"})
    assert [row[0] for row in bench.pictures["decision_cell"].rows] == ["QueueFleet"]
    bench._edit({"map.QueueFleet": "false"})
    assert "at least one architecture is compared" in bench.form.errors["map.QueueFleet"]


def test_a_click_chooses_a_cell_and_the_sliders_follow(small: DecisionMap, bench: DecisionBench) -> None:
    for number, (peak, volume) in enumerate(itertools.product(small.peaks, small.volumes)):
        bench.gallery._heard(None, {"type": "point", "of": "decision", "at": number}, [])
        assert (bench.place.volume, bench.place.peak) == (volume, peak)
        assert float(bench.form.values["map.volume"]) == volume
        sentence = bench.pictures["decision_cell"].sentence
        assert sentence.startswith(f"{volume:,.0f} videos a month, peak/mean {peak:g}")
    here = bench.place
    for number in (-1, 4, 10**9):
        bench.gallery._heard(None, {"type": "point", "of": "decision", "at": number}, [])
        assert bench.place == here


def test_a_look_inside_compares_the_designs_of_the_cell(small: DecisionMap, bench: DecisionBench) -> None:
    bench._edit({"map.level": "0.9", "map.volume": "1000", "map.peak": "5"})
    bench._act(GO)
    assert isinstance(bench.inside, Panel) and bench.children[-1] is bench.inside
    shown = bench.inside.comparison
    at = (5, 1000, 0.9, 3600)
    found = [one.architecture for one in small.cell(*at) if one.found]
    designs = [small.design(name, *at) for name in found]
    direct = al.compare(designs, small.scenario(5, 1000, 1), contract=small.contract(0.9, 3600))
    assert shown.scenario_hash == direct.scenario_hash and shown.labels == direct.labels
    assert [run.bill.total for run in shown] == [run.bill.total for run in direct]
    assert all(verdict.ok for verdict in shown.verdicts)
    assert shown.cheapest == small.winner(0.9, 3600)[1][0]
    assert "Scorecard" in bench.text()
    bench._edit({"map.level": "0.99"})
    assert bench.children[-1] is bench.inside  # it stays until another is asked for
    bench._act("reset")
    assert bench.inside is None and len(bench.children) == 1


def test_a_cell_that_nobody_wins_has_no_inside() -> None:
    made = DecisionBench(computed(architectures=[QueueFleet()], deadlines_s=(60.0,), seeds=(1,)))
    made._act(GO)
    assert "no architecture keeps the contract there" in made.form.status and made.inside is None


ODD = {
    "failures": {"faults": faults.down("process", 1, 1)},
    "prices": {"prices": default().scaled({"Lambda request": 2})},
}


@pytest.mark.parametrize("what", ODD)
def test_what_no_panel_has_is_said(what: str) -> None:
    made = DecisionBench(computed(architectures=[Functions()], deadlines_s=(28_800.0,), levels=(0.5,), **ODD[what]))
    made._act(GO)
    assert f"made with {what} that no panel has" in made.form.status


def test_a_look_inside_can_be_stopped(bench: DecisionBench) -> None:
    bench._asked = True
    work, job = bench._plan(), Job()
    job.cancelled = True
    with pytest.raises(al.errors.EngineError):
        work(job)
    assert bench.inside is None


def test_uneven_numbers_are_shown_short_and_found_all_the_same() -> None:
    uneven = al.decision_map(
        (100.0000001, 215.44346900318845), (1.0, 1.3949506), levels=(1 / 3,), deadlines_s=(1000.0,),
        architectures=[Functions()], seeds=(1,), faults=faults.none(),
    )  # fmt: skip
    made = DecisionBench(uneven)
    assert made.form.values["map.volume"] == "215.4" and made.form.values["map.level"] == "0.3333"
    made.gallery._heard(None, {"type": "point", "of": "decision", "at": 2}, [])
    assert (made.form.values["map.volume"], made.form.values["map.peak"]) == ("100", "1.395")
    made._act(GO)
    assert made.inside is not None


def test_one_cell_will_do() -> None:
    one = al.decision_map((0,), (1,), levels=(0.9,), deadlines_s=(60,), architectures=[Functions()], seeds=(1,))
    made = DecisionBench(one)
    check(made.pictures["decision"])
    assert made.place.volume == 0.0


def test_it_begins_with_those_asked_for(small: DecisionMap) -> None:
    made = decision_map(small, compared=("Monolith", "Functions"))
    assert isinstance(made, DecisionBench)
    assert [row[0] for row in made.pictures["decision_cell"].rows] == ["Monolith", "Functions"]
    with pytest.raises(ParameterError, match="'Boxes' is not in the map"):
        decision_map(small, compared=("Boxes",))
    with pytest.raises(ParameterError, match="no DecisionMap"):
        decision_map("coarse.json")


def test_the_shipped_map_opens_behind_a_bet() -> None:
    bets.forget()
    gate = decision_map(after="09.P2")
    assert isinstance(gate, Gate) and gate.panel is None
    bets.place("09.P2")
    assert isinstance(gate.panel, DecisionBench)
    assert gate.panel.decided.architectures == tuple(decision_words.LETTERS)
    bets.forget()


def test_cells_are_told_alike_by_both_pictures(small: DecisionMap) -> None:
    layer = layer_of(small, 0.9, 3600.0)
    for cell in layer.cells:
        close_up = decision_cell.picture(layer, cell.volume, cell.peak)
        assert cell.winner is not None and cell.winner.kind in close_up.sentence
