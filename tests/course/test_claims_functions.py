"""Claim E16 and the numbers of notebook 07: an invocation's bill and time limit in runs, against its formulas."""

import pytest

from archlib.architectures import Functions
from archlib.course import invocations
from archlib.engine import simulate
from archlib.outcome import Run
from archlib.prices import teaching
from archlib.scenario import Scenario
from archlib.workload import Workload

DURATION = "Lambda duration x86"


def run(per_hour: float, days: float, mean_s: float = 300.0, cv: float = 0.0, **fields: float) -> Run:
    load = Workload.homogeneous(
        per_hour=per_hour, days=days, transfer_s=0.0, catalogue_s=0.0, master_gb=0.001, transcode_s=mean_s,
        transcode_cv=cv,
    )  # fmt: skip
    made = Functions(**{"init_s": 0.0, **fields})  # type: ignore[arg-type]
    return simulate(made, Scenario(load, seed=1), prices=teaching(), compiled=False)


def gb_seconds(found: Run) -> float:
    return sum(i.quantity for i in found.bill.items if i.resource == "process" and i.item == DURATION)


def test_e16_nothing_is_paid_for_processing_while_nothing_comes() -> None:
    assert gb_seconds(run(0.0, 2)) == 0
    assert gb_seconds(run(6.0, 2)) > 0


def test_e16_a_bill_is_the_videos_times_what_one_costs() -> None:
    found = run(6.0, 5)
    assert len(found.jobs) > 500
    assert gb_seconds(found) == pytest.approx(len(found.jobs) * invocations.gb_seconds(), rel=0.01)  # ends cut some


def test_initialisation_is_billed() -> None:
    without, with_it = (gb_seconds(run(0.5, 10, init_s=s, keep_alive_s=0.0)) for s in (0.0, 10.0))
    # no environment is kept, so each call starts cold: 310 s for 300
    assert with_it / without == pytest.approx(310 / 300, rel=1e-3)


def test_the_share_over_the_limit_is_cut_off() -> None:
    found = run(60.0, 10, mean_s=600.0, cv=invocations.SPREAD, retries=0)
    share = 1 - found.bill.ready / len(found.jobs)
    # 14,400 videos: three standard errors of a share of 0.137
    assert share == pytest.approx(invocations.share_over(600.0), abs=0.009)
