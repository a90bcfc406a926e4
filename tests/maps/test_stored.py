"""Maps as files: the same comes back, what is damaged is refused, and the shipped one is what it says it is."""

import json
import pickle

import numpy as np
import pytest

import archlib as al
from archlib._version import __version__
from archlib.data import data_dir
from archlib.errors import DataError
from archlib.maps import __main__ as command
from archlib.maps import shipped
from archlib.maps.doors import DEADLINES_S, LEVELS, PEAKS, VOLUMES
from archlib.maps.shipped import FILE
from archlib.maps.stored import text
from tests.maps.cases import small


def test_a_file_gives_back_the_map(made, tmp_path):
    made.save(tmp_path / "one.json")
    back = al.DecisionMap.load(tmp_path / "one.json")
    assert text(back) == text(made)
    np.testing.assert_array_equal(back.usd_per_month, made.usd_per_month)
    assert repr(back.cell(10, 2000, 0.99)) == repr(made.cell(10, 2000, 0.99))
    assert back.design("fleet", 1, 200, 0.9) == made.design("fleet", 1, 200, 0.9)
    assert back.prices.hash == made.prices.hash and back.scenario(1, 200).hash == made.scenario(1, 200).hash
    assert [path.name for path in tmp_path.iterdir()] == ["one.json"]


def test_a_map_can_be_sent_to_another_process(made):
    assert text(pickle.loads(pickle.dumps(made))) == text(made)


def test_a_path_that_cannot_be_written_is_refused(made, tmp_path):
    with pytest.raises(DataError, match="cannot be written"):
        made.save(tmp_path / "no folder" / "one.json")


@pytest.mark.parametrize(
    "harm",
    [
        lambda t: t[: len(t) // 2], lambda t: "", lambda t: "[]", lambda t: "null",
        lambda t: t.replace('"format": 2', '"format": 9'),
        lambda t: t.replace('"levels"', '"level"'), lambda t: json.dumps({**json.loads(t), "cells": []}),
        lambda t: json.dumps({**json.loads(t), "volumes": [1]}), lambda t: json.dumps({**json.loads(t), "paths": {}}),
        lambda t: json.dumps({**json.loads(t), "prices": {}}),
        lambda t: json.dumps({**json.loads(t), "architectures": {}}),
    ],
)  # fmt: skip
def test_what_is_no_whole_map_is_refused(made, tmp_path, harm):
    path = tmp_path / "bad.json"
    path.write_text(harm(text(made)))
    with pytest.raises(DataError, match=r"bad\.json"):
        al.DecisionMap.load(path)


def test_a_missing_file_and_one_that_is_no_text_are_refused(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        al.DecisionMap.load(tmp_path / "none.json")
    (tmp_path / "image.json").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(DataError, match="cannot be read"):
        al.DecisionMap.load(tmp_path / "image.json")


def test_the_shipped_map_is_of_this_version_and_of_the_newest_prices():
    made = shipped().made
    again = "make it again: python -m archlib.maps"
    assert made["prices_hash"] == al.prices.default().hash == shipped().prices.hash, again
    assert made["archlib"] == __version__, again
    assert made["prices_as_of"] == al.prices.default().as_of, again
    assert made["command"] == command.COMMAND


def test_the_shipped_map_is_small_and_has_all_that_a_map_has_by_default():
    assert (data_dir() / FILE).stat().st_size < 300_000
    made = shipped()
    assert (made.volumes, made.peaks, made.levels, made.deadlines_s) == (VOLUMES, PEAKS, LEVELS, DEADLINES_S)
    assert len(made.architectures) == 7 and made.seeds == tuple(range(5))


def test_in_the_shipped_map_a_stricter_contract_never_costs_less():
    usd = np.where(shipped().found, shipped().usd_per_month, np.inf)
    assert (usd[:, 1:] >= usd[:, :-1]).all()
    assert (usd[:-1] >= usd[1:]).all()


@pytest.mark.parametrize("peak", [3, 16])
def test_cells_of_the_shipped_map_come_out_the_same(peak):
    """The smaller volumes of a row, since each cell starts from the one before."""
    volumes, stored = VOLUMES[:4], shipped()
    again = al.decision_map(volumes, [peak])
    p, n = PEAKS.index(peak), len(volumes)
    for name in ("usd_per_month", "usd_low", "usd_high"):
        np.testing.assert_array_equal(getattr(again, name)[:, :, 0], getattr(stored, name)[:, :, p, :n])
    assert (again.broken[:, :, 0] == stored.broken[:, :, p, :n]).all()
    assert (again.values[:, :, 0] == stored.values[:, :, p, :n]).all()


@pytest.mark.parametrize(("peak", "volume", "level"), [(1, 100_000, 0.95), (20, 50_000, 0.99), (5, 20_000, 0.9)])
def test_large_cells_of_the_shipped_map_cost_what_full_runs_cost(peak, volume, level):
    stored = shipped()
    for answer in (a for a in stored.cell(peak, volume, level) if a.found):
        one, bound = stored.design(answer.architecture, peak, volume, level), stored.contract(level)
        runs = [al.simulate(one, stored.scenario(peak, volume, s), contract=bound) for s in stored.seeds]
        assert all(bound.verdict(run).ok for run in runs)
        assert round(float(np.mean([run.bill.per_month for run in runs])), 2) == answer.usd_per_month


def test_the_command_makes_a_file_and_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(
        command, "decision_map", lambda **given: small(**{k: given[k] for k in ("progress", "command")})
    )
    assert command.main(["--out", str(tmp_path / "sub" / "m.json"), "--processes", "0", "--volumes", "200"]) == 0
    assert al.DecisionMap.load(tmp_path / "sub" / "m.json").made["command"].endswith("--volumes 200")
    assert "m.json" in capsys.readouterr().out


def test_the_command_tells_what_is_wrong(tmp_path, capsys):
    assert command.main(["--out", str(tmp_path / "m.json"), "--processes", "0", "--volumes", "-5"]) == 1
    assert "is refused" in capsys.readouterr().err
