"""Availability against the number of instances: the misconceptions X2 and X5 in numbers."""

import numpy as np
import pytest

from archlib import faults, theory
from archlib.architectures import Architecture, LoadBalanced, Monolith, QueueFleet, Tiers
from archlib.compare import Comparison, compare
from archlib.engine import simulate
from archlib.errors import EngineError
from archlib.faults import Faults
from archlib.lab.choices import Choices, keyed
from archlib.lab.figures import ceiling
from archlib.lab.figures.ceilings import TRIED
from archlib.lab.figures.replicas import MANY, NUMBERS, replicas
from archlib.lab.own_ceilings import OwnCeilings
from archlib.lab.plan import Failures, Many
from archlib.lab.runner import Runner
from archlib.scenario import Scenario
from archlib.workload import Workload
from tests.lab.figures.reading import accepted_by_plotly, check

LEVELS = {"upload": 0.999, "process": 0.999, "manage": 0.999, "balancer": 0.9999}
QUARTER = Workload.homogeneous(per_hour=1, days=90, transcode_s=10.0)


def plan(common: float = 0.0) -> Faults:
    own = {role: a for role, a in LEVELS.items() if role != "balancer"}
    return faults.drawn(own, host=0.999, mttr_s=60, common_cause=common) + faults.drawn({"balancer": 0.9999}, mttr_s=60)


def of(*made: Architecture, common: float = 0.0) -> Comparison:
    return compare(list(made), Scenario(QUARTER, faults=plan(common)))


def alike(n: int) -> LoadBalanced:
    return LoadBalanced(upload_instances=n, process_instances=n, manage_instances=n, check_every_s=0.0)


def tier(n: int) -> float:
    return theory.replicated(0.999 * 0.999, n)


def test_the_line_is_the_product_of_three_tiers_and_two_balancers() -> None:
    found = replicas(of(alike(1)).runs[0])
    assert found.numbers == NUMBERS
    for n, share in zip(found.numbers, found.shares, strict=True):
        assert share == pytest.approx(theory.series(tier(n), tier(n), tier(n), 0.9999, 0.9999), abs=1e-12)
    assert found.ceiling == pytest.approx(theory.series(0.9999, 0.9999), abs=1e-12)
    assert [f"{a:.6f}" for a in found.shares[:3]] == ["0.993816", "0.999788", "0.999800"]
    assert found.now == found.shares[0]


def test_one_instance_behind_balancers_is_worse_than_none_before_it() -> None:
    runs = of(alike(1), Tiers(process_instance="c5.large")).runs
    behind, direct = (replicas(run) for run in runs)
    assert behind.now < direct.now == pytest.approx(0.999**6, abs=1e-12)
    assert runs[0].availability["upload"].time_share < runs[1].availability["upload"].time_share
    assert direct.numbers == () and direct.ceiling == direct.now


def test_the_run_is_near_its_formula() -> None:
    # 90 days of outages of a minute: some 790 of them with one instance of each, so 10 % of the time down
    run = of(alike(1)).runs[0]
    assert 1 - run.availability["upload"].time_share == pytest.approx(1 - replicas(run).now, rel=0.1)


def test_a_common_cause_lowers_the_ceiling() -> None:
    alone, shared = (replicas(of(alike(2), common=beta).runs[0]) for beta in (0.0, 0.1))
    # three roles and the hosts, each down together for a tenth of its 0.1 %; the hosts once, since all go at once
    together = theory.series(*(1 - 0.1 * 0.001,) * 4)
    assert shared.ceiling == pytest.approx(alone.ceiling * together, rel=1e-9)
    assert shared.shares[1] < alone.shares[0] + (alone.shares[1] - alone.shares[0]) and shared.now < alone.now


def test_other_architectures_have_a_point_or_a_line() -> None:
    compared = of(alike(2), Monolith(replicas=2), Tiers(), QueueFleet())
    picture = ceiling.picture(compared)
    check(picture)
    accepted_by_plotly(picture)
    assert len(picture.data) == 2 * len(compared)
    assert {row[1] for row in picture.rows if row[0] == "Tiers"} == {"as it is"}


def test_unequal_sizes_are_named_and_more_than_the_bound_is_not_asked_for() -> None:
    made = LoadBalanced(upload_instances=2, process_instances=10, manage_instances=3)
    picture = ceiling.picture(of(made))
    assert picture.rows[0][1] == "2, 10 and 3"
    assert picture.data[1]["x"] == [2]
    assert type(made).specs()["process_instances"].high == MANY


def test_whiskers_are_the_quantiles_of_runs_made_by_hand_and_hold_the_formula() -> None:
    failing = Failures(
        standard_week=False, service_failures=False, random_failures=True, balancer_nines=4, repair_h=1 / 60
    )
    made = Choices(QUARTER, keyed([alike(3), Tiers()]), failures=failing, many=Many(seeds=6))
    own, comparison = OwnCeilings(), Runner().compare(made)
    asked = comparison, None, [(one, made) for one in made.compared.values()]
    before = own.at_once(*asked)
    assert before == ceiling.picture(comparison) and {row[-1] for row in before.rows} == {"not run"}
    shown = own.picture(*asked)
    check(shown)
    accepted_by_plotly(shown)
    assert own.at_once(*asked) == shown  # nothing runs again
    spread, _ = [t for t in shown.data if t["name"] == "10 to 90 % of 6 periods"]
    for i, n in enumerate(TRIED[:2]):
        runs = [simulate(alike(n), Scenario(QUARTER, faults=failing.faults(), seed=seed)) for seed in range(1, 7)]
        low, middle, high = np.quantile([run.availability["upload"].time_share for run in runs], [0.1, 0.5, 0.9])
        y, errors = spread["y"][i], spread["error_y"]
        assert (y, y + errors["array"][i], y - errors["arrayminus"][i]) == pytest.approx(
            (1 - middle, 1 - low, 1 - high)
        )
        (row,) = [row for row in shown.rows if row[:2] == ("LoadBalanced", f"{n} of each") and row[3] == "formula"]
        assert row[-1] == f"{ceiling.told(low)} to {ceiling.told(high)}"
        assert low < float(row[2].removesuffix(" %")) / 100 < high
    assert "In eight of ten of 6 such periods that differ by their seed alone: LoadBalanced" in shown.sentence


def test_how_many_there_are_now_runs_nothing_again_but_other_failures_do() -> None:
    failing = Failures(standard_week=False, service_failures=False, random_failures=True)
    made, own = Choices(QUARTER.but(days=2), keyed([alike(1)]), failures=failing, many=Many(seeds=2)), OwnCeilings()
    first = own.found(alike(1), made, None)
    assert own.found(alike(3), made.but("LoadBalanced", alike(3)), lambda _: False) is first
    with pytest.raises(EngineError, match="cancelled after 0 of 2"):
        own.found(alike(1), made.but("failures", failing.but(code_nines=2)), lambda _: False)


def test_without_failures_everything_stands_at_the_top() -> None:
    picture = ceiling.picture(compare([alike(2)], Scenario(QUARTER.but(days=1))))
    check(picture)
    assert all(y == ceiling.LEAST_DOWN for trace in picture.data for y in trace["y"])
    assert "accepted: LoadBalanced 100 % of the time" in picture.sentence
