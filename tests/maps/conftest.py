"""One small map for all tests that only look at it."""

import pytest

from archlib.maps import DecisionMap
from tests.maps.cases import small


@pytest.fixture(scope="session")
def made() -> DecisionMap:
    """A small map."""
    return small()
