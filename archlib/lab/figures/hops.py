"""Calls over a network, really made: a caller with so many services behind it, and one video that goes through."""

from functools import lru_cache
from typing import NamedTuple

from archlib.engine.driver import play
from archlib.engine.inputs import Inputs
from archlib.outcome import Run
from archlib.params import Params, param
from archlib.prices import default
from archlib.scenario import Scenario
from archlib.timeline import timeline
from archlib.topology import Call, Entry, Policy, Pool, Topology
from archlib.workload import Workload

MS = 1_000.0
PATIENCE_S = 86_400.0


class Calls(Params):
    """How many calls a video makes, one after the other, and how long each is under way."""

    hop_ms: float = param(5.0, ge=0, le=60_000, unit="ms", help="how long a call is under way")
    calls: int = param(200, ge=0, le=400, unit="calls", help="calls a video, one after the other")


class Answer(NamedTuple):
    """How long a video's upload took, s: all of it, and what of that it would have taken without any hop."""

    took_s: float
    work_s: float

    @property
    def hops_s(self) -> float:
        """What the hops added, s."""
        return self.took_s - self.work_s


def topology(calls: int, hop_s: float) -> Topology:
    """Return a caller that calls so many services in turn, each over a hop; none of them has work of its own.

    Leaves out: the way back, what packing and unpacking a message costs, and calls that fail.
    """
    names = [f"service {i}" for i in range(1, calls + 1)]
    caller = Pool("caller", plays=("upload",), does=("transfer",))
    policy = Policy(timeout_s=PATIENCE_S, hop_s=hop_s)
    return Topology(
        (caller, *(Pool(name, plays=("process",)) for name in names)),
        (Entry("upload", "caller"), *(Call("caller", name, policy=policy) for name in names)),
    )


def answer(calls: int, hop_s: float) -> Answer:
    """Return how long one upload took with hops, and with none (the calls then are calls within one process)."""
    return Answer(_took_s(calls, hop_s), _took_s(calls, 0.0))


@lru_cache(maxsize=64)
def run(calls: int, hop_s: float) -> Run:
    """Run one video through the caller and its services; kept, since a slider comes back to the same hops."""
    scenario = Scenario(Workload.from_counts([1], period=3_600, mode="exact"))
    end_s = scenario.horizon_s + PATIENCE_S
    made = topology(calls, hop_s)
    faults = timeline(made, scenario.faults, scenario.seed, end_s)
    trace = play(made, Inputs.of(scenario, end_s), faults)
    return Run("Calls", {"calls": calls, "hop_s": hop_s}, made, scenario, default(), PATIENCE_S, trace, faults)


def _took_s(calls: int, hop_s: float) -> float:
    return float(run(calls, hop_s).latency.values("ack")[0])
