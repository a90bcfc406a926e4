"""The report: what it says, that it says it safely, and that it asks the network for nothing."""

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

import archlib as al
from archlib.compare import Comparison
from archlib.errors import ParameterError
from archlib.lab import words
from archlib.lab.figures import ALL
from archlib.lab.report_page import DRAWN, page, report

MADE = datetime(2026, 5, 4, 3, 2, tzinfo=UTC)
MOST_BYTES = 6_000_000
LOADS = {"src", "srcset", "poster", "data", "action", "background"}  # attributes that a browser follows by itself
NASTY = "</script><script>alert(1)</script> & \"x\" 'y'"


class Read(HTMLParser):
    """A page as its tags, headings, tables and the text that a reader meets."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.scripts: list[str] = []
        self.feed(text)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open:
            self.words.append(data)
        elif self.open[-1] == "script":
            self.scripts.append(data)

    def named(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in tags]


@pytest.fixture(scope="module")
def text(week: Comparison) -> str:
    return page(week, made=MADE)


@pytest.fixture(scope="module")
def read(text: str) -> Read:
    return Read(text)


def test_every_architecture_is_there_with_its_clauses_and_parameters(week: Comparison, read: Read) -> None:
    cells = " ".join(word.strip() for word in read.words if word.strip())
    for label, run, verdict in zip(week.labels, week.runs, week.verdicts, strict=True):
        assert f"{label} : {verdict.text}." in cells
        assert {f"Bill of {label}, USD", f"Parameters of {label}", *run.parameters} <= set(read.words)
        for clause in verdict.clauses:
            assert f"{label} {clause.name} {'kept' if clause.ok else 'broken'} {clause.rule}" in cells


def test_every_item_of_every_bill_and_its_total_is_there(week: Comparison, read: Read) -> None:
    for run in week.runs:
        for item in run.bill.items:
            assert words.usd(item.amount_usd) in read.words
        assert words.usd(run.bill.total) in read.words
        assert words.usd(run.bill.per_month) in read.words


def test_the_scenario_is_there_as_tables_and_as_json_that_gives_it_back(week: Comparison, read: Read) -> None:
    scenario = week.runs[0].scenario
    assert {scenario.hash, str(scenario.seed), "seed"} <= set(read.words)
    for fault in scenario.faults.scheduled:
        assert fault.name in read.words
    json_text = next(said for said in read.words if said.startswith('{\n "format"'))
    assert al.Scenario.from_json(json_text).hash == week.scenario_hash


def test_each_price_used_is_there_with_date_region_and_source(week: Comparison, read: Read) -> None:
    for run in week.runs:
        assert run.prices.hash in read.words
        for item in run.bill.items:
            fact = run.prices.rows[item.item]
            assert {item.item, fact.as_of, fact.region} <= set(read.words)
            assert "".join(fact.source.split()) in "".join(read.text.split())
    sources = {item.source for run in week.runs for item in run.bill.items}
    links = [str(a["href"]) for a in read.named("a") if not str(a["href"]).startswith("#")]
    assert links and all(any(link in source for source in sources) and link[-1] not in ";,)" for link in links)
    assert "currency USD" in " ".join(word for word in read.words if word.strip())


def test_each_picture_says_its_sentence_and_carries_its_drawing(week: Comparison, read: Read) -> None:
    drawn = json.loads(next(script for script in read.scripts if script.startswith("{")))
    assert set(drawn) == {*DRAWN, "bands"}
    for key in ("scorecard", *DRAWN):
        picture = ALL[key](week, None)
        assert " ".join(picture.sentence.split()) in read.text
        assert {cell for row in picture.rows for cell in row if cell} <= set(read.words)
    for key in DRAWN:
        assert drawn[key]["data"] == json.loads(json.dumps(ALL[key](week, None).data))


def test_versions_and_the_date_are_there(read: Read) -> None:
    import platform

    import numpy as np
    import plotly

    assert {al.__version__, np.__version__, plotly.__version__, platform.python_version()} <= set(read.words)
    assert "Made 2026-05-04 03:02 UTC" in read.text


def test_only_the_date_differs_between_two_pages(week: Comparison, text: str) -> None:
    assert page(week, made=MADE) == text
    later = page(week, made=datetime(2027, 1, 1, tzinfo=UTC))
    assert later != text
    assert later.replace("2027-01-01 00:00 UTC", "2026-05-04 03:02 UTC") == text


def test_nothing_is_loaded_from_elsewhere(text: str, read: Read) -> None:
    for tag, attributes in read.tags:
        assert LOADS.isdisjoint(attributes), tag
        if "href" in attributes:
            assert tag == "a" and re.match(r"#|https?://", attributes["href"] or ""), attributes
    assert not read.named("link", "iframe", "object", "embed", "img", "base")
    policy = next(a["content"] for a in read.named("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None and "default-src 'none'" in policy
    style = text[text.index("<style>") : text.index("</style>")]
    assert "url(" not in style and "@import" not in style
    assert len(text.encode()) < MOST_BYTES


def test_headings_landmarks_and_tables_are_in_order(read: Read) -> None:
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch(r"h\d", tag)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert read.named("html")[0]["lang"] == "en"
    assert all(len(read.named(landmark)) == 1 for landmark in ("header", "nav", "main", "footer"))
    assert all(attributes.get("scope") in ("row", "col") for attributes in read.named("th"))
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {str(a["href"])[1:] for a in read.named("a") if str(a["href"]).startswith("#")} <= set(ids)


def test_labels_are_text_whatever_they_hold(week: Comparison) -> None:
    plain = Read(page(week, made=MADE))
    named = Comparison(week.runs, (NASTY, *week.labels[1:]), week.contract)
    read = Read(page(named, title=NASTY, made=MADE))
    assert NASTY in read.words
    assert len(read.scripts) == len(plain.scripts)
    assert len(read.named("script")) == len(plain.named("script"))
    drawn = json.loads(next(script for script in read.scripts if script.startswith("{")))
    assert NASTY in json.dumps(drawn["bill"]["layout"]["yaxis"]["tickvals"]).encode().decode("unicode_escape")


def test_all_seven_architectures_and_faults_of_every_kind() -> None:
    chance = al.faults.Faults(
        drawn=(al.faults.Drawn(part="code", role="process"),), mishaps=(al.faults.Mishap(share=0.02),)
    )
    scenario = al.Scenario(al.Workload.homogeneous(per_hour=30, days=1), faults=chance + al.faults.standard_week())
    seven = [al.Monolith(), al.Tiers(), al.LoadBalanced(), al.QueueFleet(), al.Microservices(), al.EventDriven()]
    made = al.compare([*seven, al.Functions()], scenario, contract=al.Contract(budget_usd_per_month=500.0))
    read = Read(page(made, made=MADE))
    assert {"Faults at fixed times", "Faults drawn", "Mishaps", "budget", "<= $500.00"} <= set(read.words)
    assert all(f"Parameters of {label}" in read.words for label in made.labels)


def test_other_prices_are_told(week: Comparison) -> None:
    dear = week.reprice(week.runs[0].prices.scaled(3.0))
    read = Read(page(dear, made=MADE))
    assert dear.runs[0].prices.hash in read.words
    assert words.usd(dear.runs[0].bill.total) in read.words


def test_a_file_is_named_numbered_and_never_replaced_unasked(
    week: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    stem = f"report-{week.scenario_hash[:8]}"
    assert [report(week, made=MADE).name for _ in range(2)] == [f"{stem}.html", f"{stem}-2.html"]
    mine = tmp_path / "mine.html"
    mine.write_text("mine", "utf-8")
    with pytest.raises(ParameterError, match=r"report.path=.*there already.*overwrite=True"):
        report(week, mine)
    assert mine.read_text("utf-8") == "mine"
    assert report(week, mine, made=MADE, overwrite=True) == mine
    assert mine.read_text("utf-8") == page(week, made=MADE)


def test_what_cannot_be_written_is_refused_in_words(week: Comparison, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="folder that is there"):
        report(week, tmp_path / "nowhere" / "page.html")
    with pytest.raises(ParameterError, match="it is a folder"):
        report(week, tmp_path, overwrite=True)
    with pytest.raises(ParameterError, match="no comparison"):
        al.report(week.runs[0])  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="time zone"):
        report(week, tmp_path / "page.html", made=datetime(2026, 1, 1))  # noqa: DTZ001
    assert list(tmp_path.iterdir()) == []
