"""Each claim has, in every notebook that shows it, a cell that is tagged with it, and there a control that moves it."""

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
PLACES = [
    pytest.param(claim, notebook, control, id=f"{claim.id}-{notebook}")
    for claim in SHOWN
    for notebook, control in zip(claim.notebooks, claim.controls, strict=True)
]


def cells(claim: claims.Claim, notebook: str) -> list[Any]:
    path = ROOT / "notebooks" / track.notebook(notebook).file
    return [c for c in nbformat.read(path, as_version=4).cells if claim.cell in c.metadata.get("tags", [])]


def paths(panel: Any) -> set[str]:
    scenes = panel.form.scenes
    return {control["path"] for scene in scenes for group in scene["groups"] for control in group["controls"]}


def test_some_claims_are_shown() -> None:
    assert SHOWN


@pytest.mark.parametrize(("claim", "notebook", "control"), PLACES)
def test_a_claim_has_its_cell_and_its_control(claim: claims.Claim, notebook: str, control: str) -> None:
    (cell,) = cells(claim, notebook)
    made = eval(cell.source, {"al": al})
    if isinstance(made, Gate):
        for bet in made.bets:
            bets.place(bet)
        made = made.panel
    assert control in paths(made)


@pytest.mark.parametrize("claim", SHOWN, ids=lambda claim: claim.id)
def test_the_test_of_a_claim_is_there(claim: claims.Claim) -> None:
    path, _, name = claim.test.partition("::")
    assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")


def test_the_readme_says_how_many_claims_are_shown() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{len(SHOWN)} of the {len(claims.claims())} claims" in text
