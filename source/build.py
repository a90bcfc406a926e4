"""Makes the notebooks: `python -m source.build [name ...] [--check]`.

Each `source/*.md` (MyST Markdown, as jupytext reads it) becomes `notebooks/<name>.ipynb` and
`notebooks/instructor/<name>.ipynb`. Every cell is run; the printed text of cells tagged `nbval-check-output` is kept,
nothing else. What all headings say of time and path goes to `data/sections.csv`. `--check` writes nothing and fails
where a notebook's cells, or the sections, are not those of the source.
"""

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient

from archlib.course.sections import FILE
from archlib.data import data_dir
from archlib.lab.glossary_list import term
from source import times
from source.slides import with_slides
from source.split import Cell, instructor, learner, mistakes, tags

HERE = Path(__file__).parent
NOTEBOOKS = HERE.parent / "notebooks"
CHECKED = "nbval-check-output"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
METADATA = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
EDITIONS = {"": learner, "instructor": lambda cells: with_slides(instructor(cells))}
TERM = re.compile(r"\{term\}`([^`]+)`")  # the first use of a term becomes a link that tells its meaning
SECONDS = 120  # for one cell: the first may compile


def sources() -> list[Path]:
    """Return the sources in the order of the course."""
    return sorted(HERE.glob("[0-9][0-9]_*.md"))


def cells_of(source: Path) -> list[Cell]:
    """Return the cells of a source, without outputs; their ids follow from their place.

    Raises
    ------
    SystemExit : its tags do not fit together
    """
    cells = jupytext.read(source, fmt="md:myst").cells
    sitting = str(sum(each.minutes for each in times.sections(_number(source), cells) if not each.further))
    for number, cell in enumerate(cells):
        cell["id"] = f"c{_number(source)}-{number:03d}"
        if cell["cell_type"] == "markdown":
            text = cell["source"].replace(times.SITTING, sitting)
            cell["source"] = TERM.sub(lambda found: term(found[1]), text)
    wrong = mistakes(cells) + times.mistakes(cells)
    if wrong:
        raise SystemExit(f"{source.name}: {'; '.join(wrong)}")
    return cells


def editions(source: Path) -> dict[Path, list[Cell]]:
    """Return path -> cells of the notebooks that a source makes."""
    cells = cells_of(source)
    return {NOTEBOOKS / folder / f"{source.stem}.ipynb": choose(cells) for folder, choose in EDITIONS.items()}


def _number(source: Path) -> str:
    return source.name[:2]


def sections() -> str:
    """Return the text of the table of all sections, as the headings of all sources say it."""
    return times.table(each for source in sources() for each in times.sections(_number(source), cells_of(source)))


def stripped(cells: Iterable[Cell]) -> list[dict[str, Any]]:
    """Return what makes a cell what it is: all but outputs and counts."""
    return [{key: cell[key] for key in ("id", "cell_type", "metadata", "source")} for cell in cells]


def stale(path: Path, cells: list[Cell]) -> bool:
    """Tell whether a notebook is absent or its cells are not those of its source."""
    if not path.exists():
        return True
    return stripped(nbformat.read(path, as_version=4).cells) != stripped(cells)


def build(path: Path, cells: list[Cell]) -> None:
    """Run the cells and write the notebook, with the printed text of checked cells only."""
    book = nbformat.v4.new_notebook(cells=cells, metadata=METADATA)
    client = NotebookClient(book, timeout=SECONDS, kernel_name="python3", coalesce_streams=True)  # alike each time
    client.execute(cwd=str(path.parent))
    for cell in book.cells:
        if cell.cell_type != "code":
            continue
        if CHECKED not in tags(cell):
            cell.outputs, cell.execution_count = [], None
        cell.metadata.pop("execution", None)
    book.metadata = METADATA
    nbformat.validate(book)
    nbformat.write(book, path)


def main() -> None:
    """Make what is named, or all; or look whether all is up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="such as 01_monolith; all, if none is named")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where something is not up to date")
    options = parser.parse_args()
    os.environ.setdefault("ARCHLIB_KNOWN", "1")  # bets are placed, so that every cell shows what comes after
    os.environ["ARCHLIB_PROGRESS"] = str(Path(tempfile.mkdtemp()) / "progress.json")  # nobody's own answers are shown
    chosen = [source for source in sources() if not options.names or source.stem in options.names]
    books = {path: cells for source in chosen for path, cells in editions(source).items()}
    if not options.check:
        _make(books)
    elif old := _old(books):
        raise SystemExit(f"not up to date: {', '.join(old)}; run python -m source.build")


def _make(books: dict[Path, list[Cell]]) -> None:
    (data_dir() / FILE).write_text(sections(), encoding="utf-8")  # first: the notebooks' cells show it
    for path, cells in books.items():
        path.parent.mkdir(exist_ok=True)
        build(path, cells)
        print(path.relative_to(HERE.parent), file=sys.stderr)


def _old(books: dict[Path, list[Cell]]) -> list[str]:
    """Return the names of what is not that of its source."""
    old = [str(path.relative_to(HERE.parent)) for path, cells in books.items() if stale(path, cells)]
    return old if (data_dir() / FILE).read_text(encoding="utf-8") == sections() else [*old, FILE]


if __name__ == "__main__":
    main()
