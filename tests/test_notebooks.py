"""Every notebook is stored so that nbval can run it and compares what it is meant to compare.

Running the cells is nbval's part. A cell tagged to be checked passes silently once its outputs are stripped, and
a cell that is not tagged must store none: this file holds both.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
CHECKED = "nbval-check-output"
KNOWN_TAGS = {CHECKED, "nbval-ignore-output", "nbval-skip", "raises-exception"}
MOST_BYTES = 200_000
MOST_LINES = 5  # a blank one between an import and what it is for aside
DEFINES = re.compile(r"(?m)^\s*(async\s+def|def|class)\s")


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


def too_much(cell: dict[str, Any]) -> str:
    """Return what is wrong with the length of a learner's code cell; "" if it is one to five lines without a def."""
    source = "".join(cell["source"])
    lines = [line for line in source.splitlines() if line.strip()]
    if cell["cell_type"] != "code" or "policy" in cell["metadata"].get("tags", []):
        return ""
    if not 1 <= len(lines) <= MOST_LINES:
        return f"{len(lines)} lines, from {lines[:1]}: 1 to {MOST_LINES} are read at one look"
    return "it holds a def or class, and is not tagged policy" if DEFINES.search(source) else ""


@pytest.mark.parametrize("path", [p for p in found() if p.parent == NOTEBOOKS], ids=lambda path: path.name)
def test_a_code_cell_is_read_at_one_look(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert [wrong for wrong in map(too_much, cells) if wrong] == []


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"source": ["\n".join("abcde")]}, ""),
        ({"source": ["\n".join("abcdef")]}, "6 lines"),
        ({"source": []}, "0 lines"),
        ({"source": ["def f():\n", "    return 1"]}, "a def"),
        ({"source": ["def f():\n", "    return 1"], "metadata": {"tags": ["policy"]}}, ""),
        ({"source": ["# define\n", "x = 1"]}, ""),
    ],
)
def test_a_cell_that_is_too_long_is_found(change: dict[str, Any], wrong: str) -> None:
    (cell,) = stored(**change)["cells"]
    assert wrong in too_much(cell) and bool(wrong) == bool(too_much(cell))
