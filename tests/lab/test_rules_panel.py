"""Rules that are written in the page: what they deliver, and what is said of those that are none."""

import json
import random

import pytest

from archlib.course.routing import LONGEST, WISHES, read_pattern, varieties
from archlib.errors import TopologyError
from archlib.lab import bets, links_panel, rules_panel
from archlib.lab.gate import Gate
from archlib.lab.rules_panel import Rules


@pytest.fixture
def rules() -> Rules:
    return Rules()


def test_it_begins_with_some_rules_right_and_others_not(rules: Rules) -> None:
    assert 0 < rules.right < len(WISHES)
    assert not [
        one for one in rules.found.values() if one.error or one.missed
    ]  # they deliver too much, and nothing less


def test_all_wishes_can_be_met(rules: Rules) -> None:
    for wish in WISHES:
        rules._heard(None, {"type": "write", "consumer": wish.consumer, "text": json.dumps(wish.right)}, [])
    assert rules.right == len(WISHES)
    assert f"{len(WISHES)} of {len(WISHES)} rules" in rules.board["said"]
    assert all(cell["state"] in ("right", "none") for row in rules.board["rows"] for cell in row["cells"])


def test_a_cell_says_what_is_missed_and_what_is_unwanted(rules: Rules) -> None:
    rules.write(
        "large videos", '{"detail-type": ["video uploaded"], "detail": {"master_gb": [{"numeric": ["<=", 1]}]}}'
    )
    at = [wish.consumer for wish in WISHES].index("large videos")
    cells = {row["name"]: row["cells"][at] for row in rules.board["rows"]}
    events = {v.name: len(v.events) for v in varieties()}
    small, large = "video uploaded, up to 1 GB", "video uploaded, more than 1 GB"
    assert cells[small]["words"] == f"{events[small]} delivered, {events[small]} not wished for"
    assert cells[large]["words"] == f"0 delivered, {events[large]} missed"
    assert cells["video ready"]["state"] == "none"


def test_a_renamed_field_silences_those_who_look_at_it(rules: Rules) -> None:
    for wish in WISHES:
        rules.write(wish.consumer, json.dumps(wish.right))
    rules._heard(None, {"type": "rename", "on": True}, [])
    assert "Told of nothing that they wish for: large videos, usage." in rules.board["said"]
    assert rules.found["process"].is_right and rules.found["audit"].is_right
    assert '"size_gb"' in rules.board["rows"][0]["body"] and '"master_gb"' not in rules.board["rows"][0]["body"]
    rules._heard(None, {"type": "reset"}, [])
    assert not rules.is_renamed and rules.texts["process"] == WISHES[0].first


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no JSON: .* at line 1, column 1. Write it like"),
        ('{"source": ["aws.s3"]', "no JSON: .* at line 1, column 22"),
        ("{'source': ['aws.s3']}", "in double quotes"),
        ('{"sorce": ["aws.s3"]}', "names no field of an event: 'sorce'; did you mean 'source'"),
        ('{"source": "aws.s3"}', r'pattern at source: "aws.s3" is refused: a field takes a list'),
        ('{"source": [{"prefx": "aws."}]}', "no operator 'prefx'"),
        ('{"detail": {"master_gb": [{"numeric": [">"]}]}}', r"detail\.master_gb\[0\]\.numeric"),
        ('{"source": ["a"], "source": ["b"]}', "'source' comes twice"),
        ("[" * 1500, "deeply nested"),
        ('{"source": ["' + "a" * LONGEST + '"]}', "at most 2,048"),
        ("{}", "a pattern has fields"),
        ('{"source": [1e999]}', "finite number"),
    ],
)
def test_what_is_no_pattern_is_refused_in_words_and_in_place(rules: Rules, text: str, says: str) -> None:
    with pytest.raises(TopologyError, match=says):
        read_pattern(text)
    before = {name: one for name, one in rules.found.items() if name != "archive"}
    rules.write("archive", text)
    spec = next(spec for spec in rules.board["rules"] if spec["consumer"] == "archive")
    assert spec["error"] and spec["verdict"].startswith("Refused: ") and spec["text"] == text
    assert {name: one for name, one in rules.found.items() if name != "archive"} == before


def test_nothing_that_is_typed_breaks_it(rules: Rules) -> None:
    dice = random.Random(1)
    good = [json.dumps(wish.right) for wish in WISHES]
    for _ in range(200):
        text = list(dice.choice(good))
        for _ in range(dice.randrange(1, 4)):
            text[dice.randrange(len(text))] = dice.choice('{}[]":,ab1 ')
        rules.write(dice.choice(WISHES).consumer, "".join(text))
        assert len(rules.board["rows"]) == len(varieties())
    for odd in (None, {"type": "write"}, {"type": "write", "consumer": "nobody", "text": "x"}, {"type": "other"}):
        rules._heard(None, odd, [])
    json.dumps(rules.board)


def test_the_same_is_said_without_widgets(rules: Rules) -> None:
    data, _ = rules._repr_mimebundle_()
    assert rules.sentence() in data["text/plain"] and "video ready | 62" in data["text/plain"]


def test_panels_wait_for_a_bet() -> None:
    bets.forget()
    for made in (rules_panel.rules(after="06.P3"), links_panel.links(after="06.P3")):
        assert isinstance(made, Gate) and made.panel is None


def test_links_move_with_their_controls() -> None:
    bench = links_panel.links()
    assert not isinstance(bench, Gate)
    bench._edit({"links.producers": "10", "links.consumers": "10"})
    bench._update()
    assert "100 links one by one (10 × 10), 20 over a bus" in bench.text()
    bench._edit({"links.producers": "many"})
    bench._update()
    assert "producers='many'" in bench.form.errors["links.producers"] and "100 links" in bench.text()
