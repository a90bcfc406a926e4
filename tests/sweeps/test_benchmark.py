"""The benchmark of sweeps runs, on short loads, and says what it measured. No time is judged here."""

import json

import pytest

from benchmarks import sweep


def test_one_and_two_processes_are_measured_on_the_same_table(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["sweep", "--quick", "--json"])
    monkeypatch.setattr(sweep, "VOLUMES", (6,))
    sweep.main()
    *rows, memory = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["who"] for row in rows] == [sweep.HERE, sweep.ONE, sweep.TWO]
    assert {row["runs"] for row in rows} == {7 * 1 * 3 * sweep.SEEDS}
    assert all(0 < row["wall_s"] < 600 for row in rows)
    assert memory["row_kb"] < 1
    assert 0 < memory["grown_kb_a_run"] < 2 * memory["row_kb"]  # a run itself takes tens of kB


@pytest.mark.parametrize(
    ("two", "told"), [(2.2, "| 1.82 | at least 1.8: ok |"), (2.5, "| 1.60 | at least 1.8: missed |")]
)
def test_two_processes_are_judged_against_one(monkeypatch, capsys, two, told):
    monkeypatch.setattr("sys.argv", ["sweep"])
    monkeypatch.setattr(
        sweep, "speeds", lambda days, rounds: {sweep.HERE: (3.9, 84), sweep.ONE: (4.0, 84), sweep.TWO: (two, 84)}
    )
    monkeypatch.setattr(sweep, "grown_kb", lambda days: (0.4, 0.3))
    sweep.main()
    said = capsys.readouterr().out
    assert told in said and "kept of a run: 0.40 kB; a row takes 0.30 kB" in said
