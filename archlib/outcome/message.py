"""What a message on a queue says: where the master is, and which sizes are wanted; never the master itself."""

from typing import Any

import numpy as np

from archlib.errors import ParameterError
from archlib.scenario import Scenario
from archlib.topology import Put, Send, Topology


def message(topology: Topology, scenario: Scenario, job: Any, first: int = 0) -> dict[str, Any]:
    """Return the message that tells of a video: JSON-able.

    Parameters
    ----------
    job : its number, 0 for the first that came
    first : what the first one is called in the message

    Raises
    ------
    ParameterError
        for a number that is not one of the videos, and where no queue tells of a master in a store
    """
    n = len(scenario.videos.arrive)
    if isinstance(job, bool) or not isinstance(job, (int, np.integer)) or not 0 <= job < n:
        rule = f"a whole number, 0 <= job <= {n - 1}" if n else "the run has no video"
        raise ParameterError(f"message(job={job!r}) is refused: {rule}; name a video by its order of arrival")
    senders = {e.source for e in topology.edges if isinstance(e, Send)}
    bucket = next((e.target for e in topology.edges if isinstance(e, Put) and e.source in senders), None)
    if bucket is None:
        rule = "nobody here stores a master and sends a message of it"
        raise ParameterError(f"message(job={job}) is refused: {rule}. Give a QueueFleet's run")
    number = int(job) + first
    return {
        "video": number,
        "bucket": bucket,
        "key": f"masters/{number}",
        "master_gb": round(float(scenario.videos.master_gb[job]), 3),
        "sizes": list(scenario.load.sizes),
    }
