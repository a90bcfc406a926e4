"""Microservices: a graph of small applications, each with hosts, a size and, if you like, a store of its own.

    customers ─> [ upload ] ─> = = ─> [ prepare ] ─> = = ─> [[ transcode ]] ─> [ catalogue ] ─> = = ─> [ notify ]
                                               a message for each size
    customers ─> [ manage ] ─> (videos)

Each does one thing, fails by itself and is sized by itself; what joins them is paid for in links, hops and a floor of
instances (claims S1 to S9). One service that does everything, with no hop and one disk, is `Monolith`.
"""

from typing import Any, Literal, Self

from pydantic import field_validator, model_validator

from archlib.architectures import waiting
from archlib.architectures.base import Architecture
from archlib.architectures.ladders import IDLE_S
from archlib.architectures.services import LINKS, SERVICES, Link, Microservice, made
from archlib.architectures.wiring import Wiring
from archlib.errors import nearest
from archlib.params import param, refuse
from archlib.topology import Topology
from archlib.topology.pools import Order
from archlib.workload.content import COLUMNS


class Microservices(Architecture):
    """Services and links; the first service that plays upload is that feature's door, and so with manage.

    The other fields act on all services. With `stores="own"` each keeps its entries in a table of its own, with
    "shared" all do in one; "disk" is the one disk that a single host has. Pools that take messages poll for nothing.
    Leaves out: that teams can change and deploy their services apart (the main reason to have them), sagas, and how
    the entries of one service come to another's store.
    """

    replicas: int = param(
        2, ge=1, le=100, unit="instances", help="how many of each service that does not say itself", sizes="count"
    )
    sizes_in_parallel: bool = param(
        True, unit="", help="whether links over sizes split the work, or take a video whole"
    )
    hop_s: float = param(0.005, ge=0, le=60, unit="s", help="how long each call is under way")
    stores: Literal["own", "shared", "disk"] = param("own", unit="", help="where services keep their data")
    balancers: bool = param(False, unit="", help="whether a load balancer stands before every pool that is called")
    transitions: int = param(
        0, ge=0, le=2000, unit="transitions", help="steps of an orchestrator for each video; 0 is no orchestrator"
    )
    min_workers: int = param(1, ge=0, le=1337, unit="instances", help="smallest size of each fleet", sizes="count")
    idle_s: float = param(
        300.0, ge=0, le=86_400, unit="s", help="idle time before a scale-in may end a worker", sizes=IDLE_S
    )
    boot_s: float = param(90.0, ge=0, le=3600, unit="s", help="launch of a worker to ready")
    visibility_s: float = param(900.0, ge=1, le=43_200, scale="log", unit="s", help="queues: visibility timeout")
    max_receives: int = param(3, ge=1, le=1000, unit="receives", help="queues: then a message is dead-lettered")
    order: Order = waiting.order()
    drop_after_s: float = waiting.drop_after()
    shed_after_s: float = waiting.shed_after()
    zones: int = param(2, ge=1, le=6, unit="zones", help="zones that instances are spread over")
    services: tuple[Microservice, ...] = param(SERVICES, unit="", help="what there is")
    links: tuple[Link, ...] = param(LINKS, unit="", help="who wants what of whom, in this order")

    @field_validator("services", mode="before")
    @classmethod
    def _as_services(cls, values: Any) -> Any:
        return made(Microservice, values)

    @field_validator("links", mode="before")
    @classmethod
    def _as_links(cls, values: Any) -> Any:
        return made(Link, values)

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        names = [s.name for s in self.services]
        for column in COLUMNS:
            by = [s.name for s in self.services if column in s.does]
            if len(by) != 1:
                rule = f"{column} is done by {len(by)} services, {by}, and has to be by one"
                raise refuse(self, "services", names, rule, "Give it to one in does=.")
        for role in ("upload", "manage"):
            if not any(role in s.plays for s in self.services):
                do = f"Give plays=({role!r},) to one."
                raise refuse(self, "services", names, f"no service plays {role}, so it has no door", do)
        for name in (name for link in self.links for name in (link.source, link.target) if name not in names):
            raise refuse(self, "links", name, "a link joins two services", f"Name a service; {nearest(name, names)}")
        self._all_are_reached(names)
        for s in self.services:
            if 0 < s.workers < self.min_workers:
                rule = f"it is above workers={s.workers} of {s.name!r}"
                raise refuse(self, "min_workers", self.min_workers, rule, "Lower it, or raise workers.", "instances")
        _ = self.built  # the language refuses what cannot be joined
        return self

    def _all_are_reached(self, names: list[str]) -> None:
        """Refuse a service to which no video ever comes: it would be paid for, and do nothing."""
        doors = [next(s.name for s in self.services if role in s.plays) for role in ("upload", "manage")]
        found = doors[:1]
        for name in found:  # it grows meanwhile
            found += [link.target for link in self.links if link.source == name and link.target not in found]
        lost = [name for name in names if name not in found and name != doors[1]]
        if lost:
            rule = f"no video comes to it: no way of links leads there from {doors[0]!r}, where uploads come in"
            raise refuse(self, "services", lost[0], rule, "Link it from a service that is reached, or leave it out.")
        idle = next((link for link in self.links if link.source not in found), None)
        if idle is not None:
            rule = f"no video comes to {idle.source!r}, which only customers ask, so nothing would go this way"
            raise refuse(self, "links", f"{idle.source} to {idle.target}", rule, "Leave it out, or link its source.")

    def topology(self) -> Topology:
        """Return a pool or a fleet for each service, a queue before each that takes messages, stores and balancers."""
        wiring = Wiring(self)
        return Topology(wiring.stations, wiring.edges)
