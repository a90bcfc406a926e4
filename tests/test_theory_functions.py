"""Cold starts against gaps, one environment followed call by call, and the engine's functions."""

import math

import numpy as np
import pytest

from archlib import theory
from archlib.topology import Delivery, Entry, Function, Invoke, Pool, Topology
from tests.outcome.made import run_of


def test_cold_share_against_gaps():
    rng = np.random.default_rng(1)
    gaps, n = rng.exponential(10, 100_000), 100_000  # minutes, 6 an hour
    p = theory.cold_share(6, 1 / 6)
    assert abs((gaps > 10).mean() - p) < 4 * math.sqrt(p * (1 - p) / n)
    assert theory.cold_share(0, 1) == theory.cold_share(1, 0) == 1


def cold_by_steps(lam: float, tau: float, work: np.ndarray, init: float) -> np.ndarray:
    """Follow a line before one environment; whether each call was the one that started it."""
    came = np.cumsum(np.random.default_rng(3).exponential(1 / lam, len(work)))
    cold, free = np.zeros(len(work), bool), -math.inf
    for i, (at, seconds) in enumerate(zip(came.tolist(), work.tolist(), strict=True)):
        cold[i] = at - free > tau
        free = max(at, free) + seconds + init * cold[i]
    return cold


def within_four_errors(hits: np.ndarray, expected: float) -> bool:
    """Compare means of 50 batches, since neighbours depend on each other."""
    means = np.array([batch.mean() for batch in np.array_split(hits, 50)])
    return bool(abs(means.mean() - expected) < 4 * means.std(ddof=1) / math.sqrt(50))


@pytest.mark.parametrize("cv", [0, 1])
@pytest.mark.parametrize(("tau", "init"), [(0.0, 0.0), (0.0, 3.0), (1.0, 0.0), (1.0, 3.0)])
def test_one_environment_with_a_line_call_by_call(tau: float, init: float, cv: int):
    lam, n = 0.6, 200_000
    work = np.random.default_rng(4).exponential(1.0, n) if cv else np.ones(n)
    assert within_four_errors(cold_by_steps(lam, tau, work, init), theory.cold_share_in_line(lam, tau, 1.0, init))


def test_short_work_in_line_is_the_law_of_gaps():
    assert theory.cold_share_in_line(6, 0.1, 0, 0) == theory.cold_share(6, 0.1)
    assert theory.cold_share_in_line(6, 0.1, 0.1) == pytest.approx(0.4 * math.exp(-0.6))
    assert theory.cold_share_in_line(1e200, 1, 0, 1e200) == 0  # not NaN
    assert theory.cold_share_in_line(0, 1, 5, 5) == 1


LAM, KEEP_S, INIT_S, WORK_S = 1 / 50.0, 40.0, 10.0, 20.0


@pytest.mark.parametrize("waits", [False, True], ids=["refused", "in line"])
def test_a_function_of_one_environment_in_the_engine(waits: bool):
    function = Function("f", ("process",), ("transcode",), 1, init_s=INIT_S, keep_alive_s=KEEP_S)
    door = Pool("door", ("upload",), room=None, slots=10**6)
    if waits:
        patient = Delivery(tries=1, longest_age_s=1e9)
        topology = Topology((door, function), (Entry("upload", "door"), Invoke("door", "f", patient)))
    else:
        topology = Topology((function,), (Entry("upload", "f"),))
    gaps = np.random.default_rng(6).exponential(1 / LAM, 40_000)
    came = np.cumsum(gaps)
    came = came[came < 20 * 86_400]
    work = np.random.default_rng(7).exponential(WORK_S, len(came))
    run = run_of(topology, came, {"transcode": work}, days=20.0)
    number = topology.index["f"]
    visits = run.trace.visits[(run.trace.visits["station"] == number) & np.isfinite(run.trace.visits["start"])]
    starts = np.sort(run.trace.lives["ready"][run.trace.lives["station"] == number])
    cold = np.isin(visits["start"], starts)
    assert len(visits) == len(came) if waits else len(visits) < 0.8 * len(came)
    by_formula = theory.cold_share_in_line(LAM, KEEP_S, WORK_S, INIT_S) if waits else theory.cold_share(LAM, KEEP_S)
    assert within_four_errors(cold, by_formula)
