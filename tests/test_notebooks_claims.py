"""Each claim of a finished notebook has a cell that is tagged with it, and in that cell a control that moves it."""

from pathlib import Path
from typing import Any

import nbformat
import pytest

import archlib as al
from archlib.course import claims, track
from archlib.lab import bets
from archlib.lab.gate import Gate

ROOT = Path(__file__).parents[1]
SHOWN = [claim for claim in claims.claims() if claim.cell]


def cells(claim: claims.Claim) -> list[Any]:
    path = ROOT / "notebooks" / track.notebook(claim.notebooks[0]).file
    return [c for c in nbformat.read(path, as_version=4).cells if claim.cell in c.metadata.get("tags", [])]


def paths(panel: Any) -> set[str]:
    scenes = panel.form.scenes
    return {control["path"] for scene in scenes for group in scene["groups"] for control in group["controls"]}


def test_some_claims_are_shown() -> None:
    assert SHOWN


@pytest.mark.parametrize("claim", SHOWN, ids=lambda claim: claim.id)
def test_a_claim_has_its_cell_and_its_control(claim: claims.Claim) -> None:
    (cell,) = cells(claim)
    made = eval(cell.source, {"al": al})
    if isinstance(made, Gate):
        bets.place(made.bet)
        made = made.panel
    assert claim.control in paths(made)


@pytest.mark.parametrize("claim", SHOWN, ids=lambda claim: claim.id)
def test_the_test_of_a_claim_is_there(claim: claims.Claim) -> None:
    path, _, name = claim.test.partition("::")
    assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")


def test_the_readme_says_how_many_claims_are_shown() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{len(SHOWN)} of the {len(claims.claims())} claims" in text
