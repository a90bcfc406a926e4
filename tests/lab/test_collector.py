"""What is there when a panel has been made is spared by the collector, where a page may wait for it."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from archlib.lab import collector, panels


class Knot:
    """Refers to itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def unfrozen() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_outside_a_notebook_nothing_is_spared() -> None:
    panels.monolith("a product")
    assert gc.get_freeze_count() == 0


def test_in_a_notebook_a_full_collection_passes_over_what_came_since(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collector, "get_ipython", object)
    old = weakref.ref(Knot())
    panels.monolith("a product")
    assert gc.get_freeze_count() > 10_000
    assert old() is None  # garbage of before has been collected, not kept
    new = weakref.ref(Knot())
    assert len(gc.get_objects()) < gc.get_freeze_count() and new() is not None
    gc.collect()
    assert new() is None
