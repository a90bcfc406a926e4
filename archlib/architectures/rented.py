"""What several architectures rent from a provider: stores, queues, and functions billed by the request."""

from typing import Literal

from archlib.data import data_dir, read_facts
from archlib.prices import (
    Meter,
    gb_hours,
    gb_months,
    gb_seconds,
    provisioned_gb_seconds,
    provisioned_run_gb_seconds,
    requests,
    vcpu_hours,
)  # fmt: skip
from archlib.topology import Function, Queue, Store

STORE_METERS = (gb_months("S3 Standard storage"), requests("put", "S3 PUT"), requests("get", "S3 GET"))
TABLE_METERS = (requests("put", "DynamoDB write"), requests("get", "DynamoDB read"))
QUEUE_ITEMS = {"standard": "SQS standard request", "fifo": "SQS FIFO request"}
FUNCTION_METERS = (requests("function", "Lambda request"), gb_seconds("Lambda duration x86"))
PROVISIONED_METERS = (
    provisioned_gb_seconds("Lambda provisioned concurrency x86"),
    provisioned_run_gb_seconds("Lambda provisioned duration x86"),
)

CONSUMER_MB = 128
ACCOUNT = "account"  # all doors share one limit of executions
MB_PER_VCPU = read_facts(data_dir() / "quotas.csv")["Lambda memory for 1 vCPU"].value
MB_PER_GB = 1024.0  # a GB-second of the price list is one of 1,024 MB
SLOT_VCPU = 2.0  # one slot of a pool, on which a video's work is measured, has 2 vCPU


def disk() -> Store:
    """Return the disk beside a host: it has no code of its own, and costs what it holds."""
    return Store("disk", plays=(), meters=(gb_months("gp3 storage"),))


def videos() -> Store:
    """Return the object store of masters and sizes."""
    return Store("videos", meters=STORE_METERS)


def table(name: str, number: int) -> Store:
    """Return a table of entries of about 1 KB, whose storage costs too little to count; number `number` of its role."""
    return Store(name, numbers_from=number, meters=TABLE_METERS)


def queue(
    name: str, order: Literal["standard", "fifo"] = "standard", reorder: float = 0.0, retention_s: float = 345_600.0
) -> Queue:
    """Return a queue of work."""
    return Queue(name, ("queue",), order, reorder, retention_s, meters=(requests("queue", QUEUE_ITEMS[order]),))


def dead_letters(name: str = "dead letters") -> Queue:
    """Return a queue that keeps what deliveries have given up."""
    return Queue(name, plays=(), dead_letters=True, meters=(requests("queue", QUEUE_ITEMS["standard"]),))


def function_meters(provisioned: int) -> tuple[Meter, ...]:
    """Return what a function is billed by, with or without provisioned environments."""
    return FUNCTION_METERS + (PROVISIONED_METERS if provisioned else ())


def container_meters(vcpu: float, gb: float) -> tuple[Meter, ...]:
    """Return what a container of so many processors and GB is billed by."""
    return vcpu_hours("Fargate vCPU x86", vcpu), gb_hours("Fargate memory x86", gb)


def consumer(name: str, number: int, work_s: float, concurrency: int, init_s: float, keep_alive_s: float) -> Function:
    """Return a small function that hears of events and works on each for so long; number `number` of its role."""
    return Function(
        name,
        plays=("consumer", "function"),
        numbers_from=number,
        concurrency=concurrency,
        init_s=init_s,
        keep_alive_s=keep_alive_s,
        memory_gb=CONSUMER_MB / MB_PER_GB,
        fixed_s=work_s,
        meters=function_meters(0),
    )


def door(
    role: Literal["upload", "manage"],
    does: tuple[str, ...],
    memory_mb: int,
    concurrency: int,
    init_s: float,
    keep_alive_s: float,
    ramp: int = 1000,
    read_s: float = 0.0,
) -> Function:
    """Return a function that customers call: it takes a video in, or reads the catalogue.

    It waits for others most of the time, so memory does not change how long it takes.
    """
    return Function(
        role,
        plays=(role, "function"),
        does=does,
        concurrency=concurrency,
        account=ACCOUNT,
        init_s=init_s,
        keep_alive_s=keep_alive_s,
        ramp=ramp,
        memory_gb=memory_mb / MB_PER_GB,
        read_s=read_s,
        meters=function_meters(0),
    )


def stretch(vcpu: float, parallel: float) -> float:
    """Return how long a second of work on a slot of 2 vCPU takes on `vcpu` processors, s.

    Parameters
    ----------
    vcpu : float > 0, may be a fraction of one
    parallel : float, 1, 0 <= parallel <= 1, share of the work that uses any number of processors

    Notes
    -----
    Amdahl's law, where the serial share cannot use more than one processor: with S1 the time on one processor,
    time(v) = S1 [(1 - f) / min(1, v) + f / v]; the result is time(v) / time(2).
    """

    def time(v: float) -> float:
        return (1.0 - parallel) / min(1.0, v) + parallel / v

    return time(vcpu) / time(SLOT_VCPU)
