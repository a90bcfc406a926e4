"""Overload: what piles up when more comes than can be done, what retries add, and how long a drain takes."""

import math

from archlib.theory._check import number, share, whole


def drain_time(outage: float, rho: float) -> float:
    """Return how long after an outage the backlog is gone: T rho / (1 - rho), in the unit of the outage.

    lam T have piled up and leave at c - lam. A fluid: leaves out randomness, which spreads it widely.

    Parameters
    ----------
    outage : float >= 0, time in which nothing was served and all arrivals were kept
    rho : float, 0 <= rho < 1, arrivals over capacity

    References
    ----------
    Newell 1982, Applications of Queueing Theory, chapter 2.
    """
    rho = number("drain_time.rho", rho, ge=0, lt=1, do="Give a utilisation under 1, else it never drains")
    return number("drain_time.outage", outage, "time", ge=0) * rho / (1 - rho)


def overload_peak(lam: float, amplitude: float, period: float, capacity_ratio: float = 1.0) -> float:
    """Return the largest backlog of a day with load lam (1 + A sin(2 pi t / T)), served at capacity_ratio lam.

    lam T / (2 pi) (2 A cos x - (k-1)(pi - 2 x)), sin x = (k-1) / A; with k = 1 it is lam A T / pi, and 0 from
    k >= 1 + A on. Over k lam it is the longest delay. A fluid: leaves out randomness and the size of a job.

    Parameters
    ----------
    lam : float >= 0, mean arrivals a unit of time
    amplitude : float, 0 to 1, A
    period : float > 0, T in units of time
    capacity_ratio : float >= 1, k, capacity over mean load; below 1 the backlog grows from day to day

    References
    ----------
    Newell 1982, Applications of Queueing Theory, chapter 2.
    """
    lam = number("overload_peak.lam", lam, "1/time", ge=0)
    amplitude = share("overload_peak.amplitude", amplitude)
    period = number("overload_peak.period", period, "time", gt=0)
    spare = number("overload_peak.capacity_ratio", capacity_ratio, ge=1, do="Give at least the mean load") - 1
    if spare >= amplitude:
        return 0.0
    x = math.asin(spare / amplitude)
    return lam * period / (2 * math.pi) * (2 * amplitude * math.cos(x) - spare * (math.pi - 2 * x))


def attempts(p: float, retries: int) -> float:
    """Return the mean tries of a call that is tried again when it fails: (1 - p^(R+1)) / (1 - p).

    Parameters
    ----------
    p : float, 0 to 1, probability that a try fails, each on its own
    retries : int, 0 to 1,000,000, R tries after the first

    Notes
    -----
    Leaves out that retries raise the load and with it p: see `stability_boundary`. The call fails with p^(R+1).

    References
    ----------
    Beyer et al. 2016, Site Reliability Engineering, chapter 22.
    """
    p, tries = share("attempts.p", p), whole("attempts.retries", retries, "retries") + 1
    if p in (0, 1):
        return 1.0 if p == 0 else float(tries)
    return -math.expm1(tries * math.log(p)) / (1 - p)


def stability_boundary(c: float, retries: int) -> float:
    """Return the load above which a service does not come back by itself when every try times out: C / (R+1).

    Parameters
    ----------
    c : float >= 0, capacity in requests a unit of time
    retries : int, 0 to 1,000,000, R tries after the first, without budget, breaker or dropping of stale work

    References
    ----------
    Bronson et al. 2021, "Metastable failures in distributed systems", HotOS.
    """
    tries = whole("stability_boundary.retries", retries, "retries") + 1
    return number("stability_boundary.c", c, "requests/time", ge=0) / tries
