"""What the tests of the lab share: the canonical week on the desk, and a comparison of it."""

from pathlib import Path

import pytest

from archlib.architectures import Monolith, QueueFleet, Tiers
from archlib.compare import Comparison
from archlib.lab.choices import Choices, keyed
from archlib.lab.presets import canonical_week
from archlib.lab.runner import Runner


def first_choices() -> Choices:
    return Choices(canonical_week(), keyed([Monolith(), Tiers(), QueueFleet()]))


@pytest.fixture
def choices() -> Choices:
    return first_choices()


@pytest.fixture(scope="session")
def week() -> Comparison:
    return Runner().compare(first_choices())


@pytest.fixture(autouse=True)
def a_learner_who_bets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let bets wait to be placed, as they do for a learner whose file is still empty."""
    monkeypatch.setenv("ARCHLIB_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.delenv("ARCHLIB_KNOWN", raising=False)
