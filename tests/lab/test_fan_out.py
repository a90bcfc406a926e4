"""Pages of many calls: the pictures, and the panel around them."""

import numpy as np
import pytest

from archlib import theory
from archlib.course import small
from archlib.lab import bets
from archlib.lab.bench import Bench
from archlib.lab.fan_out_panel import fan_out
from archlib.lab.figures.fan_out import NUMBERS, FanOut, shares, slow_share, times
from archlib.lab.gate import Gate
from tests.lab.figures.reading import accepted_by_plotly, check


@pytest.fixture
def panel() -> Bench:
    made = fan_out()
    assert isinstance(made, Bench)
    return made


@pytest.mark.parametrize("slow", [0.001, 0.01, 0.2])
def test_what_is_counted_is_near_the_formula(slow: float) -> None:
    took = small.took_s()
    for n in NUMBERS:
        expected = theory.fan_out_tail(slow, n)
        error = (expected * (1 - expected) * n / len(took)) ** 0.5
        assert slow_share(took, n, slow) == pytest.approx(expected, abs=4 * error + 1e-4)


def test_a_page_takes_as_long_as_its_slowest_call() -> None:
    took = np.array([1.0, 5.0, 2.0, 2.0, 3.0, 1.0, 9.0])
    assert small.pages(took, 3).tolist() == [5.0, 3.0]  # the seventh makes no whole page
    assert small.pages(took, 1).tolist() == took.tolist()


@pytest.mark.parametrize(
    "asked", [FanOut(), FanOut(calls=1), FanOut(calls=37, slow=0.2, spread=3.0), FanOut(spread=0.1)]
)
def test_both_pictures_hold(asked: FanOut) -> None:
    for picture in (shares(asked), times(asked)):
        check(picture)
        accepted_by_plotly(picture)


def test_more_calls_take_longer_and_a_wider_spread_too() -> None:
    half, last = (trace["y"] for trace in times(FanOut()).data[:2])
    assert half == sorted(half) and last == sorted(last)
    wide = times(FanOut(spread=1.5))
    assert wide.data[1]["y"][-1] > 2 * last[-1]


def test_every_move_reaches_the_pictures(panel: Bench) -> None:
    panel._edit({"page.calls": "10", "page.slow": "0.1"})
    assert "With 10 calls, of which 10.00 % are slow" in panel.text()
    assert {n: panel.gallery.sent(n) for n in panel.gallery.names} == {
        n: made.to_dict() for n, made in panel.pictures.items()
    }


def test_a_bad_value_leaves_the_last_good_pictures(panel: Bench) -> None:
    before = panel.text()
    panel._edit({"page.calls": "0", "page.slow": "often"})
    assert panel.text() == before
    assert "1 <= calls" in panel.form.errors["page.calls"] and "slow='often'" in panel.form.errors["page.slow"]
    panel._act("reset")
    assert panel.form.errors == {}


def test_it_opens_once_the_bet_is_placed() -> None:
    bets.forget()
    gate = fan_out(after="05.P3")
    assert isinstance(gate, Gate) and gate.panel is None
    bets.place("05.P3")
    assert gate.panel is not None
    bets.forget()


def test_without_widgets_the_same_is_said(panel: Bench) -> None:
    data, _ = panel._repr_mimebundle_()
    assert "the formula says 63.40 %" in data["text/plain"] and "the formula says 63.40 %" in data["text/html"]
