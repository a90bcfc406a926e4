"""Faults of a reference: plain stretches of time that both a plan of faults and a struck part are made from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from archlib.faults import Fault, Faults
from archlib.faults.parts import WHOLE
from archlib.outcome.trace import Reason
from tests.oracles.clock import FAULT, Clock
from tests.oracles.loop import Loop
from tests.oracles.systems import on_grid

REFUSALS = (("down", Reason.NO_HOST), ("error", Reason.ERROR), ("throttle", Reason.THROTTLED))


@dataclass(frozen=True)
class Outage:
    """Code of a role is struck from `start_s` to `end_s`: of one instance, or of all."""

    start_s: float
    end_s: float
    instance: int | None = None
    effect: str = "down"
    factor: float = 1.0
    role: str = "process"

    def fault(self) -> Fault:
        """Return the same in the engine's words."""
        return Fault(
            role=self.role, instance=self.instance, effect=self.effect, start_s=self.start_s,
            duration_s=self.end_s - self.start_s, factor=self.factor if self.effect == "slow" else None,
        )  # fmt: skip


def plan_of(outages: Iterable[Outage]) -> Faults:
    """Return the outages as the engine's faults."""
    return Faults(scheduled=tuple(o.fault() for o in outages))


def announce(clock: Clock | Loop, outages: Iterable[Outage], change: Callable[[Outage, bool], None]) -> None:
    """Plan `change(outage, begins)` for the beginning and the end of each; at one instant beginnings come first."""
    changes = sorted([(o.start_s, 0, n, o) for n, o in enumerate(outages)] + [
        (o.end_s, 1, n, o) for n, o in enumerate(outages)
    ], key=lambda c: c[:3])  # fmt: skip
    for time, ends, _, outage in changes:
        clock.plan(time - clock.now, FAULT, lambda o=outage, b=not ends: change(o, b))


class Struck:
    """The outages that hold a part at this moment."""

    def __init__(self) -> None:
        self.now: list[Outage] = []

    def change(self, outage: Outage, begins: bool) -> None:
        """Note that one begins or ends."""
        self.now.append(outage) if begins else self.now.remove(outage)

    def suffers(self, effect: str) -> bool:
        """Whether one of them has the effect."""
        return any(o.effect == effect for o in self.now)

    @property
    def refusal(self) -> Reason | None:
        """Why a service refuses, None if it serves."""
        return next((reason for effect, reason in REFUSALS if self.suffers(effect)), None)

    @property
    def slowness(self) -> float:
        """How many times longer work takes that begins now."""
        return float(np.prod([o.factor for o in self.now if o.effect == "slow"]))


def random_outages(
    rng: np.random.Generator,
    until_s: float,
    instances: int | None,
    effects: tuple[str, ...] = ("down",),
    most: int = 4,
    role: str = "process",
) -> list[Outage]:
    """Return a few outages at random times; each of one of `instances`, or of all if that is None."""
    found = []
    for _ in range(int(rng.integers(0, most + 1))):
        effect = str(rng.choice(effects))
        start = float(on_grid(rng.random() * until_s))
        length = float(on_grid(rng.choice([0.01, 0.1, 0.3]) * until_s * rng.random())) + 1 / 1024
        which = None if instances is None or effect in WHOLE else int(rng.integers(instances))
        factor = float(rng.choice([1.5, 3.0])) if effect == "slow" else 1.0
        found.append(Outage(start, start + length, which, effect, factor, role))
    return found
