import json

import pytest

from archlib.lab.ask import Ask
from archlib.lab.asking import View, button, folded, listed, marked, plain, said, stops, tabled

VIEW = View(
    "Title <1>",
    "Is **a** < `b`?",
    notes=("a note",),
    above=(listed(["one", "`two`"]),),
    inputs=(
        {"kind": "number", "key": "x", "label": "Your bet", "unit": "min"},
        {"kind": "choice", "key": "y", "label": "Choose", "choices": ["up", "down"]},
    ),
    actions=(button("go", "Go", main=True),),
    status="Not **yet**.",
    below=(tabled(["", "value"], [["bet", "<3>"]], "All"), said("the end")),
    values={"x": "12", "y": "down"},
)


def test_text_and_html_say_what_the_page_says() -> None:
    for said_once in ("Title", "a note", "two", "Your bet (min): 12", "[x] down", "[ ] up", "All", "the end"):
        assert said_once in VIEW.text()
        assert said_once in VIEW.html()
    assert "Is a < b?" in VIEW.text()
    assert "<strong>a</strong> &lt; <code>b</code>" in VIEW.html()


def test_nothing_from_outside_becomes_markup() -> None:
    assert "<1>" not in VIEW.html() and "<3>" not in VIEW.html()
    assert marked("<script>`<b>`") == "&lt;script&gt;<code>&lt;b&gt;</code>"
    assert plain("**a** `b`") == "a b"


def test_a_title_has_its_level_and_a_folded_part_its_words() -> None:
    view = View("Title", "q", above=(folded("Prices", tabled(["item"], [["disk"]])),), level=2)
    assert "<h2>Title</h2>" in view.html() and "<h3>Title" in View("Title", "q").html()
    assert "<details><summary>Prices</summary><table>" in view.html()
    assert view.text().splitlines()[2:] == ["Prices:", "item", "disk"]


def test_a_view_can_be_sent() -> None:
    sent = json.loads(json.dumps(VIEW.to_dict()))
    assert sent["more"] == {"inputs": [], "actions": []}
    assert sent["values"] == {"x": "12", "y": "down"}


@pytest.mark.parametrize(("low", "high", "scale"), [(0.0, 150.0, "linear"), (0.005, 10.0, "log"), (0.0, 10.0, "log")])
def test_a_slider_reaches_from_end_to_end_and_rises(low: float, high: float, scale: str) -> None:
    found = stops(low, high, scale)
    assert found[0] == low and found[-1] == high
    assert found == sorted(set(found))
    assert len(found) > 50


class Broken(Ask):
    def current(self) -> View:
        return View("t", "q", status=self.trouble)

    def act(self, name: str) -> None:
        raise ZeroDivisionError("division by zero")


def test_an_error_is_a_sentence_in_the_page_and_the_page_goes_on() -> None:
    asked = Broken()
    asked._heard(None, {"type": "action", "name": "go", "values": {}}, [])
    assert "ZeroDivisionError: division by zero" in asked.view["status"]
    for noise in ({}, {"type": "action"}, "text", None, {"type": "action", "name": "go", "values": "?"}):
        asked._heard(None, noise, [])


def test_every_way_of_showing_carries_the_same() -> None:
    data, _ = Broken()._repr_mimebundle_()
    assert data["text/plain"] == "t\nq"
    assert "application/vnd.jupyter.widget-view+json" in data and "<script" not in data["text/html"]
