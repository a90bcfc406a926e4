"""The short path takes six hours at most and can be walked alone: its bets, claims and cells lie on it."""

import ast
import builtins
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import nbformat
import pytest

from archlib.course import claims, sections, track
from archlib.course.sections import QUIZ, Section
from archlib.course.track import Notebook
from source.times import Part, parts
from source.times import sections as said_by

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
SHORT_MIN, SITTING_MIN = 360, 90  # six hours; the longest sitting of notebook 09
AFTER, NAMED = re.compile(r'after=("[^"]+"|\([^)]+\))'), re.compile(r'"([^"]+)"')
ids = [each.number for each in track.notebooks()]
on_path = pytest.mark.parametrize("book", track.short_path(), ids=[each.number for each in track.short_path()])


def shown(book: Notebook) -> list[Part]:
    """What the learner's notebook has before its first section, and below each heading."""
    return parts(nbformat.read(NOTEBOOKS / book.file, as_version=4).cells)


def kept(book: Notebook, keep: Callable[[Section], bool]) -> list[Part]:
    """The parts of a notebook that somebody does: what stands before any section, and the sections kept."""
    found, own = [], iter(book.sections)
    for said, codes in shown(book):
        if said is None or keep(next(own)):
            found.append((said, codes))
    return found


def sources(found: Iterable[Part]) -> list[str]:
    return [code["source"] for _, codes in found for code in codes]


def unknown(code: list[str]) -> set[str]:
    """Names that cells use before any of them has set them."""
    known, missing = set(dir(builtins)), set()
    for text in code:
        nodes = list(ast.walk(ast.parse(text)))
        named = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        named |= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
        named |= {node.arg for node in nodes if isinstance(node, ast.arg)}
        imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
        known |= named | {alias.asname or alias.name for node in imports for alias in node.names}
        missing |= {node.id for node in nodes if isinstance(node, ast.Name)} - known
    return missing


def test_a_name_that_no_cell_sets_is_found() -> None:
    assert unknown(["x = 1", "y = x + z"]) == {"z"}
    assert unknown(["import archlib as al", "def f(n):\n    return n + al.x", "print(f(1))"]) == set()


def test_the_short_path_takes_six_hours_at_most() -> None:
    assert [each.number for each in track.short_path()] == ["00", "01", "03", "04", "07", "09"]
    assert sum(each.short_minutes for each in track.short_path()) <= SHORT_MIN


def test_notebook_09_fits_one_sitting_and_names_what_is_left_for_further() -> None:
    book = track.notebook("09")
    assert book.minutes <= SITTING_MIN < book.minutes + book.further_minutes


@pytest.mark.parametrize("book", track.notebooks(), ids=ids)
def test_the_sections_are_those_of_the_notebook_that_the_learner_sees(book: Notebook) -> None:
    cells = nbformat.read(NOTEBOOKS / book.file, as_version=4).cells
    assert tuple(said_by(book.number, cells)) == book.sections == sections.of(book.number)
    assert book.minutes + book.further_minutes == sum(section.minutes for section in book.sections)


@pytest.mark.parametrize("book", track.notebooks(), ids=ids)
def test_every_bet_and_exercise_is_asked_in_one_section(book: Notebook) -> None:
    from archlib.course import catalogue

    asked = [x for section in book.sections for x in section.asks]
    known = [x for x in (*catalogue.bets(), *catalogue.exercises()) if x.startswith(book.number)]
    assert sorted(asked) == sorted([*known, QUIZ])


@on_path
def test_bets_that_unlock_a_section_of_the_path_are_on_the_path(book: Notebook) -> None:
    found = kept(book, lambda section: section.short_path)
    needed = {bet for text in sources(found) for after in AFTER.findall(text) for bet in NAMED.findall(after)}
    assert needed <= {x for section in book.short_path for x in section.asks}


@on_path
def test_every_claim_of_a_notebook_on_the_path_is_shown_on_the_path(book: Notebook) -> None:
    found = kept(book, lambda section: section.short_path)
    tags = {tag for _, codes in found for code in codes for tag in code["metadata"].get("tags", [])}
    assert {claim.cell for claim in claims.of(book.number)} <= tags


@on_path
def test_the_path_runs_without_the_cells_beside_it(book: Notebook) -> None:
    assert unknown(sources(kept(book, lambda section: section.short_path))) == set()


@pytest.mark.parametrize("book", track.notebooks(), ids=ids)
def test_one_sitting_runs_without_the_further_sections(book: Notebook) -> None:
    assert unknown(sources(kept(book, lambda section: not section.further))) == set()
    texts = sources(kept(book, lambda section: not section.further))
    needed = {bet for text in texts for after in AFTER.findall(text) for bet in NAMED.findall(after)}
    assert needed <= {x for section in book.sections if not section.further for x in section.asks}
