import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlib.errors import ParameterError
from archlib.lab.figures.calls import HOPS, INSIDE, SPLIT, WORK, picture
from archlib.lab.figures.hops import answer, run, topology
from tests.lab.figures.reading import accepted_by_plotly, check


@settings(max_examples=20)
@given(st.integers(0, 40), st.floats(0, 0.05))
def test_hops_add_calls_times_hop(calls: int, hop_s: float) -> None:
    # the clock of a run adds the hops one by one: within rounding, at an hour of 1e-12 s a step
    assert answer(calls, hop_s).hops_s == pytest.approx(calls * hop_s, abs=1e-9)


def test_200_calls_of_5_ms_add_a_second() -> None:
    assert answer(200, 0.005).hops_s == pytest.approx(1.0, abs=1e-9)


def test_each_service_is_really_called() -> None:
    made = run(7, 0.005)
    assert len(made.jobs) == 1
    assert made.trace.calls_ok.tolist()[1:] == [1] * 7
    assert len(topology(7, 0.005).stations) == 8


def test_bars_and_table_say_what_the_runs_took() -> None:
    shown = picture(5.0, 100)
    check(shown)
    accepted_by_plotly(shown)
    found = answer(100, 0.005)
    bars = {trace["name"]: dict(zip(trace["y"], trace["x"], strict=True)) for trace in shown.data if "name" in trace}
    assert bars[WORK][INSIDE] == bars[WORK][SPLIT] == found.work_s
    assert (bars[HOPS][INSIDE], bars[HOPS][SPLIT]) == (0.0, found.hops_s)
    assert [row[5] for row in shown.rows] == [f"{found.work_s:,.4g} s", f"{found.took_s:,.4g} s"]
    assert "100 calls x 5 ms = 0.5 s" in shown.sentence


@pytest.mark.parametrize(("hop_ms", "calls"), [(0.0, 0), (0.0, 200), (60_000.0, 400), (5.0, 0)])
def test_the_ends_of_the_range_can_be_drawn(hop_ms: float, calls: int) -> None:
    shown = picture(hop_ms, calls)
    check(shown)
    assert shown.height == picture(5.0, 1).height


@pytest.mark.parametrize(("hop_ms", "calls"), [(-1.0, 10), (5.0, 401), (5.0, -1), (float("nan"), 3)])
def test_what_is_out_of_range_is_refused(hop_ms: float, calls: int) -> None:
    with pytest.raises(ParameterError, match="Calls"):
        picture(hop_ms, calls)


def test_the_parts_differ_without_colour() -> None:
    shapes = [trace["marker"]["pattern"]["shape"] for trace in picture(5.0, 10).data if trace["type"] == "bar"]
    assert len(set(shapes)) == 2
