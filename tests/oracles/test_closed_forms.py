"""Means of many runs against `archlib.theory`: |z| < 3 over 24 replications, the first 10 % of each dropped.

Every case has seeds of its own, so that one unlucky draw is not seen twice. A correct engine misses one comparison in
150 (Student's t of 23 degrees); the seeds are fixed, so what passes once passes always.

The machine repairman is not here: a finite number of customers who come back is not in the language. Patience, room
for waiting and drawn faults at once have no closed form; SimPy is their oracle.
"""

from collections.abc import Callable

import numpy as np
import pytest

from archlib import faults, theory
from archlib.outcome.trace import Reason, Trace
from archlib.topology import Entry, Pool, Topology
from tests.oracles.same import case
from tests.oracles.systems import box, exponential, poisson, tandem

RUNS = 24
N = 200_000
YEAR_S = theory.YEAR_H * 3600.0


def z_score(values: list[float], expected: float) -> float:
    """How many standard errors the mean of independent values is away."""
    return float((np.mean(values) - expected) / (np.std(values, ddof=1) / np.sqrt(len(values))))


def measured(
    first: int, system: Topology, per_s: float, work: Callable[[int], np.ndarray], of: Callable[[Trace], float]
) -> list[float]:
    """One number of each replication; the seeds begin at `first`."""
    seeds = range(first, first + RUNS)
    return [of(case(system, poisson(seed, N, per_s), {"work": work(seed)}, more_s=1e6).engine()) for seed in seeds]


def settled(values: np.ndarray) -> np.ndarray:
    """Without the warm-up."""
    return values[len(values) // 10 :]


def wait_s(trace: Trace) -> float:
    """The mean wait."""
    return float(settled(trace.start - trace.arrive).mean())


def unit_work(seed: int) -> np.ndarray:
    """Exponential work of mean 1 s."""
    return exponential(seed, N, 1.0)


def lognormal(seed: int, cv: float) -> np.ndarray:
    """Lognormal work of mean 1 s; constant for cv = 0."""
    variance = np.log1p(cv * cv)
    return np.random.default_rng([seed, 2]).lognormal(-variance / 2, np.sqrt(variance), N)


@pytest.mark.parametrize(
    ("first", "work"),
    [(1000, unit_work), (1100, lambda seed: np.ones(N)), (1200, lambda seed: lognormal(seed, 1.3))],
    ids=["exponential", "deterministic", "lognormal"],
)
def test_erlang_b(first, work):
    """The share that is refused depends on the mean of the work only."""
    system = box(10, room=0)
    blocked = measured(first, system, 7.0, work, lambda t: float((settled(t.reason) == Reason.NO_ROOM).mean()))
    assert abs(z_score(blocked, theory.erlang_b(10, 7.0))) < 3


@pytest.mark.parametrize("rho", [0.5, 0.8])
@pytest.mark.parametrize("c", [1, 3, 10])
def test_erlang_c(c, rho):
    waits = measured(2000 + 1000 * c + int(1000 * rho), box(c), c * rho, unit_work, wait_s)
    assert abs(z_score(waits, theory.mmc_wait(c, c * rho, 1.0))) < 3


def test_quantiles_of_the_response_of_mm1():
    levels = [0.5, 0.95, 0.99]

    def quantiles(trace: Trace) -> np.ndarray:
        return np.quantile(settled(trace.ready - trace.arrive), levels)

    found = measured(20_000, box(1), 0.8, unit_work, quantiles)
    for level, values in zip(levels, np.transpose(found), strict=True):
        assert abs(z_score(list(values), theory.mm1_quantile(level, 0.8, 1.0))) < 3


@pytest.mark.parametrize("cv", [0.0, 1.5])
def test_pollaczek_khinchine(cv):
    waits = measured(21_000 + int(100 * cv), box(1), 0.7, lambda seed: lognormal(seed, cv), wait_s)
    assert abs(z_score(waits, theory.pollaczek_khinchine(0.7, 1.0, cv))) < 3


def test_a_tandem_is_two_queues_on_their_own():
    """Jackson: the response is the sum of two M/M/c; a queue joins them, since a call would hold the first's slot."""
    responses = []
    for seed in range(22_000, 22_000 + RUNS):
        work = {"w0": exponential(seed, N, 1.2), "w1": exponential(seed + 500, N, 0.7)}
        trace = case(tandem(3, 2), poisson(seed, N, 2.0), work, more_s=1e6).engine()
        responses.append(float(settled(trace.ready - trace.arrive).mean()))
    expected = sum(1 / mu + theory.mmc_wait(c, 2.0, mu) for c, mu in ((3, 1 / 1.2), (2, 1 / 0.7)))
    assert abs(z_score(responses, expected)) < 3


@pytest.mark.parametrize("n", [1, 2, 3])
def test_one_of_n_replicas_is_enough(n):
    """Customers who come at random see a pool as it is in the mean over time, and need no time themselves."""
    system = Topology((Pool("box", ("process",), ("work",), instances=n),), (Entry("upload", "box"),))
    plan, refused = faults.drawn({"process": 0.9}, mttr_s=3_600.0), []
    for seed in range(23_000 + 100 * n, 23_000 + 100 * n + RUNS):
        arrive = poisson(seed, 20_000, 20_000 / YEAR_S)
        trace = case(system, arrive, {"work": 0.0}, plan, seed=seed).engine()
        refused.append(float((trace.reason == Reason.NO_HOST).mean()))
    assert abs(z_score(refused, 1 - theory.replicated(0.9, n))) < 3


def test_two_of_three_are_up():
    """Counted at random moments from the lives of the three, by the faults that the engine plays."""
    plan, shares = faults.drawn({"process": 0.9}, mttr_s=3_600.0), []
    system = Topology((Pool("box", ("process",), ("work",), instances=3),), (Entry("upload", "box"),))
    for seed in range(24_000, 24_000 + RUNS):
        this = case(system, poisson(seed, 20_000, 20_000 / YEAR_S), {"work": 0.0}, plan, seed=seed)
        down = np.zeros(20_000, int)
        for spell in this.timeline.spells:
            down[slice(*np.searchsorted(this.inputs.arrive, (spell.start_s, spell.end_s)))] += 1
        shares.append(float((down <= 1).mean()))
        np.testing.assert_array_equal(down == 3, this.engine().reason == Reason.NO_HOST)
    assert abs(z_score(shares, theory.k_of_n(2, 3, 0.9))) < 3
