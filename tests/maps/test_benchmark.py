"""The benchmark of maps runs, on two cells, and says what it measured. No time is judged here."""

import itertools
import json
from types import SimpleNamespace

import numpy as np
import pytest

from benchmarks import maps


def test_one_and_two_processes_are_measured_on_the_same_map(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["maps", "--quick", "--json"])
    maps.main()
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["who"] for row in rows] == ["1 process", "2 processes"]
    assert [row["times_one"] * row["wall_s"] for row in rows] == pytest.approx([rows[0]["wall_s"]] * 2)
    assert [row["whole_s"] / row["wall_s"] for row in rows] == pytest.approx([900 / 2] * 2)
    assert all(row["cpu_s"] > 0 for row in rows)


def test_maps_that_differ_are_told(monkeypatch):
    def mapped(pool, volumes, peaks, seeds):
        return SimpleNamespace(usd_per_month=np.array(float(next(count)))), maps.Took(1.0, 1.0)

    count = itertools.count()
    monkeypatch.setattr(maps, "mapped", mapped)
    with pytest.raises(AssertionError, match="two executors gave two maps"):
        maps.sampled([1.0], [1.0, 2.0], 1)
