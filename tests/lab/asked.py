"""What the tests of questions share: a progress file of their own, and no bets from other tests."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archlib.lab import bets


@pytest.fixture(autouse=True)
def own_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of this test's own; nothing is known beforehand."""
    path = tmp_path / "progress.json"
    monkeypatch.setenv("ARCHLIB_PROGRESS", str(path))
    monkeypatch.delenv("ARCHLIB_KNOWN", raising=False)
    bets.forget()
    yield path
    bets.forget()


def saved(path: Path) -> dict[str, Any]:
    """Return what the learner's file holds."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
