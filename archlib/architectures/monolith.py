"""The monolith: upload, processing and management as one program on one host.

    customers ──> [ box: upload + process + manage ] ──> disk

It fails together, scales together and bills together (claims M1 to M9): any code fault and any host fault takes all
three features, one more slot is one more box, and the box is paid for whether it works or not.
"""

from archlib.architectures import waiting
from archlib.architectures.base import Architecture, InstanceType
from archlib.architectures.rented import disk
from archlib.data import transcode_slots
from archlib.params import param
from archlib.prices import instance_hours
from archlib.topology import Entry, Get, Pool, Put, Topology
from archlib.topology.pools import Order


class Monolith(Architecture):
    """One kind of box does all of a video's work in one slot; who waits, waits in its memory.

    Leaves out: partial degradation, memory leaks, watching slowed down by processing, and how requests find a
    replica (any with a free slot takes them).
    """

    instance: InstanceType = param("c5.4xlarge", unit="", help="the box; one slot for every 2 vCPU", sizes="family")
    replicas: int = param(1, ge=1, le=10, unit="instances", help="how many whole boxes", sizes="count")
    room: int = param(50, ge=0, le=10_000, unit="videos", help="how many may wait; more are refused")
    order: Order = waiting.order()
    drop_after_s: float = waiting.drop_after()
    shed_after_s: float = waiting.shed_after()

    def topology(self) -> Topology:
        """One pool plays every role; the disk beside it is billed by what it holds."""
        box = Pool(
            "box",
            plays=("upload", "process", "manage"),
            does=("transfer", "transcode", "catalogue"),
            instances=self.replicas,
            slots=transcode_slots(self.instance),
            room=self.room,
            **waiting.rules(self),
            hosts="box",
            meters=(instance_hours(self.instance),),
        )
        return Topology(
            (box, disk()),
            (
                Entry("upload", "box", self.client),
                Put("box", "disk", "master"),
                Put("box", "disk", "sizes"),
                Entry("manage", "box"),
                Get("box", "disk", on="manage"),
            ),
        )
