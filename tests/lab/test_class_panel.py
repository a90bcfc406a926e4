"""The bench of the class's map: a pair's cells, its file, and the files of all in one map."""

import json
from pathlib import Path
from typing import Any

import pytest

from archlib.course.class_file import Handed, read
from archlib.course.class_plan import cells_of, class_plan
from archlib.engine.driver import Progress
from archlib.errors import EngineError, ParameterError
from archlib.lab import bets, class_panel
from archlib.lab.bench import GO
from archlib.lab.class_panel import ClassMap, Pair, class_map
from archlib.lab.gate import Gate
from archlib.lab.job import Job
from tests.course.test_class_map import PAIRS, PLAN, content, handed
from tests.lab.figures.reading import accepted_by_plotly, check

SMALL = class_plan(volumes=(100, 300), peaks=(1,), seeds=(1,))


def made_up(pair: int, pairs: int, plan: object, progress: Progress | None = None) -> Handed:
    return handed(pair, pairs)


def bench(folder: Path, pair: int = 1, work: Any = made_up) -> ClassMap:
    return ClassMap(PLAN, folder, Pair(pair=pair, pairs=PAIRS), work)


def test_it_begins_open_and_says_which_cells_are_yours(tmp_path: Path) -> None:
    made = bench(tmp_path, pair=2)
    assert "Still open: 6" in made.pictures["decision"].sentence
    first = cells_of(2, PAIRS, PLAN)[0]
    assert f"Pair 2 of 3 computes {first[0]:,.0f} at peak/mean {first[1]:g}" in made.pictures["class_files"].sentence
    assert list(tmp_path.iterdir()) == []


def test_a_pair_computes_its_cells_and_hands_in_a_file(tmp_path: Path) -> None:
    made = bench(tmp_path, pair=3)
    made._act(GO)
    assert read((tmp_path / "class_map_pair_3_of_3.json").read_bytes()) == handed(3)
    assert "Still open: 4" in made.pictures["decision"].sentence
    assert "Hand this file in." in made.text() and "computed in" in made.form.status
    assert made.form.errors == {}


def test_a_move_afterwards_computes_nothing_again(tmp_path: Path) -> None:
    calls = []

    def counted(pair: int, pairs: int, plan: object, progress: Progress | None = None) -> Handed:
        calls.append(pair)
        return handed(pair, pairs)

    made = bench(tmp_path, work=counted)
    made._act(GO)
    made._edit({"class.pair": "2"})
    made._act("merge")
    assert calls == [1]


def test_files_in_the_folder_and_added_ones_make_the_map(tmp_path: Path) -> None:
    made = bench(tmp_path)
    handed(1).save(tmp_path)
    made._act("merge")
    made._file("two.json", content(handed(2)))
    made._file("three.json", content(handed(3)))
    assert made.merged.missing == ()
    assert "Still open" not in made.pictures["decision"].sentence
    for picture in made.pictures.values():
        check(picture)
        accepted_by_plotly(picture)
    made._act("reset")
    assert made.added == {} and len(made.merged.missing) == 4


@pytest.mark.parametrize("bad", [b"", b"{", b"\xff", json.dumps({"kind": "other"}).encode()])
def test_a_broken_file_is_named_in_the_page(tmp_path: Path, bad: bytes) -> None:
    made = bench(tmp_path)
    made._file("bad.json", bad)
    assert ("bad.json", "skipped") in [(row[0], row[1][:7]) for row in made.pictures["class_files"].rows]
    assert "computed in" in made.form.status


def test_a_cell_that_differs_is_named_in_the_page(tmp_path: Path) -> None:
    made = bench(tmp_path)
    made._file("one.json", content(handed(1)))
    made._file("two.json", content(handed(1, more_usd=3)))
    assert sum("differs from one.json" in row[1] for row in made.pictures["class_files"].rows) == 2


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    made = bench(tmp_path / "file")
    made._act(GO)
    assert "choose another folder" in made.form.status


def test_a_pair_that_is_not_there_stays_in_its_box(tmp_path: Path) -> None:
    made = bench(tmp_path)
    made._edit({"class.pair": "4"})
    assert "there are 3 pairs" in made.form.errors["class.pair"]
    made._edit({"class.pairs": "8"})  # both hold now
    assert made.form.errors == {} and "Pair 4 of 8" in made.text()
    with pytest.raises(ParameterError, match="there are 2 pairs"):
        class_map(3, 2)


def test_every_stop_of_its_controls_works(tmp_path: Path) -> None:
    made = bench(tmp_path)
    heights = {name: picture.height for name, picture in made.pictures.items()}
    for group in made.sights.scene().groups:
        for control in group.controls:
            for text in control.stops:
                made.edits.reset()
                made._edit({"class.pairs": "60", control.path: text})
                for picture in made.pictures.values():
                    check(picture)
                    assert picture.height == heights[picture.key]


def test_real_cells_are_computed_and_can_be_stopped(tmp_path: Path) -> None:
    made = ClassMap(SMALL, tmp_path, Pair(pair=1, pairs=2))
    made._asked = True
    job = Job()
    job.cancelled = True
    work = made._plan()
    with pytest.raises(EngineError, match="cancelled"):
        made._filled(Pair(pair=1, pairs=2), job.progress)
    assert list(tmp_path.iterdir()) == []
    work(Job())
    assert len(made.merged.missing) == 1 and made.merged.files == ("class_map_pair_1_of_2.json",)


def test_a_bet_opens_it(tmp_path: Path) -> None:
    bets.forget()
    gate = class_map(folder=tmp_path, after="09.P2")
    assert isinstance(gate, Gate) and gate.panel is None
    bets.place("09.P2")
    assert isinstance(gate.panel, class_panel.ClassMap)
    bets.forget()
