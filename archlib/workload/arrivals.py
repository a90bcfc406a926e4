"""From a rate, or from counts, to the moments at which videos arrive. Both read the stream ("arrivals",)."""

import numpy as np

from archlib.draws import Floats, stream
from archlib.workload.steps import Steps, integral


def poisson(seed: int, steps: Steps) -> Floats:
    """Return the arrivals of a non-homogeneous Poisson process, sorted, float array (n,), s.

    Notes
    -----
    Unit exponentials are summed and looked up in the inverse of the running integral of the rate. The k-th video keeps
    its exponential when the rate changes, so a slider for the rate moves arrivals instead of replacing them, and a
    longer load begins with the arrivals of the shorter one.

    References
    ----------
    Cinlar, Introduction to Stochastic Processes, 1975, section 4.7 (time change of a Poisson process).
    """
    edges, per_s = steps
    sums = integral(steps)
    units = _unit_arrivals(seed, sums[-1])
    # side="right" skips stretches of no rate, whose two sums are equal: nothing arrives in them
    step = np.searchsorted(sums, units, side="right") - 1
    times = edges[step] + (units - sums[step]) / per_s[step]
    return np.minimum(times, _just_before(edges[step + 1]))


def exact(seed: int, edges_s: Floats, counts: Floats) -> Floats:
    """Return exactly the counted videos, each at a uniform moment of its period, sorted, float array (n,), s.

    Parameters
    ----------
    edges_s : float array (m + 1,), s
    counts : float array (m,), videos; fractions are carried on to the next periods, so the total is off by 0.5 at most
    """
    whole = np.diff(np.floor(np.concatenate([[0.0], np.cumsum(counts)]) + 0.5)).astype(np.int64)
    period = np.repeat(np.arange(len(whole)), whole)
    places = stream(seed, "arrivals").random(len(period))
    places = places[np.lexsort((places, period))]
    times = edges_s[period] + places * (edges_s[period + 1] - edges_s[period])
    return np.minimum(times, _just_before(edges_s[period + 1]))


def _unit_arrivals(seed: int, expected: float) -> Floats:
    """Return the arrivals of a Poisson process of rate 1 before `expected`."""
    size = int(expected + 6 * np.sqrt(expected)) + 16  # six standard deviations: the loop seldom runs twice
    while True:
        sums = np.cumsum(stream(seed, "arrivals").standard_exponential(size))
        if sums[-1] >= expected:
            return sums[: np.searchsorted(sums, expected)]
        size *= 2


def _just_before(moment: Floats) -> Floats:
    return np.nextafter(moment, -np.inf)
