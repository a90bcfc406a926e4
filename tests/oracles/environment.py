"""One environment of a function, as the reference keeps it."""

from dataclasses import dataclass, field
from typing import Any

from tests.oracles.outages import Struck
from tests.oracles.visits import INFINITY, Visit


@dataclass(eq=False)
class Environment:
    """One environment from launch to end; `batch` is what its invocation has not done yet."""

    place: int
    launch: float
    ready: float = INFINITY
    began: float = 0.0
    batch: list[Visit] = field(default_factory=list)
    busy: bool = False
    struck: Struck = field(default_factory=Struck)
    plans: dict[str, Any] = field(default_factory=dict)
