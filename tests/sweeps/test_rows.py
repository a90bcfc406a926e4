"""Rows of a sweep are what single runs give, to the last bit."""

import gc
import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import archlib as al
from archlib.architectures import COURSE
from archlib.errors import ArchlibError
from archlib.outcome import Run
from archlib.sweeps import chunks
from archlib.sweeps.measures import NUMBERS
from tests.strategies import of_params
from tests.sweeps.cases import GRID, LOAD, PAIR, SCENARIO, same, small

TABLE = small().table()
AS_COMPARED = (
    "upload_accepted", "ready_in_time", "manage_served", "upload_time_share", "process_time_share",
    "manage_time_share", "p50_ready_min", "p95_ready_min", "p99_ready_min", "bill_usd", "bill_usd_per_month",
    "usd_per_ready_video", "idle_share", "verdict",
)  # fmt: skip


def alone(row):
    """Return the comparison of one architecture that a row of `TABLE` is about."""
    queue = row["architecture"] == "QueueFleet"
    architecture = al.QueueFleet(max_workers=int(row["QueueFleet.max_workers"])) if queue else al.Monolith()
    load = LOAD.but(base_per_hour=row["load.base_per_hour"])
    prices = al.prices.default().scaled(row["prices.everything"])
    contract = al.Contract(upload=row["contract.upload"])
    return al.compare([architecture], SCENARIO.but(load=load, seed=int(row["seed"])), prices=prices, contract=contract)


@pytest.mark.parametrize("place", range(len(TABLE)))
def test_a_row_is_what_a_single_run_gives_bit_for_bit(place):
    row = TABLE.iloc[place]
    expected = alone(row).table().iloc[0]
    assert {name: row[name] for name in AS_COMPARED} == {name: expected[name] for name in AS_COMPARED}


def test_counts_are_those_of_the_run():
    row = TABLE.iloc[-1]
    compared = alone(row)
    (run,) = compared.runs
    good = run.availability
    assert row["videos"] == len(run.jobs)
    assert row["videos_accepted"] == good["upload"].good
    assert row["videos_in_time"] / row["videos"] == good["process"].deadline_share
    assert (row["watches_asked"], row["watches_served"]) == (good["manage"].attempted, good["manage"].good)
    assert row["meets"] == compared.verdicts[0].ok


def test_every_combination_is_there_once_in_the_order_asked():
    queue = 2 * 2 * 2 * 2 * 3
    assert TABLE["architecture"].tolist() == ["Monolith"] * (queue // 2) + ["QueueFleet"] * queue
    varies = TABLE[["architecture", *GRID, "seed"]]
    assert not varies.duplicated().any()
    assert TABLE["seed"].tolist() == [0, 1, 2] * (len(TABLE) // 3)
    assert TABLE["QueueFleet.max_workers"].isna().tolist() == [True] * (queue // 2) + [False] * queue
    assert (TABLE["refused"] == "").all()


def test_other_prices_and_service_levels_need_no_second_run(monkeypatch):
    import archlib.engine

    made = []
    real = archlib.engine.simulate
    monkeypatch.setattr(archlib.engine, "simulate", lambda *a, **k: made.append(a) or real(*a, **k))
    twin = small()
    assert same(twin.table(), TABLE)
    runs = 3 * 2 * 3  # one monolith and two fleets under two loads with three seeds
    tasks = math.ceil(len(TABLE) / 4)  # a run whose rows fall into two tasks is made in both
    assert runs <= len(made) <= runs + tasks < len(TABLE)


def test_interpreted_runs_are_the_compiled_ones():
    short = SCENARIO.but(load=LOAD.but(days=0.1))
    both = [al.sweep(PAIR, short, seeds=[1, 2], compiled=c).table() for c in (None, False)]
    assert same(*both)


def test_several_scenarios_and_names():
    scenarios = {"quiet": SCENARIO, "spiky": SCENARIO.but(load=al.Workload.launch_spike(days=0.5))}
    table = al.sweep({"one box": al.Monolith(), "two": al.Monolith(replicas=2)}, scenarios).table()
    assert table["architecture"].tolist() == ["one box", "one box", "two", "two"]
    assert table["scenario"].tolist() == ["quiet", "spiky"] * 2
    assert table["seed"].tolist() == [SCENARIO.seed] * 4
    run = al.simulate(al.Monolith(replicas=2), scenarios["spiky"])
    assert table["bill_usd"][3] == run.bill.total


def test_without_videos_and_without_a_door_numbers_are_missing():
    table = al.sweep(al.Monolith(), al.Scenario(al.Workload.homogeneous(per_hour=0, days=0.1))).table()
    row = table.iloc[0]
    assert np.isnan([row["p50_ready_min"], row["usd_per_ready_video"]]).all()
    assert row["videos"] == 0 and row["bill_usd"] > 0
    assert table["meets"].dtype == bool


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_parameters_give_the_row_of_a_single_run(data):
    kind = data.draw(st.sampled_from(COURSE))
    architecture = data.draw(of_params(kind, timeout_s=st.just(600.0)))
    seed = data.draw(st.integers(0, 2**32 - 1))
    base = data.draw(st.floats(0, 40))
    scenario = SCENARIO.but(load=LOAD.but(days=0.2))
    row = al.sweep(architecture, scenario, {"load.base_per_hour": [base]}, seeds=[seed]).table().iloc[0]
    load = scenario.load.but(base_per_hour=base)
    expected, refusal = None, ""
    try:
        expected = al.compare([architecture], scenario.but(load=load, seed=seed)).table().iloc[0]
    except ArchlibError as error:
        refusal = str(error)
    assert row["refused"] == refusal
    if expected is None:
        return
    for name in AS_COMPARED:
        assert row[name] == expected[name] or (expected[name] in ("no video", "no entry") and np.isnan(row[name]))


def test_what_is_kept_of_a_run_does_not_grow_with_the_run():
    rows = [al.sweep(al.Monolith(), SCENARIO.but(load=LOAD.but(days=d))).rows for d in (0.1, 0.5)]
    assert [r.numbers.nbytes for r in rows] == [8 * len(NUMBERS)] * 2
    assert [set(vars(r)) for r in rows] == [{"numbers", "verdicts", "refused", "done"}] * 2


def test_no_run_is_kept_when_its_row_is(monkeypatch):
    monkeypatch.setattr(chunks, "TASK_S", 1e-9)
    seen = []
    before = alive()
    swept = small(progress=lambda share: seen.append(alive() - before))
    assert len(swept) == 72 and len(seen) > 20
    assert set(seen) == {0}


def alive():
    """How many runs the memory holds."""
    gc.collect()
    return sum(isinstance(one, Run) for one in gc.get_objects())
