"""Which fault is behind what, and which met nothing."""

import numpy as np
import pytest

import archlib as al
from archlib.outcome import reasons
from archlib.outcome.health import DEGRADED, DOWN, UP
from archlib.outcome.reasons import SPELL, Spells, not_applicable
from archlib.outcome.trace import Reason
from archlib.timeline import timeline
from tests.outcome.made import box, fleet, run_of


def met(topology, faults, hits=None, end_s=86_400.0):
    line = timeline(topology, faults, 1, end_s)
    return not_applicable(topology, line, np.ones(len(line.rows), int) if hits is None else np.array(hits))


def test_a_part_that_is_not_there():
    faults = al.faults.down("bus", 1, 1) + al.faults.down("process", 1, 1) + al.faults.host_down(1, 1, host=7)
    assert met(box(), faults) == ("bus down", "host 7 down")


def test_a_place_of_a_fleet_where_nobody_was():
    faults = al.faults.down("process", 1, 1, instance=0)
    assert met(fleet(), faults, [0, 0]) == ("process instance 0 down",)
    assert met(fleet(), faults, [1, 0]) == ()


def test_a_whole_fleet_is_met_also_when_it_is_empty():
    assert met(fleet(), al.faults.down("process", 1, 1), [0, 0]) == ()


def test_a_fault_after_the_end_met_nothing():
    assert met(box(), al.faults.down("process", 30, 1)) == ("process down",)


def test_drawn_faults_are_never_listed():
    run = run_of(fleet(), faults=al.faults.drawn(0.9))
    assert len(run.timeline.causes) > 3
    assert run.not_applicable == ()


def test_a_zone_without_an_instance():
    assert met(box(), al.faults.down("process", 1, 1, zone=1)) == ("process zone 1 down",)


def test_a_place_of_a_function_where_no_environment_was():
    topology, faults = al.Functions().topology(), al.faults.down("process", 1, 1, instance=0)
    assert met(topology, faults, [0, 0]) == ("process instance 0 down",)
    assert met(topology, faults, [1, 0]) == ()
    assert met(topology, al.faults.throttle("process", 1, 1), [0, 0]) == ()


@pytest.mark.parametrize("mishap", [al.faults.poison, al.faults.flaky])
def test_a_mishap_is_listed_only_where_its_role_has_no_work(mishap):
    assert met(box(), mishap(0.1, role="process")) == ()
    assert (
        len(met(box(), mishap(0.1, role="bus"))) == len(met(al.EventDriven().topology(), mishap(0.1, role="bus"))) == 1
    )
    # upload of the queue's topology takes the bytes in; of functions too, and manage of them only reads
    assert met(fleet(), mishap(0.1, role="upload")) == met(al.Functions().topology(), mishap(0.1, role="upload")) == ()
    assert len(met(al.Functions().topology(), mishap(0.1, role="manage"))) == 1


def test_a_mishap_is_behind_no_moment():
    run = run_of(box(), [5.0], {"transcode": 10.0}, al.faults.poison(1.0) + al.faults.down("upload", 1, 1))
    assert run.trace.reason.tolist() == [Reason.ERROR]
    assert set(run.strips["process"].reason) == {"", "day 1 01:00 upload down"}
    assert run.not_applicable == ()


def test_a_throttle_takes_a_station_away_unless_its_work_is_patient():
    faults = al.faults.throttle("process", 1, 2) + al.faults.slow("process", 2, 2, 2)
    line = timeline(fleet(), faults, 1, 86_400.0)
    spells, number = Spells.of(fleet(), line, np.ones(len(line.rows), int)), fleet().index["workers"]
    moments, down = np.array([1.5, 2.5]) * 3600, np.array([DOWN, DOWN])
    assert spells.at([number]).cause_at(moments, down) == [0, 0]
    assert spells.at([number], patient=[number]).cause_at(moments, down) == [-1, -1]
    assert spells.at([number], patient=[number]).cause_at(moments, down - 1) == [0, 1]


def test_the_cause_of_a_moment():
    faults = al.faults.down("upload", 1, 3) + al.faults.slow("upload", 2, 2, 3)
    line = timeline(box(), faults, 1, 86_400.0)
    spells = Spells.of(box(), line, np.ones(len(line.rows), int)).at([0])
    hours = np.array([0.5, 1, 2, 3.5, 4, 5]) * 3600
    states = np.array([UP, DOWN, DOWN, DOWN, DEGRADED, UP])
    assert spells.cause_at(hours, states) == [-1, 0, 0, 0, 1, -1]
    assert spells.at([1]).cause_at(hours[1:2], states[1:2]) == [-1]


def _one_by_one(rows, moment, state):
    """The plain way: of all spells that are active and explain the state, the one that began last."""
    active = [r for r in rows if r["start"] <= moment < r["end"] and (state != DOWN or r["takes"])]
    return int(active[-1]["cause"]) if active and state != UP else -1


@pytest.mark.parametrize("cells", [1, 7, 1_000_000])  # compared at once
@pytest.mark.parametrize("many", [0, 1, 12])
def test_the_causes_of_many_moments_are_those_of_each(monkeypatch, cells, many):
    monkeypatch.setattr(reasons, "CELLS", cells)
    dice = np.random.default_rng(many)
    rows = np.zeros(many, SPELL)
    rows["start"] = np.sort(dice.integers(0, 8, many))
    rows["end"], rows["cause"] = rows["start"] + dice.integers(0, 5, many), np.arange(many)
    rows["takes"] = dice.integers(0, 2, many)
    moments, states = dice.integers(0, 12, 40).astype(float), dice.choice([UP, DEGRADED, DOWN], 40)
    expected = [_one_by_one(rows, *row) for row in zip(moments, states, strict=True)]
    assert Spells(rows, ()).cause_at(moments, states) == expected
    assert Spells(rows, ()).cause_at(moments[:0], states[:0]) == []
