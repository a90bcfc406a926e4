import pytest

from archlib.lab.calls_panel import CallsPanel


@pytest.fixture
def panel() -> CallsPanel:
    return CallsPanel()


def test_it_begins_with_the_sum_of_the_exercise(panel: CallsPanel) -> None:
    assert "200 calls x 5 ms = 1 s" in panel.picture.sentence
    assert panel.form.values == {"calls.hop_ms": "5", "calls.calls": "200"}


@pytest.mark.parametrize(("calls", "hop"), [("0", "5"), ("400", "0"), ("1", "60000"), ("100", "10")])
def test_every_move_reaches_the_picture(panel: CallsPanel, calls: str, hop: str) -> None:
    panel._edit({"calls.calls": calls, "calls.hop_ms": hop})
    added = float(calls) * float(hop) / 1000
    assert f"{calls} calls x {hop} ms = {added:,.4g} s" in panel.text()
    assert panel.view.picture == panel.picture.to_dict()


def test_a_bad_value_leaves_the_last_good_picture(panel: CallsPanel) -> None:
    before = panel.text()
    panel._edit({"calls.calls": "many", "calls.hop_ms": "-1"})
    assert panel.text() == before
    assert panel.form.values["calls.calls"] == "many"
    assert "calls='many'" in panel.form.errors["calls.calls"]
    assert "0 <= hop_ms" in panel.form.errors["calls.hop_ms"]
    panel._act("reset")
    assert panel.form.errors == {}


def test_without_widgets_the_same_is_said(panel: CallsPanel) -> None:
    data, _ = panel._repr_mimebundle_()
    assert "1 s more" in data["text/plain"]
    assert "1 s more" in data["text/html"]
