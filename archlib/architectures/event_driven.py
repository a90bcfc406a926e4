"""Events: who does something says so on a bus, and rules decide who hears of it.

    customers ──> { upload } ──> (videos)                                    customers ──> { manage } ──> (catalogue)
                      ├── "video uploaded" ─> ═ bus ═ ─┬─> { process } ── "video ready" ─> ═ bus ═ ─┘
                      │                                └─> { consumer 1 } ...
                      └── "upload failed" ──> ═ bus ═ ───> { upload }
                          (videos) ── "Object Created" ──> ═ bus ═ ───> { archive }
                         process errors ── "ALARM" ──> ═ bus ═ ───> { on call }

No producer knows its consumers, and nothing of ours runs between events (claims E1 to E15, S5).
"""

import math
from typing import Literal, Self

from pydantic import model_validator

from archlib.architectures import rented
from archlib.architectures.base import Architecture
from archlib.architectures.ladders import IDLE_S, MEMORY_MB, VCPU
from archlib.params import param, refuse
from archlib.prices import alarm_months, requests
from archlib.topology import (
    Alarm,
    Alert,
    Bus,
    Delivery,
    Entry,
    Function,
    Get,
    Notify,
    Publish,
    Put,
    Receive,
    Rule,
    Topology,
    Watch,
)  # fmt: skip
from archlib.topology.edges import Edge
from archlib.topology.syntax import CREATED, OBJECTS, RINGS, WATCHERS

UPLOADED, READY, FAILED = "video uploaded", "video ready", "upload failed"
DEAD, ARCHIVE, ERRORS, ON_CALL = "dead letters", "archive", "process errors", "on call"
MASTERS = {"source": [OBJECTS], "detail-type": [CREATED], "detail": {"object": {"key": [{"prefix": "master/"}]}}}
RINGING = {"source": [WATCHERS], "detail": {"state": {"value": [RINGS]}}}
GB_PER_VCPU = 2.0  # the least memory that a container is sold with
MOST_CONSUMERS = 10
HOUR_S = 3_600.0


class EventDriven(Architecture):
    """Upload publishes, process hears of it, makes the sizes and publishes in turn; manage writes the catalogue.

    Process runs in containers that come with the work and go when idle, billed from launch to end, or in functions.
    The doors are functions. A second of processing is measured on 2 vCPU; see `archlib.architectures.rented` for
    others. An extra consumer has a limit of its own, so it changes no other's outcome; as code it plays the role
    "consumer", of which consumer 1 is number 0, archive and on call the last two. Leaves out: order among events, the
    time that routing takes, more than one change of a schema, and what makes a container wait for an image.
    """

    compute: Literal["containers", "functions"] = param("containers", unit="", help="what process runs in")
    keep_alive_s: float = param(600.0, ge=0, le=7200, unit="s", help="how long what is idle is kept", sizes=IDLE_S)
    init_s: float = param(23.0, ge=0, le=600, unit="s", help="containers: launch to ready")
    vcpu: int = param(2, ge=1, le=16, unit="vCPU", help="containers: processors, with 2 GB each", sizes=VCPU)
    parallel: float = param(0.95, ge=0, le=1, unit="1", help="process: share of the work that uses any number of vCPU")
    concurrency: int = param(
        1000, ge=1, le=10_000, unit="executions", scale="log", help="how many containers; for all functions, the limit"
    )
    extra_consumers: int = param(
        0, ge=0, le=MOST_CONSUMERS, unit="consumers", help="who else hears of each uploaded video"
    )
    consumer_s: float = param(
        1.0, gt=0, le=900, unit="s", scale="log", help="archive, on call, extra consumers: work on one event"
    )
    first_consumer_s: float | None = param(
        None, gt=0, le=900, unit="s", scale="log", help="consumer 1: work on one event; empty, as much as the others"
    )
    schema_change_h: float = param(
        0.0, ge=0, le=8_760, unit="h", help="from then on 'video uploaded' has a new version of its schema; 0 is never"
    )
    schema_read_h: float = param(
        0.0, ge=0, le=8_760, unit="h", help="from when on who hears of it can read that; 0 is ever since"
    )
    tolerant_consumers: int = param(
        0, ge=0, le=MOST_CONSUMERS, unit="consumers", help="the first so many extra consumers read any version"
    )
    object_events: bool = param(
        False, unit="", help="whether the store tells the bus of each object, and an archive hears of each master"
    )
    alarm: bool = param(False, unit="", help="whether an alarm watches process, and who is on call hears when it rings")
    alarm_above: int = param(
        0, ge=0, le=100_000, unit="failures", help="alarm: rings if more tries of process failed in a period"
    )
    alarm_period_s: float = param(60.0, ge=10, le=86_400, unit="s", scale="log", help="alarm: how often it looks")
    self_retries: int = param(
        0, ge=0, le=20, unit="events", help="failed uploads of a video that upload itself retries"
    )
    delivery_tries: int = param(186, ge=1, le=186, unit="tries", help="how often an event is brought to a consumer")
    delivery_age_s: float = param(86_400.0, ge=60, le=86_400, unit="s", scale="log", help="older events are given up")
    delivery_backoff_s: float = param(1.0, ge=0, le=3600, unit="s", help="pause before the second try; then it doubles")
    delivery_backoff_cap_s: float = param(480.0, ge=0, le=3600, unit="s", help="longest pause between two tries")
    delivery_jitter: float = param(1.0, ge=0, le=1, unit="1", help="share of that pause that is drawn at random")
    dead_letters: bool = param(True, unit="", help="whether events that are given up are kept")
    redrive_after_s: float = param(
        0.0, ge=0, le=1_209_600, unit="s", scale="log", help="dead letters are delivered anew, once; 0 is never"
    )
    via_queue: bool = param(False, unit="", help="whether a queue stands between the bus and process")
    visibility_s: float = param(900.0, ge=1, le=43_200, scale="log", unit="s", help="queue: visibility timeout")
    max_receives: int = param(3, ge=1, le=1000, unit="receives", help="queue: then a message is dead-lettered")
    pollers: int = param(5, ge=1, le=1250, unit="pollers", help="queue: who polls on behalf of process")
    memory_mb: int = param(
        3538, ge=128, le=10_240, unit="MB", scale="log", help="functions: memory of process", sizes=MEMORY_MB
    )
    limit_s: float = param(900.0, ge=1, le=900, unit="s", help="functions: longest run of process")
    function_init_s: float = param(2.0, ge=0, le=60, unit="s", help="functions: how long a cold start takes")
    door_memory_mb: int = param(512, ge=128, le=10_240, unit="MB", scale="log", help="upload and manage: memory")
    read_s: float = param(0.05, ge=0, le=60, unit="s", help="manage: how long a request to watch takes")
    event_kb: float = param(1.0, gt=0, le=256, unit="KB", scale="log", help="size of an event; each 64 KB is charged")

    @model_validator(mode="after")
    def _fields_agree(self) -> Self:
        if self.redrive_after_s and not self.dead_letters:
            rule = "without dead_letters nothing is kept that could be delivered anew"
            raise refuse(self, "redrive_after_s", self.redrive_after_s, rule, "Give 0, or keep dead letters.", "s")
        if self.via_queue and self.compute == "functions" and self.visibility_s < self.limit_s:
            rule = f"a message would come back before limit_s={self.limit_s:g}, and providers refuse that"
            raise refuse(self, "visibility_s", self.visibility_s, rule, "Raise it, or lower limit_s.", "s")
        return self

    @property
    def delivery(self) -> Delivery:
        """How the bus delivers, the same to every consumer; each has tries and an age of its own."""
        return Delivery(
            tries=self.delivery_tries,
            longest_age_s=self.delivery_age_s,
            backoff_s=self.delivery_backoff_s,
            backoff_cap_s=self.delivery_backoff_cap_s,
            jitter=self.delivery_jitter,
            dead_letters=DEAD if self.dead_letters else "",
            redrive_after_s=self.redrive_after_s or math.inf,
        )

    def topology(self) -> Topology:
        """Functions at the doors, a bus between them and process; a queue, dead letters and consumers if asked for."""
        queues = (rented.queue("jobs"),) if self.via_queue else ()
        dead = (rented.dead_letters(DEAD),) if self.dead_letters else ()
        bus = Bus("bus", event_kb=self.event_kb, meters=(requests("bus", "EventBridge event"),))
        upload, manage, catalogue = self._door("upload"), self._door("manage"), rented.table("catalogue", 1)
        own_s = {0: self.first_consumer_s}
        consumers = tuple(self._consumer(f"consumer {k + 1}", k, own_s.get(k)) for k in range(self.extra_consumers))
        stations = upload, rented.videos(), bus, *queues, self._process(), manage, catalogue, *dead
        return Topology(
            (*stations, *self._archive(), *self._watchers(), *consumers),
            (
                Entry("upload", "upload", self.client),
                Put("upload", "videos", "master"),
                Publish("upload", "bus", UPLOADED, new_version_s=HOUR_S * self.schema_change_h or math.inf),
                *self._to_process(),
                Get("process", "videos"),
                Put("process", "videos", "sizes"),
                Publish("process", "bus", READY),
                Rule("bus", "manage", _of(READY), self.delivery),
                Put("manage", "catalogue", "entry"),
                Entry("manage", "manage"),
                Get("manage", "catalogue", on="manage"),
                Get("manage", "videos", on="manage"),
                *self._again(),
                *self._archived(),
                *self._alerts(),
                *(self._hears_of_uploads(c.name, c.numbers_from < self.tolerant_consumers) for c in consumers),
            ),
        )

    def _to_process(self) -> tuple[Edge, ...]:
        if not self.via_queue:
            return (self._hears_of_uploads("process"),)
        receive = Receive("jobs", "process", self.visibility_s, self.max_receives)
        return self._hears_of_uploads("jobs"), receive

    def _hears_of_uploads(self, target: str, is_tolerant: bool = False) -> Rule:
        """A video is ready without all but process."""
        reads_new_s = 0.0 if is_tolerant or not self.schema_change_h else HOUR_S * self.schema_read_h
        needed = target in ("process", "jobs")
        return Rule("bus", target, _of(UPLOADED), self.delivery, needed, reads_new_s=reads_new_s)

    def _again(self) -> tuple[Edge, ...]:
        """A failed upload is an event too, and upload hears it; each event is one more try."""
        if not self.self_retries:
            return ()
        told = Publish("upload", "bus", FAILED, most=self.self_retries, when="failure")
        return told, Rule("bus", "upload", _of(FAILED), Delivery(tries=1), required=False, answers=True)

    def _archived(self) -> tuple[Edge, ...]:
        """The store tells of each object; the archive hears of masters, and a video is ready without it."""
        if not self.object_events:
            return ()
        return Notify("videos", "bus"), Rule("bus", ARCHIVE, MASTERS, self.delivery, required=False)

    def _archive(self) -> tuple[Function, ...]:
        return (self._consumer(ARCHIVE, MOST_CONSUMERS),) if self.object_events else ()

    def _watchers(self) -> tuple[Alarm | Function, ...]:
        """An alarm on process, and who is on call."""
        if not self.alarm:
            return ()
        meters = (alarm_months("CloudWatch alarm"),)
        on_call = self._consumer(ON_CALL, MOST_CONSUMERS + 1)
        return Alarm(ERRORS, self.alarm_above, self.alarm_period_s, meters=meters), on_call

    def _alerts(self) -> tuple[Edge, ...]:
        """The alarm tells of its states; who is on call hears of those that ring."""
        if not self.alarm:
            return ()
        hears = Rule("bus", ON_CALL, RINGING, self.delivery, required=False)
        return Watch("process", ERRORS), Alert(ERRORS, "bus"), hears

    def _door(self, role: Literal["upload", "manage"]) -> Function:
        read_s = self.read_s if role == "manage" else 0.0
        does = ("transfer",) if role == "upload" else ("catalogue",)
        return rented.door(
            role, does, self.door_memory_mb, self.concurrency, self.function_init_s, self.keep_alive_s, read_s=read_s
        )

    def _process(self) -> Function:
        boxed = self.compute == "containers"
        vcpu = float(self.vcpu) if boxed else self.memory_mb / rented.MB_PER_VCPU
        gb = GB_PER_VCPU * self.vcpu if boxed else self.memory_mb / rented.MB_PER_GB
        return Function(
            "process",
            plays=("process",) if boxed else ("process", "function"),
            does=("transcode",),
            concurrency=self.concurrency,
            account="" if boxed else rented.ACCOUNT,
            init_s=self.init_s if boxed else self.function_init_s,
            keep_alive_s=self.keep_alive_s,
            limit_s=math.inf if boxed else self.limit_s,
            stretch=rented.stretch(vcpu, self.parallel),
            memory_gb=gb,
            pollers=self.pollers,
            meters=rented.container_meters(vcpu, gb) if boxed else rented.function_meters(0),
        )

    def _consumer(self, name: str, number: int, own_s: float | None = None) -> Function:
        work_s = self.consumer_s if own_s is None else own_s
        return rented.consumer(name, number, work_s, self.concurrency, self.function_init_s, self.keep_alive_s)


def _of(kind: str) -> dict[str, list[str]]:
    """Return the pattern of all events of a kind."""
    return {"detail-type": [kind]}
