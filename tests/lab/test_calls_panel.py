import random

import pytest

from archlib.lab.bench import Bench
from archlib.lab.calls_panel import calls
from tests.lab.figures.reading import check

MOVES = 200


@pytest.fixture
def panel() -> Bench:
    return calls()


def test_it_begins_with_the_sum_of_the_exercise(panel: Bench) -> None:
    assert "200 calls x 5 ms = 1 s" in panel.pictures["calls"].sentence
    assert panel.form.values == {"calls.hop_ms": "5", "calls.calls": "200"}


@pytest.mark.parametrize(("number", "hop"), [("0", "5"), ("400", "0"), ("1", "60000"), ("100", "10")])
def test_every_move_reaches_the_picture(panel: Bench, number: str, hop: str) -> None:
    panel._edit({"calls.calls": number, "calls.hop_ms": hop})
    added = float(number) * float(hop) / 1000
    assert f"{number} calls x {hop} ms = {added:,.4g} s" in panel.text()
    assert panel.gallery.sent("calls") == panel.pictures["calls"].to_dict()


def test_every_stop_of_its_sliders_in_pairs(panel: Bench) -> None:
    (scene,), dice = panel.form.scenes, random.Random(1)
    stops = {control["path"]: control["stops"] for group in scene["groups"] for control in group["controls"]}
    for k in range(MOVES):
        number, hop = (stops[path][(0, -1)[k >> i & 1]] if k < 4 else dice.choice(stops[path])
                       for i, path in enumerate(("calls.calls", "calls.hop_ms")))  # fmt: skip
        panel._edit({"calls.calls": number, "calls.hop_ms": hop})
        assert panel.form.errors == {}
        check(panel.pictures["calls"])
        assert f"{float(number) * float(hop) / 1000:,.4g} s" in panel.text()


def test_a_bad_value_leaves_the_last_good_picture(panel: Bench) -> None:
    before = panel.text()
    panel._edit({"calls.calls": "many", "calls.hop_ms": "-1"})
    assert panel.text() == before
    assert panel.form.values["calls.calls"] == "many"
    assert "calls='many'" in panel.form.errors["calls.calls"]
    assert "0 <= hop_ms" in panel.form.errors["calls.hop_ms"]
    panel._act("reset")
    assert panel.form.errors == {}


def test_without_widgets_the_same_is_said(panel: Bench) -> None:
    data, _ = panel._repr_mimebundle_()
    assert "1 s more" in data["text/plain"]
    assert "1 s more" in data["text/html"]
