import gzip
from typing import Any

import pytest

from archlib.compare import Comparison
from archlib.lab import view
from archlib.lab.figures import PICTURES, Picture
from archlib.lab.view import PictureView, Range, library, show


@pytest.fixture
def bill(week: Comparison) -> Picture:
    return PICTURES["bill"](week, None)


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "_sent", [])


def sent_by(shown: PictureView, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, Any]]:
    sent: list[tuple[Any, Any]] = []
    monkeypatch.setattr(shown, "send", lambda content, buffers=None: sent.append((content, buffers)))
    return sent


def test_the_library_is_plotly_as_installed_and_small_enough_to_send() -> None:
    assert gzip.decompress(library()).lstrip().startswith(b"/**\n* plotly.js v")
    assert len(library()) < 2_000_000


@pytest.mark.usefixtures("fresh")
def test_only_the_first_view_with_a_figure_carries_the_library(week: Comparison) -> None:
    views = {name: PictureView(make(week, None)) for name, make in PICTURES.items()}
    carrying = [name for name, one in views.items() if one.library]
    assert carrying == ["strips"]


def test_a_page_without_the_library_gets_it_when_it_asks(bill: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = PictureView(bill)
    sent = sent_by(shown, monkeypatch)
    shown._heard(shown, {"type": "library"}, [])
    assert sent == [({"type": "library"}, [library()])]


@pytest.mark.parametrize("content", [None, 5, {}, {"type": "other"}, {"type": ["x"]}])
def test_what_it_does_not_know_it_does_not_hear(bill: Picture, content: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = PictureView(bill)
    sent = sent_by(shown, monkeypatch)
    shown._heard(shown, content, [])
    assert sent == []


def test_a_click_on_a_mark_is_told_where_somebody_hears_it(bill: Picture) -> None:
    heard: list[int] = []
    shown = PictureView(bill, on_point=heard.append)
    assert shown.points and not PictureView(bill).points
    for at in (3, "3", None, [3], 3.5):
        shown._heard(shown, {"type": "point", "at": at}, [])
        PictureView(bill)._heard(shown, {"type": "point", "at": at}, [])
    shown._heard(shown, {"type": "point"}, [])
    assert heard == [3]


def test_a_zoom_is_told(bill: Picture) -> None:
    heard: list[Range] = []
    shown = PictureView(bill, heard.append)
    shown._heard(shown, {"type": "window", "range": [1, 2.5]}, [])
    shown._heard(shown, {"type": "window", "range": None}, [])
    assert heard == [(1.0, 2.5), None]


def test_the_same_picture_is_not_sent_again(week: Comparison, bill: Picture) -> None:
    shown = PictureView(bill)
    before = shown.picture
    shown.show(PICTURES["bill"](week, None))
    assert shown.picture is before
    shown.show(PICTURES["bill"](week.reprice(week.runs[0].prices.scaled(2.0)), None))
    assert shown.picture is not before


def test_pictures_that_differ_are_sent_as_one_burst(week: Comparison) -> None:
    views = {name: PictureView(PICTURES[name](week, None)) for name in ("bill", "queue", "strips")}
    dearer = week.reprice(week.runs[0].prices.scaled(2.0))
    show({one: PICTURES[name](dearer, None) for name, one in views.items()})
    bursts = [one.burst for one in views.values()]
    assert bursts[0]["size"] == 1 and bursts[0]["of"]
    assert [burst["of"] for burst in bursts[1:]] == ["", ""]  # prices change neither queues nor strips
