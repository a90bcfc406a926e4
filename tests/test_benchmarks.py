"""The benchmarks run, on small cases, and say what they measured in well-formed lines. No time is judged here."""

import json

import numpy as np
import pytest

from benchmarks import classroom, engine, start, words
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
    _, _, head, rule, *rows = capsys.readouterr().out.splitlines()
    assert head.count("|") == rule.count("|") == rows[0].count("|")
    assert len(rows) == len(words.topologies())
    assert rows[0].endswith("| 1 |")


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
