import gzip
from typing import Any

import pytest

from archlib.compare import Comparison
from archlib.lab import library
from archlib.lab.figures import PICTURES, Picture
from archlib.lab.gallery import Gallery, Range


@pytest.fixture
def bill(week: Comparison) -> dict[str, Picture]:
    return {"bill": PICTURES["bill"](week, None)}


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_carried", [])


def sent_by(shown: Gallery, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, Any]]:
    sent: list[tuple[Any, Any]] = []
    monkeypatch.setattr(shown, "send", lambda content, buffers=None: sent.append((content, buffers)))
    return sent


def updates_of(shown: Gallery, monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """Return a list that grows by the traits of each update that goes to the page."""
    updates: list[set[str]] = []
    monkeypatch.setattr(shown, "_send", lambda message, buffers=None: updates.append(set(message["state"])))
    return updates


def test_the_library_is_plotly_as_installed_and_small_enough_to_send() -> None:
    assert gzip.decompress(library.library()).lstrip().startswith(b"/**\n* plotly.js v")
    assert len(library.library()) < 2_000_000


@pytest.mark.usefixtures("fresh")
def test_only_the_first_gallery_with_a_figure_carries_the_library(week: Comparison) -> None:
    made = [Gallery({name: make(week, None)}) for name, make in PICTURES.items()]
    carrying = [one.names for one in made if one.library]
    assert carrying == [["strips"]]


def test_a_page_without_the_library_gets_it_when_it_asks(
    bill: dict[str, Picture], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Gallery(bill)
    sent = sent_by(shown, monkeypatch)
    shown._heard(shown, {"type": "library"}, [])
    assert sent == [({"type": "library"}, [library.library()])]


@pytest.mark.parametrize("content", [None, 5, {}, {"type": "other"}, {"type": ["x"]}])
def test_what_it_does_not_know_it_does_not_hear(
    bill: dict[str, Picture], content: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Gallery(bill)
    sent = sent_by(shown, monkeypatch)
    shown._heard(shown, content, [])
    assert sent == []


def test_a_click_on_a_mark_is_told_where_somebody_hears_it(bill: dict[str, Picture]) -> None:
    heard: list[int] = []
    shown = Gallery(bill, on_point={"bill": heard.append})
    assert shown.points == ["bill"] and Gallery(bill).points == []
    for of in ("bill", "queue", None, ["bill"]):
        for at in (3, "3", None, [3], 3.5):
            shown._heard(shown, {"type": "point", "of": of, "at": at}, [])
            Gallery(bill)._heard(shown, {"type": "point", "of": of, "at": at}, [])
    shown._heard(shown, {"type": "point"}, [])
    assert heard == [3]


def test_a_zoom_is_told(bill: dict[str, Picture]) -> None:
    heard: list[Range] = []
    shown = Gallery(bill, heard.append)
    shown._heard(shown, {"type": "window", "range": [1, 2.5]}, [])
    shown._heard(shown, {"type": "window", "range": None}, [])
    assert heard == [(1.0, 2.5), None]


def test_those_that_differ_are_sent_in_one_message(week: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    def made(comparison: Comparison) -> dict[str, Picture]:
        return {name: PICTURES[name](comparison, None) for name in ("bill", "scorecard", "queue", "strips")}

    shown = Gallery(made(week))
    kind, updates = type(shown), updates_of(shown, monkeypatch)
    shown.show(made(week))
    assert updates == []
    shown.show(made(week.reprice(week.runs[0].prices.scaled(2.0))))
    assert updates == [{"picture_bill", "picture_scorecard"}]  # prices change neither queues nor strips
    assert type(shown) is kind  # a trait that is added makes a class, which takes 2 ms


def test_a_picture_can_be_added_and_taken_down(week: Comparison, bill: dict[str, Picture]) -> None:
    shown, queue = Gallery(bill), PICTURES["queue"](week, None)
    for _ in range(2):
        shown.show({"queue": queue})
        assert shown.names == ["bill", "queue"] and shown.sent("queue") == queue.to_dict()
        shown.take_down("queue")
        assert shown.names == ["bill"]


def test_a_mark_stays_until_the_picture_comes(week: Comparison, bill: dict[str, Picture]) -> None:
    shown = Gallery(bill | {"queue": PICTURES["queue"](week, None)})
    shown.mark({"bill", "queue"}, "busy")
    assert shown.states == {"bill": "busy", "queue": "busy"}
    shown.show(bill)
    assert shown.states == {"queue": "busy"}
    shown.mark({"queue"}, "old")
    assert shown.states == {"queue": "old"}
