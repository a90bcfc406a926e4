"""The story in the lab: what the page gets, and what is left where there is no page."""

import json
from html.parser import HTMLParser

import pytest

import archlib as al
from archlib.course.steps import steps
from archlib.course.stories import STORIES, told
from archlib.errors import ParameterError
from archlib.lab import bets
from archlib.lab.gate import Gate
from archlib.lab.story_panel import StoryWidget, story


@pytest.fixture
def widget() -> StoryWidget:
    made = story()
    assert isinstance(made, StoryWidget)
    return made


def test_the_page_gets_every_step_with_its_counters_claims_and_texts(widget: StoryWidget) -> None:
    sent, found = widget.story, steps(told("notes"))
    assert json.loads(json.dumps(sent)) == sent
    assert [(s["clock"], s["text"], s["counters"]) for s in sent["steps"]] == [
        (s.clock, s.text, s.now.counters) for s in found
    ]
    assert [name for name, _ in sent["steps"][0]["claims"]] == ["Q12"]
    assert all(text for step in sent["steps"] for _, text in step["claims"])
    assert sent["steps"][0]["messages"] == [[n, "not sent", 0, 0] for n in (1, 2, 3)]
    assert sent["steps"][-1]["workers"] == [[1, "ended", 0], [2, "ended", 0]]


def test_a_message_says_where_its_master_is_and_which_sizes_are_required(widget: StoryWidget) -> None:
    scenario = told("notes").scenario
    for n, text in widget.story["bodies"].items():
        said = json.loads(text)
        assert said["bucket"] == "videos" and said["key"] == f"masters/{n}"
        assert said["sizes"] == list(scenario.load.sizes)
        assert said["master_gb"] == round(float(scenario.videos.master_gb[int(n) - 1]), 3)


@pytest.mark.parametrize("name", STORIES)
def test_another_story_begins_at_its_first_step(widget: StoryWidget, name: str) -> None:
    widget.at = 7
    widget._heard(widget, {"type": "scene", "name": name}, [])
    assert (widget.scene, widget.at, widget.story["scene"]) == (name, 0, name)
    assert STORIES[name].title in widget.text() and len(widget.steps) == len(widget.story["steps"])


@pytest.mark.parametrize("said", [{"type": "scene", "name": "none"}, {"type": "scene"}, {}, "notes", None])
def test_what_is_no_story_is_not_heard(widget: StoryWidget, said: object) -> None:
    widget._heard(widget, said, [])
    assert widget.scene == "notes"


class Items(HTMLParser):
    """Counts the items of lists, and keeps the names of all elements."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)


@pytest.mark.parametrize("name", STORIES)
def test_without_a_page_the_steps_are_a_list(name: str) -> None:
    data, _ = story(name)._repr_mimebundle_()
    found = steps(told(name))
    items = Items()
    items.feed(data["text/html"])
    assert items.tags.count("li") == len(found) and "script" not in items.tags
    for step in found:
        assert step.text in data["text/plain"]
    assert f"{len(found):2}. {found[-1].clock}" in data["text/plain"]


def test_an_unknown_story_is_refused_with_the_nearest() -> None:
    with pytest.raises(ParameterError, match="scene='strand' is not there; did you mean 'stranded'"):
        al.lab.story("strand", after="01.P1")


def test_it_may_wait_for_a_bet() -> None:
    bets.forget()
    gate = al.lab.story(after="01.P1")
    assert isinstance(gate, Gate) and gate.panel is None
    bets.place("01.P1")
    assert isinstance(gate.panel, StoryWidget)
    bets.forget()
