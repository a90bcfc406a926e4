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

    `notebooks` in which it is shown, the first its home; `cell` is the tag of a cell there, `control` the path of the
    control that varies it, `test` the pytest node that proves it. The last three are "" until the notebook is there.
    """

    id: str
    claim: str
    notebooks: tuple[str, ...]
    cell: str
    control: str
    test: str


@cache
def claims() -> tuple[Claim, ...]:
    """Return all claims."""
    found = rows("claims.csv", _HEADER, ("id", "claim", "notebook"))
    return tuple(Claim(r["id"], r["claim"], split(r["notebook"]), r["cell"], r["control"], r["test"]) for r in found)


def of(notebook: str) -> tuple[Claim, ...]:
    """Return the claims whose home is a notebook."""
    return tuple(claim for claim in claims() if claim.notebooks[0] == notebook)


def finished() -> tuple[str, ...]:
    """Return the numbers of the notebooks that exist."""
    return track.finished()
