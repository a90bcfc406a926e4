"""Play a topology or an architecture on arrivals and work given by hand."""

from collections.abc import Mapping, Sequence

import numpy as np

from archlib.architectures import Architecture
from archlib.engine.driver import play
from archlib.engine.inputs import Inputs
from archlib.faults import Faults, none
from archlib.outcome.trace import Trace
from archlib.timeline import timeline
from archlib.topology import Topology


def played(
    system: Topology | Architecture,
    arrive: Sequence[float],
    work: Mapping[str, Sequence[float] | float],
    faults: Faults | None = None,
    horizon_s: float = 10_000.0,
    deadline_s: float = 100_000.0,
    compiled: bool = False,
    seed: int = 1,
) -> Trace:
    """Return the trace; work is a number for all videos or one each, in seconds."""
    topology = system.topology() if isinstance(system, Architecture) else system
    n = len(arrive)
    columns = {c: np.broadcast_to(np.asarray(s, float), n).copy() for c, s in work.items()}
    inputs = Inputs(np.asarray(arrive, float), columns, seed, horizon_s, horizon_s + deadline_s)
    return play(topology, inputs, timeline(topology, faults or none(), seed, inputs.end_s), compiled=compiled)
