"""What a heading says of its section: minutes, short path, further; and what is asked below it."""

from typing import Any

import nbformat
import pytest

from archlib.course.sections import FILE, HEADER, Section
from archlib.data import data_dir
from source.build import cells_of, sections, sources
from source.split import INSTRUCTOR, SOLUTION, STUB
from source.times import HEADING, TIMED, mistakes, table
from source.times import sections as said_by


def text(source: str) -> Any:
    return nbformat.v4.new_markdown_cell(source)


def code(source: str, *names: str) -> Any:
    return nbformat.v4.new_code_cell(source, metadata={"tags": list(names)})


CELLS = [
    text("# 07 Functions"), code("al.lab.contents('07')"),
    text("## Why (5 min ★)\n\nBecause.\n\n## Predict (3 min ★)"), code('al.lab.bet("07.P1")'),
    text("## Exercises (4 min, further)\n\nTry."), code('al.lab.exercise("07.E1", answer=None)', STUB),
    code('al.lab.exercise("07.E1", answer=1)', SOLUTION), code('al.lab.bet("07.P9")', INSTRUCTOR),
    text("### In class (20 min ★, further)"), text("## Quiz (2 min)"), code('al.lab.quiz("07")'),
    text("## Sources"), code('al.lab.bet("07.P8")'),
]  # fmt: skip


def test_headings_become_sections_with_what_they_ask() -> None:
    assert said_by("07", CELLS) == [
        Section("07.S01", "Why", 5, True, False, ()),
        Section("07.S02", "Predict", 3, True, False, ("07.P1",)),
        Section("07.S03", "Exercises", 4, False, True, ("07.E1",)),
        Section("07.S04", "In class", 20, True, True, ()),
        Section("07.S05", "Quiz", 2, False, False, ("quiz",)),
    ]
    assert mistakes(CELLS) == []


@pytest.mark.parametrize("heading", ["## Why (5 min, at home)", "## Why ★", "## Why (0 min)", "## Why (5 min, ★)"])
def test_a_time_that_cannot_be_read_is_named(heading: str) -> None:
    (line,) = mistakes([text(heading)])
    assert heading in line and "(5 min ★, further)" in line


def test_the_table_is_that_of_the_headings() -> None:
    assert table([Section("07.S01", "Why, then", 5, True, False, ("07.P1", "07.P2"))]) == (
        f'{",".join(HEADER)}\n07.S01,"Why, then",5,yes,no,07.P1;07.P2\n'
    )
    assert (data_dir() / FILE).read_text(encoding="utf-8") == sections()


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_no_place_for_the_minutes_is_left_open(source: Any) -> None:
    assert not any("{minutes}" in cell["source"] for cell in cells_of(source) if cell["cell_type"] == "markdown")


def test_the_halves_of_04_are_sittings_of_45_minutes_each_and_the_first_ends_with_its_vote() -> None:
    source = next(path for path in sources() if path.stem.startswith("04"))
    found = said_by("04", cells_of(source))
    first, _ = source.read_text(encoding="utf-8").split("\n# 4b ")
    n = len([line for line in HEADING.findall(first) if TIMED.fullmatch(line)])
    minutes = [sum(each.minutes for each in half if not each.further) for half in (found[:n], found[n:])]
    assert minutes == [pytest.approx(45, abs=3), pytest.approx(45, abs=3)]
    assert [each.asks for each in found[n - 2 : n]] == [("04.P2",), ()]  # the vote, and what answers it
