"""Where each cell of the instructor's notebook stands when it is shown as slides (nbconvert's and RISE's metadata).

A heading begins a slide, what is played with has one of its own below it, a solution appears when asked for, talking
points are the speaker's notes, and what serves reading alone is left out.
"""

import copy
import re
from collections.abc import Sequence
from typing import Final, Literal

from source.split import INSTRUCTOR, SOLUTION, Cell, tags

Kind = Literal["slide", "subslide", "fragment", "notes", "skip", "-"]

HEADING: Final = re.compile(r"#{1,2} ")
READING: Final = re.compile(r"#{1,2} (Glossary|Sources|What this model leaves out)")
ASKED: Final = re.compile(r"al\.lab\.(contents|i_know_this|glossary|doctor)\(")  # for one who reads alone
PLAYED: Final = re.compile(r"al\.lab\.\w+\(")


def with_slides(cells: Sequence[Cell]) -> list[Cell]:
    """Return copies of the cells that say where they stand on slides; the cells given stay as they are."""
    placed, skipping = [], False
    for cell in cells:
        text = cell["source"]
        if cell["cell_type"] == "markdown" and HEADING.match(text):
            skipping = READING.match(text) is not None
        made = copy.deepcopy(cell)
        made["metadata"]["slideshow"] = {"slide_type": "skip" if skipping else kind(cell)}
        placed.append(made)
    return placed


def kind(cell: Cell) -> Kind:
    """Return where a cell stands that belongs to a slide."""
    named, text = tags(cell), cell["source"]
    if INSTRUCTOR in named:
        return "notes"
    if SOLUTION in named:
        return "fragment"
    if cell["cell_type"] == "markdown":
        return "slide" if HEADING.match(text) else "-"
    if ASKED.match(text):
        return "skip"
    return "subslide" if PLAYED.match(text) else "-"
