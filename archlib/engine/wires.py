"""The table of edges: over which a call goes, a message, a delivery; and the draws that belong to an edge."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from archlib.draws import stream
from archlib.engine.codes import CALL, DELIVER, DRAWS, RECEIVE, SEND, STORED
from archlib.engine.inputs import Inputs
from archlib.engine.records import DTYPES, NONE, Row, blank, records
from archlib.engine.rows import Laid
from archlib.errors import TopologyError
from archlib.topology import (
    Alert,
    Balancer,
    Call,
    Delivery,
    Entry,
    Invoke,
    Notify,
    Policy,
    Publish,
    Queue,
    Receive,
    Rule,
    Topology,
    Working,
)  # fmt: skip

INF = float("inf")
DEFAULTS: Row = blank(
    "edges", dict.fromkeys(("head", "tail", "via", "dead", "message"), NONE), timeout=INF, redrive=INF,
    open_until=-INF, tries=1, required=1,
)  # fmt: skip
MOST_FAILING = 7  # edges whose uses are counted in a byte each of one number


@dataclass(eq=False)
class Wires:
    """The table of edges (the topology's, and behind them those of messages that deliveries become), and draws."""

    table: np.ndarray
    backoff: Laid = field(default_factory=lambda: Laid(np.float64))
    jitter: Laid = field(default_factory=lambda: Laid(np.float64))
    picks: Laid = field(default_factory=lambda: Laid(np.float64))


def wires(topology: Topology, inputs: Inputs) -> Wires:
    """Return the edges of a topology.

    Raises
    ------
    TopologyError
        if more edges act on a failure than can be counted
    """
    to_queues = [e for e in topology.edges if isinstance(e, (Invoke, Rule)) and _leads_to(topology, e, Queue)]
    made = Wires(np.empty(0, DTYPES["edges"]))
    rows = []
    for edge in topology.edges:
        reached = edge.source if isinstance(edge, (Notify, Alert)) else edge.target  # nobody waits for the bus
        row = DEFAULTS | {"target": topology.index[reached], "kind": STORED}
        rows.append(row)
        if isinstance(edge, (Entry, Call)):
            _call(made, row, edge.name, edge.policy, inputs)
        elif isinstance(edge, (Invoke, Rule)):
            _delivery(made, row, topology, edge, inputs)
        elif isinstance(edge, Receive):
            row["kind"], row["timeout"], row["tries"] = RECEIVE, edge.visibility_s, edge.max_receives
            row["stale"] = edge.stale_receipt_deletes
        if not isinstance(edge, (Invoke, Rule)):
            _to_queue(row, topology, edge.target)
        if isinstance(edge, (Entry, Call, Invoke, Rule)) and _leads_to(topology, edge, Balancer):
            row["picks"] = made.picks.add(_drawn(inputs, "pick", edge.name, int(row["tries"]), 2))
    for edge in to_queues:
        rows[topology.edges.index(edge)]["message"] = len(rows)
        row = DEFAULTS | {"target": topology.index[edge.target], "required": edge.required}
        _to_queue(row, topology, edge.target)
        rows.append(row)
    made.table = table = records("edges", rows)
    managed = [not isinstance(s, Working) for s in topology.stations]
    table["gated"] = (table["tight"] == 1) | (table["via"] >= 0) | np.array(managed)[table["target"]]
    _count_failing(topology, table)
    return made


def _leads_to(topology: Topology, edge: Any, kind: type) -> bool:
    return isinstance(topology[edge.target], kind)


def _call(made: Wires, row: Row, name: str, policy: Policy, inputs: Inputs) -> None:
    row["kind"], row["timeout"], row["cancels"] = CALL, policy.timeout_s, policy.cancels_callee
    row["hop"], row["breaker"], row["open_s"] = policy.hop_s, policy.breaker, policy.breaker_open_s
    row["budget"] = row["tokens"] = policy.budget
    row["per_success"] = policy.budget_per_success
    row["tight"] = policy.budget < INF or policy.breaker > 0 or policy.hop_s > 0
    _again(made, row, name, policy, inputs)


def _delivery(made: Wires, row: Row, topology: Topology, edge: Invoke | Rule, inputs: Inputs) -> None:
    delivery = edge.delivery
    row["kind"], row["timeout"], row["redrive"] = DELIVER, delivery.longest_age_s, delivery.redrive_after_s
    row["required"], row["answers"] = edge.required, edge.answers
    if isinstance(edge, Rule):
        row["via"], row["learns"] = topology.index[edge.source], edge.reads_new_s
    if delivery.dead_letters:
        row["dead"] = topology.index[delivery.dead_letters]
    _again(made, row, edge.name, delivery, inputs)


def _again(made: Wires, row: Row, name: str, how: Policy | Delivery, inputs: Inputs) -> None:
    """How often it is tried, and the pauses before the second, third ... try, without jitter."""
    row["tries"], row["jitter"] = how.tries, how.jitter if how.tries > 1 else 0.0
    # past 2^64 it is the cap, or beyond any run
    pauses = [min(how.backoff_cap_s, how.backoff_s * 2.0 ** min(k, 64)) for k in range(how.tries - 1)]
    row["backoff"] = made.backoff.add(np.array(pauses, float)) if pauses else made.backoff.at
    row["draws"] = made.jitter.at
    if row["jitter"] > 0:
        made.jitter.add(_drawn(inputs, "jitter", name, how.tries - 1, 1))


def _drawn(inputs: Inputs, what: str, name: str, tries: int, each: int) -> np.ndarray:
    """Uniform draws by video and try; from the seventeenth try on they come round again."""
    return stream(inputs.seed, what, name).random(inputs.jobs * min(tries, DRAWS) * each)


def _to_queue(row: Row, topology: Topology, target: str) -> None:
    queue = topology[target]
    if isinstance(queue, Queue):  # the timeout of what is sent is its age
        row["kind"], row["timeout"] = SEND, queue.retention_s


def _count_failing(topology: Topology, table: np.ndarray) -> None:
    """Give each edge that acts on a failure a byte of a job's counter, and how often it may act."""
    failing = [e for e in topology.edges if isinstance(e, (Invoke, Publish)) and e.when == "failure"]
    if len(failing) > MOST_FAILING:
        raise TopologyError(
            f"{len(failing)} edges act on a failure; the engine counts {MOST_FAILING} at most. Publish one event, and "
            "let rules bring it to several targets"
        )
    for at, edge in enumerate(failing):
        row = table[topology.edges.index(edge)]
        row["told"], row["most"] = 8 * at, edge.most if isinstance(edge, Publish) else 1
