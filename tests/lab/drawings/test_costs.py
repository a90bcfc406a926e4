from dataclasses import replace

import numpy as np
import pytest

from archlib.lab.drawings.costs import costs
from archlib.outcome import Run
from archlib.outcome.counters import functions, machines
from archlib.outcome.counters.record import Record
from archlib.topology import Fleet, Function, Pool


def test_the_meters_sum_to_the_bill_at_the_horizon(run: Run) -> None:
    spent = costs(run)
    assert spent.usd[:, -1].sum() == pytest.approx(run.bill.total, rel=1e-9)
    for number, station in enumerate(run.topology.stations):
        mine = sum(item.amount_usd for item in run.bill.items if item.resource == station.name)
        assert spent.at(run.trace.horizon_s)[number] == pytest.approx(mine, rel=1e-9)


def test_no_meter_runs_backward(run: Run) -> None:
    spent = costs(run)
    assert (np.diff(spent.usd, axis=1) >= -1e-12).all()
    assert (spent.usd[:, 0] >= 0).all()
    assert spent.t[0] == 0


def test_a_fleet_s_meter_is_what_its_bill_would_have_been(runs: dict[str, Run]) -> None:
    run = runs["QueueFleet"]
    fleet = next(s for s in run.topology.stations if isinstance(s, Fleet))
    price = next(i.unit_price_usd for i in run.bill.items if i.resource == fleet.name)
    for share in (0.2, 0.5, 0.8):
        time = share * run.trace.horizon_s
        record = Record(run.topology, run.scenario, replace(run.trace, horizon_s=time), 0.0)
        then = machines.hours(record, fleet)[0] * price
        assert costs(run).at(time)[run.topology.index[fleet.name]] == pytest.approx(then, rel=0.01)


def test_a_function_s_meter_is_what_its_bill_would_have_been(runs: dict[str, Run]) -> None:
    run = runs["Functions"]
    process = next(s for s in run.topology.stations if isinstance(s, Function) and s.name == "process")
    price = next(i.unit_price_usd for i in run.bill.items if i.resource == "process" and "gb_seconds" in i.meter)
    for share in (0.2, 0.5, 0.8):
        time = share * run.trace.horizon_s
        record = Record(run.topology, run.scenario, replace(run.trace, horizon_s=time), 0.0)
        then = functions.run_gb_s(record, process)[0] * price
        assert costs(run).at(time)[run.topology.index["process"]] == pytest.approx(then, rel=0.02)


def test_every_meter_has_a_way_of_its_own(run: Run) -> None:
    """An item that only depends on the time, such as the hours of a pool, is linear; what comes with work is not."""
    spent = costs(run)
    share = spent.usd / np.maximum(spent.usd[:, -1:], 1e-300)
    for number, station in enumerate(run.topology.stations):
        straight = np.abs(share[number] - spent.t / spent.t[-1]).max() < 1e-6
        if isinstance(station, (Fleet, Function)):
            assert not straight, station.name
        if isinstance(station, Pool):
            assert straight, station.name
