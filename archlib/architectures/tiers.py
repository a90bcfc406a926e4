"""Tiers that call each other directly: the monolith cut in three, on one host or on a host each.

    customers ──> [ upload ] ──> [ process ] ──> [ manage ] ──> disk

Each tier has its own size, yet an upload needs every tier to answer while it waits (claims T1 to T4).
"""

from typing import Literal

from archlib.architectures import waiting
from archlib.architectures.base import Architecture, InstanceType
from archlib.architectures.rented import disk
from archlib.data import transcode_slots
from archlib.params import param
from archlib.prices import instance_hours
from archlib.topology import Call, Entry, Get, Pool, Put, Topology
from archlib.topology.pools import Order


class Tiers(Architecture):
    """Upload holds a thread while processing works, and processing holds a slot while manage writes the catalogue.

    On one host there is one box to pay, and `process_instance` is its type. Leaves out: hop latency, and threads
    that cost memory.
    """

    placement: Literal["separate_hosts", "one_host"] = param("separate_hosts", unit="", help="hosts of the tiers")
    process_instance: InstanceType = param(
        "c5.4xlarge",
        unit="",
        help="processing tier (on one host: the box); one slot for every 2 vCPU",
        sizes="family",
    )
    process_room: int = param(50, ge=0, le=10_000, unit="videos", help="how many may wait for processing")
    order: Order = waiting.order()
    drop_after_s: float = waiting.drop_after()
    shed_after_s: float = waiting.shed_after()
    upload_instance: InstanceType = param("t3.medium", unit="", help="upload tier")
    upload_threads: int = param(100, ge=1, le=10_000, unit="threads", help="uploads in hand at once; more are refused")
    manage_instance: InstanceType = param("t3.medium", unit="", help="store and manage tier")
    manage_threads: int = param(100, ge=1, le=10_000, unit="threads", help="catalogue writes in hand at once")

    def topology(self) -> Topology:
        """Three pools in a chain of calls; the last one keeps the videos."""
        together = self.placement == "one_host"
        upload = Pool(
            "upload",
            plays=("upload",),
            does=("transfer",),
            slots=self.upload_threads,
            room=0,
            hosts="box" if together else "upload",
            meters=() if together else (instance_hours(self.upload_instance),),
        )
        process = Pool(
            "process",
            plays=("process",),
            does=("transcode",),
            slots=transcode_slots(self.process_instance),
            room=self.process_room,
            **waiting.rules(self),
            hosts="box" if together else "process",
            meters=(instance_hours(self.process_instance),),
        )
        manage = Pool(
            "manage",
            plays=("manage",),
            does=("catalogue",),
            slots=self.manage_threads,
            room=0,
            hosts="box" if together else "manage",
            meters=() if together else (instance_hours(self.manage_instance),),
        )
        return Topology(
            (upload, process, manage, disk()),
            (
                Entry("upload", "upload", self.client),
                Call("upload", "process", policy=self.tier),
                Call("process", "manage", policy=self.tier),
                Put("manage", "disk", "master"),
                Put("manage", "disk", "sizes"),
                Entry("manage", "manage"),
                Get("manage", "disk", on="manage"),
            ),
        )
