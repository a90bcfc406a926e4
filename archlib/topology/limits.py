"""The limits of single fields, and of pairs of fields, of all words of the language."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any, get_args

from archlib.topology.edges import Put, Receive, Use
from archlib.topology.events import Feature, Over, Publish, Rule, When
from archlib.topology.functions import Function
from archlib.topology.managed import Alarm, Balancer, Balancing, Bus, Queue, QueueOrder
from archlib.topology.own import OwnPolicy
from archlib.topology.policies import Delivery, Policy
from archlib.topology.pools import Fleet, Order, PolicyName, Pool, Scaling

MOST = 10**9


@dataclass(frozen=True)
class Limit:
    """A number from `low` to `high`; with `above`, `low` itself is not allowed; infinity only with `endless`."""

    low: float = 0
    high: float = math.inf
    unit: str = ""
    above: bool = False
    whole: bool = False
    endless: bool = False

    def holds(self, value: Any) -> bool:
        """Whether a value is within the limits."""
        kind: Any = Integral if self.whole else Real  # numbers of numpy are numbers too
        is_plain = type(value) is int or (type(value) is float and not self.whole)  # quicker than to ask for a kind
        if not is_plain and (isinstance(value, bool) or not isinstance(value, kind)):
            return False
        from_low = value > self.low if self.above else value >= self.low
        return bool(from_low and value <= self.high and (self.endless or value < math.inf))

    def __str__(self) -> str:
        kind = "a whole number" if self.whole else "a number" if self.endless else "a finite number"
        high = "" if self.high == math.inf else f" <= {self.high:g}"
        return f"{kind}, {self.low:g} {'<' if self.above else '<='} x{high}"


@dataclass(frozen=True)
class Choice:
    """One of some names."""

    names: tuple[str, ...]
    unit: str = ""

    def holds(self, value: Any) -> bool:
        """Whether a value is one of the names."""
        return isinstance(value, str) and value in self.names

    def __str__(self) -> str:
        return "one of " + ", ".join(map(repr, self.names))


def _count(low: int, unit: str, high: int = MOST) -> Limit:
    return Limit(low, high, unit, whole=True)


COUNT = _count(0, "")
SECONDS, SHARE = Limit(unit="s"), Limit(high=1, unit="1")
SOME_S, MAYBE_S = Limit(unit="s", above=True), Limit(unit="s", endless=True)
PATIENCE_S = Limit(unit="s", above=True, endless=True)

ALL: dict[str, Limit | Choice] = {  # fields of any word that has them
    "numbers_from": COUNT, "fixed_s": SECONDS, "slots": _count(1, "slots"), "zones": _count(1, "zones"),
    "tries": _count(1, "tries"), "backoff_s": SECONDS, "backoff_cap_s": MAYBE_S, "jitter": SHARE,
    "poll_wait_s": SOME_S, "on": Choice(get_args(Feature)), "feature": Choice(get_args(Feature)),
    "when": Choice(get_args(When)), "over": Choice(get_args(Over)),
}  # fmt: skip
FIELDS: dict[type, dict[str, Limit | Choice]] = {
    Pool: {
        "instances": _count(1, "instances"), "order": Choice(get_args(Order)),
        "drop_after_s": MAYBE_S, "shed_after_s": MAYBE_S,
    },
    Fleet: {
        "min_size": _count(0, "instances"), "max_size": _count(1, "instances"), "boot_s": SECONDS,
        "app_start_s": SECONDS, "replace_after_s": SECONDS, "poll_every_s": SECONDS,
        "launches_per_min": Limit(1, unit="launches/min", endless=True),
        "quota": Limit(1, unit="instances", endless=True),
    },
    Scaling: {
        "policy": Choice(get_args(PolicyName)), "target": Limit(above=True, unit="messages/instance or share"),
        "threshold": _count(0, "messages"), "low": _count(0, "messages"), "step": _count(1, "instances"),
        "out_ticks": _count(1, "ticks"), "in_ticks": _count(1, "ticks"), "low_share": SHARE,
        "metric_delay_s": SECONDS, "tick_s": SOME_S, "cooldown_s": SECONDS, "idle_s": SECONDS,
    },
    Function: {
        "concurrency": _count(1, "executions"), "provisioned": _count(0, "environments"), "init_s": SECONDS,
        "keep_alive_s": MAYBE_S, "ramp": _count(1, "environments"), "ramp_every_s": SOME_S, "limit_s": PATIENCE_S,
        "stretch": Limit(above=True), "memory_gb": Limit(above=True, unit="GB"), "batch": _count(1, "messages", 10),
        "pollers": _count(1, "pollers"), "read_s": SECONDS,
    },
    Queue: {"order": Choice(get_args(QueueOrder)), "reorder": SHARE, "retention_s": PATIENCE_S},
    Alarm: {"above": _count(0, "messages or failed visits"), "period_s": Limit(1, unit="s")},
    Bus: {"event_kb": Limit(above=True, unit="KB")},
    Balancer: {
        "policy": Choice(get_args(Balancing)), "check_every_s": SECONDS, "fail_after": _count(1, "checks"),
        "pass_after": _count(1, "checks"),
    },
    Policy: {
        "timeout_s": PATIENCE_S, "budget": Limit(1, unit="retries", endless=True),
        "budget_per_success": Limit(unit="retries"), "breaker": _count(0, "failures"), "breaker_open_s": SOME_S,
        "hop_s": SECONDS,
    },
    Delivery: {"longest_age_s": PATIENCE_S, "redrive_after_s": MAYBE_S},
    Receive: {"visibility_s": SOME_S, "max_receives": _count(1, "receives")},
    Put: {"what": Choice(("master", "sizes", "entry"))},
    Use: {"times": _count(1, "uses")},
    Publish: {"most": _count(1, "events", 255), "new_version_s": MAYBE_S},
    Rule: {"reads_new_s": MAYBE_S},
}  # fmt: skip

Agreement = tuple[Callable[[Any], bool], str, str, str]  # holds, field, rule, what to do
AGREE: dict[type, tuple[Agreement, ...]] = {
    Fleet: (
        (lambda s: s.min_size <= s.max_size, "min_size", "it is above max_size", "Lower it, or raise max_size."),
        (lambda s: s.min_size <= s.quota, "min_size", "it is above quota", "Lower it, or raise quota."),
    ),
    Function: (
        (lambda s: s.provisioned <= s.concurrency, "provisioned", "it is above concurrency", "Lower it."),
        (lambda s: s.hosts is None, "hosts", "a function stands on no host of ours", "Leave it out."),
    ),
    Pool: (
        (lambda s: s.room is None or COUNT.holds(s.room), "room", f"{COUNT}; or None", "Give how many may wait."),
    ),
    Scaling: (
        (
            lambda s: s.policy != "target_tracking" or s.target <= 1, "target",
            "target tracking keeps a share of busy instances, at most 1", "Give such a share.",
        ),
        (
            lambda s: isinstance(s.own, OwnPolicy) if s.policy == "own" else s.own is None, "own",
            "policy='own' asks an OwnPolicy, and no other policy has one",
            "Give policy='own', own=OwnPolicy(desired).",
        ),
    ),
    Publish: ((lambda e: isinstance(e.kind, str) and e.kind != "", "kind", "an event has a kind", "Name it."),),
}  # fmt: skip
