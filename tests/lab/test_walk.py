"""The bench of one video: every control from end to end, on runs of one's own, and behind a bet."""

import itertools
import random

import pytest

import archlib as al
from archlib.architectures import Functions, Monolith, QueueFleet
from archlib.compare import Comparison
from archlib.errors import ParameterError
from archlib.lab import bets
from archlib.lab.bench import Bench
from archlib.lab.gate import Gate
from archlib.lab.walk_panel import walk
from tests.lab.figures.reading import check


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    scenario = al.Scenario(al.Workload.evening_peak(days=2), faults=al.faults.standard_week())
    return al.compare([Monolith(), QueueFleet(), Functions()], scenario)


@pytest.fixture
def bench(comparison: Comparison) -> Bench:
    made = walk(comparison)
    assert isinstance(made, Bench)
    return made


def test_every_control_moves_it_and_nothing_jumps(bench: Bench) -> None:
    controls = [c for group in bench.sights.scene().groups for c in group.controls]
    texts = {c.path: c.stops or c.choices for c in controls}
    assert list(texts) == ["walk.which", "walk.video", "walk.at_s", "walk.until_min"]
    heights, dice = {name: picture.height for name, picture in bench.pictures.items()}, random.Random(1)
    pairs = list(itertools.combinations(texts, 2))
    ends = [{path: text} for path, found in texts.items() for text in (found[0], found[-1])]
    for edits in [*ends, *({path: dice.choice(texts[path]) for path in dice.choice(pairs)} for _ in range(80))]:
        bench.edits.reset()
        bench._edit(edits)
        assert bench.form.errors == {} and "computed in" in bench.form.status
        for picture in bench.pictures.values():
            check(picture)
            assert picture.height == heights[picture.key]


def test_a_number_is_refused_in_the_models_words_and_the_lanes_stay(bench: Bench) -> None:
    before = bench.text()
    bench._edit({"walk.video": "-1", "walk.at_s": "soon"})
    assert "0 <= video" in bench.form.errors["walk.video"] and "at_s='soon'" in bench.form.errors["walk.at_s"]
    assert bench.text() == before


def test_the_course_is_walked_where_nothing_else_is_given() -> None:
    made = walk()
    assert isinstance(made, Bench)
    for architecture in al.architectures.COURSE:
        assert f"{architecture.__name__} | +0.0 s" in made.text()


@pytest.mark.parametrize("given", ["QueueFleet", [1], 7])
def test_what_is_no_comparison_is_refused(given: object) -> None:
    with pytest.raises(ParameterError, match="is no comparison"):
        walk(given)  # type: ignore[arg-type]


def test_it_opens_once_the_bet_is_placed(comparison: Comparison) -> None:
    bets.forget()
    gate = walk(comparison, after="09.P1")
    assert isinstance(gate, Gate) and gate.panel is None
    bets.place("09.P1")
    assert gate.panel is not None
    bets.forget()


def test_a_number_that_is_given_is_looked_up_at_once(bench: Bench) -> None:
    bench._edit({"walk.video": "7"})
    assert bench.form.values["walk.which"] == "by its number" and "Video 7 came" in bench.text()
    bench._edit({"walk.which": "the slowest"})
    assert "Video 7 came" not in bench.text()
    bench._edit({"walk.video": "many"})
    assert bench.form.values["walk.which"] == "the slowest"
