"""The first three architectures, word by word: new fields leave them as they were."""

from archlib.architectures import Monolith, QueueFleet, Tiers
from archlib.prices import gb_months, instance_hours, requests
from archlib.topology import Call, Entry, Fleet, Get, Policy, Pool, Put, Queue, Receive, Scaling, Send, Store

SMALL, BOX, WORKER = (instance_hours(name) for name in ("t3.medium", "c5.4xlarge", "c5.large"))
CLIENT = Policy(timeout_s=3600.0, backoff_s=1.0, backoff_cap_s=60.0, jitter=1.0)
TIER = Policy(timeout_s=3600.0)
DISK = Store("disk", plays=(), meters=(gb_months("gp3 storage"),))


def test_the_monolith():
    topology = Monolith().topology()
    all_roles, all_work = ("upload", "process", "manage"), ("transfer", "transcode", "catalogue")
    assert topology.stations == (Pool("box", all_roles, all_work, 1, 8, 50, hosts="box", meters=(BOX,)), DISK)
    assert topology.edges == (
        Entry("upload", "box", CLIENT), Put("box", "disk", "master"), Put("box", "disk", "sizes"),
        Entry("manage", "box"), Get("box", "disk", on="manage"),
    )  # fmt: skip


def test_the_tiers():
    topology = Tiers().topology()
    assert topology.stations == (
        Pool("upload", ("upload",), ("transfer",), 1, 100, 0, hosts="upload", meters=(SMALL,)),
        Pool("process", ("process",), ("transcode",), 1, 8, 50, hosts="process", meters=(BOX,)),
        Pool("manage", ("manage",), ("catalogue",), 1, 100, 0, hosts="manage", meters=(SMALL,)),
        DISK,
    )
    assert topology.edges == (
        Entry("upload", "upload", CLIENT), Call("upload", "process", policy=TIER),
        Call("process", "manage", policy=TIER), Put("manage", "disk", "master"), Put("manage", "disk", "sizes"),
        Entry("manage", "manage"), Get("manage", "disk", on="manage"),
    )  # fmt: skip


def test_the_queue_and_its_fleet():
    topology = QueueFleet().topology()
    objects = (gb_months("S3 Standard storage"), requests("put", "S3 PUT"), requests("get", "S3 GET"))
    assert topology.stations == (
        Pool("upload", ("upload",), ("transfer",), 2, 50, 0, hosts="upload", zones=2, meters=(SMALL,)),
        Store("videos", meters=objects),
        Queue("jobs", meters=(requests("queue", "SQS standard request"),)),
        Pool("manage", ("manage",), ("catalogue",), 2, 50, 0, hosts="manage", zones=2, meters=(SMALL,)),
        Fleet("workers", ("process",), ("transcode",), scaling=Scaling(), hosts="workers", zones=2, meters=(WORKER,)),
    )
    assert topology.edges == (
        Entry("upload", "upload", CLIENT), Put("upload", "videos", "master"), Send("upload", "jobs"),
        Receive("jobs", "workers"), Get("workers", "videos"), Put("workers", "videos", "sizes"),
        Call("workers", "manage", policy=TIER), Entry("manage", "manage"), Get("manage", "videos", on="manage"),
    )  # fmt: skip
