"""Quantiles of Student's t, for intervals from few pairs; numpy has none."""

import math
from functools import lru_cache

from archlib.errors import ParameterError

NORMAL_FROM = 1000  # degrees of freedom from which the sums below would be long, and t is the normal to 3 digits


@lru_cache(maxsize=256)  # a map asks for the same one in each of its cells
def t_quantile(p: float, degrees: int) -> float:
    """Return the value that t with so many degrees of freedom does not exceed with probability p.

    Parameters
    ----------
    p : float, 1, 0.5 <= p < 1
    degrees : int, at least 1

    Raises
    ------
    ParameterError
        outside these bounds

    Notes
    -----
    Bisection of the finite sums for whole degrees of freedom in Abramowitz and Stegun, Handbook of Mathematical
    Functions, 1964, 26.7.3 and 26.7.4; from 1,000 degrees on those of 1,000.
    """
    if not 0.5 <= p < 1 or degrees < 1:
        raise ParameterError(f"t_quantile(p={p!r}, degrees={degrees!r}) is refused: 0.5 <= p < 1 and 1 <= degrees")
    low, high = 0.0, math.pi / 2
    for _ in range(80):
        angle = (low + high) / 2
        low, high = (angle, high) if 0.5 + _within(angle, min(degrees, NORMAL_FROM)) / 2 < p else (low, angle)
    return math.tan((low + high) / 2) * math.sqrt(min(degrees, NORMAL_FROM))


def _within(angle: float, degrees: int) -> float:
    """Return the probability of |t| < sqrt(degrees) tan(angle)."""
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = degrees % 2 == 1
    term = cosine if odd else 1.0
    total = term if degrees > 1 else 0.0
    for k in range(3 if odd else 2, degrees - 1, 2):
        term *= cosine * cosine * (k - 1) / k
        total += term
    return 2 / math.pi * (angle + sine * total) if odd else sine * total
