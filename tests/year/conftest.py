"""Years that several tests look at."""

import pytest

import archlib as al
from tests.year.years import CALM, FLEET, MIXED, USUAL


@pytest.fixture(scope="package")
def mixed():
    return al.play(USUAL, MIXED)


@pytest.fixture(scope="package")
def steady():
    return al.play(CALM, al.Plan.all_year(FLEET))
