"""Functions: no server of ours at all; every step is an invocation, billed while it runs.

    customers ──> { upload } ──> (videos)                                    customers ──> { manage } ──> (videos)
                      └─ ─ invoked, or through = jobs = ─ ─> { process } ──> (catalogue) <──────┘

Environments come with the work and go when they have been idle; the account limits how many there are at once
(claims E11, E14 to E17).
"""

from typing import Literal, Self

from pydantic import model_validator

from archlib.architectures import rented
from archlib.architectures.base import Architecture
from archlib.architectures.ladders import MEMORY_MB
from archlib.params import param, refuse
from archlib.topology import Delivery, Entry, Function, Get, Invoke, Put, Receive, Send, Topology
from archlib.topology.edges import Edge

FIRST_PAUSE_S = 60.0  # the provider tries an invocation again after one minute, then after two


class Functions(Architecture):
    """A video's bytes go straight to the store; functions take it in, make its sizes and its entry, and show it.

    Process writes the entry itself, since a function that waits for another is paid for twice. A second of processing
    is measured on 2 vCPU (a slot of a c5.large), which a function has at 3,538 MB; with more or less memory it takes
    `stretch` as long (see `archlib.architectures.rented`). The doors wait for others most of the time, so their memory
    changes what they cost and not how long they take. Leaves out: the gateway before the doors, the largest payload,
    what calls take of the time limit, and what a provider does not document of reuse.
    """

    memory_mb: int = param(
        3538,
        ge=128,
        le=10_240,
        unit="MB",
        scale="log",
        help="process: memory; 1,769 MB come with one vCPU",
        sizes=MEMORY_MB,
    )
    parallel: float = param(0.95, ge=0, le=1, unit="1", help="process: share of the work that uses any number of vCPU")
    trigger: Literal["async", "queue"] = param("async", unit="", help="how process is started")
    keep_alive_s: float = param(600.0, ge=0, le=7200, unit="s", help="how long an idle environment is kept")
    init_s: float = param(2.0, ge=0, le=60, unit="s", help="how long a cold start takes")
    concurrency: int = param(
        1000, ge=1, le=10_000, unit="executions", scale="log", help="the account's limit, for all functions together"
    )
    reserved: int = param(
        0, ge=0, le=9_999, unit="executions", scale="log", help="process: its own limit, off the account's; 0 is none"
    )
    provisioned: int = param(
        0, ge=0, le=9_999, unit="environments", scale="log", help="process: environments that are always there"
    )
    ramp: int = param(1000, ge=1, le=10_000, unit="environments", scale="log", help="new ones of a function in 10 s")
    limit_s: float = param(900.0, ge=1, le=900, unit="s", help="process: longest run; what takes longer is cut off")
    retries: int = param(2, ge=0, le=2, unit="tries", help="async: how often a failed invocation is tried again")
    longest_age_s: float = param(
        21_600.0, ge=60, le=21_600, unit="s", scale="log", help="async: older ones are given up"
    )
    dead_letters: bool = param(False, unit="", help="async: whether what is given up is kept")
    batch: int = param(1, ge=1, le=10, unit="messages", help="queue: messages for each invocation at most")
    visibility_s: float = param(5_400.0, ge=1, le=43_200, scale="log", unit="s", help="queue: visibility timeout")
    max_receives: int = param(3, ge=1, le=1000, unit="receives", help="queue: then a message is dead-lettered")
    pollers: int = param(5, ge=1, le=1250, unit="pollers", help="queue: who polls on behalf of process")
    door_memory_mb: int = param(512, ge=128, le=10_240, unit="MB", scale="log", help="upload and manage: memory")
    read_s: float = param(0.05, ge=0, le=60, unit="s", help="manage: how long a request to watch takes")

    @model_validator(mode="after")
    def _fields_agree(self) -> Self:
        if self.reserved >= self.concurrency:
            rule = f"it leaves the doors nothing of concurrency={self.concurrency}"
            raise refuse(self, "reserved", self.reserved, rule, "Lower it, or raise concurrency.", "executions")
        most = self.reserved or self.concurrency
        if self.provisioned > most:
            rule = f"it is above {'reserved' if self.reserved else 'concurrency'}={most}"
            raise refuse(self, "provisioned", self.provisioned, rule, "Lower it, or raise the limit.", "environments")
        if self.trigger == "queue" and self.visibility_s < self.limit_s:
            rule = f"a message would come back before limit_s={self.limit_s:g}, and providers refuse that"
            raise refuse(self, "visibility_s", self.visibility_s, rule, "Raise it, or lower limit_s.", "s")
        return self

    def topology(self) -> Topology:
        """Three functions, a store and a table; a queue of work or of dead letters if asked for."""
        keeps = self.trigger == "async" and self.dead_letters
        queues = (rented.queue("jobs"),) if self.trigger == "queue" else (rented.dead_letters(),) if keeps else ()
        return Topology(
            (
                self._door("upload"),
                rented.videos(),
                *queues,
                self._process(),
                self._door("manage"),
                rented.table("catalogue", 1),
            ),
            (
                Entry("upload", "upload", self.client),
                Put("upload", "videos", "master"),
                *self._start(),
                Get("process", "videos"),
                Put("process", "videos", "sizes"),
                Put("process", "catalogue", "entry"),
                Entry("manage", "manage"),
                Get("manage", "catalogue", on="manage"),
                Get("manage", "videos", on="manage"),
            ),
        )

    def _start(self) -> tuple[Edge, ...]:
        if self.trigger == "queue":
            return Send("upload", "jobs"), Receive("jobs", "process", self.visibility_s, self.max_receives)
        delivery = Delivery(
            tries=1 + self.retries,
            longest_age_s=self.longest_age_s,
            backoff_s=FIRST_PAUSE_S,
            jitter=0.0,
            dead_letters="dead letters" if self.dead_letters else "",
        )
        return (Invoke("upload", "process", delivery),)

    def _door(self, role: Literal["upload", "manage"]) -> Function:
        left = self.concurrency - self.reserved
        read_s = self.read_s if role == "manage" else 0.0
        does = ("transfer",) if role == "upload" else ()
        return rented.door(role, does, self.door_memory_mb, left, self.init_s, self.keep_alive_s, self.ramp, read_s)

    def _process(self) -> Function:
        return Function(
            "process",
            plays=("process", "function"),
            does=("transcode", "catalogue"),
            concurrency=self.reserved or self.concurrency,
            account="" if self.reserved else rented.ACCOUNT,
            provisioned=self.provisioned,
            init_s=self.init_s,
            keep_alive_s=self.keep_alive_s,
            ramp=self.ramp,
            limit_s=self.limit_s,
            stretch=rented.stretch(self.memory_mb / rented.MB_PER_VCPU, self.parallel),
            memory_gb=self.memory_mb / rented.MB_PER_GB,
            batch=self.batch if self.trigger == "queue" else 1,
            pollers=self.pollers,
            meters=rented.function_meters(self.provisioned),
        )
