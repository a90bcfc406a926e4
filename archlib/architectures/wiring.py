"""From services and links to stations and edges."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from archlib.architectures import rented, waiting
from archlib.architectures.services import Link, Microservice
from archlib.prices import instance_hours, lcu_hours, requests
from archlib.topology import (
    Balancer,
    Call,
    Entry,
    Fleet,
    Forward,
    Get,
    Pool,
    Put,
    Receive,
    Scaling,
    Send,
    Service,
    Station,
    Store,
    Use,
)  # fmt: skip
from archlib.topology.edges import Edge
from archlib.topology.events import Over

if TYPE_CHECKING:
    from archlib.architectures.microservices import Microservices

ORCHESTRATOR = "orchestrator"


class Wiring:
    """Stations and edges of `Microservices`."""

    def __init__(self, parameters: "Microservices") -> None:
        self.of, self.services, self.links = parameters, parameters.services, parameters.links
        self.doors = {role: next(s.name for s in self.services if role in s.plays) for role in ("upload", "manage")}
        self.fed = tuple(dict.fromkeys(link.target for link in self.links if link.kind == "queue"))

    @property
    def stations(self) -> tuple[Station, ...]:
        """The services first, then what they share."""
        steps = Service(ORCHESTRATOR, (ORCHESTRATOR,), meters=(requests("transition", "Step Functions transition"),))
        return (
            *(self._station(s) for s in self.services),
            self.objects,
            *dict.fromkeys(self.entries.values()),
            *(rented.queue(_queue(name)) for name in self.fed),
            *self.balancers.values(),
            *((steps,) if self.of.transitions else ()),
        )

    @property
    def edges(self) -> tuple[Edge, ...]:
        """By service in the order given; of each what it stores and reads before what it asks of others."""
        door, shown = self.doors["manage"], self.entries.get(self.doors["manage"])
        return (
            Entry("upload", self._reached(self.doors["upload"]), self.of.client),
            *(edge for service in self.services for edge in self._edges(service)),
            *(Receive(_queue(name), name, self.of.visibility_s, self.of.max_receives) for name in self.fed),
            *(Forward(balancer.name, name) for name, balancer in self.balancers.items()),
            Entry("manage", self._reached(door)),
            *((Get(door, shown.name, on="manage"),) if shown else ()),
            Get(door, self.objects.name, on="manage"),
        )

    @cached_property
    def objects(self) -> Store:
        """Where masters and sizes are."""
        return rented.disk() if self.of.stores == "disk" else rented.videos()

    @cached_property
    def entries(self) -> dict[str, Store]:
        """Service -> the table in which it keeps its entries; tables of their own fail apart."""
        if self.of.stores == "disk":
            return {}
        shared = rented.table("data", 1)
        own = {s.name: rented.table(f"{s.name} data", k) for k, s in enumerate(self.services, 1)}
        return own if self.of.stores == "own" else {s.name: shared for s in self.services}

    @cached_property
    def balancers(self) -> dict[str, Balancer]:
        """Pool that is called -> the balancer before it."""
        called = {link.target for link in self.links if link.kind == "call"} | set(self.doors.values())
        names = [s.name for s in self.services if s.name in called and not s.workers] if self.of.balancers else []
        meters = (
            (instance_hours("ALB hour"), lcu_hours("ALB LCU", 0.0)),
            (instance_hours("ALB hour"), lcu_hours("ALB LCU")),
        )
        return {
            name: Balancer(f"{name} balancer", numbers_from=k, meters=meters[name == self.doors["upload"]])
            for k, name in enumerate(names)
        }

    def _reached(self, name: str) -> str:
        return self.balancers[name].name if name in self.balancers else name

    def _station(self, service: Microservice) -> Station:
        replicas, of = service.replicas or self.of.replicas, self.of
        if service.workers:
            return Fleet(
                service.name,
                plays=service.plays,
                does=service.does,
                min_size=of.min_workers,
                max_size=service.workers,
                slots=service.places,
                scaling=Scaling(target=float(service.places), idle_s=of.idle_s),
                boot_s=of.boot_s,
                fixed_s=service.fixed_s,
                hosts=service.name,
                zones=of.zones,
                numbers_from=service.numbers_from,
                meters=(instance_hours(service.instance),),
            )
        return Pool(
            service.name,
            plays=service.plays,
            does=service.does,
            instances=replicas,
            slots=service.places,
            room=service.room,
            **waiting.rules(of),
            fixed_s=service.fixed_s,
            hosts=service.name,
            zones=of.zones,
            numbers_from=service.numbers_from,
            meters=(instance_hours(service.instance),),
        )

    def _edges(self, service: Microservice) -> Iterator[Edge]:
        """What a service does on the upload's journey."""
        name = service.name
        if self.of.transitions and name == self._leads:
            yield Use(name, ORCHESTRATOR, self.of.transitions)
        if "transcode" in service.does and "transfer" not in service.does:
            yield Get(name, self.objects.name)
        if "transfer" in service.does:
            yield Put(name, self.objects.name, "master")
        if "transcode" in service.does:
            yield Put(name, self.objects.name, "sizes")
        if name in self.entries and self._is_on_the_way(name):
            yield Put(name, self.entries[name].name, "entry")
        yield from (self._link(link) for link in self.links if link.source == name)

    def _link(self, link: Link) -> Edge:
        over: Over = "sizes" if link.over_sizes and self.of.sizes_in_parallel else ""
        if link.kind == "queue":
            return Send(link.source, _queue(link.target), when=link.when, over=over)
        hop = replace(self.of.tier, hop_s=self.of.hop_s)
        return Call(link.source, self._reached(link.target), when=link.when, policy=hop, over=over)

    def _is_on_the_way(self, name: str) -> bool:
        """Whether videos that are uploaded come to a service."""
        return name == self.doors["upload"] or any(link.target == name for link in self.links)

    @cached_property
    def _leads(self) -> str:
        """The service that an orchestrator works for: the first that splits a video, else the upload's door."""
        return next((link.source for link in self.links if link.over_sizes), self.doors["upload"])


def _queue(name: str) -> str:
    return f"{name} queue"
