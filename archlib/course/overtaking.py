"""Which videos became ready in the order in which they came, and which were overtaken."""

import math
from statistics import NormalDist
from typing import Final

import numpy as np

from archlib.outcome import Run
from archlib.outcome.trace import Floats

NORMAL: Final = NormalDist()
POINTS: Final = 2_000  # quantiles of the work over which a mean is taken


def overtaken(run: Run) -> int:
    """Return how many of the ready videos had a video that came after them ready before them.

    None with one slot that serves in the order of arrival, or where all videos take equally long.
    """
    ready = ready_s(run)
    if len(ready) < 2:
        return 0
    first_after = np.minimum.accumulate(ready[:0:-1])[::-1]
    return int(np.count_nonzero(first_after < ready[:-1]))


def ready_s(run: Run, span: tuple[float, float] | None = None) -> Floats:
    """Return when the videos that came in a span, s, became ready, in the order of arrival, float array (k,), s."""
    ready, arrive = run.trace.ready, run.trace.arrive
    start_s, end_s = span or (0.0, np.inf)
    return ready[np.isfinite(ready) & (arrive >= start_s) & (arrive < end_s)]


def expected_share(per_hour: float, mean_s: float, cv: float) -> float:
    """Return which share of the videos a later one overtakes, where each has a worker at once: 1 − E exp(−λ G(W)).

    Those that come within the work w of a video and are done before it are a Poisson number of mean λ G(w), with
    G(w) the integral of the work's distribution function from 0 to w. Lognormal work; of a busy fleet of c workers it
    is an approximation with λ for the starts.

    Parameters
    ----------
    per_hour : float > 0, videos an hour, Poisson
    mean_s, cv : mean work, s, and its standard deviation over its mean; with a cv of 0 nobody is overtaken

    References
    ----------
    Kingman 1993, Poisson Processes, chapter 5 (marking); M/G/∞.
    """
    if cv == 0:
        return 0.0
    sigma = math.sqrt(math.log1p(cv**2))
    z = [NORMAL.inv_cdf((k + 0.5) / POINTS) for k in range(POINTS)]
    works = [mean_s * math.exp(sigma * (x - sigma / 2)) for x in z]
    inside = [w * NORMAL.cdf(x) - mean_s * NORMAL.cdf(x - sigma) for w, x in zip(works, z, strict=True)]
    return 1 - math.fsum(math.exp(-per_hour / 3600 * g) for g in inside) / POINTS
