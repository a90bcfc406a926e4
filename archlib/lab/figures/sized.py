"""The size of the function that processes, read off a run: memory, parallel share, time limit, tries."""

from archlib.course.cutting import Sized
from archlib.course.environments import processing
from archlib.outcome import Run
from archlib.topology import Function, Invoke, Receive, Topology


def sized(run: Run) -> Sized | None:
    """Return the size of the function that processes; None where something else does, or a bus delivers to it.

    A bus tries again for as long as an event is young enough, which no number of tries says.
    """
    function, told = processing(run.topology), run.parameters
    if function is None or not {"memory_mb", "parallel"} <= set(told):
        return None
    most = tries(run.topology, function)
    return None if most is None else Sized(float(told["memory_mb"]), float(told["parallel"]), function.limit_s, most)


def tries(topology: Topology, function: Function) -> int | None:
    """Return how often a video is tried that fails each time, invoked or received; None where neither is done."""
    for edge in topology.edges:
        if edge.target == function.name and isinstance(edge, Invoke):
            return edge.delivery.tries
        if edge.target == function.name and isinstance(edge, Receive):
            return edge.max_receives
    return None


def usd(run: Run, function: Function) -> float | None:
    """Return what the function cost for each ready video, USD, by the bill; None where none became ready."""
    cost = sum(item.amount_usd for item in run.bill.items if item.resource == function.name)
    return cost / run.bill.ready if run.bill.ready else None
