"""The pause before another try: backoff that doubles up to its cap, of which a share is drawn."""

import numpy as np

from archlib.draws import stream
from archlib.topology import Delivery, Policy

COLUMNS = 16  # draws of one video on one edge; its pause number 17 uses the first one again


def draws(seed: int, edge: str, videos: int, tries: int) -> np.ndarray:
    """Uniform draws of an edge's pauses, float array (videos, at most 16)."""
    return stream(seed, "jitter", edge).random((videos, min(max(tries - 1, 1), COLUMNS)))


def pause_s(how: Policy | Delivery, drawn: np.ndarray, failed: int) -> float:
    """The pause after try number `failed` of a video, whose draws are given."""
    whole = min(how.backoff_cap_s, how.backoff_s * 2.0 ** (failed - 1))
    return whole * (1 - how.jitter) + whole * how.jitter * drawn[(failed - 1) % COLUMNS]
