"""How long customers waited."""

import numpy as np
import pytest

from archlib.errors import ParameterError
from archlib.outcome.latency import Latency
from tests.outcome.made import box, run_of, trace_of

NAN = float("nan")
FOUR = Latency(trace_of(4, arrive=[0.0, 1, 2, 3], ready=[10.0, NAN, 32, 23], ack=[1.0, 2, 3, 4]))
NONE = Latency(trace_of(2))


def test_only_what_came_so_far_counts():
    assert FOUR.values().tolist() == [10, 30, 20]
    assert (FOUR.never(), FOUR.never("ack"), FOUR.never("start")) == (1, 0, 4)
    assert FOUR.mean() == 20
    assert [FOUR.quantile(q) for q in (0, 0.25, 0.5, 1)] == [10, 15, 20, 30]
    assert FOUR.quantile(0.95, of="ack") == 1


def test_the_ecdf_climbs_to_one():
    values, shares = FOUR.ecdf()
    assert values.tolist() == [10, 20, 30]
    assert shares.tolist() == pytest.approx([1 / 3, 2 / 3, 1])
    assert [len(part) for part in NONE.ecdf()] == [0, 0]


def test_without_videos_there_is_no_number():
    assert NONE.quantile(0.5) is None
    assert NONE.mean("ack") is None
    table = NONE.table()
    assert table["p95_s"].tolist() == ["no video"] * 3
    assert not table.isna().any().any()
    assert run_of(box()).latency.table()["never"].tolist() == [0, 0, 0]


def test_the_table_says_what_was_waited_for():
    table = FOUR.table().set_index("until")
    assert table.columns.tolist() == ["videos", "never", "mean_s", "p50_s", "p95_s", "p99_s"]
    assert table.loc["ready"].tolist() == pytest.approx([3, 1, 20, 20, 29, 29.8])
    assert table.loc["start", "mean_s"] == "no video"


@pytest.mark.parametrize("q", [-0.01, 1.01, 95, NAN, float("inf"), "0.5", None, True])
def test_a_quantile_is_a_share(q):
    with pytest.raises(ParameterError, match=r"quantile\(q=.*0 <= q <= 1"):
        FOUR.quantile(q)


def test_a_numpy_share_is_one_too():
    assert FOUR.quantile(np.float64(0.5)) == 20


def test_a_wrong_moment_is_answered_with_the_right_ones():
    with pytest.raises(ParameterError, match="of='redy' is no moment of a video; did you mean 'ready'"):
        FOUR.mean("redy")
