"""The jobs of alarms: each has two behind those of the videos, one for the event that it rings and one for its end."""

from typing import Final

import numpy as np

from archlib.topology import Alarm, Topology
from archlib.topology.syntax import IS_OVER, RINGS

STATES: Final = np.array([RINGS, IS_OVER])  # in the order of an alarm's jobs


def told_by(topology: Topology, n: int) -> dict[str, int]:
    """Return the number of each alarm's first job where there are `n` videos."""
    alarms = [s.name for s in topology.stations if isinstance(s, Alarm)]
    return {name: n + k * len(STATES) for k, name in enumerate(alarms)}
