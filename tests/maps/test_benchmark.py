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
    assert all(0 < row["wall_s"] < 600 for row in rows)
    assert [row["whole_s"] / row["wall_s"] for row in rows] == pytest.approx([900 / 2] * 2)
    assert all(row["cpu_s"] > 0 for row in rows)


@pytest.mark.parametrize(
    ("two_s", "told"),
    [(36.0, "| 1.89 | 270 | 300 s, 1.8 times: ok |"), (41.0, "| 1.66 | 308 | 300 s, 1.8 times: missed |")],
)
def test_a_map_is_judged_by_its_time_and_its_speed_on_two_processes(monkeypatch, capsys, two_s, told):
    monkeypatch.setattr("sys.argv", ["maps"])
    monkeypatch.setattr(maps, "sampled", lambda *sample: {1: maps.Took(68.0, 68.0), 2: maps.Took(two_s, 70.0)})
    maps.main()
    assert told in capsys.readouterr().out  # the sample is 4 of 30 rows: 7.5 times as long for all


def test_maps_that_differ_are_told(monkeypatch):
    def mapped(pool, volumes, peaks, seeds):
        return SimpleNamespace(usd_per_month=np.array(float(next(count)))), maps.Took(1.0, 1.0)

    count = itertools.count()
    monkeypatch.setattr(maps, "mapped", mapped)
    with pytest.raises(AssertionError, match="two executors gave two maps"):
        maps.sampled([1.0], [1.0, 2.0], 1)
