import xml.etree.ElementTree as ET
from html import escape
from typing import Any

import pytest

import archlib as al
from archlib.errors import ParameterError
from archlib.lab.drawings import Drawing, drawing
from archlib.lab.drawings.shapes import SIGNS, kind_of, outline
from archlib.lab.drawings.svg import clipped
from archlib.lab.drawings.tell import sentence
from archlib.outcome import Run
from archlib.topology import Entry, Pool, Topology

SVG = "{http://www.w3.org/2000/svg}"


def picture(html: str) -> ET.Element:
    return ET.fromstring(html[html.index("<svg") : html.index("</svg>") + len("</svg>")])


def test_the_svg_is_well_formed_and_names_every_station(run: Run) -> None:
    root = picture(drawing(run).html())
    titles = [node.text or "" for node in root.iter(f"{SVG}title")]
    told = root.find(f"{SVG}desc")
    for station in run.topology.stations:
        assert any(title.startswith(f"{station.name}:") for title in titles)
        assert told is not None
        assert station.name in (told.text or "")
    assert root.get("role") == "img"


def test_names_are_written_in_the_boxes_and_none_is_cut_short(run: Run) -> None:
    root = picture(drawing(run).svg)
    for number, station in enumerate(run.topology.stations):
        box = next(g for g in root.iter(f"{SVG}g") if g.get("data-station") == str(number))
        words = [t.text or "" for t in box.iter(f"{SVG}text") if t.get("class") == "archlib-name"]
        assert " ".join(words) == station.name


def test_kinds_differ_by_outline_sign_and_word(runs: dict[str, Run]) -> None:
    kinds = {kind_of(s) for run in runs.values() for s in run.topology.stations}
    assert kinds == {"pool", "fleet", "function", "queue", "store", "bus", "balancer"}
    for known in (kinds, {*kinds, "service"}):
        assert len({outline(kind, 100, 80) for kind in known}) == len(known)
        assert len({SIGNS[kind] for kind in known}) == len(known)


@pytest.mark.parametrize("what", [al.Monolith(), al.Tiers().built])
def test_without_a_run_there_is_a_picture_and_no_film(what: Any) -> None:
    made = drawing(what)
    assert made.film == {}
    assert made.window == {}
    assert "<svg" in made.html()
    assert "pool of 1 instance with" in made.text()
    assert "1 instances" not in made.text()


def test_a_hostile_name_stays_text() -> None:
    name = '<script>alert("x")</script>&'
    made = drawing(Topology((Pool(name),), (Entry("upload", name),)))
    picture(made.html())
    assert "<script>" not in made.html()
    assert escape(name) in made.svg


def test_the_bundle_says_it_in_text_and_html(runs: dict[str, Run]) -> None:
    made = drawing(runs["QueueFleet"], job=700)
    data, _ = made._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    for text in (data["text/plain"], data["text/html"]):
        assert "jobs" in text
        assert "the upload is accepted" in text
    assert made.frames is not None
    assert sentence(made.frames, made.frames.end_s) in data["text/plain"]


def test_a_sentence_says_what_waits_who_is_busy_and_what_is_down(runs: dict[str, Run]) -> None:
    run = runs["QueueFleet"]
    made = drawing(run)
    assert made.frames is not None
    deploy = next(c for c in run.timeline.causes if c.label == "bad deploy of processing")
    time = (deploy.start_s + deploy.end_s) / 2
    waits = int(run.series["jobs"].visible.at(time))
    assert waits > 1
    said = sentence(made.frames, time)
    assert f"{waits} wait in jobs" in said
    assert "workers down: bad deploy of processing" in said
    assert said.startswith("day 1 20:30: ")


def heard(made: Drawing, content: Any) -> None:
    made._heard(made, content, [])


def test_the_page_gets_the_window_it_asks_for(runs: dict[str, Run]) -> None:
    made = drawing(runs["QueueFleet"])
    assert made.window["k"] == 0
    heard(made, {"type": "window", "k": 3})
    assert made.window["k"] == 3


def test_the_page_follows_the_next_upload_and_stops(runs: dict[str, Run]) -> None:
    run = runs["QueueFleet"]
    made = drawing(run)
    heard(made, {"type": "follow", "time": float(run.trace.arrive[100])})
    assert made.story["job"] == 100
    heard(made, {"type": "unfollow"})
    assert made.story == {}
    heard(made, {"type": "follow", "time": run.trace.horizon_s})
    assert "no video comes" in made.story["none"]


@pytest.mark.parametrize(
    "content",
    [None, 5, {}, {"type": "other"}, {"type": "window", "k": 10**6}, {"type": "window", "k": "x"}, {"type": "follow"}],
)
def test_what_it_does_not_know_it_does_not_hear(runs: dict[str, Run], content: Any) -> None:
    made = drawing(runs["Monolith"])
    before = made.window
    heard(made, content)
    assert made.window is before
    assert made.story == {}


def test_little_is_sent_at_first(run: Run) -> None:
    made = drawing(run)
    sent = [*made.film.values(), *made.window.values(), made.svg]
    assert sum(len(value) for value in sent if isinstance(value, (bytes, str))) < 300_000


@pytest.mark.parametrize("what", [5, "Monolith", None])
def test_what_cannot_be_drawn_is_refused(what: Any) -> None:
    with pytest.raises(ParameterError, match="it draws a Topology, an Architecture or a Run"):
        drawing(what)


def test_only_a_run_has_videos(runs: dict[str, Run]) -> None:
    with pytest.raises(ParameterError, match="only a run has videos"):
        drawing(al.Monolith(), job=3)
    with pytest.raises(ParameterError, match="only a run has videos"):
        drawing(al.Monolith()).follow(3)
    with pytest.raises(ParameterError, match="story"):
        drawing(runs["Monolith"], job=-1)


def test_a_text_that_does_not_fit_says_so() -> None:
    assert clipped("short", 100, 5) == "short"
    assert clipped("a longer text", 30, 5) == "a lon…"
