"""The notebooks are those of their sources, and learner's and instructor's differ in what is tagged only."""

import ast
import re
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest

import archlib as al
from archlib.course.catalogue import exercises
from source.build import CHECKED, TERM, build, cells_of, editions, sources, stale, stripped
from source.slides import with_slides
from source.split import INSTRUCTOR, SOLUTION, STUB, instructor, learner, mistakes, tags


def cell(text: str, *names: str) -> Any:
    made = nbformat.v4.new_code_cell(text)
    made.metadata["tags"] = list(names)
    return made


BOTH = [cell("1"), cell("2", STUB), cell("3", SOLUTION), cell("4", INSTRUCTOR), cell("5", CHECKED)]


def test_each_edition_has_its_cells() -> None:
    assert [c["source"] for c in learner(BOTH)] == ["1", "2", "5"]
    assert [c["source"] for c in instructor(BOTH)] == ["1", "3", "4", "5"]


def test_every_cell_has_its_place_on_the_slides() -> None:
    title, note = nbformat.v4.new_markdown_cell("## Run"), nbformat.v4.new_markdown_cell("Ask.")
    note.metadata["tags"] = [INSTRUCTOR]
    more = [nbformat.v4.new_markdown_cell("Look."), cell("al.lab.bet('01.P1')"), cell("run = 1"), cell("x", SOLUTION)]
    read = [nbformat.v4.new_markdown_cell("## Glossary"), cell("al.lab.glossary('a')")]
    cells = [title, note, *more, *read, title, cell("al.lab.contents('01')")]
    placed = [c["metadata"]["slideshow"]["slide_type"] for c in with_slides(cells)]
    assert placed == ["slide", "notes", "-", "subslide", "-", "fragment", "skip", "skip", "slide", "skip"]
    assert "slideshow" not in title.metadata


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([cell("1", STUB), cell("2")], "its solution must follow"),
        ([cell("1", STUB)], "without a solution"),
        ([cell("1", SOLUTION)], "without a stub"),
        ([cell("1", STUB, INSTRUCTOR), cell("2", SOLUTION)], "one at most"),
    ],
)
def test_tags_that_do_not_fit_are_found(cells: list[Any], words: str) -> None:
    assert any(words in line for line in mistakes(cells))
    assert mistakes(BOTH) == []


def test_a_notebook_is_run_and_keeps_checked_text_only(tmp_path: Path) -> None:
    path = tmp_path / "made.ipynb"
    cells = [cell("x = 6 * 7"), cell("print(x)", CHECKED), cell("x")]
    assert stale(path, cells)
    build(path, cells)
    assert not stale(path, cells)
    assert stale(path, [*cells, cell("y")])
    first, checked, last = nbformat.read(path, as_version=4).cells
    assert checked.outputs[0].text == "42\n"
    assert (first.outputs, last.outputs, last.execution_count) == ([], [], None)


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_a_notebook_is_that_of_its_source(source: Path) -> None:
    assert [path for path, cells in editions(source).items() if stale(path, cells)] == []


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_every_linked_term_stands_in_the_glossary_of_its_notebook(source: Path) -> None:
    used = TERM.findall(source.read_text(encoding="utf-8"))
    (cell,) = [c for c in cells_of(source) if c["source"].startswith("al.lab.glossary(")]
    shown = {entry.term for entry in eval(cell["source"], {"al": al}).entries}
    assert used
    assert set(used) <= shown
    assert len(used) == len(set(used))  # a term is linked at its first use only


LINKED = ("00", "01")  # notebooks that set the pattern
EVERYDAY = {"work", "month", "simulation"}  # terms that are everyday words too: linked where they are defined


def prose(source: Path) -> str:
    """Return what a learner reads before the glossary, without headings and code."""
    cells = [c for c in jupytext.read(source, fmt="md:myst").cells if c["cell_type"] == "markdown"]
    text = "\n\n".join(c["source"] for c in cells if INSTRUCTOR not in tags(c)).partition("## Glossary")[0]
    return re.sub(r"(?m)^#.*$|(\{term\}`[^`]+`)|`[^`]*`", lambda found: found[1] or "", text)


@pytest.mark.parametrize("source", [s for s in sources() if s.name[:2] in LINKED], ids=lambda path: path.stem)
def test_terms_of_the_course_so_far_are_linked_at_their_first_use(source: Path) -> None:
    text = prose(source)
    bare = TERM.sub(lambda found: "-" * len(found[0]), text)  # as long, so that places stay
    linked = {found[1]: found.start() for found in TERM.finditer(text)}
    for entry in al.lab.glossary().entries:
        if entry.notebook > source.name[:2] or entry.term in EVERYDAY:
            continue
        case = re.IGNORECASE if entry.term.islower() else 0
        used = re.search(rf"(?<![\w-]){re.escape(entry.term)}(s|es)?(?![\w-])", bare, case)
        if used:
            assert linked.get(entry.term, len(text)) < used.start(), (
                f"{entry.term}: ...{text[used.start() - 60 :][:90]}"
            )


@pytest.mark.parametrize("source", [s for s in sources() if s.name[:2] in LINKED], ids=lambda path: path.stem)
def test_what_a_glossary_lists_is_linked(source: Path) -> None:
    (cell,) = [c for c in cells_of(source) if c["source"].startswith("al.lab.glossary(")]
    listed = {entry.term for entry in eval(cell["source"], {"al": al}).entries}
    assert listed == set(TERM.findall(source.read_text(encoding="utf-8")))


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_the_editions_differ_in_tagged_cells_only(source: Path) -> None:
    ours, theirs = (nbformat.read(path, as_version=4).cells for path in editions(source))
    for cell in theirs:
        cell.metadata.pop("slideshow")
    common = [[c for c in stripped(cells) if not tags(c) & {STUB, SOLUTION, INSTRUCTOR}] for cells in (ours, theirs)]
    assert common[0] == common[1]
    assert common[0]


def answered(source: Path, tag: str) -> list[Any]:
    """Return the exercises of a source's cells with a tag, each made as its cell makes it."""
    return [shown(c["source"]) for c in cells_of(source) if tag in tags(c)]


def shown(code: str) -> Any:
    """Run a cell; return its last line's value, which a notebook shows."""
    *before, last = ast.parse(code).body
    assert isinstance(last, ast.Expr)
    names = {"al": al}
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.stem)
def test_every_solution_passes_and_every_stub_fails(source: Path) -> None:
    solved, empty = answered(source, SOLUTION), answered(source, STUB)
    assert [w.exercise.id for w in solved] == [w.exercise.id for w in empty]
    assert {w.exercise.id for w in solved} == {key for key in exercises() if key.startswith(source.name[:2])}
    assert [w.exercise.id for w in solved if not w.judged.ok] == []
    assert [w.exercise.id for w in empty if w.judged is not None and w.judged.ok] == []
    assert [w.exercise.id for w in empty if w.check("").ok] == []
