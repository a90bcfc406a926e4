"""The age of the oldest message, for all moments of a grid at once."""

import numpy as np

from archlib.outcome.trace import Floats

GRID_S = 60.0  # as often as a provider's metric is written
GRID_MOST = 20_000  # moments


def oldest_start(enters: Floats, leaves: Floats, sent: Floats, grid: Floats) -> Floats:
    """Return when the oldest of the messages that are there was sent, at each moment of a grid.

    Parameters
    ----------
    enters, leaves : float array (n,), s, a message is there for enters[i] <= t < leaves[i]
    sent : float array (n,), s, what its age is counted from
    grid : float array (m,), s, rising

    Returns
    -------
    float array (m,), s; infinite where no message is there

    Notes
    -----
    A stretch of the grid is the union of two blocks whose length is a power of two. Each stretch marks its two
    blocks, and a block hands its mark down to its halves: n + m log m steps, however long the stretches are.
    """
    low, high = np.searchsorted(grid, enters), np.searchsorted(grid, leaves)
    there = high > low
    low, high, sent = low[there], high[there], sent[there]
    if not len(low):
        return np.full(len(grid), np.inf)
    level = np.frexp(high - low)[1] - 1  # the largest power of two that fits
    marks: Floats = np.full((int(level.max()) + 1, len(grid)), np.inf)
    np.minimum.at(marks, (level, low), sent)
    np.minimum.at(marks, (level, high - (1 << level)), sent)
    for k in range(len(marks) - 1, 0, -1):
        half = 1 << (k - 1)
        np.minimum(marks[k - 1], marks[k], out=marks[k - 1])
        np.minimum(marks[k - 1][half:], marks[k][:-half], out=marks[k - 1][half:])
    first: Floats = marks[0]
    return first
