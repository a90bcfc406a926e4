"""Times up and times down, one after the other, both exponential."""

from functools import lru_cache

import numpy as np

from archlib.draws import Floats, stream
from archlib.params import refuse

MOST_SPELLS = 5_000_000


@lru_cache(maxsize=4096)  # every architecture of a comparison asks for the same
def down_intervals(seed: int, key: tuple[str | int, ...], availability: float, mttr_s: float, end_s: float) -> Floats:
    """Return the stretches in which a part is down.

    Parameters
    ----------
    key : the stream's key, see `archlib.draws`
    availability : float, 1, share of time up in the long run, 0 < availability <= 1; 1 never fails
    mttr_s : float, s, mean time down, > 0; the mean time up follows, mttr_s * A / (1 - A)
    end_s : float, s, no stretch begins at or after it; the last may end after it

    Returns
    -------
    float array (m, 2), s, not to be written to: start and end of each stretch, sorted, none overlapping the next,
        0 <= start < end_s

    Raises
    ------
    ParameterError : a number outside its bounds, or more than 5 million stretches to expect

    Notes
    -----
    It begins in the long run: down at 0 with probability 1 - A, and then for an exponential time like any other, which
    has no memory. A longer end adds stretches and changes none.

    References
    ----------
    Ross, Stochastic Processes, 2nd edition, 1996, section 3.4 (alternating renewal processes).
    """
    _check(availability, mttr_s, end_s)
    if availability == 1.0 or end_s == 0.0:
        return np.empty((0, 2))
    means_s = np.array([mttr_s * availability / (1.0 - availability), mttr_s])
    cycles = end_s / means_s.sum()
    if cycles > MOST_SPELLS:
        rule = f"{MOST_SPELLS:,} stretches may be expected at most, and {cycles:,.0f} are"
        raise refuse("down_intervals", "mttr_s", mttr_s, rule, "Raise mttr_s or the availability, or end earlier.", "s")
    size = int(cycles + 6 * np.sqrt(cycles)) + 8
    while True:
        changes = _changes(seed, key, availability, means_s, size)
        if changes[-1, 1] >= end_s:
            kept = changes[changes[:, 0] < end_s]
            kept = kept[kept[:, 1] > kept[:, 0]]
            kept.flags.writeable = False
            return kept
        size *= 2


def _changes(seed: int, key: tuple[str | int, ...], availability: float, means_s: Floats, size: int) -> Floats:
    """Return the first `size` pairs (goes down, comes back), float array (size, 2), s."""
    generator = stream(seed, *key)
    begins_down = generator.random() >= availability
    spans = generator.standard_exponential((size, 2)) * means_s
    if begins_down:
        spans[0, 0] = 0.0
    return np.cumsum(spans).reshape(size, 2)


def _check(availability: float, mttr_s: float, end_s: float) -> None:
    owner = "down_intervals"
    if not 0 < availability <= 1:
        raise refuse(
            owner, "availability", availability, "a number, 0 < availability <= 1", "Give a share of time.", "1"
        )
    if not 0 < mttr_s < np.inf:
        raise refuse(owner, "mttr_s", mttr_s, "a finite number, 0 < mttr_s", "Give a mean time to repair.", "s")
    if not 0 <= end_s < np.inf:
        raise refuse(owner, "end_s", end_s, "a finite number, 0 <= end_s", "Give the end of the horizon.", "s")
