"""Tiers with load balancers between them: as many instances of each as you like, and never fewer than one.

    customers ──> [ upload ] x n ──> (=) ──> [ process ] x n ──> (=) ──> [ manage ] x n ──> (videos)
    customers ────────────────────────────────────────────────> (=) ──────┘

A tier no longer knows how many others there are; it still needs one of each to answer (claims T5 to T11). With one
instance of each, and balancers that know of a failure at once, this is `Tiers` on separate hosts.
"""

from typing import Literal

from archlib.architectures import waiting
from archlib.architectures.base import Architecture, InstanceType
from archlib.architectures.rented import videos
from archlib.data import transcode_slots
from archlib.params import param
from archlib.prices import instance_hours, lcu_hours
from archlib.topology import Balancer, Call, Entry, Forward, Get, Pool, Put, Topology
from archlib.topology.managed import Balancing
from archlib.topology.pools import Order
from archlib.workload.content import Content
from archlib.workload.sizes import rendition_share

Tier = Literal["upload", "process", "manage"]
NUMBERS: dict[Tier, int] = {"process": 0, "manage": 1, "upload": 2}  # balancers fail apart, whichever there are
MASTER_AND_SIZES = 1.0 + rendition_share(Content.specs()["sizes"].default)


class LoadBalanced(Architecture):
    """Balancers before process and manage, with `front` also before upload; without it customers know all doors.

    Every instance has threads or slots of its own, and a processing instance a waiting room of its own, unless the
    policy is one central queue. Leaves out: hop latency, a balancer's own capacity, draining, stickiness, slow start,
    scaling (a pool behind a balancer cannot fall to zero: who calls needs somebody to answer), and that load balancers
    charge by the busiest of four measures, not only by bytes.
    """

    process_instances: int = param(
        10, ge=1, le=100, unit="instances", help="processing tier; never 0, as who calls waits for somebody to answer",
        sizes="count",
    )  # fmt: skip
    upload_instances: int = param(2, ge=1, le=100, unit="instances", help="upload tier", sizes="count")
    manage_instances: int = param(2, ge=1, le=100, unit="instances", help="store and manage tier", sizes="count")
    policy: Balancing = param("round_robin", unit="", help="which instance gets a call")
    front: bool = param(False, unit="", help="whether a balancer stands before the upload tier too")
    check_every_s: float = param(
        30.0, ge=0, le=300, unit="s", help="time between two health checks; 0 knows of a failure at once"
    )
    fail_after: int = param(2, ge=1, le=10, unit="checks", help="failed checks in a row that make it unhealthy")
    pass_after: int = param(5, ge=1, le=10, unit="checks", help="passed checks in a row that make it healthy")
    zones: int = param(2, ge=1, le=6, unit="zones", help="zones that instances are spread over")
    process_instance: InstanceType = param("c5.large", unit="", help="processing tier; one slot for every 2 vCPU")
    process_room: int = param(5, ge=0, le=10_000, unit="videos", help="how many may wait for each processing instance")
    order: Order = waiting.order()
    drop_after_s: float = waiting.drop_after()
    shed_after_s: float = waiting.shed_after()
    upload_instance: InstanceType = param("t3.medium", unit="", help="upload tier")
    upload_threads: int = param(50, ge=1, le=10_000, unit="threads", help="uploads in hand at once on an instance")
    manage_instance: InstanceType = param("t3.medium", unit="", help="store and manage tier")
    manage_threads: int = param(50, ge=1, le=10_000, unit="threads", help="catalogue writes in hand on an instance")

    def topology(self) -> Topology:
        """Three pools in a chain of calls, a balancer before each of the last two, and one store."""
        front = (self._balancer("upload", 1.0),) if self.front else ()
        between = (self._balancer("process", 1.0), self._balancer("manage", MASTER_AND_SIZES))
        return Topology(
            (self._upload(), self._process(), self._manage(), videos(), *between, *front),
            (
                Entry("upload", "upload balancer" if front else "upload", self.client),
                Call("upload", "process balancer", policy=self.tier),
                Call("process", "manage balancer", policy=self.tier),
                Put("manage", "videos", "master"),
                Put("manage", "videos", "sizes"),
                Entry("manage", "manage balancer"),
                Get("manage", "videos", on="manage"),
                *(Forward(balancer.name, balancer.name.removesuffix(" balancer")) for balancer in (*between, *front)),
            ),
        )

    def _balancer(self, tier: Tier, carries: float) -> Balancer:
        """`carries` is what one call brings through it, as a share of the master's bytes."""
        return Balancer(
            f"{tier} balancer",
            policy=self.policy,
            check_every_s=self.check_every_s,
            fail_after=self.fail_after,
            pass_after=self.pass_after,
            numbers_from=NUMBERS[tier],
            meters=(instance_hours("ALB hour"), lcu_hours("ALB LCU", carries)),
        )

    def _upload(self) -> Pool:
        return Pool(
            "upload",
            plays=("upload",),
            does=("transfer",),
            instances=self.upload_instances,
            slots=self.upload_threads,
            room=0,
            hosts="upload",
            zones=self.zones,
            meters=(instance_hours(self.upload_instance),),
        )

    def _process(self) -> Pool:
        lines = self.process_instances if self.policy == "central_queue" else 1
        return Pool(
            "process",
            plays=("process",),
            does=("transcode",),
            instances=self.process_instances,
            slots=transcode_slots(self.process_instance),
            room=self.process_room * lines,  # as many may wait in one line as in all
            **waiting.rules(self),
            hosts="process",
            zones=self.zones,
            meters=(instance_hours(self.process_instance),),
        )

    def _manage(self) -> Pool:
        return Pool(
            "manage",
            plays=("manage",),
            does=("catalogue",),
            instances=self.manage_instances,
            slots=self.manage_threads,
            room=0,
            hosts="manage",
            zones=self.zones,
            meters=(instance_hours(self.manage_instance),),
        )
