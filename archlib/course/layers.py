"""What retries multiply: the tries that reach the last of several layers, each of which tries again."""

from archlib import theory
from archlib.course.recovery import tries_each
from archlib.course.storms import Storm


def amplification(p: float, retries: int, layers: int) -> float:
    """Return the mean tries at the last layer for one request, when each layer tries again.

    A caller of the last layer sees (1 - p^(R+1)) / (1 - p) tries a call, and fails with p^(R+1); that is the p of the
    caller before it, and so on. Where all fails it is (R + 1)^L.

    Parameters
    ----------
    p : float, 0 to 1, share of the tries at the last layer that fail, each on its own
    retries : int, R, of every layer
    layers : int >= 1, L, callers one behind the other
    """
    tries = 1.0
    for _ in range(layers):
        tries, p = tries * theory.attempts(p, retries), theory.final_failure(p, retries)
    return tries


def layered(retries: int, layers: int, fails: float = 1.0) -> Storm:
    """Return a quiet load on layers of which a share of the tries fails all the time, without any pause."""
    return Storm(
        per_s=0.3,
        retries=retries,
        layers=layers,
        fails=fails,
        pause_s=0.0,
        timeout_s=10.0,
        outage_s=1.0,
        watch_s=1000.0,
    )


def multiplied(retries: int, layers: int) -> float:
    """Return the tries for each request that a run counts at the last layer while all of them fail."""
    return tries_each(layered(retries, layers))
