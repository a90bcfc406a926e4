"""Which controls stand together, and which five of them are seen; all the others are folded, none is left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from archlib.architectures import Architecture
from archlib.lab.choices import CHANCE, CONTRACT, FAILURES, LOAD, PRICES, SHOWN, Choices
from archlib.lab.controls import Control, controls, fields_for_controls
from archlib.lab.first import FIRST
from archlib.lab.fixed import Fact
from archlib.params import Params
from archlib.workload import Workload
from archlib.workload.content import Content

SEEN_AT_MOST: Final = 5  # the switches of what is compared excepted: together they are one choice
FEW: Final = 3  # kinds of architectures that share two tabs

# Folds of an architecture with many fields; a field named nowhere lands in the fold "more".
FOLDS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "QueueFleet": {
        "Scaling policy": (
            "target", "alarm_threshold", "alarm_low", "alarm_step", "count_in_flight", "metric_delay_s", "tick_s",
            "cooldown_s", "app_start_s", "scale_in_protection", "replace_after_s",
        ),
        "What the provider allows": (
            "launches_per_min", "instance_quota",
        ),
        "Target tracking": (
            "target_busy", "out_ticks", "in_ticks",
        ),
        "Queue": (
            "visibility_s", "max_receives", "stale_receipt_deletes", "queue_order", "reorder", "retention_s",
            "poll_wait_s", "poll_every_s",
        ),
    },
    "LoadBalanced": {
        "Balancers": ("fail_after", "pass_after", "front", "zones"),
        "Waiting room": ("process_room", "order", "drop_after_s", "shed_after_s"),
    },
    "Microservices": {
        "Workers": ("idle_s", "boot_s"),
        "Queues": ("visibility_s", "max_receives"),
        "Waiting room": ("order", "drop_after_s", "shed_after_s"),
    },
    "EventDriven": {
        "Delivery": (
            "delivery_tries", "delivery_age_s", "delivery_backoff_s", "delivery_backoff_cap_s", "delivery_jitter",
            "dead_letters", "redrive_after_s", "event_kb",
        ),
        "Consumers": ("consumer_s", "first_consumer_s", "schema_change_h", "schema_read_h", "tolerant_consumers"),
        "Alarm": ("alarm_above", "alarm_period_s"),
        "Queue": ("visibility_s", "max_receives", "pollers"),
        "Functions": ("memory_mb", "limit_s", "function_init_s", "door_memory_mb", "read_s"),
    },
    "Functions": {
        "Limits": ("reserved", "provisioned", "ramp", "limit_s"),
        "Asynchronous": ("longest_age_s", "dead_letters"),
        "Queue": ("batch", "visibility_s", "max_receives", "pollers"),
        "Doors": ("door_memory_mb", "read_s"),
    },
}  # fmt: skip

# kinds whose size follows the load: their scene is "Scaling"
SCALED: Final = frozenset({"QueueFleet", "Microservices", "EventDriven", "Functions"})


@dataclass(frozen=True)
class Group:
    """Controls under one heading; folded ones are seen when asked for. `facts` are read below them."""

    title: str
    controls: tuple[Control, ...]
    folded: bool = False
    facts: tuple[Fact, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as JSON-able content."""
        shown = {"title": self.title, "folded": self.folded, "controls": [c.to_dict() for c in self.controls]}
        return shown | ({"facts": [list(fact) for fact in self.facts]} if self.facts else {})


@dataclass(frozen=True)
class Scene:
    """One tab of a form."""

    title: str
    groups: tuple[Group, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as JSON-able content."""
        return {"title": self.title, "groups": [g.to_dict() for g in self.groups]}


def scenes(choices: Choices) -> tuple[Scene, ...]:
    """Return the tabs of the panel for what is on the desk."""
    load, more = choices.load, fields_for_controls(type(choices.chance))
    chance = Group("Chance", controls(CHANCE, choices.chance, *more), folded=True)
    loaded = _scene("Load", {LOAD: load})
    made = [
        Scene(loaded.title, (*loaded.groups, chance)),
        _scene("Failures", {FAILURES: choices.failures}),
        *_compared(choices),
        *_of_architectures(choices),
        _scene("Prices", {PRICES: choices.prices}),
        _scene("Contract", {CONTRACT: choices.contract}),
    ]
    return tuple(scene for scene in made if scene.groups)


def _compared(choices: Choices) -> list[Scene]:
    """Return the switches of what is compared, where there is a choice."""
    kinds = list(dict.fromkeys(a.kind for a in choices.architectures.values()))
    known = [kind for kind in kinds if kind in fields_for_controls(type(choices.shown))]
    if len(kinds) < 2:
        return []
    return [Scene("Compare", (Group("", controls(SHOWN, type(choices.shown), *known)),))]


def _of_architectures(choices: Choices) -> list[Scene]:
    """Return a tab for sizes and one for scaling; with many architectures one for each of them."""
    those = choices.architectures
    if len({a.kind for a in those.values()}) > FEW:
        return [_scene(key, {key: a}) for key, a in those.items()]
    fixed = {k: a for k, a in those.items() if a.kind not in SCALED}
    scaled = {k: a for k, a in those.items() if a.kind in SCALED}
    return [_scene("Sizes", fixed), _scene("Scaling", scaled)]


def _scene(title: str, parts: dict[str, Any]) -> Scene:
    seen: list[Group] = []
    folded: list[Group] = []
    left = SEEN_AT_MOST
    for key, part in parts.items():
        first = _first(key, part)[:left]
        left -= len(first)
        if first:
            seen.append(Group(key if len(parts) > 1 else "", controls(key, part, *first)))
        rest = [name for name in fields_for_controls(type(part)) if name not in first]
        prefix = f"{key}: " if len(parts) > 1 else ""
        folded += [Group(prefix + name, controls(key, part, *names), True) for name, names in _folds(part, rest)]
    return Scene(title, (*seen, *folded))


def _first(key: str, part: Params) -> tuple[str, ...]:
    kind = part.kind if isinstance(part, (Architecture, Workload)) else key
    return FIRST.get(kind, fields_for_controls(type(part)))


def _folds(part: Params, names: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Return (title, names) of the folds that hold the given fields."""
    named = FOLDS.get(type(part).__name__, {})
    folds: dict[str, list[str]] = {title: [] for title in (*named, "More", "What a video is", "Watching", "Customers")}
    for name in names:
        title = next((title for title, members in named.items() if name in members), _origin(type(part), name))
        folds[title].append(name)
    return [(title, tuple(members)) for title, members in folds.items() if members]


def _origin(model: type[Params], name: str) -> str:
    """Return the heading of a field by the class that declares it."""
    titles: dict[type, str] = {Content: "What a video is", Workload: "Watching", Architecture: "Customers"}
    owner = next(c for c in reversed(model.__mro__) if name in getattr(c, "__annotations__", {}))
    return titles.get(owner, "More")
