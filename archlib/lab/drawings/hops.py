"""Which video moves along which wires, when: read off the visits, all videos at once.

A visit says where a video came to and when, not from where. Where only one way leads to a station, that is it; of
several it is the one whose sender had something of the video end or begin at that moment, else the sender that the
video came to last.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from archlib.engine.inputs import Inputs
from archlib.engine.objects import Objects
from archlib.lab.drawings.wires import Wire
from archlib.outcome import Reason, Run
from archlib.outcome.trace import Floats, Ints, Records
from archlib.topology import (
    Alert,
    Balancer,
    Bus,
    Entry,
    Get,
    Notify,
    Publish,
    Put,
    Queue,
    Receive,
    Rule,
    Store,
    Topology,
    Use,
)  # fmt: skip
from archlib.topology.edges import Edge
from archlib.topology.patterns import which
from archlib.topology.ways import rules_of

FROM_CUSTOMERS = -1
NOT_LOST = (Reason.OK, Reason.RETURNED, Reason.UNFINISHED)
Chain = tuple[int, ...]  # wires in order, each as number + 1, negative against its direction
Packed = Iterator[tuple[str, npt.NDArray[Any], str]]


@dataclass(frozen=True, eq=False)
class Hops:
    """Moves and failures up to the horizon, each in order of time.

    Attributes
    ----------
    chains : ways that are used, each of one wire or more (through balancers and buses)
    t, video, chain : arrays (m,), when a move is there (s), whose it is (from the number of videos on: of an alarm),
        and its number in `chains`
    lost_t, lost_video, lost_station, lost_reason : arrays (k,), visits that failed: when (s), of what, where, `Reason`
    """

    chains: tuple[Chain, ...]
    t: Floats
    video: Ints
    chain: Ints
    lost_t: Floats
    lost_video: Ints
    lost_station: Ints
    lost_reason: Ints

    def between(self, start: float, end: float, last: bool) -> Packed:
        """Yield (name, array, dtype) of what is in start <= t < end, with `last` also at the end."""
        side: Literal["left", "right"] = "right" if last else "left"
        a, b = np.searchsorted(self.t, start), np.searchsorted(self.t, end, side=side)
        for name, kind in (("t", "<f8"), ("video", "<u4"), ("chain", "<u2")):
            yield f"hop_{name}", getattr(self, name)[a:b], kind
        a, b = np.searchsorted(self.lost_t, start), np.searchsorted(self.lost_t, end, side=side)
        for name, kind in (("lost_t", "<f8"), ("lost_video", "<u4"), ("lost_station", "<u2"), ("lost_reason", "<u1")):
            yield name, getattr(self, name)[a:b], kind

    def of(self, video: int) -> Iterator[tuple[float, Chain]]:
        """Yield (time, chain) of one video's moves."""
        for i in np.flatnonzero(self.video == video).tolist():
            yield float(self.t[i]), self.chains[int(self.chain[i])]


def hops(run: Run, wires: tuple[Wire, ...]) -> Hops:
    """Return all moves of a run.

    Notes
    -----
    Leaves out answers on their way back, and tries that a balancer, a bus or an open circuit refused, which leave no
    visit. A message that comes back to its queue moves against the wire on which it was received.
    """
    wire_of = {n: i + 1 for i, w in enumerate(wires) for n in w.edges if w.label != "given up"}
    found = [*_arrivals(run, wire_of), *_data(run, wire_of)]
    chains = tuple(dict.fromkeys(chain for chain, _, _ in found))
    number = {chain: i for i, chain in enumerate(chains)}
    t = np.concatenate([np.empty(0), *(t for _, t, _ in found)])
    video = np.concatenate([np.empty(0, np.int64), *(v for _, _, v in found)])
    chain = np.concatenate([np.empty(0, np.int64), *(np.full(len(t), number[c]) for c, t, _ in found)])
    kept = np.flatnonzero(t <= run.trace.horizon_s)
    kept = kept[np.argsort(t[kept], kind="stable")]
    visits = run.trace.visits
    lost = visits[~np.isin(visits["reason"], NOT_LOST) & (visits["end"] <= run.trace.horizon_s)]
    lost = lost[np.argsort(lost["end"], kind="stable")]
    return Hops(
        chains, t[kept], video[kept], chain[kept], lost["end"], lost["video"], lost["station"], lost["reason"]
    )  # fmt: skip


Found = Iterator[tuple[Chain, Floats, Ints]]


def _arrivals(run: Run, wire_of: dict[int, int]) -> Found:
    topology = run.topology
    for number, station in enumerate(topology.stations):
        visits = run.trace.visits_at(number)
        if isinstance(station, Queue):
            again = visits["attempt"] > np.isfinite(visits["start"])
            for n, edge in enumerate(topology.edges):
                if isinstance(edge, Receive) and edge.source == station.name:
                    yield (-wire_of[n],), visits["enter"][again], visits["video"][again]
            visits = visits[~again]
        ways = [way for n, e in enumerate(topology.edges) if e.target == station.name for way in _ways(topology, n)]
        ways = [(sender, edges) for sender, edges in ways if _brings(run, [topology.edges[n] for n in edges])]
        if not ways or not len(visits):
            continue
        picked = _picked(run, number, visits, [sender for sender, _ in ways]) if len(ways) > 1 else 0
        for k, (_, edges) in enumerate(ways):
            mine = visits[np.broadcast_to(picked == k, len(visits))]
            yield tuple(wire_of[n] for n in edges), mine["enter"], mine["video"]


def _ways(topology: Topology, number: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield (sender, edges) of an upload's ways that end with an edge, through balancers, buses, telling stores."""
    edge = topology.edges[number]
    if isinstance(edge, Entry):
        if edge.feature == "upload":
            yield FROM_CUSTOMERS, (number,)
        return
    if getattr(edge, "on", "upload") != "upload":
        return
    if not isinstance(topology[edge.source], (Balancer, Bus, Store)):
        yield topology.index[edge.source], (number,)
        return
    for before, other in enumerate(topology.edges):
        if other.target == edge.source and _leads_on(topology, other, edge):
            for sender, edges in _ways(topology, before):
                yield sender, (*edges, number)


def _leads_on(topology: Topology, before: Edge, edge: Edge) -> bool:
    if isinstance(edge, Notify):
        return isinstance(before, Put) and before.what != "entry"
    return not isinstance(edge, Rule) or (
        isinstance(before, (Publish, Notify, Alert)) and edge in rules_of(topology.edges, before)
    )


def _brings(run: Run, way: list[Edge]) -> bool:
    """Whether anything comes this way: of all objects put into a store, a rule may want only one station's."""
    for put, told, rule in zip(way, way[1:], way[2:], strict=False):
        if isinstance(put, Put) and isinstance(told, Notify) and isinstance(rule, Rule):
            inputs = Inputs.of(run.scenario, run.trace.end_s)
            events = Objects(run.topology, inputs).events(put)
            return any(which(rule.pattern, event, inputs.n).any() for event in events)
    return True


def _picked(run: Run, number: int, visits: Records, senders: list[int]) -> Ints:
    """Which of several senders each visit came from, int array like `visits`."""
    exact = np.zeros((len(senders), len(visits)))
    latest = np.full((len(senders), len(visits)), -np.inf)
    for k, sender in enumerate(senders):
        if sender == FROM_CUSTOMERS:
            exact[k] = 0.5  # customers who try again do so at moments of their own
            continue
        there = run.trace.visits_at(sender)
        before = _last_before(run, there, visits, strictly=sender == number)
        known = before >= 0
        rows = there[np.maximum(before, 0)] if len(there) else np.zeros(len(visits), there.dtype)
        touches = (rows["end"] == visits["enter"]) | (rows["start"] == visits["enter"])
        exact[k] = np.where(known & touches, 1.0, 0.0)
        latest[k] = np.where(known, rows["enter"], -np.inf)
    order = np.lexsort((latest, exact), axis=0) if len(senders) else np.zeros((1, len(visits)), np.int64)
    return np.asarray(order[-1])


def _last_before(run: Run, there: Records, visits: Records, strictly: bool) -> Ints:
    """The row of a sender's last visit of the same video up to each visit, -1 for none."""
    span = run.trace.end_s + 1.0
    keys = there["video"] * span + there["enter"]
    order = np.argsort(keys, kind="stable")
    wanted = visits["video"] * span + visits["enter"]
    at = np.searchsorted(keys[order], wanted, side="left" if strictly else "right") - 1
    rows = np.where(at >= 0, order[np.maximum(at, 0)] if len(order) else 0, -1)
    same = (rows >= 0) & (there["video"][np.maximum(rows, 0)] == visits["video"]) if len(there) else rows >= 0
    return np.asarray(np.where(same, rows, -1))


def _data(run: Run, wire_of: dict[int, int]) -> Found:
    """What goes to and from stores and services: with the end of a visit that went well, or with its beginning."""
    for n, edge in enumerate(run.topology.edges):
        if isinstance(edge, (Put, Get, Use)) and edge.on == "upload":
            visits = run.trace.visits_at(run.topology.index[edge.source])
            good = visits[(visits["reason"] == Reason.OK) & np.isfinite(visits["end"])]
            moment = "start" if edge.when == "before" else "end"
            yield (-wire_of[n] if isinstance(edge, Get) else wire_of[n],), good[moment], good["video"]
