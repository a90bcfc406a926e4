"""A pattern on the events of many videos at once gives what it gives on each by itself."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlib.topology.patterns import event, matches, matching

TEXTS = ("1080p", "720p", "480P", "")
NUMBERS = (-1.0, 0.0, 0.5, 2.0, 6e9)
text, number = st.sampled_from(TEXTS), st.sampled_from(NUMBERS)
some_texts = st.lists(text, min_size=1, max_size=3)
bound = st.sampled_from(NUMBERS[:4])
operator = st.one_of(
    text, number, st.sampled_from([True, False, None]),
    st.builds(lambda name, t: {name: t}, st.sampled_from(["prefix", "suffix", "equals-ignore-case", "wildcard"]), text),
    st.builds(lambda v: {"anything-but": v}, text | number | some_texts | st.lists(number, min_size=1)),
    st.builds(lambda v: {"anything-but": {"prefix": v}}, text | some_texts),
    st.builds(lambda op, b: {"numeric": [op, b]}, st.sampled_from(["=", "<", "<=", ">", ">="]), bound),
    st.builds(lambda b: {"exists": b}, st.booleans()),
)  # fmt: skip
field = st.lists(operator, min_size=1, max_size=3)
fields = st.dictionaries(st.sampled_from(["gb", "title", "private", "sizes", "length_s", "none"]), field, min_size=1)
detail = fields | st.builds(lambda a, b, c: {**a, "$or": [b, c]}, fields, fields, fields)
patterns = st.builds(lambda kind, d: {"detail-type": kind, "detail": d}, field, detail)


@settings(max_examples=300)
@given(patterns, st.integers(0, 2**32 - 1))
def test_many_at_once_are_as_each_alone(pattern, seed):
    rng, n = np.random.default_rng(seed), 20
    columns = {
        "gb": rng.choice(NUMBERS, n), "length_s": rng.integers(-1, 3, n), "title": rng.choice(TEXTS, n),
        "private": rng.random(n) < 0.5,
    }  # fmt: skip
    shared = {"sizes": ["1080p", "720p"], "none": None}
    found = matching(pattern, "720p", {**columns, **shared}, n)
    alone = [event("720p", {**{k: c[i].item() for k, c in columns.items()}, **shared}) for i in range(n)]
    assert found.tolist() == [matches(pattern, e) for e in alone]


@pytest.mark.parametrize("n", [0, 1, 7])
def test_a_pattern_that_looks_at_no_column_is_the_same_for_all(n):
    for kind, right in (("uploaded", True), ("failed", False)):
        found = matching({"detail-type": ["uploaded"]}, kind, {"gb": np.arange(float(n))}, n)
        assert found.dtype == bool and found.shape == (n,) and (found == right).all()


def test_the_answer_is_an_array_of_its_own():
    found = matching({"source": ["video-service"]}, "uploaded", {}, 3)
    found[0] = False
    assert found.tolist() == [False, True, True]


def test_a_range_of_a_column():
    gb = np.array([0.5, 1.0, 1.5, 2.0, 2.5, np.nan])
    pattern = {"detail": {"master_gb": [{"numeric": [">", 1, "<=", 2]}, 2.5]}}
    assert matching(pattern, "uploaded", {"master_gb": gb}, 6).tolist() == [False, False, True, True, True, False]
