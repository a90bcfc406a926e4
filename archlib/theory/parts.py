"""Availability of parts and of what is made of them, in the long run.

An availability is the share of time that something is up, 0 to 1. Parts fail independently except where it says not.
"""

import math
from typing import Final

import numpy as np

from archlib.theory._check import number, share, whole

YEAR_H: Final = 8760.0


def series(*availabilities: float) -> float:
    """Return the availability of parts that are all needed: the product; 1 for no part.

    References
    ----------
    Trivedi 2002, Probability and Statistics with Reliability, Queuing and Computer Science Applications, chapter 1.
    """
    return math.prod(share("series.availability", a) for a in availabilities)


def k_of_n(k: int, n: int, a: float) -> float:
    """Return the probability that at least k of n like parts are up: sum over j >= k of C(n,j) a^j (1-a)^(n-j).

    Parameters
    ----------
    k : int, 0 to n parts needed
    n : int, 1 to 1,000,000 parts
    a : float, 0 to 1, availability of one part

    References
    ----------
    Trivedi 2002, chapter 1.
    """
    n = whole("k_of_n.n", n, "parts", ge=1)
    k = whole("k_of_n.k", k, "parts", le=n, do="Need no more parts than there are")
    a = share("k_of_n.a", a)
    if k == 0 or a == 1:
        return 1.0
    if a == 0:
        return 0.0
    j = np.arange(1, n + 1)
    # logarithms of C(n, j) a^j (1-a)^(n-j) by their ratios: the factorials alone overflow from n = 171 on
    logs = n * math.log1p(-a) + np.concatenate(([0.0], np.cumsum(np.log((n - j + 1) / j) + math.log(a / (1 - a)))))
    terms = np.exp(logs)
    # the smaller tail is summed, so that nearness to 0 and to 1 both keep their digits
    up, down = math.fsum(terms[k:]), math.fsum(terms[:k])
    return up if up < down else 1 - down


def replicated(a: float, n: int) -> float:
    """Return the availability of n independent replicas of which one is enough: 1 - (1-a)^n.

    Leaves out what they share: see `common_cause`. n is a whole number from 1.

    References
    ----------
    Trivedi 2002, chapter 1.
    """
    return 1 - (1 - share("replicated.a", a)) ** whole("replicated.n", n, "replicas", ge=1)


def common_cause(q: float, beta: float, n: int) -> float:
    """Return the UNavailability of n replicas that share a part of their failures: beta q + ((1-beta) q)^n.

    Parameters
    ----------
    q : float, 0 to 1, unavailability of one replica
    beta : float, 0 to 1, share of q that strikes all replicas at once (a bad deploy, one zone)
    n : int, 1 to 1,000,000 replicas

    Notes
    -----
    The two terms are added, as the model's authors do; where common and single failures are drawn independently
    of each other they overlap, and the result is smaller by their product.

    References
    ----------
    Beta-factor model: Fleming 1974, report GA-A13284, General Atomic.
    """
    q, beta = share("common_cause.q", q), share("common_cause.beta", beta)
    return beta * q + ((1 - beta) * q) ** whole("common_cause.n", n, "replicas", ge=1)


def nines(a: float) -> float:
    """Return the number of nines of an availability: -log10(1-a); 0.999 has 3, and 1 has infinitely many."""
    a = share("nines.a", a)
    return math.inf if a == 1 else -math.log10(1 - a) + 0.0  # + 0.0: no minus zero for a = 0


def downtime_h_per_year(a: float) -> float:
    """Return the expected hours down in a year of 8,760 h: (1-a) 8760."""
    return (1 - share("downtime_h_per_year.a", a)) * YEAR_H


def error_budget_s(slo: float, period_s: float) -> float:
    """Return how many seconds of a period may fail under an objective: (1-slo) period_s.

    References
    ----------
    Beyer et al. 2016, Site Reliability Engineering, chapter 3.
    """
    return (1 - share("error_budget_s.slo", slo)) * number("error_budget_s.period_s", period_s, "s", ge=0)


def availability(mtbf: float, mttr: float) -> float:
    """Return mtbf / (mtbf + mttr), for any distributions of the two.

    Parameters
    ----------
    mtbf : float > 0, mean time up between failures (from repair to the next failure), any unit of time
    mttr : float >= 0, mean time to repair, same unit

    References
    ----------
    Trivedi 2002, chapter 6 (alternating renewal process).
    """
    mtbf = number("availability.mtbf", mtbf, "time", gt=0)
    mttr = number("availability.mttr", mttr, "time", ge=0)
    return 1 / (1 + mttr / mtbf)  # written so that the sum of two large times cannot overflow


def mtbf(availability: float, mttr: float) -> float:
    """Return the mean time up that gives an availability: mttr a / (1-a), in the unit of mttr.

    Parameters
    ----------
    availability : float, 0 <= a < 1 (a part that never fails has no mean time between failures)
    mttr : float > 0, mean time to repair, any unit of time

    References
    ----------
    Trivedi 2002, chapter 6: `availability` turned round.
    """
    a = number("mtbf.availability", availability, ge=0, lt=1, do="Give a fraction under 1")
    return number("mtbf.mttr", mttr, "time", gt=0) * a / (1 - a)
