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
    assert [row["times_one"] * row["wall_s"] for row in rows] == pytest.approx([rows[1]["wall_s"]] * 3)
    assert memory["grown_kb_a_run"] >= 0
