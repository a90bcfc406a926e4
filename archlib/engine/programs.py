"""The operations of each station on the upload's journey: edges before, own work, edges after; and on failure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from archlib.engine.alarms import STATES, told_by
from archlib.engine.codes import DO_CALL, DO_DELIVER, DO_END, DO_FORK, DO_JOIN, DO_READ, DO_STORE, DO_WORK
from archlib.engine.columns import works
from archlib.engine.inputs import Inputs
from archlib.engine.objects import Objects
from archlib.engine.records import DTYPES, NONE
from archlib.engine.rows import Laid
from archlib.topology import Alert, Call, Get, Invoke, Publish, Put, Rule, Send, Topology, Use
from archlib.topology.patterns import changed, event, which
from archlib.topology.ways import Teller, notices

Op = tuple[int, int, int, int, int, float]  # code, edge, part, match, skip, changes
Acting = Call | Send | Put | Get | Use | Invoke | Publish
WHOLE = (NONE,)
NEVER = math.inf


@dataclass(eq=False)
class Programs:
    """Operations of all stations, and by station's number where they begin; NONE for no failure program."""

    ops: list[Op] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    failing: list[int] = field(default_factory=list)
    matches: Laid = field(default_factory=lambda: Laid(np.int8))

    @property
    def table(self) -> np.ndarray:
        """The kernel's table of operations."""
        return np.array(self.ops, dtype=DTYPES["ops"])


def programs(topology: Topology, inputs: Inputs) -> Programs:
    """Return the operations of a topology's stations."""
    made = Programs()
    write = _Writer(topology, inputs, made)
    reads = any(isinstance(edge, Rule) and edge.reads_new_s > 0 for edge in topology.edges)
    for station in topology.stations:
        made.first.append(len(made.ops))
        if reads:
            write.add(DO_READ, NONE, WHOLE)
        write.edges(station.name, "before")
        if works(station):
            write.add(DO_WORK, NONE, WHOLE)
        write.edges(station.name, "after")
        write.add(DO_END, NONE, WHOLE)
    for station in topology.stations:
        begins = len(made.ops)
        write.edges(station.name, "failure")
        write.alerts(station.name)
        fails = len(made.ops) > begins
        made.failing.append(begins if fails else NONE)
        if fails:
            write.add(DO_END, NONE, WHOLE)
    return made


class _Writer:
    """Appends the operations of edges to the programs."""

    def __init__(self, topology: Topology, inputs: Inputs, made: Programs) -> None:
        self.topology, self.inputs, self.made = topology, inputs, made
        self.parts = tuple(range(len(inputs.shares)))
        self.objects = Objects(topology, inputs)
        self.acting: dict[tuple[str, str], list[tuple[int, Acting]]] = {}
        for number, edge in enumerate(topology.edges):
            if isinstance(edge, Acting) and edge.on == "upload":
                self.acting.setdefault((edge.source, edge.when), []).append((number, edge))

    def edges(self, source: str, when: str) -> None:
        """Append what a station does before or after its work, or when it fails."""
        for number, edge in self.acting.get((source, when), ()):
            begins = len(self.made.ops)
            self.one(number, edge)
            if when == "failure" and len(self.made.ops) > begins:
                code, way, part, match, _, changes = self.made.ops[begins]
                self.made.ops[begins] = (code, way, part, match, len(self.made.ops) - begins, changes)

    def one(self, number: int, edge: Acting) -> None:
        """Append the operations of one edge."""
        if isinstance(edge, Call) and edge.over:
            self.add(DO_FORK, number, self.parts)
            self.add(DO_JOIN, NONE, WHOLE)
        elif isinstance(edge, (Call, Send)):
            self.add(DO_CALL, number, self.parts if edge.over else WHOLE)
        elif isinstance(edge, Invoke):
            self.add(DO_DELIVER, number, self.parts if edge.over else WHOLE)
        else:
            self.add(DO_STORE, number, WHOLE)
        if isinstance(edge, Publish):
            self.deliveries(edge, event(edge.kind, self.inputs.details))
        if isinstance(edge, Put):
            self.notices(edge)

    def notices(self, put: Put) -> None:
        """Append what a store tells of the objects put into it: one event for each, and its deliveries."""
        for told in notices(self.topology.edges, put):
            number = self.topology.edges.index(told)
            for made in self.objects.events(put):
                self.add(DO_STORE, number, WHOLE)
                self.deliveries(told, made)

    def alerts(self, alarm: str) -> None:
        """Append what an alarm tells of a change of its state, in the place of what others tell of a failure."""
        for number, told in enumerate(self.topology.edges):
            if isinstance(told, Alert) and told.source == alarm:
                self.add(DO_STORE, number, WHOLE)
                first = told_by(self.topology, self.inputs.n)[alarm]
                self.deliveries(told, changed(alarm, STATES), range(first, first + len(STATES)))

    def deliveries(self, told: Teller, events: Mapping[str, Any], jobs: range | None = None) -> None:
        """Append a delivery for every rule of the bus that matches the event of some of the jobs, else of a video."""
        jobs = range(self.inputs.n) if jobs is None else jobs
        changes = told.new_version_s if isinstance(told, Publish) else NEVER
        for number, rule in enumerate(self.topology.edges):
            if isinstance(rule, Rule) and rule.source == told.target and rule.on == told.on:
                found = which(rule.pattern, events, len(jobs))
                if found.all():
                    self.add(DO_DELIVER, number, self.parts if rule.over else WHOLE, changes=changes)
                elif found.any():
                    marked = np.zeros(self.inputs.jobs, bool)
                    marked[jobs.start : jobs.stop] = found
                    match = self.made.matches.add(marked)
                    self.add(DO_DELIVER, number, self.parts if rule.over else WHOLE, match, changes)

    def add(self, code: int, edge: int, parts: tuple[int, ...], match: int = NONE, changes: float = NEVER) -> None:
        """Append an operation for each part."""
        self.made.ops += [(code, edge, part, match, NONE, changes) for part in parts]
