"""What `Microservices` are made of: services, links between them, and the six services of a video site."""

from typing import Any, Literal, Self

from pydantic import field_validator, model_validator

from archlib.architectures.base import InstanceType
from archlib.data import transcode_slots
from archlib.params import Params, param, refuse

Role = Literal["upload", "process", "manage"]
Column = Literal["transfer", "transcode", "catalogue"]


class Microservice(Params):
    """One small application: what its code is for, what it does, how many there are of it, and who may wait.

    Who does "transfer" stores the master; who does "transcode" fetches it (unless it took it in) and stores the sizes.

    Raises
    ------
    ParameterError : a field outside its bounds, or a name that no station can have
    """

    name: str = param(..., unit="", help="its name, and that of its hosts")
    plays: tuple[Role, ...] = param((), unit="", help="roles whose faults strike its code")
    does: tuple[Column, ...] = param((), unit="", help="columns of a video's work")
    replicas: int = param(0, ge=0, le=100, unit="instances", help="how many; 0 is as many as the architecture says")
    workers: int = param(
        0, ge=0, le=1337, unit="instances", help="largest size of a fleet; 0 is a pool of fixed size", sizes="count"
    )
    instance: InstanceType = param("t3.medium", unit="", help="what each runs on")
    slots: int = param(
        0, ge=0, le=10_000, unit="slots", help="videos in hand at once on one; 0 is one for every 2 vCPU"
    )
    room: int = param(0, ge=0, le=10_000, unit="videos", help="how many may wait for the pool; more are refused")
    fixed_s: float = param(0.0, ge=0, le=3600, unit="s", help="work on each visit, beside the columns")
    numbers_from: int = param(
        0, ge=0, le=100_000, unit="", help="number of its first instance among those of its roles; others fail apart"
    )

    @field_validator("name")
    @classmethod
    def _is_a_name(cls, name: str) -> str:
        if not name.strip() or ">" in name or ":" in name:
            raise refuse("Microservice", "name", name, "a name has letters, and neither '>' nor ':'", "Change it.")
        return name

    @property
    def places(self) -> int:
        """How many videos one instance has in hand at most."""
        return self.slots or transcode_slots(self.instance)


class Link(Params):
    """What one service wants of another: a call, whose answer it waits for, or a message on the other's queue."""

    source: str = param(..., unit="", help="service that calls or sends")
    target: str = param(..., unit="", help="service that is called or receives")
    kind: Literal["call", "queue"] = param("call", unit="", help="call and wait, or send and go on")
    over_sizes: bool = param(False, unit="", help="one for each required size, all at once")
    when: Literal["before", "after"] = param("after", unit="", help="before or after the source's own work")

    @model_validator(mode="after")
    def _not_itself(self) -> Self:
        if self.source == self.target:
            raise refuse(self, "target", self.target, "a service needs no link to itself", "Leave the link out.")
        return self


SERVICES = (
    Microservice(name="upload", plays=("upload",), does=("transfer",), slots=50),
    Microservice(name="prepare", plays=("upload",), slots=50, fixed_s=0.5, numbers_from=100),
    Microservice(name="transcode", plays=("process",), does=("transcode",), workers=30, instance="c5.large"),
    Microservice(name="manage", plays=("manage",), slots=50),
    Microservice(name="catalogue", plays=("manage",), does=("catalogue",), slots=50, numbers_from=100),
    Microservice(name="notify", plays=("manage",), slots=50, fixed_s=0.1, numbers_from=200),
)
LINKS = (
    Link(source="upload", target="prepare", kind="queue"),
    Link(source="prepare", target="transcode", kind="queue", over_sizes=True),
    Link(source="transcode", target="catalogue"),
    Link(source="catalogue", target="notify", kind="queue"),
)


def made(kind: type[Params], values: Any) -> Any:
    """Return a sequence of parameters or of their saved fields as a tuple of parameters, to be checked further."""
    if not isinstance(values, (list, tuple)):
        return values
    return tuple(kind(**value) if isinstance(value, dict) else value for value in values)
