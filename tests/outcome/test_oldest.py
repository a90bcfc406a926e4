"""The oldest message, against looking at every message at every moment."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archlib.outcome.oldest import oldest_start

moments = st.integers(-2, 40).map(float)


@given(st.lists(st.tuples(moments, moments | st.just(math.inf), moments), max_size=15), st.integers(1, 33))
def test_the_oldest_is_the_least_sent_of_those_that_are_there(messages, size):
    grid = np.arange(size) * 1.0
    enters, leaves, sent = np.array(messages).reshape(-1, 3).T
    found = oldest_start(enters, leaves, sent, grid)
    for t, first in zip(grid, found, strict=True):
        assert first == min((s for a, b, s in messages if a <= t < b), default=math.inf)


def test_a_long_backlog_on_a_long_grid():
    n = 5_000
    sent = np.arange(n) * 1.0
    grid = np.arange(10_000) * 1.0
    found = oldest_start(sent, sent + 1000.0, sent, grid)  # each waits 1,000 s
    assert (grid - found)[1_000:5_000].tolist() == [999.0] * 4_000
    assert np.isinf(found[5_999:]).all()
