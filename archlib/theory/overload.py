"""Overload and outages: what piles up when more comes than can be done, how long a drain takes, what is lost."""

import math

from archlib.theory._check import number, share


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


def lost_events(lam: float, outage: float, age: float) -> float:
    """Return how many events a delivery gives up because its target is out for longer than they may grow: lam (T - a).

    Parameters
    ----------
    lam : float >= 0, events a unit of time
    outage : float >= 0, T, in which no try succeeds
    age : float >= 0, a, the longest age of an event, same unit; 0 from a >= T on

    Notes
    -----
    With tries that are many and frequent. An event whose last try before its longest age falls into the outage is lost
    too, so up to lam times the longest pause more; and all of it if the tries end before the age does.

    References
    ----------
    Amazon EventBridge User Guide, "How EventBridge retries delivering events".
    """
    outage, age = number("lost_events.outage", outage, "time", ge=0), number("lost_events.age", age, "time", ge=0)
    return number("lost_events.lam", lam, "1/time", ge=0) * max(0.0, outage - age)
