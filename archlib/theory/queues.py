"""Waiting: Little's law and the classic queues in equilibrium.

Rates and times may be in any unit of time, as long as one call keeps to one. First come, first served; no timeouts,
no failures, no limits on the queue except where the formula says so.
"""

import math

import numpy as np
from numpy.typing import NDArray

from archlib.theory._check import MOST, number, whole


def little(lam: float, s: float) -> float:
    """Return how many are inside on average: L = lam s.

    Parameters
    ----------
    lam : float >= 0, arrivals a unit of time
    s : float >= 0, mean time that one stays, same unit of time; the mean work gives the busy servers (erlangs), and the
        mean duration of an invocation, initialisation included, a function's concurrency

    References
    ----------
    Little 1961, "A proof for the queuing formula L = lambda W", Operations Research 9(3).
    """
    return number("little.lam", lam, "1/time", ge=0) * number("little.s", s, "time", ge=0)


def erlang_b(c: int, a: float) -> float:
    """Return the share of arrivals that find all of `c` servers busy and are lost (M/G/c/c).

    B(0) = 1, B(k) = a B(k-1) / (k + a B(k-1)): stable for any size, where a^c / c! overflows.

    Parameters
    ----------
    c : int, 0 to 1,000,000 servers, no place to wait
    a : float >= 0, offered load in erlangs (arrival rate times mean work); may exceed c

    References
    ----------
    Erlang 1917; Kleinrock 1975, Queueing Systems I, section 3.7. The distribution of the work does not matter.
    """
    c, a = whole("erlang_b.c", c, "servers"), number("erlang_b.a", a, "erlangs", ge=0)
    blocked = 1.0
    for k in range(1, c + 1):
        blocked = a * blocked / (k + a * blocked)
    return blocked


def erlang_c(c: int, a: float) -> float:
    """Return the share of arrivals that have to wait (M/M/c): C = B / (1 - (a/c)(1 - B)).

    Parameters
    ----------
    c : int, 1 to 1,000,000 servers
    a : float, 0 <= a < c, offered load in erlangs

    References
    ----------
    Erlang 1917; Kleinrock 1975, Queueing Systems I, section 3.5.
    """
    c = whole("erlang_c.c", c, "servers", ge=1)
    a = number("erlang_c.a", a, "erlangs", ge=0, lt=c, do="Lower the load or add servers, else the queue has no end")
    blocked = erlang_b(c, a)
    return blocked / (1 - a / c * (1 - blocked))


def mmc_wait(c: int, lam: float, mu: float) -> float:
    """Return the mean wait before service (M/M/c): C(c, lam/mu) / (c mu - lam).

    Parameters
    ----------
    c : int, 1 to 1,000,000 servers with one queue
    lam : float, 0 <= lam < c mu, arrivals a unit of time
    mu : float > 0, services a unit of time of one server

    References
    ----------
    Kleinrock 1975, Queueing Systems I, section 3.5.
    """
    c, mu = whole("mmc_wait.c", c, "servers", ge=1), number("mmc_wait.mu", mu, "1/time", gt=0)
    lam = number("mmc_wait.lam", lam, "1/time", ge=0, lt=c * mu, do="Keep it under c mu, or add servers")
    return erlang_c(c, _load("mmc_wait", c, lam / mu)) / (c * mu - lam)


def mmc_response_ratio(c: int, rho: float) -> float:
    """Return mean response over mean work, W/S (M/M/c): 1 + C(c, c rho) / (c (1 - rho)).

    Parameters
    ----------
    c : int, 1 to 1,000,000 servers with one queue
    rho : float, 0 <= rho < 1, utilisation of each server

    References
    ----------
    Kleinrock 1975, Queueing Systems I, section 3.5; with c = 1 it is 1 / (1 - rho).
    """
    c = whole("mmc_response_ratio.c", c, "servers", ge=1)
    rho = number("mmc_response_ratio.rho", rho, ge=0, lt=1, do="Give a utilisation under 1, else the queue has no end")
    return 1 + erlang_c(c, _load("mmc_response_ratio", c, c * rho)) / (c * (1 - rho))


def mm1_quantile(p: float, lam: float, mu: float) -> float:
    """Return the time within which a share `p` of all are done, wait and service (M/M/1): -ln(1-p) / (mu - lam).

    Parameters
    ----------
    p : float, 0 <= p < 1
    lam : float, 0 <= lam < mu, arrivals a unit of time
    mu : float > 0, services a unit of time

    References
    ----------
    Kleinrock 1975, Queueing Systems I, chapter 5: the response of M/M/1 is exponential.
    """
    p = number("mm1_quantile.p", p, ge=0, lt=1, do="Give a share such as 0.95")
    mu = number("mm1_quantile.mu", mu, "1/time", gt=0)
    lam = number("mm1_quantile.lam", lam, "1/time", ge=0, lt=mu, do="Keep it under mu")
    return -math.log1p(-p) / (mu - lam)


def pollaczek_khinchine(lam: float, mean: float, cv: float) -> float:
    """Return the mean wait before service (M/G/1): rho mean (1 + cv^2) / (2 (1 - rho)), rho = lam mean.

    Parameters
    ----------
    lam : float, 0 <= lam < 1 / mean, arrivals a unit of time
    mean : float > 0, mean work in units of time
    cv : float, 0 to 1,000,000, standard deviation of the work over its mean; 0 is constant work, 1 as exponential

    References
    ----------
    Pollaczek 1930, Khinchine 1932; Kleinrock 1975, Queueing Systems I, chapter 5.
    """
    mean, cv = (
        number("pollaczek_khinchine.mean", mean, "time", gt=0),
        number("pollaczek_khinchine.cv", cv, ge=0, le=MOST),
    )
    lam = number("pollaczek_khinchine.lam", lam, "1/time", ge=0)
    rho = number("pollaczek_khinchine.rho", lam * mean, ge=0, lt=1, do="Lower lam or mean: rho is their product")
    return rho * mean * (1 + cv**2) / (2 * (1 - rho))


def machine_repairman(n: int, lam: float, mu: float, crews: int = 1) -> NDArray[np.float64]:
    """Return the probabilities that 0, 1, ... n machines are down, when `crews` repair them (M/M/crews//n).

    p(j+1) / p(j) = (n - j) lam / (min(j+1, crews) mu), summed in logarithms so that no term overflows.

    Parameters
    ----------
    n : int, 1 to 1,000,000 machines
    lam : float >= 0, failures a unit of time of one machine that is up
    mu : float > 0, repairs a unit of time of one crew
    crews : int, 1 to 1,000,000

    Returns
    -------
    (n + 1,) float64 array, sum 1. Mean share of machines up: 1 - p @ np.arange(n + 1) / n.

    References
    ----------
    Kleinrock 1975, Queueing Systems I, sections 3.8 to 3.10.
    """
    n, crews = whole("machine_repairman.n", n, "machines", ge=1), whole("machine_repairman.crews", crews, "crews", ge=1)
    lam = number("machine_repairman.lam", lam, "1/time", ge=0)
    mu = number("machine_repairman.mu", mu, "1/time", gt=0)
    down = np.arange(n)
    with np.errstate(divide="ignore"):  # lam = 0 gives log 0 = -inf, and exp brings it back to 0
        steps = np.log(n - down) + np.log(lam) - np.log(np.minimum(down + 1, crews)) - np.log(mu)
    logs = np.concatenate(([0.0], np.cumsum(steps)))
    shares = np.exp(logs - logs.max())
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def _load(name: str, c: int, a: float) -> float:
    """Return the load `a` in erlangs, refused where rounding has made it as large as c."""
    return number(f"{name}.load", a, "erlangs", ge=0, lt=c, do="Lower the load: it is too near to c servers")
