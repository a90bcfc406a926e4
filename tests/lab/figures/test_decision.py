"""The decision map: every cell says in colour, letter and words what the layer has."""

import pytest

from archlib.architectures import COURSE
from archlib.course.map_cells import Cell, Layer, Offer, dearer, stretches
from archlib.lab.figures import decision, decision_cell, decision_words
from archlib.lab.palette import ARCHITECTURES
from tests.lab.figures.deciding import CLEAR, SURE, UNSURE, layer
from tests.lab.figures.reading import accepted_by_plotly, check

WIDE = Layer(0.9, 720.0, tuple(tuple(Cell(100.0 + i, 1.0 + j, CLEAR) for i in range(30)) for j in range(30)))
ONE = Layer(0.9, 28_800.0, ((Cell(1.0, 1.0, (Offer("Functions", 0.0),)),),))
OWN = Layer(0.9, 720.0, ((Cell(1.0, 1.0, (Offer("Mine", 3.0), Offer("Tiers", 9.0))),),))


@pytest.mark.parametrize("shown", [layer(), WIDE, ONE, OWN])
def test_it_is_drawn_whatever_the_layer(shown: Layer) -> None:
    made = decision.picture(shown, (shown.volumes[-1], shown.peaks[0]))
    check(made)
    accepted_by_plotly(made)
    for cell in shown.cells:
        close_up = decision_cell.picture(shown, cell.volume, cell.peak)
        check(close_up)
        accepted_by_plotly(close_up)


def test_each_course_architecture_has_a_letter_of_its_own_and_a_colour() -> None:
    kinds = [each().kind for each in COURSE]
    assert list(decision_words.LETTERS) == kinds
    assert len(set(decision_words.LETTERS.values())) == len(kinds)
    assert set(kinds) <= set(ARCHITECTURES)


def test_colour_and_letter_of_a_cell_are_those_of_its_winner() -> None:
    made = decision.picture(layer())
    heat = made.data[0]
    names = list(decision_words.LETTERS)
    won = [[None if z is None else names[z] for z in row] for row in heat["z"]]
    assert won == [[None if c.winner is None else c.winner.kind for c in row] for row in layer().rows]
    assert heat["text"] == [["F", "M≈Q", "Q≈F"], ["", "", "F"]]
    for i, kind in enumerate(names):
        first, last = heat["colorscale"][2 * i : 2 * i + 2]
        assert first[0] < (i + 0.5) / len(names) < last[0]
        assert first[1] == last[1] == ARCHITECTURES[kind].colour


def test_where_nobody_wins_words_and_a_pattern_say_so() -> None:
    nobody, missing = decision.picture(layer()).data[1:3]
    assert nobody["text"] == ["none"] and nobody["marker"]["pattern"]["shape"] == "/"
    assert (nobody["x"], nobody["base"]) == ([0], [0.5])
    assert missing["text"] == ["?"] and missing["x"] == [1]
    assert len(decision.picture(WIDE).data) == 1  # nothing of both


def test_the_key_names_every_letter_with_its_colour_and_the_two_patterns() -> None:
    (note,) = decision.picture(layer()).layout["annotations"]
    for kind, letter in decision_words.LETTERS.items():
        assert f'<span style="color:{ARCHITECTURES[kind].colour}">■</span> {letter} {kind}' in note["text"]
    assert decision_words.NO_ONE in note["text"] and decision_words.NOT_YET in note["text"]


def test_hover_has_the_costs_of_all_and_the_clause_that_failed() -> None:
    hover = decision.picture(layer()).data[0]["hovertext"]
    assert hover[0][2] == (
        "10,000 videos a month, peak/mean 1<br>QueueFleet: $100.00 a month<br>Functions: $140.00 a month (close)"
        "<br>Monolith: no size keeps: upload"
    )


def test_the_table_has_all_that_the_map_has() -> None:
    made = decision.picture(layer())
    assert made.rows == (
        ("1", "Functions 100; Monolith 1,000; QueueFleet 10,000", "1,000 (M≈Q), 10,000 (Q≈F)"),
        ("20", "none 100; not computed yet 1,000; Functions 10,000", "none"),
    )
    assert decision.picture(WIDE).rows[0][1] == "Functions 100 to 129"


def test_the_sentence_counts_and_names_a_boundary() -> None:
    said = decision_words.sentence(layer())
    assert said.startswith("99 % of everything, ready within 60.0 min. Cheapest in how many of 5 cells: Functions 2")
    assert "In 1 none keeps it. Close calls (≈): 2. Still open: 1." in said
    row = layer().rows[:1]
    assert "At peak/mean 1, Monolith is the cheapest up to 1,000 videos a month, QueueFleet from 10,000 on." in (
        decision_words.sentence(Layer(0.99, 3600.0, row))
    )
    assert len(stretches(row[0])) == 3
    assert "At peak/mean" not in said  # beside the open cell nobody knows where it runs


def test_many_columns_have_shorter_marks_and_fewer_numbers() -> None:
    made = decision.picture(WIDE)
    assert made.layout["xaxis"]["ticktext"][:2] == ["100", "103"]
    close = Cell(1.0, 1.0, (Offer("Tiers", 1.0), Offer("Monolith", 1.01)))
    assert decision_words.mark(close) == "T≈M" and decision_words.mark(close, wide=False) == "T≈"


def test_the_chosen_cell_has_a_frame() -> None:
    shapes = decision.picture(layer(), (1000.0, 20.0)).layout["shapes"]
    assert {(round(s["x0"] + s["x1"]) / 2, round(s["y0"] + s["y1"]) / 2) for s in shapes} == {(1.0, 1.0)}
    assert decision.picture(layer()).layout["shapes"] == []


def test_a_cell_says_what_each_costs_against_the_cheapest() -> None:
    made = decision_cell.picture(layer(), 100.0, 1.0)
    assert made.rows[0] == ("Monolith", "$150.00", "$150.00 to $150.00", "replicas=1", "15 times as much", "none")
    assert made.rows[2][-2] == "the cheapest"
    assert made.data[0]["x"] == [10.0, 90.0, 150.0]
    assert made.data[0]["error_x"]["array"] == [1.0, 5.0, 0.0]
    assert "next is QueueFleet, 9 times as much" in made.sentence


def test_a_cell_names_the_promise_that_no_size_keeps() -> None:
    made = decision_cell.picture(layer(), 100.0, 20.0)
    assert "none keeps the contract" in made.sentence and "Functions (ready)" in made.sentence
    assert made.data[1]["y"] == ["Monolith", "QueueFleet", "Functions"]
    assert made.rows[1][-2] == "no size keeps: ready"
    assert "not computed yet" in decision_cell.picture(layer(), 1000.0, 20.0).sentence


def test_a_cell_says_how_much_dearer_the_next_is_in_the_same_weeks() -> None:
    cell = Cell(10_000.0, 1.0, SURE)
    made = decision_cell.picture(Layer(0.9, 3600.0, ((cell,),)), 10_000.0, 1.0)
    low, high = dearer(*SURE[1:])
    assert f"next is Functions, 1.4 times as much (in the same weeks ${low:.2f} to ${high:.2f} more)" in made.sentence
    assert [row[-1] for row in made.rows] == ["none", "none", f"${low:.2f} to ${high:.2f}"]
    low, high = dearer(*UNSURE[1:])
    unsure = decision_cell.picture(layer(), 10_000.0, 1.0)
    assert "about as cheap: Functions" in unsure.sentence
    assert unsure.rows[-1][-1] == f"−${-low:.2f} to ${high:.2f}"
