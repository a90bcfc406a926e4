"""Which controls stand together, and which five of them are seen; all the others are folded, none is left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from archlib.architectures import Architecture
from archlib.lab.choices import CHANCE, CONTRACT, FAILURES, LOAD, PRICES, Choices
from archlib.lab.controls import Control, controls, fields_for_controls
from archlib.params import Params
from archlib.workload import Workload
from archlib.workload.content import Content

SEEN_AT_MOST: Final = 5

# The fields that a scene shows first, by kind of load or of architecture, or by key.
FIRST: Final[dict[str, tuple[str, ...]]] = {
    "evening_peak": ("base_per_hour", "peak_per_hour", "peak_h", "transcode_s", "days"),
    "homogeneous": ("per_hour", "transcode_s", "transcode_cv", "days"),
    "diurnal": ("mean_per_hour", "amplitude", "peak_at_h", "transcode_s", "days"),
    "launch_spike": ("base_per_hour", "peak_per_hour", "launch_at_h", "decay_h", "transcode_s"),
    "measured": ("scale", "mode", "transcode_s", "days"),
    FAILURES: ("standard_week", "outage_role", "outage_start_h", "outage_hours", "outage_scope"),
    "Monolith": ("instance", "replicas", "room"),
    "Tiers": ("placement", "process_instance"),
    "QueueFleet": ("max_workers", "min_workers", "policy", "idle_s", "boot_s"),
}

# Folds of an architecture with many fields; a field named nowhere lands in the fold "more".
FOLDS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "QueueFleet": {
        "Scaling policy": (
            "target", "alarm_threshold", "alarm_low", "alarm_step", "count_in_flight", "metric_delay_s", "tick_s",
            "cooldown_s", "app_start_s", "scale_in_protection", "replace_after_s",
        ),
        "Queue": (
            "visibility_s", "max_receives", "stale_receipt_deletes", "queue_order", "reorder", "retention_s",
            "poll_wait_s", "poll_every_s",
        ),
    },
}  # fmt: skip

SCALED: Final = frozenset({"QueueFleet"})  # kinds whose size follows the load: their scene is "Scaling"


@dataclass(frozen=True)
class Group:
    """Controls under one heading; folded ones are seen when asked for."""

    title: str
    controls: tuple[Control, ...]
    folded: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as JSON-able content."""
        return {"title": self.title, "folded": self.folded, "controls": [c.to_dict() for c in self.controls]}


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
    fixed = {k: a for k, a in choices.architectures.items() if a.kind not in SCALED}
    scaled = {k: a for k, a in choices.architectures.items() if a.kind in SCALED}
    load, more = choices.load, fields_for_controls(type(choices.chance))
    chance = Group("Chance", controls(CHANCE, type(choices.chance), *more), folded=True)
    loaded = _scene("Load", {LOAD: load})
    made = [
        Scene(loaded.title, (*loaded.groups, chance)),
        _scene("Failures", {FAILURES: choices.failures}),
        _scene("Sizes", fixed),
        _scene("Scaling", scaled),
        _scene("Prices", {PRICES: choices.prices}),
        _scene("Contract", {CONTRACT: choices.contract}),
    ]
    return tuple(scene for scene in made if scene.groups)


def _scene(title: str, parts: dict[str, Any]) -> Scene:
    seen: list[Group] = []
    folded: list[Group] = []
    left = SEEN_AT_MOST
    for key, part in parts.items():
        first = _first(key, part)[:left]
        left -= len(first)
        if first:
            seen.append(Group(key if len(parts) > 1 else "", controls(key, type(part), *first)))
        rest = [name for name in fields_for_controls(type(part)) if name not in first]
        prefix = f"{key}: " if len(parts) > 1 else ""
        folded += [Group(prefix + name, controls(key, type(part), *names), True) for name, names in _folds(part, rest)]
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
