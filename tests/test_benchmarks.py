"""The benchmarks run, on small cases, and say what they measured in well-formed lines. No time is judged here."""

import json
import re

import numpy as np
import pytest

from archlib.prices import default
from archlib.year.stored import stored
from benchmarks import classroom, engine, lab, lab_table, start, words, year
from benchmarks.lab_rival import Rival
from benchmarks.lab_table import Figure
from benchmarks.measure import Engine, Row


@pytest.fixture(scope="module")
def quick() -> list[Row]:
    """All cases, small."""
    return list(engine.rows(quick=True))


def test_every_case_and_peer_is_measured(quick):
    seen = {(row.case.split(",")[0], row.peer) for row in quick}
    assert set(engine.FLOORS) <= seen
    assert {case for case, peer in seen if peer == "engine"} == {
        "M/M/1", "M/M/20", "autoscaled day", "Monolith", "Tiers", "QueueFleet",
    }  # fmt: skip


def test_ratios_are_to_the_engine_on_its_case(quick):
    own = {row.case: row.ns_per_job for row in quick if row.peer == "engine"}
    for row in quick:
        assert row.ns_per_job > 0 and row.jobs > 0
        assert row.ratio == pytest.approx(row.ns_per_job / own[row.case])


def test_json_is_one_object_a_line(quick, monkeypatch, capsys):
    monkeypatch.setattr(engine, "rows", lambda _: iter(quick))
    monkeypatch.setattr("sys.argv", ["engine", "--json"])
    engine.main()
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == len(quick)
    assert all(set(line) >= {"case", "peer", "ns_per_job", "ratio", "jobs"} for line in lines)


def test_the_table_has_the_machine_and_a_verdict_for_each_floor(quick, monkeypatch, capsys):
    monkeypatch.setattr(engine, "rows", lambda _: iter(quick))
    monkeypatch.setattr("sys.argv", ["engine"])
    engine.main()
    machine, _, head, rule, *rows = capsys.readouterr().out.splitlines()
    assert "Python" in machine and "numba" in machine
    assert head.count("|") == rule.count("|") == rows[0].count("|")
    assert sum("ok" in row or "missed" in row for row in rows) == len(engine.FLOORS)


@pytest.mark.parametrize(
    ("peer", "ratio", "verdict"),
    [("Ciw", 150.0, "ok"), ("Ciw", 149.0, "missed"), ("drawing", 1 / 7, "ok"), ("drawing", 1 / 7.1, "missed")],
)
def test_floors(peer, ratio, verdict):
    assert engine.verdict(Row("M/M/1", peer, 10, 1.0, ratio)).endswith(verdict)
    assert engine.verdict(Row("Tiers, 10 jobs", "engine", 10, 1.0, ratio)) == ""


def test_every_word_serves_all_that_come():
    """Nobody is refused, dropped or left behind, so a job is the same amount of work whatever the word."""
    for name, case in words.cases(500).items():
        engine = Engine(case)
        engine()
        ready = np.isfinite(engine.last.ready).sum()
        assert ready == case.jobs if name != "mishap" else 0.95 * case.jobs < ready < case.jobs, name


def test_the_cost_of_a_word_is_told_beside_the_plain_pool(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["words", "--quick"])
    words.main()
    _, _, head, rule, *rows, _, decisions = capsys.readouterr().out.splitlines()
    assert head.count("|") == rule.count("|") == rows[0].count("|")
    assert len(rows) == len(words.topologies())
    assert rows[0].endswith("| 1 |")
    assert re.fullmatch(r"An own policy's 10,\d\d\d decisions of the canonical week: \d+\.\d ms", decisions)


def test_starts_are_processes_of_their_own():
    """One start each; the compilation is left out, since it takes as long as all other tests of this file."""
    assert start.cpu_s("pass") > 0
    assert start.cpu_s(start.IMPORT) > 0
    assert start.cpu_s(start.RUN.format(compiled=False)) > 0


def test_the_week_is_compared():
    assert start.week_s(rounds=1) > 0


def test_a_class_of_two_is_answered_over_a_server(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["classroom", "--kernels", "2", "--seconds", "2", "--json"])
    classroom.main()
    found = json.loads(capsys.readouterr().out)
    assert found["moves"] == 2 * 2 / classroom.EVERY_S
    assert 0 < found["p50_s"] <= found["p95_s"] <= found["most_s"]
    assert found["kernel_mb"] > 10


@pytest.mark.parametrize(("share", "value"), [(0.01, 1), (0.5, 30), (0.51, 31), (0.95, 57), (1.0, 60)])
def test_a_quantile_is_the_least_value_that_a_share_does_not_exceed(share, value):
    assert lab_table.quantile([float(i) for i in range(60, 0, -1)], share) == value


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], 0.0), ([1.0], 1.01)])
def test_a_quantile_of_nothing_is_refused(values, share):
    with pytest.raises(ValueError, match="quantile"):
        lab_table.quantile(values, share)


def test_a_walk_goes_stop_by_stop_around_the_beginning():
    places = np.cumsum(lab_table.walk(60))
    assert set(np.abs(np.diff(places))) == {1}
    assert {places.min(), places.max()} == {-lab_table.REACH, lab_table.REACH}


def test_bytes_of_jupyterlabs_own_do_not_count():
    own = ("lab", "lab/tree/a.ipynb?token=x", "static/lab/main.js", "api/kernels", "lab/extensions/x/remote.js")
    assert all(lab_table.is_jupyterlabs(f"http://127.0.0.1:8888/{path}") for path in own)
    others = ("http://127.0.0.1:8888/nbextensions/x.js", "http://127.0.0.1:8888/labour", "https://cdn.example/lab/x.js")
    assert not any(lab_table.is_jupyterlabs(url) for url in others)


def test_the_lab_is_told_as_a_table_with_verdicts_and_ratios():
    rows = [
        *lab_table.waits("a move", [0.05] * 58 + [0.2] * 2, 0.1, [0.3] * 60),
        Figure("first picture", 3.5, "s", 3.0),
        Figure("sent", 2.0, "MB", 6.0, 50.0),
    ]
    head, rule, *told = lab_table.lines(rows)
    assert {line.count("|") for line in (head, rule, *told)} == {7}
    assert [row.verdict for row in rows] == ["", "ok", "over", "ok"]
    assert told[0] == "| a move, p50 | 50 ms |  |  | 300 ms | 6.0 |"
    assert told[1] == "| a move, p95 | 50 ms | 100 ms | ok | 300 ms | 6.0 |"
    assert told[3] == "| sent | 2 MB | 6 MB | ok | 50 MB | 25.0 |"


def test_the_lab_as_json_is_one_object_a_line(monkeypatch, capsys):
    monkeypatch.setattr(lab, "measured", lambda moves: iter([Figure("sent", float(moves), "MB", 6.0)]))
    monkeypatch.setattr("sys.argv", ["lab", "--moves", "7", "--json"])
    lab.main()
    told = json.loads(capsys.readouterr().out)
    assert told == {"what": "sent", "value": 7.0, "unit": "MB", "limit": 6.0, "rival": None, "verdict": "over"}


def test_the_rival_shows_what_the_panel_shows():
    rival = Rival()
    for _ in range(3):
        rival.slider.value += 1
    assert rival.mark.value == "3"
    for picture in rival.pictures():
        assert rival.words[picture.key].value == picture.html()
        if picture.data:
            shown = rival.figures[picture.key].data
            assert len(shown) == len(picture.data)
            for trace, wanted in zip(shown, picture.data, strict=True):
                np.testing.assert_array_equal(trace.x, wanted["x"])


def test_a_year_of_every_architecture_is_timed(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["year", "--rounds", "1"])
    year.main()
    _, _, head, rule, *rows = capsys.readouterr().out.splitlines()
    assert head.count("|") == rule.count("|") == rows[0].count("|")
    assert len(rows) == len(year.COURSE)
    assert len({row.split("|")[2] for row in rows}) == 1  # all had the same videos


def test_years_as_json_are_one_object_a_line(monkeypatch, capsys):
    monkeypatch.setattr(year, "rows", lambda rounds: iter([year.Timed("Monolith", 10, 1.5 * rounds)]))
    monkeypatch.setattr("sys.argv", ["year", "--json", "--rounds", "2"])
    year.main()
    assert json.loads(capsys.readouterr().out) == {
        "architecture": "Monolith", "videos": 10, "seconds": 3.0, "verdict": "missed",
    }  # fmt: skip


def test_the_sizes_that_are_written_are_read_again(monkeypatch, tmp_path):
    course = year.al.Year()
    found = year.baselines(course, names=["functions all year"])
    monkeypatch.setattr(year, "baselines", lambda *_, **__: found)
    monkeypatch.setattr(year, "data_dir", lambda: tmp_path)
    year.write_sizes()
    monkeypatch.setattr("archlib.year.stored.data_dir", lambda: tmp_path)
    assert stored(course, 1, default()) == found.sizes
