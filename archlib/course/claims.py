"""The claims of the course, each with the notebook, the cell and the control in which it is varied and seen."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from archlib.course import track
from archlib.course.tables import rows, split

_HEADER: Final = ("id", "claim", "notebook", "cell", "control", "test")


@dataclass(frozen=True)
class Claim:
    """One claim in the course's words.

    `notebooks` in which it is shown, the first its home; `cell` is the tag of a cell in each, `controls` the paths of
    the controls that vary it there, one for each notebook, `test` the pytest node that proves it. `cell` and `test` are
    "" and there are no controls until the notebooks are there.
    """

    id: str
    claim: str
    notebooks: tuple[str, ...]
    cell: str
    controls: tuple[str, ...]
    test: str


@cache
def claims() -> tuple[Claim, ...]:
    """Return all claims."""
    return tuple(map(_claim, rows("claims.csv", _HEADER, ("id", "claim", "notebook"))))


def _claim(row: dict[str, str]) -> Claim:
    notebooks, controls = split(row["notebook"]), split(row["control"])
    return Claim(row["id"], row["claim"], notebooks, row["cell"], controls, row["test"])


def of(notebook: str) -> tuple[Claim, ...]:
    """Return the claims whose home is a notebook."""
    return tuple(claim for claim in claims() if claim.notebooks[0] == notebook)


def finished() -> tuple[str, ...]:
    """Return the numbers of the notebooks that exist."""
    return track.finished()
