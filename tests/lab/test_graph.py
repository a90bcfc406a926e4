"""The learner's own graph: each edit is a real run, a bad one is told and the last good graph stays."""

from typing import Any

import pytest

from archlib import theory
from archlib.lab import bets
from archlib.lab.draft import MOST, first
from archlib.lab.gate import Gate
from archlib.lab.graph_facts import facts
from archlib.lab.graph_widget import GraphWidget, graph
from archlib.prices import teaching


@pytest.fixture
def widget() -> GraphWidget:
    return GraphWidget()


def hear(widget: GraphWidget, kind: str, i: int = 0, field: str = "", value: Any = "") -> None:
    widget._heard(None, {"type": kind, "i": i, "field": field, "value": value}, None)


def test_the_drawing_names_and_colours_the_parts(widget: GraphWidget) -> None:
    for name, part in (("upload", "producer"), ("transcode", "consumer"), ("store", "both")):
        assert f"{name}: {part}" in widget.text()
        assert f'data-part="{part}"' in widget.svg and f">{part}</text>" in widget.svg


def test_an_edit_makes_a_new_run(widget: GraphWidget) -> None:
    before = widget.facts.run
    hear(widget, "add service")
    assert widget.facts.run is not before and widget.error == ""
    assert "6 services and 4 links" in widget.told["sentence"]
    assert len(widget.lists["services"]) == 6
    hear(widget, "remove service", 5)
    assert "5 services and 3 links" in widget.told["sentence"]


def test_a_refused_edit_keeps_the_last_good_graph_and_says_why(widget: GraphWidget) -> None:
    drawn, told = widget.svg, widget.told
    hear(widget, "remove service", 1)
    assert "transcode is done by 0 services" in widget.error
    assert widget.svg == drawn and widget.told["rows"] == told["rows"] and widget.told["old"] is True
    assert len(widget.lists["services"]) == 4  # what was done stays in the lists, to be mended
    hear(widget, "service", 2, "job", "makes sizes")  # notify takes it over
    assert widget.error == "" and widget.told["old"] is False
    hear(widget, "reset")
    assert widget.error == "" and widget.told["old"] is False and widget.svg == drawn


def test_a_call_makes_uploads_wait_for_whom_they_call(widget: GraphWidget) -> None:
    hear(widget, "all", field="copies", value="1")
    alone = widget.facts.run.availability.closed_form["upload"]
    kept = theory.series(0.9999, 0.9999, 0.9999)  # videos, its own entries, the queues
    assert alone == pytest.approx(theory.series(0.999, kept))
    hear(widget, "link", 1, "kind", "calls")
    assert widget.error == ""
    assert widget.facts.run.availability.closed_form["upload"] == pytest.approx(
        theory.series(0.999, 0.999, kept, 0.9999)
    )  # and the entries of whom it calls


def test_a_service_more_costs_its_copies(widget: GraphWidget) -> None:
    before = widget.facts.run.bill.per_month
    hear(widget, "add service")
    more = widget.facts.run.bill.per_month - before
    assert more == pytest.approx(2 * teaching().price("t3.medium").usd * 730, rel=0.01)


def test_the_bounds_are_told(widget: GraphWidget) -> None:
    for _ in range(MOST):
        hear(widget, "add service")
    assert len(widget.lists["services"]) == MOST
    assert "30 at most" in widget.error and widget.told["old"] is False


@pytest.mark.parametrize(
    "said",
    [None, {}, {"type": "format disk"}, {"type": "service", "field": "plays", "value": "x"},
     {"type": "service", "i": -1}, {"type": "service", "i": 0, "field": "job", "value": "rules"},
     {"type": "link", "i": "x"}],
)  # fmt: skip
def test_what_the_page_should_not_send_changes_nothing(widget: GraphWidget, said: Any) -> None:
    before = widget.draft
    widget._heard(None, said, None)
    assert widget.draft == before


@pytest.mark.parametrize("kind", ["service", "link", "remove service", "remove link"])
def test_a_row_that_is_gone_meanwhile_changes_nothing(widget: GraphWidget, kind: str) -> None:
    before = widget.draft
    hear(widget, kind, 99, "copies" if kind == "service" else "kind", "1" if kind == "service" else "calls")
    assert widget.draft == before and widget.error == ""


def test_the_numbers_are_those_of_the_run() -> None:
    found = facts(first().made(), 3, 4)
    rows = {row[0]: row[1:] for row in found.rows}
    assert rows["services"][0] == "5" and rows["links between them"] == ("3", "3 queues")
    assert rows["all with all"] == ("20 queues", "10 links to a bus")
    assert rows["bill of a month"][0] == f"${found.run.bill.per_month:,.2f}"


@pytest.mark.parametrize("nines", [1, 2, 3])
def test_a_shared_store_stops_all_and_ones_own_one(widget: GraphWidget, nines: int) -> None:
    """At whatever availability, what the choice of the store comes to can be read in the table."""
    hear(widget, "all", field="nines", value=str(nines))
    tables = []
    for stores in ("own", "shared"):
        hear(widget, "all", field="stores", value=stores)
        tables.append({row[0]: tuple(row[1:]) for row in widget.told["rows"]})
    own, shared = tables
    assert own["one store of entries down"] == ("stops 1 of 5 services", "upload data: upload and process down")
    assert shared["one store of entries down"] == ("stops 5 of 5 services", "data: upload, process and manage down")
    differ = {name for name in own if own[name] != shared[name]}
    assert {"one store of entries down", "services"} <= differ  # and the parts in all
    assert nines == 1 or "ready by the deadline, of the videos" in own


def test_stores_and_queues_fail_as_they_are_said_to(widget: GraphWidget) -> None:
    hear(widget, "all", field="copies", value="3")
    hear(widget, "all", field="store_nines", value="2")
    up = widget.facts.run.availability
    assert up.closed_form["upload"] == pytest.approx(theory.series(0.99, 0.99, 0.99), abs=1e-5)
    assert up["upload"].time_share < 1 > up["manage"].time_share
    hear(widget, "all", field="store_nines", value="9")
    assert "store_nines" in widget.error


def test_it_opens_once_the_bet_is_placed() -> None:
    bets.forget()
    gate = graph(after="05.P1")
    assert isinstance(gate, Gate) and gate.panel is None
    bets.place("05.P1")
    assert isinstance(gate.panel, GraphWidget)
    bets.forget()


def test_without_widgets_the_same_is_said(widget: GraphWidget) -> None:
    data, _ = widget._repr_mimebundle_()
    assert "5 services and 3 links" in data["text/plain"]
    assert "<svg" in data["text/html"] and "5 services and 3 links" in data["text/html"]
