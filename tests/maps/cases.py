"""What several tests of maps need: small maps that are quick to make."""

from typing import Any

import archlib as al
from archlib.maps import DecisionMap

VOLUMES, PEAKS, LEVELS, DEADLINES_S = (200, 2000), (1, 10), (0.9, 0.99), (900.0, 3600.0)
TWO = {"functions": al.Functions(), "fleet": al.QueueFleet()}
SMALL: dict[str, Any] = {
    "levels": LEVELS, "deadlines_s": DEADLINES_S, "architectures": TWO, "seeds": range(2), "days": 2.0,
}  # fmt: skip


def small(**changes: Any) -> DecisionMap:
    """Return a map of two volumes and two peaks of two architectures, over two days and two seeds."""
    return al.decision_map(**{"volumes": VOLUMES, "peaks": PEAKS, **SMALL, **changes})
