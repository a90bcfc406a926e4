"""What the tests of the course share."""

import pytest


@pytest.fixture(autouse=True)
def a_learner_who_bets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be known beforehand, as for a learner who begins."""
    monkeypatch.delenv("ARCHLIB_KNOWN", raising=False)
