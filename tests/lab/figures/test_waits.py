"""W/S of real runs beside the formulas that they are drawn with."""

from itertools import pairwise
from typing import get_args

import pytest

from archlib import faults, theory
from archlib.architectures import COURSE, Architecture, LoadBalanced, Monolith, QueueFleet
from archlib.compare import compare
from archlib.engine import simulate
from archlib.lab.figures import capacity, pooling
from archlib.lab.figures.waits import response_ratio, waits
from archlib.outcome import Run
from archlib.scenario import Scenario
from archlib.topology.managed import Balancing
from archlib.workload import Workload
from tests.lab.figures.reading import accepted_by_plotly, check

ENDLESS = {"process_room": 10_000, "upload_threads": 10_000, "timeout_s": 86_400.0, "check_every_s": 0.0}
BARE = {"transfer_s": 0.0, "catalogue_s": 0.0, "master_gb": 0.001}


def load(rho: float, c: int, days: float, **fields: object) -> Workload:
    law = {"distribution": "exponential"} | fields
    return Workload.homogeneous(per_hour=rho * c * 12, days=days, **{**BARE, **law})  # type: ignore[arg-type]


def run(policy: Balancing, c: int, rho: float, days: float = 60, **fields: object) -> Run:
    made = LoadBalanced(policy=policy, process_instances=c, **ENDLESS)  # type: ignore[arg-type]
    return simulate(made, Scenario(load(rho, c, days, **fields)), compiled=None)


@pytest.mark.parametrize(("c", "rho"), [(2, 0.7), (5, 0.8), (10, 0.8)])
def test_one_central_line_is_erlang_c(c: int, rho: float) -> None:
    # 60 days are 24,000 videos and more; at 80 % in use their mean wait is good to some 5 %, W/S to less
    found = waits(run("central_queue", c, rho))
    assert found.slots == c and found.rho == pytest.approx(rho, rel=0.02)
    assert found.line_each is None
    assert found.ratio == pytest.approx(found.one_line, rel=0.04)
    assert found.one_line == pytest.approx(theory.mmc_response_ratio(c, found.rho))


def test_a_random_share_is_a_line_each() -> None:
    found = waits(run("random", 4, 0.7))
    assert found.ratio == pytest.approx(found.line_each, rel=0.05)
    assert found.line_each == pytest.approx(1 / (1 - found.rho))


# Allen and Cunneen's formula is an approximation for several slots, and too large where the spread is
@pytest.mark.parametrize(("cv", "rel"), [(0.0, 0.04), (0.5, 0.04), (2.0, 0.15)])
def test_less_spread_is_less_wait_and_the_approximation_is_near(cv: float, rel: float) -> None:
    found = waits(run("central_queue", 5, 0.8, distribution="lognormal", transcode_cv=cv))
    assert found.ratio == pytest.approx(found.one_line, rel=rel)
    assert found.ratio is not None and (found.ratio < theory.mmc_response_ratio(5, 0.8)) == (cv < 1)


@pytest.mark.parametrize("made", [kind() for kind in COURSE], ids=lambda made: made.kind)
def test_slots_and_use_are_those_of_the_series(made: Architecture) -> None:
    one = simulate(made, Scenario(Workload.evening_peak(days=2), faults=faults.honest_week()))
    found, span = waits(one), capacity.whole(one)
    assert found.slots == pytest.approx(float(capacity.paid(one, span)[0]))
    assert found.rho * found.slots == pytest.approx(float(capacity.busy(one, span)[0]))


def test_with_one_slot_the_formula_is_pollaczek_khinchine() -> None:
    for cv in (0.0, 0.5, 1.0, 3.0):
        wait = theory.pollaczek_khinchine(0.8, 1.0, cv)
        assert response_ratio(1, 0.8, cv) == pytest.approx(1 + wait)


def test_near_one_no_formula_is_given() -> None:
    assert response_ratio(10, 0.995) is None
    crowded = waits(run("central_queue", 2, 1.5, days=4))
    assert crowded.rho > 0.99 and crowded.one_line is None
    picture = pooling.picture(compare([LoadBalanced(policy="central_queue", process_instances=2, **ENDLESS)],
                                      Scenario(load(1.5, 2, 4))))  # fmt: skip
    assert pooling.NO_END in picture.rows[0]


def test_the_picture_has_a_line_for_each_number_and_a_marker_for_each_run() -> None:
    made = [LoadBalanced(policy=p, **ENDLESS) for p in ("random", "central_queue")]  # type: ignore[arg-type]
    picture = pooling.picture(compare([*made, Monolith(), QueueFleet()], Scenario(load(0.9, 10, 7))))
    check(picture)
    accepted_by_plotly(picture)
    assert sum(t["mode"] == "lines" for t in picture.data) == len(pooling.SLOTS)
    assert len(picture.layout["annotations"]) == len(pooling.SLOTS) + len(picture.rows)
    markers = [t for t in picture.data if t["mode"] == "markers"]
    assert [row[3] for row in picture.rows][:2] == [f"{t['y'][0]:.2f}" for t in markers[:2]]
    assert picture.rows[0][5] != "one line only" == picture.rows[1][5]


def test_a_line_rises_with_the_load_and_falls_with_the_number() -> None:
    lines = {t["name"]: t for t in pooling.picture(compare([Monolith()], Scenario(load(0.5, 10, 1)))).data[:-1]}
    assert all(y == sorted(y) for y in (line["y"] for line in lines.values()))
    assert lines["1 slot"]["y"][0] > lines["2 slots"]["y"][0] > lines["10 slots"]["y"][0] > 1


def test_the_names_of_markers_stand_apart() -> None:
    made = [LoadBalanced(policy=p, **ENDLESS) for p in get_args(Balancing)]  # type: ignore[arg-type]
    for rho in (0.4, 0.9):  # at 40 % all of them lie on one another
        picture = pooling.picture(compare(made, Scenario(load(rho, 10, 4))))
        beside = picture.layout["annotations"][len(pooling.SLOTS) :]
        heights = [a["y"] * pooling.DECADE_PX + a["yshift"] for a in beside]
        assert {a["text"] for a in beside} == set(get_args(Balancing))
        assert all(b - a >= pooling.NAME_PX - 1e-9 for a, b in pairwise(heights))
