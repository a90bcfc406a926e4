"""What every architecture is: validated parameters and a `topology()`."""

import math
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from archlib.data import instance_types
from archlib.errors import DataError, nearest
from archlib.params import Params, param
from archlib.topology import Policy, Topology

if TYPE_CHECKING:
    InstanceType = str
else:  # the names come from the data, so a widget offers just what is there
    InstanceType = Literal[instance_types()]

KINDS: dict[str, type["Architecture"]] = {}


class Architecture(Params):
    """Parameters that every architecture has: how its customers wait and try again.

    Subclasses add fields and say what they are made of in `topology()`; all else is read off that.
    """

    timeout_s: float = param(
        3600.0, gt=0, le=86_400, unit="s", scale="log", help="how long a customer or a tier waits for an answer"
    )
    tries: int = param(1, ge=1, le=10, unit="tries", help="how often a customer tries; 1 is no retry")
    backoff_s: float = param(1.0, ge=0, le=3600, unit="s", help="pause before the second try; then it doubles")
    backoff_cap_s: float = param(60.0, ge=0, le=3600, unit="s", help="longest pause between two tries")
    jitter: float = param(1.0, ge=0, le=1, unit="1", help="share of the pause that is drawn at random")
    cancels: bool = param(False, unit="", help="whether giving up also ends the work at the server")
    retry_budget: int = param(
        0, ge=0, le=1_000_000, unit="tokens", scale="log", help="customers' bucket; a retry takes one; 0 is no bound"
    )
    retry_budget_per_success: float = param(0.1, ge=0, le=1, unit="tokens", help="what each success puts back")
    breaker_failures: int = param(
        0, ge=0, le=1000, unit="failures", help="so many in a row open the circuit; 0 is no breaker"
    )
    breaker_open_s: float = param(30.0, gt=0, le=3600, unit="s", help="how long an open circuit refuses at once")

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if cls.__module__.startswith("archlib.architectures."):
            KINDS.setdefault(cls.__name__, cls)  # a page is read late, and a learner's own of that name goes first
        else:
            KINDS[cls.__name__] = cls

    def topology(self) -> Topology:
        """Return what the architecture is made of and how the parts are joined."""
        raise NotImplementedError(f"{type(self).__name__} says nothing of its topology()")

    @cached_property
    def built(self) -> Topology:
        """The topology, made once for these parameters."""
        return self.topology()

    @property
    def kind(self) -> str:
        """The name of the architecture, as in tables and saved runs."""
        return type(self).__name__

    @property
    def client(self) -> Policy:
        """How customers call; all of them share one retry budget and one breaker."""
        return Policy(
            timeout_s=self.timeout_s,
            cancels_callee=self.cancels,
            tries=self.tries,
            backoff_s=self.backoff_s,
            backoff_cap_s=self.backoff_cap_s,
            jitter=self.jitter,
            budget=self.retry_budget or math.inf,
            budget_per_success=self.retry_budget_per_success,
            breaker=self.breaker_failures,
            breaker_open_s=self.breaker_open_s,
        )

    @property
    def tier(self) -> Policy:
        """How one tier calls another: same timeout, no retry."""
        return Policy(self.timeout_s, self.cancels)

    def to_dict(self) -> dict[str, Any]:
        """Return kind and fields as JSON-able content."""
        return {"kind": self.kind, **self.model_dump(mode="json")}


def from_dict(content: Any) -> Architecture:
    """Return the architecture that `to_dict` wrote, validated like a new one.

    Raises
    ------
    DataError
        if it names no known kind
    ParameterError
        if a field is unknown or outside its bounds
    """
    if not isinstance(content, dict) or not isinstance(content.get("kind"), str):
        raise DataError(f"an architecture is an object with a 'kind'; got {content!r:.80}")
    fields = {name: _tuples(value) for name, value in content.items()}
    kind = fields.pop("kind")
    known: dict[str, type[Architecture]] = import_module("archlib.architectures").KINDS  # once all pages are read
    if kind not in known:
        raise DataError(f"no architecture {kind!r}; {nearest(kind, known)}")
    return known[kind](**fields)


def _tuples(value: Any) -> Any:
    """Return JSON-able content with its lists as tuples, as they were before they were saved."""
    if isinstance(value, (list, tuple)):
        return tuple(_tuples(item) for item in value)
    return {name: _tuples(item) for name, item in value.items()} if isinstance(value, dict) else value


__all__ = ["KINDS", "Architecture", "InstanceType", "from_dict"]
