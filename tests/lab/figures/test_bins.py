import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib.lab.figures.bins import MOST, counts, edges_for, length_for, length_text, means
from archlib.outcome.step import Step


@given(st.floats(0, 1e6), st.floats(1e-3, 3e7))
def test_stretches_cover_a_span_without_a_gap(start_s: float, span_s: float) -> None:
    edges = edges_for(start_s, start_s + span_s)
    assert (edges[0], edges[-1]) == (start_s, start_s + span_s)
    assert (np.diff(edges) > 0).all()
    assert len(edges) - 1 <= MOST + 1


def test_a_week_has_hours() -> None:
    assert length_for(7 * 86_400.0) == 3_600.0
    assert len(edges_for(0.0, 7 * 86_400.0)) == 169


@pytest.mark.parametrize(
    ("length", "text"), [(1, "1 second"), (300, "5 minutes"), (3600, "1 hour"), (172_800, "2 days")]
)
def test_a_length_is_said(length: float, text: str) -> None:
    assert length_text(length) == text


@given(st.integers(0, 2**32))
def test_means_keep_the_integral(seed: int) -> None:
    draws = np.random.default_rng(seed)
    t = np.unique(np.concatenate([[0.0], draws.uniform(0, 1_000, 50)]))
    step = Step(t, draws.poisson(3, len(t)), 1_000.0)
    edges = edges_for(0.0, 1_000.0)
    # sums of some hundred products in double precision
    assert float(means(step, edges) @ np.diff(edges)) == pytest.approx(step.integral(), rel=1e-9)


def test_a_mean_is_that_of_its_stretch() -> None:
    step = Step(np.array([0.0, 5.0]), np.array([2, 4]), 10.0)
    assert means(step, np.array([0.0, 4.0, 6.0, 10.0])).tolist() == [2.0, 3.0, 4.0]


def test_moments_are_counted_where_they_lie() -> None:
    assert counts(np.array([0.0, 1.0, 1.5, 2.0]), np.array([0.0, 1.0, 2.0, 3.0])).tolist() == [1.0, 2.0, 1.0]
