"""Quiz, beliefs, map, contents, glossary and source, as a learner without a browser finds them."""

import inspect
import re
from html import unescape
from pathlib import Path

import pytest

import archlib as al
from archlib.architectures import COURSE
from archlib.course import catalogue, track
from archlib.course import glossary as terms
from archlib.course import quiz as bank
from archlib.course.misconceptions import misconception as belief
from archlib.errors import ParameterError
from archlib.lab.beliefs import misconceptions, statements
from archlib.lab.bet_widget import bet
from archlib.lab.contents_bar import contents
from archlib.lab.exercise_widget import exercise
from archlib.lab.glossary_list import HEADING, glossary, term
from archlib.lab.progress_map import progress
from archlib.lab.quiz_widget import COLOURS, quiz, warm_up
from archlib.lab.source_view import source
from tests.lab.asked import own_progress, saved

__all__ = ["own_progress"]
WRITTEN = [n for n in catalogue.NOTEBOOKS if bank.items(n)]


@pytest.mark.parametrize("notebook", WRITTEN)
def test_a_quiz_asks_its_items_and_tells_no_answer(notebook: str, own_progress: Path) -> None:
    asked = quiz(notebook)
    assert asked.names == [item.id for item in bank.items(notebook)]
    for item in asked.items:
        assert item.question in asked.text()
        assert item.why not in asked.text()
    asked._heard(None, {"type": "answered", "id": asked.names[0], "ok": True}, [])
    asked._heard(None, {"type": "answered", "id": "99.Q9", "ok": True}, [])
    assert asked.status.startswith(f"1 of {len(asked.items)} right")
    assert list(saved(own_progress)["quiz"]) == [asked.names[0]]


def test_a_quiz_brings_all_that_it_needs() -> None:
    asked = quiz("01")
    name = re.match(r'<div id="(\w+)"', asked.page)
    assert name is not None and name[1] in asked.script
    assert "show_questions" in asked.script
    assert len(asked.script) + len(asked.page) < 80_000
    assert quiz("01").page != asked.page  # two on a page do not meet


def test_a_warm_up_asks_two_of_earlier_notebooks() -> None:
    assert {item.notebook for item in warm_up("01").items} == {"00"}
    assert len(warm_up("01").items) == 2
    assert warm_up("00").items == () and "no earlier" in warm_up("00").status


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("--jq-text-color", "--jq-multiple-choice-bg"),
        ("--jq-text-color", "--jq-numeric-bg"),
        ("--jq-text-color", "--jq-many-choice-bg"),
        ("--jq-text-color", "--jq-correct-color"),
        ("--jq-text-color", "--jq-incorrect-color"),
    ],
)
def test_its_colours_can_be_read(ink: str, paper: str) -> None:
    """WCAG 2.2, success criterion 1.4.3: a contrast of at least 4.5."""
    light, dark = sorted((luminance(COLOURS[ink]), luminance(COLOURS[paper])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb" (WCAG 2.2)."""
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("notebook", WRITTEN)
def test_beliefs_are_marked_and_judged(notebook: str) -> None:
    asked, lines = misconceptions(notebook), statements(notebook)
    assert lines and any(not line.holds for line in lines)
    asked.press("check")
    assert f"Not marked: {len(lines)}" in asked.view["status"]
    right = {line.id: "true" if line.holds else "false" for line in lines}
    asked.press("check", **right)
    assert asked.view["tone"] == "right" and asked.view["below"] == []
    first = lines[0]
    asked.press("check", **{first.id: "false" if first.holds else "true"})
    assert asked.view["tone"] == "wrong" and first.id in asked.view["below"][0]["text"]


def test_a_belief_is_judged_where_it_is_shown_wrong_and_not_before() -> None:
    for notebook in WRITTEN:
        for line in statements(notebook):
            assert line.holds or min(belief(line.id).notebooks) <= notebook, (notebook, line.id)
    assert "X22" not in {line.id for line in statements("05")}
    assert {"X19", "X20"} <= {line.id for line in statements("08")}


def test_beliefs_are_not_all_of_one_kind() -> None:
    for notebook in ("00", "01"):  # the first has no claims of its own
        assert {line.holds for line in statements(notebook)} == {True, False}
    assert {line.id for line in statements("00") if not line.holds} == {"X19", "X20"}


def test_the_map_counts_what_is_done(own_progress: Path) -> None:
    before = dict(_rows())
    bet("01.P2", 10)
    exercise("01.E1", 0.999**4)
    exercise("01.E2", -1)
    after = dict(_rows())
    finished = track.notebook("01").finished
    n_bets = sum(name.startswith("01.") for name in catalogue.bets())
    counts = [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in after["01"][3:5]]
    assert counts == ([f"1 of {n_bets}", "1 of 5"] if finished else ["", ""])
    assert before["00"] == after["00"]
    assert str(own_progress) in progress().text()


def _rows() -> list[tuple[str, list[str]]]:
    return [(row[0][:2], row) for row in progress().view["above"][0]["rows"]]


def test_the_short_path_is_a_track_of_its_own() -> None:
    whole, short = progress().view["above"]
    assert len(whole["rows"]) == len(track.notebooks())
    assert [row[0][:2] for row in short["rows"]] == [each.number for each in track.short_path()]
    for row, each in zip(short["rows"], track.short_path(), strict=True):
        assert row[1].split("; ") == [section.title for section in each.short_path]
        assert row[2] == f"{each.short_minutes}\N{NO-BREAK SPACE}min"


def test_the_short_path_counts_only_what_its_sections_ask(own_progress: Path) -> None:
    exercise("03.E1", catalogue.exercise("03.E1").answer())
    whole, short = ({row[0][:2]: row for row in track["rows"]} for track in progress().view["above"])
    assert whole["03"][4].startswith("1") and whole["03"][6] == "begun"
    assert short["03"][4] == "" and short["03"][6] == "to do"


def test_an_export_goes_beside_the_learners_own_file_unless_asked(own_progress: Path) -> None:
    mine = progress()
    offered = Path(mine.view["values"]["file"])
    assert offered.is_absolute() and offered.parent == own_progress.parent and offered != own_progress
    mine.press("export")
    assert offered.is_file() and str(offered) in mine.view["status"]


def test_answers_travel_and_are_forgotten_only_when_asked_twice(own_progress: Path, tmp_path: Path) -> None:
    bet("01.P2", 10)
    mine, copy = progress(), tmp_path / "copy.json"
    mine.press("export", file=str(copy))
    assert copy.is_file() and str(copy) in mine.view["status"]
    mine.press("reset")
    assert "01.P2" in saved(own_progress)["bets"]
    mine.press("keep")
    mine.press("reset")
    mine.press("really reset")
    assert saved(own_progress)["bets"] == {}
    mine.press("import", file=str(copy))
    assert "01.P2" in saved(own_progress)["bets"]
    mine.press("import", file=str(tmp_path / "none.json"))
    assert mine.view["tone"] == "wrong" and "none.json" in mine.view["status"]


@pytest.mark.parametrize("here", track.notebooks(), ids=[each.number for each in track.notebooks()])
def test_contents_lead_on_and_back(here: track.Notebook) -> None:
    shown = contents(here.number)
    html = shown._repr_html_()
    assert f"{here.minutes} min" in html and here.title in repr(shown)
    for told in (unescape(html), repr(shown)):
        assert (f"On the short path, ★, {here.short_minutes} min: " in told) == bool(here.short_path)
        assert all(section.title in told for section in here.short_path)
    links = set(re.findall(r"href='([^']+)'", html))
    assert links == {each.file for each in track.notebooks() if each.finished and each != here}
    for other in (track.before(here.number), track.after(here.number)):
        assert other is None or f"{other.number} {other.title}" in html


def test_a_glossary_has_what_is_asked_for_or_all() -> None:
    assert repr(glossary("SLO", "error budget")).count("\n") == 1
    assert len(glossary().entries) == len(terms.glossary())
    assert terms.term("SLO").meaning in repr(glossary("SLO"))
    with pytest.raises(ParameterError, match="error budget"):
        glossary("eror budget")


@pytest.mark.parametrize("name", list(terms.glossary()))
def test_a_term_is_a_link_with_its_meaning(name: str) -> None:
    found = re.fullmatch(rf'\[(.+)\]\(#{HEADING} "([^"]+)"\)', term(name))
    assert found is not None and found[1] == name


@pytest.mark.parametrize("kind", COURSE)
def test_source_shows_the_whole_file_folded(kind: type[al.Architecture]) -> None:
    shown = source(kind)
    assert repr(shown) == Path(inspect.getfile(kind)).read_text()
    html = shown._repr_html_()
    assert html.count("<details") == 1 and "open" not in html.partition("<pre")[0]
    assert f'<span class="nc">{kind.__name__}</span>' in html
    assert "<script" not in html


def test_source_takes_an_object_and_refuses_what_is_none() -> None:
    assert source(al.Monolith()).kind is al.Monolith
    with pytest.raises(ParameterError, match=r"al\.Monolith"):
        source("Monolith")  # type: ignore[arg-type]
