"""The record of a decision: what is missing, and the file with its evidence."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from archlib.architectures import Functions, QueueFleet
from archlib.course import kept_svg, year_svg
from archlib.course.record import FIELDS, Record
from archlib.course.record_page import page, save
from archlib.errors import DataError, ParameterError
from archlib.year import Plan, Played, Year, check, play

SMALL = Year(growth=1.0, launches_on=False)
WHOLE = Record(**{name: f"what we say of {name} here" for name in FIELDS})


def few(visible: int, in_flight: int, workers: int, oldest_s: float) -> int:
    return visible + in_flight


@pytest.fixture(scope="module")
def played() -> Played:
    return play(SMALL, Plan((Functions(), Functions(), QueueFleet(), QueueFleet()), policy=few))


def test_an_empty_record_lacks_every_field_and_a_whole_one_none() -> None:
    gaps = Record().gaps
    assert len(gaps) == len(FIELDS)
    assert all(FIELDS[name].heading in gap for name, gap in zip(FIELDS, gaps, strict=True))
    assert WHOLE.gaps == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        (" \n\t ", "is empty"),
        (FIELDS["context"].prompt, "still has the words of the form"),
        ("because", "fewer than 3 words"),
    ],
)
def test_a_field_that_says_nothing_is_named(text: str, said: str) -> None:
    (gap,) = Record(**{**WHOLE.to_dict(), "context": text}).gaps
    assert gap.startswith("Context")
    assert said in gap


def test_an_assumption_that_is_said_twice_is_named() -> None:
    (gap,) = Record(**{**WHOLE.to_dict(), "assumption_2": WHOLE.assumption_1}).gaps
    assert gap.startswith("Second assumption says the same as First assumption")


def test_of_two_that_say_the_same_the_later_is_named() -> None:
    (gap,) = Record(**{**WHOLE.to_dict(), "decision": WHOLE.context}).gaps
    assert gap.startswith("Decision says the same as Context")


def test_a_record_comes_back_from_json_whatever_is_written() -> None:
    odd = Record(**{**WHOLE.to_dict(), "title": '<script>"Ünïcode 😀\n'})
    assert Record.read(json.loads(json.dumps(odd.to_dict()))) == odd
    assert Record.read({"title": "x"}) == Record(title="x")


@pytest.mark.parametrize("content", [{"titel": "x"}, {"title": 3}, {"title": None}, {"title": "x" * 20_001}])
def test_what_is_no_record_is_refused_in_words(content: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match=r"Record\.tit"):
        Record.read(content)


def test_the_file_holds_record_and_evidence(played: Played) -> None:
    checked = check(SMALL, played.plan)
    text = page(WHOLE, played, checked, {"the same again": played})
    for name in FIELDS:
        assert getattr(WHOLE, name) in text
    assert f"{played.score_usd:,.0f} USD" in text
    assert all(f"{month.videos:,}" in text for month in played.months)
    assert "def few" in text  # the policy's own text
    assert all(finding.text.split(":")[0][:20] in text for finding in checked.findings)
    assert "the same again" in text
    assert played.plan.hash in text


def test_the_file_asks_for_nothing_and_runs_nothing(played: Played) -> None:
    evil = Record(**dict.fromkeys(FIELDS, "<script>alert(1)</script><img src=http://example.org/x>"))
    text = page(evil, played)
    asked: list[str] = []

    class Reads(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            asked.extend([tag] if tag in ("script", "img", "link", "iframe") else [])
            asked.extend(v or "" for k, v in attrs if k in ("src", "href") or k.startswith("on"))

    Reads().feed(text)
    assert asked == []
    assert "&lt;script&gt;" in text


def test_an_unwritten_field_is_marked_in_the_file(played: Played) -> None:
    assert page(Record(), played).count("Not written yet.") == len(FIELDS) - 1


def test_bars_of_the_drawing_are_as_high_as_the_money(played: Played) -> None:
    heights = [
        float(h)
        for h in re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="([\d.]+)"', year_svg.drawing(played))
    ]
    bars, months = heights[-3 * 12 :], played.months  # before them stand the marks of the legend
    bills = bars[0::3]
    scale = max(bills) / max(month.bill_usd for month in months)
    assert bills == pytest.approx([scale * month.bill_usd for month in months], abs=0.11)  # a tenth of a pixel is shown


def test_a_place_that_cannot_be_written_is_told(played: Played, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(DataError, match="cannot be written"):
        save(file / "record.html", WHOLE, played)
    assert (
        save(tmp_path / "new" / "record.html", WHOLE, played).read_text(encoding="utf-8").startswith("<!doctype html>")
    )


def test_availability_is_drawn_quarter_by_quarter_against_its_level(played: Played) -> None:
    drawn = kept_svg.drawing(played)
    tips = re.findall(r"<title>(quarter [^<]*)</title>", drawn)
    assert len(tips) == sum(len(clauses) for clauses in played.by_quarter) == 4 * 3
    first = played.by_quarter[0][0]
    assert f"quarter 1, uploads accepted {kept_svg.percent(first.value)} (kept {kept_svg.percent(first.bound)})" in tips
    bars = [float(h) for h in re.findall(r'height="([\d.]+)" fill="[^"]*" stroke="var\(--ink\)" stroke-width', drawn)]
    nines = [kept_svg.nines(clause.value) for clauses in played.by_quarter for clause in clauses]
    assert bars == pytest.approx([max(bars) / max(nines) * n for n in nines], abs=0.11)
    levels = drawn.count('stroke-width="3"')
    assert levels == len(tips) + 1  # one more in the legend


def test_a_quarter_below_its_level_has_a_star_and_is_told() -> None:
    bad = play(SMALL, Plan.all_year(QueueFleet(max_workers=1)))
    drawn = kept_svg.drawing(bad)
    below = sum(not clause.ok for clauses in bad.by_quarter for clause in clauses)
    assert below > 0 and len(re.findall(r" %\*</text>", drawn)) == below
    assert "ready in time" in kept_svg.sentence(bad.by_quarter) and "(below 98.0 %)" in drawn


@pytest.mark.parametrize(
    ("share", "nines", "said"),
    [
        (1.0, 5, "100 %"),
        (0.99, 2, "99.0 %"),
        (0.9996, 3.398, "99.960 %"),
        (0.9999999, 5, "99.9999 %"),
        (0.123, 0.057, "12.3 %"),
        (0.0, 0, "0.0 %"),
    ],
)
def test_a_share_is_never_rounded_up_to_all(share: float, nines: float, said: str) -> None:
    assert kept_svg.nines(share) == pytest.approx(nines, abs=0.001)
    assert kept_svg.percent(share) == said


def test_ids_are_met_once_in_the_file_and_colours_are_known_light_and_dark(played: Played) -> None:
    text = page(WHOLE, played)
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids)) and {"crossed", "striped"} <= set(ids)
    asked = set(re.findall(r"var\((--\w+)\)", text))
    light, dark = (re.findall(r"(--\w+):#", part) for part in text.split("prefers-color-scheme:dark"))
    assert asked == set(light) and asked == set(dark)
