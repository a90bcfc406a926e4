"""Cold starts and the mean number of environments: by counting gaps, against SimPy, and against exp(-lambda tau).

The form holds where calls do not overlap: one environment, and a call finds it unless the gap since the end of the
call before is tau or longer (Poisson arrivals have no memory, so the gap from that end is exponential too).
"""

import numpy as np
import pytest

from archlib import theory
from tests.oracles.functions import Played, called
from tests.oracles.same import case
from tests.oracles.systems import exponential, on_grid, poisson

N, RUNS = 20_000, 12


def cold(arrive, work, compiled=True, **fields):
    """How many environments were made."""
    topology = called(ramp=10**6, concurrency=1000, **fields)
    return len(case(topology, arrive, {"work": work}, more_s=10.0).engine(compiled).lives)


@pytest.mark.parametrize("tau", [0.0, 1.0, 30.0])
def test_without_work_a_start_is_cold_after_every_long_gap(tau):
    """Exact: a gap of tau finds the environment gone."""
    for seed in range(5):
        arrive = on_grid(poisson(seed, 500, 0.1))
        assert cold(arrive, 0.0, False, init_s=0.0, keep_alive_s=tau) == 1 + (np.diff(arrive) >= tau).sum()


def test_a_gap_as_long_as_the_keep_alive_finds_it_gone():
    arrive = [0.0, 9.75, 20.0, 30.0]  # gaps from the ends, after half a second of work: 9.25, 9.75 and 9.5
    assert cold(arrive, 0.5, False, init_s=0.0, keep_alive_s=9.5) == 3
    assert cold(arrive, 0.5, False, init_s=0.0, keep_alive_s=9.625) == 2
    assert cold(arrive, 0.5, False, init_s=0.0, keep_alive_s=np.inf) == 1
    assert cold(arrive, 0.5, False, init_s=0.0, keep_alive_s=0.0) == 4


@pytest.mark.parametrize("lam_tau", [0.1, 1.0, 3.0])
def test_the_closed_form_without_work(lam_tau):
    """Twelve runs: |z| < 3 of their mean, which a correct engine misses once in 80 times; the seeds are fixed."""
    tau = 100.0 * lam_tau
    shares = [cold(poisson(seed, N, 0.01), 0.0, init_s=0.0, keep_alive_s=tau) / N for seed in range(RUNS)]
    error = np.std(shares, ddof=1) / np.sqrt(RUNS)
    assert abs(np.mean(shares) - theory.cold_share(0.01, tau)) < 3 * error + 1 / N  # the first one is always cold


@pytest.mark.parametrize("lam_tau", [0.5, 2.0])
def test_the_closed_form_with_work_much_shorter_than_the_gaps(lam_tau):
    """Calls overlap with probability at most lambda (mean work + init) = 0.002; each overlap moves at most two starts.

    An overlap makes one call cold, and leaves two environments, of which the second may spare one start.
    """
    lam, work_s, init_s = 0.001, 1.5, 0.5
    tau = lam_tau / lam
    shares = [
        cold(poisson(seed, N, lam), exponential(seed, N, work_s), init_s=init_s, keep_alive_s=tau) / N
        for seed in range(100, 100 + RUNS)
    ]
    error = np.std(shares, ddof=1) / np.sqrt(RUNS)
    overlap = lam * (work_s + init_s)
    assert abs(np.mean(shares) - theory.cold_share(lam, tau)) < 3 * error + 2 * overlap


def test_an_environment_for_each_of_the_most_calls_at_once_if_none_ends():
    """Where calls overlap the form does not hold; kept for ever, as many are made as there are calls at the peak."""
    arrive, work = on_grid(poisson(1, 2_000, 1.0)), on_grid(exponential(1, 2_000, 10.0))
    changes = np.concatenate([arrive, arrive + work])
    order = np.lexsort((np.repeat([1, -1], 2_000), changes))  # at one instant who is done goes first
    peak = np.cumsum(np.repeat([1, -1], 2_000)[order]).max()
    assert cold(arrive, work, False, init_s=0.0, keep_alive_s=np.inf) == peak > 10


def there_s(lives, end_s):
    """Environment-seconds up to a moment, from rows of launch, ready, end, ..."""
    return sum(min(row[2], end_s) - min(row[0], end_s) for row in lives)


@pytest.mark.parametrize(("lam", "work_s", "tau"), [(0.01, 0.0, 100.0), (0.01, 30.0, 100.0), (0.05, 60.0, 20.0)])
def test_share_and_mean_number_are_those_of_simpy(lam, work_s, tau):
    """The same inputs on both sides: as many cold starts, and as many environments on average, exactly."""
    n = 2_000
    arrive = on_grid(poisson(3, n, lam))
    work = on_grid(exponential(3, n, work_s)) if work_s else np.zeros(n)
    topology = called(ramp=10**6, concurrency=1000, init_s=2.0, keep_alive_s=tau)
    end_s = float(arrive[-1])
    lives = case(topology, arrive, {"work": work}, more_s=1e5).engine(False).lives
    simpy = Played(topology, arrive, {"work": work}, end_s=end_s + 1e5).platforms["fn"]
    assert len(lives) == len(simpy.lives) > 100
    engine_s = there_s(lives[["launch", "ready", "end"]].tolist(), end_s)
    assert engine_s == pytest.approx(there_s(simpy.lives, end_s), rel=1e-9)


@pytest.mark.parametrize("lam_tau", [0.2, 1.0, 3.0])
def test_the_mean_number_without_work_is_the_chance_of_a_call_within_tau(lam_tau):
    """One environment, there while somebody came within the last tau: 1 - exp(-lam tau) of the time."""
    tau = 100.0 * lam_tau
    means = []
    for seed in range(RUNS):
        arrive = poisson(seed, N, 0.01)
        topology = called(ramp=10**6, concurrency=1000, init_s=0.0, keep_alive_s=tau)
        lives = case(topology, arrive, {"work": 0.0}, more_s=10.0).engine().lives
        end_s = float(arrive[-1])
        means.append(there_s(lives[["launch", "ready", "end"]].tolist(), end_s) / end_s)
    error = np.std(means, ddof=1) / np.sqrt(RUNS)
    assert abs(np.mean(means) - (1 - theory.cold_share(0.01, tau))) < 3 * error + 1 / N
