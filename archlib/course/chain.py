"""Services in a row, so many of them, that call each other or send each other messages."""

from dataclasses import replace
from itertools import pairwise
from typing import Literal

from archlib.architectures import Architecture
from archlib.architectures.rented import queue
from archlib.params import param
from archlib.prices import instance_hours
from archlib.topology import Call, Entry, Pool, Receive, Send, Topology
from archlib.topology.edges import Edge

HOST = "t3.medium"
VISIBILITY_S = 3_600.0  # longer than any work in the course: what crashes comes again after it
RECEIVES = 1_000
SLOTS = 50


class Chain(Architecture):
    """A video goes through all services, one after the other; the first takes it in, the second makes its sizes.

    Each has hosts of its own and fails by itself. With links "call" each waits for the answer of the next, and the
    customer for all of them; with "queue" the first answers at once, and messages wait for whoever is down.
    Leaves out: stores, watching, and services that are asked side by side.
    """

    services: int = param(6, ge=3, le=30, unit="services", help="how many stand in the row")
    link: Literal["call", "queue"] = param("call", unit="", help="call and wait, or send a message and go on")
    replicas: int = param(1, ge=1, le=3, unit="instances", help="how many of each service")
    hop_s: float = param(0.005, ge=0, le=60, unit="s", help="how long each call is under way")

    def topology(self) -> Topology:
        """Return a pool for each service, and a queue before each that is sent to."""
        names = [f"service {i}" for i in range(1, self.services + 1)]
        pools = [self._pool(i, name) for i, name in enumerate(names)]
        queues = [queue(f"{name} queue") for name in names[1:]] if self.link == "queue" else []
        edges: list[Edge] = [Entry("upload", names[0], self.client)]
        for source, target in pairwise(names):
            edges += self._joined(source, target)
        return Topology((*pools, *queues), tuple(edges))

    def _pool(self, i: int, name: str) -> Pool:
        done = {0: ("transfer",), 1: ("transcode",), self.services - 1: ("catalogue",)}
        return Pool(
            name,
            plays=("upload",) if i == 0 else ("process",),
            does=done.get(i, ()),
            instances=self.replicas,
            slots=SLOTS,
            hosts=name,
            numbers_from=100 * i,
            meters=(instance_hours(HOST),),
        )

    def _joined(self, source: str, target: str) -> list[Edge]:
        if self.link == "call":
            return [Call(source, target, policy=replace(self.tier, hop_s=self.hop_s))]
        return [Send(source, f"{target} queue"), Receive(f"{target} queue", target, VISIBILITY_S, RECEIVES)]
