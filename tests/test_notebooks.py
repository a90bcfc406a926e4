"""Every notebook is stored so that nbval can run it and compares what it is meant to compare.

Running the cells is nbval's part. A cell tagged to be checked passes silently once its outputs are stripped, and
a cell that is not tagged must store none: this file holds both.
"""

import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
CHECKED = "nbval-check-output"
KNOWN_TAGS = {CHECKED, "nbval-ignore-output", "nbval-skip", "raises-exception"}
MOST_BYTES = 200_000


def found() -> list[Path]:
    return sorted(p for p in NOTEBOOKS.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)


def mistakes(notebook: dict[str, Any]) -> list[str]:
    """Return what is wrong with a notebook as it is stored, a line each."""
    metadata = notebook["metadata"]
    wrong = [] if metadata.get("kernelspec", {}).get("name") == "python3" else ["its kernel is not python3"]
    if "widgets" in metadata:
        wrong.append("it stores the state of widgets")
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            wrong += [f"cell {number}: {line}" for line in cell_mistakes(cell)]
    return wrong


def cell_mistakes(cell: dict[str, Any]) -> list[str]:
    """Return what is wrong with a code cell: a checked one prints and keeps it, any other keeps nothing."""
    tags = set(cell["metadata"].get("tags", []))
    wrong = [f"nbval does not know the tag {tag!r}" for tag in sorted(tags - KNOWN_TAGS) if tag.startswith("nbval")]
    if "NBVAL_" in "".join(cell["source"]):
        wrong.append("marks for nbval are tags, not comments")
    if CHECKED not in tags:
        kept = cell["outputs"] or cell["execution_count"] is not None
        return [*wrong, "it is not checked, so it stores no outputs and no count"] if kept else wrong
    if cell["execution_count"] is None or not cell["outputs"]:
        wrong.append("it is checked, so it needs outputs and an execution count")
    if any(output.get("name") != "stdout" for output in cell["outputs"]):
        wrong.append("only printed text is stable enough to be checked")
    return wrong


def test_there_are_notebooks() -> None:
    assert found(), f"no notebook in {NOTEBOOKS.name}/"


@pytest.mark.parametrize("path", found(), ids=lambda path: path.relative_to(NOTEBOOKS).as_posix())
def test_a_notebook_is_stored_as_nbval_needs_it(path: Path) -> None:
    assert path.stat().st_size < MOST_BYTES
    assert mistakes(json.loads(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", found(), ids=lambda path: path.relative_to(NOTEBOOKS).as_posix())
def test_a_notebook_checks_at_least_one_cell(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert any(CHECKED in cell["metadata"].get("tags", []) for cell in cells)


def stored(**change: Any) -> dict[str, Any]:
    """A sound notebook of one checked cell, with some of the cell's parts changed."""
    output = {"output_type": "stream", "name": "stdout", "text": ["1\n"]}
    cell = {"cell_type": "code", "metadata": {"tags": [CHECKED]}, "source": ["print(1)"]}
    cell |= {"execution_count": 1, "outputs": [output]} | change
    return {"metadata": {"kernelspec": {"name": "python3"}}, "cells": [cell]}


def test_a_sound_notebook_has_no_mistakes() -> None:
    assert mistakes(stored()) == []
    assert mistakes(stored(metadata={}, outputs=[], execution_count=None)) == []


@pytest.mark.parametrize(
    ("notebook", "line"),
    [
        (stored(outputs=[]), "needs outputs"),
        (stored(execution_count=None), "needs outputs"),
        (stored(metadata={}), "stores no outputs"),
        (stored(metadata={}, outputs=[]), "stores no outputs"),
        (stored(metadata={"tags": [CHECKED, "nbval-chek"]}), "does not know the tag"),
        (stored(source=["# NBVAL_CHECK_OUTPUT\n", "print(1)"]), "not comments"),
        (stored(outputs=[{"output_type": "display_data", "data": {}}]), "only printed text"),
        (stored() | {"metadata": {"kernelspec": {"name": "julia"}}}, "not python3"),
        (stored() | {"metadata": {"kernelspec": {"name": "python3"}, "widgets": {}}}, "state of widgets"),
    ],
)
def test_each_mistake_is_found(notebook: dict[str, Any], line: str) -> None:
    assert [m for m in mistakes(notebook) if line in m]
