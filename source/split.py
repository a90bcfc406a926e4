"""One source, two notebooks: which cells the learner has and which the instructor.

A cell tagged `stub` is the learner's, and the cell tagged `solution` after it stands in its place for the instructor;
cells tagged `instructor` are talking points and timing. All other cells are the same in both.
"""

from collections.abc import Sequence
from typing import Any

Cell = dict[str, Any]

STUB, SOLUTION, INSTRUCTOR = "stub", "solution", "instructor"
OF_LEARNER, OF_INSTRUCTOR = frozenset({STUB}), frozenset({SOLUTION, INSTRUCTOR})


def tags(cell: Cell) -> set[str]:
    """Return the tags of a cell."""
    return set(cell["metadata"].get("tags", []))


def learner(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells of the learner's notebook."""
    return [cell for cell in cells if not tags(cell) & OF_INSTRUCTOR]


def instructor(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells of the instructor's notebook."""
    return [cell for cell in cells if not tags(cell) & OF_LEARNER]


def mistakes(cells: Sequence[Cell]) -> list[str]:
    """Return what is wrong with the tags of a source: a solution follows each stub, and nothing else."""
    wrong = []
    before: set[str] = set()
    for number, cell in enumerate(cells):
        now = tags(cell)
        if STUB in before and SOLUTION not in now:
            wrong.append(f"cell {number - 1} is a stub, so its solution must follow")
        if SOLUTION in now and STUB not in before:
            wrong.append(f"cell {number} is a solution without a stub before it")
        if len(now & (OF_LEARNER | OF_INSTRUCTOR)) > 1:
            wrong.append(f"cell {number} is tagged {', '.join(sorted(now))}: of these one at most")
        before = now
    return [*wrong, "the last cell is a stub without a solution"] if STUB in before else wrong
