"""Calls that are tried again, and calls of many at once: what becomes of the chance that one of them fails."""

import math

from archlib.theory._check import number, share, whole


def attempts(p: float, retries: int) -> float:
    """Return the mean tries of a call that is tried again when it fails: (1 - p^(R+1)) / (1 - p).

    Parameters
    ----------
    p : float, 0 to 1, probability that a try fails, each on its own
    retries : int, 0 to 1,000,000, R tries after the first

    Notes
    -----
    Leaves out that retries raise the load and with it p: see `stability_boundary`. How many fail is `final_failure`.

    References
    ----------
    Beyer et al. 2016, Site Reliability Engineering, chapter 22.
    """
    p, tries = share("attempts.p", p), whole("attempts.retries", retries, "retries") + 1
    if p in (0, 1):
        return 1.0 if p == 0 else float(tries)
    return -math.expm1(tries * math.log(p)) / (1 - p)


def final_failure(p: float, retries: int) -> float:
    """Return the share of calls that fail with all their tries: p^(R+1).

    Parameters
    ----------
    p : float, 0 to 1, probability that a try fails, each on its own
    retries : int, 0 to 1,000,000, R tries after the first

    Notes
    -----
    Tries within one outage do not fail on their own: then retries gain much less.

    References
    ----------
    Beyer et al. 2016, Site Reliability Engineering, chapter 22.
    """
    return share("final_failure.p", p) ** (whole("final_failure.retries", retries, "retries") + 1)


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


def retry_bound(size: float, per_success: float, successes: float) -> float:
    """Return how many retries a token bucket lets through at most: size + per_success successes.

    Parameters
    ----------
    size : float >= 0, tokens, with which the bucket begins, and above which it never is; a retry takes one
    per_success : float >= 0, tokens that each success gives back
    successes : float >= 0, calls that succeeded so far

    Notes
    -----
    Holds at every moment and for every order of events. It is not reached if successes come while the bucket is full.

    References
    ----------
    Brooker 2022, "Fixing retries with token buckets and circuit breakers"; AWS SDKs, "Retry behavior" (standard mode).
    """
    size = number("retry_bound.size", size, "tokens", ge=0)
    per_success = number("retry_bound.per_success", per_success, "tokens", ge=0)
    return size + per_success * number("retry_bound.successes", successes, "calls", ge=0)


def fan_out_tail(p: float, k: int) -> float:
    """Return the share of requests that wait for a slow call when each makes k at once: 1 - (1-p)^k.

    Parameters
    ----------
    p : float, 0 to 1, share of the calls that are slow (or fail), each on its own
    k : int, 0 to 1,000,000 calls, all of which are waited for

    References
    ----------
    Dean and Barroso 2013, "The tail at scale", Communications of the ACM 56(2).
    """
    p, k = share("fan_out_tail.p", p), whole("fan_out_tail.k", k, "calls")
    if p == 1:
        return 1.0 if k else 0.0
    return -math.expm1(k * math.log1p(-p)) + 0.0  # + 0.0: no minus zero for p = 0
