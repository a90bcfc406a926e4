"""What a scene with few controls leaves fixed, in words: load, failures, architectures, prices and contract.

Of each the chief fields are named and all that differ from their defaults, with units; those with a control are not.
"""

from collections.abc import Collection, Iterator
from typing import Any, Final

from archlib.architectures import Architecture
from archlib.lab.choices import CHANCE, CONTRACT, FAILURES, LOAD, PRICES, SHOWN, Choices
from archlib.lab.controls import brief, fields_for_controls, label, specs_of, written
from archlib.lab.first import FIRST
from archlib.params import FieldSpec, Params
from archlib.workload import Workload

Fact = tuple[str, str]  # what it is of, and what is fixed of it

CHIEF: Final[dict[str, tuple[str, ...]]] = {
    **FIRST,
    FAILURES: ("standard_week", "service_failures", "outage_role", "random_failures"),
    PRICES: ("price_list",),
    CONTRACT: ("deadline_s", "upload", "ready_share", "manage"),
}
OUTAGE: Final = ("outage_effect", "outage_start_h", "outage_hours")
REST: Final = ("all else", "as by default; the same panel without the name of a scene has every control")


def facts(choices: Choices, seen: Collection[str], together: bool = False) -> tuple[Fact, ...]:
    """Return what is fixed for who has the controls `seen`; `together` as of `Topic`."""
    told = {
        key: "; ".join(_told(key, part, _moved(choices, key, seen, together)))
        for key, part in choices.parts.items()
        if key not in (CHANCE, SHOWN)
    }
    return (*((key, words) for key, words in told.items() if words), REST)


def _moved(choices: Choices, key: str, seen: Collection[str], together: bool) -> set[str]:
    """Return the fields of a part that a control moves."""
    keys = choices.alike(key) if together and key in choices.architectures else (key,)
    return {path.rpartition(".")[2] for path in seen if path.rpartition(".")[0] in keys}


def _told(key: str, part: Params, moved: set[str]) -> Iterator[str]:
    if key == LOAD:
        yield _kind(part).replace("_", " ")
    chief = CHIEF.get(_kind(part) if isinstance(part, (Architecture, Workload)) else key, ())
    if key == FAILURES and ("outage_role" in moved or getattr(part, "outage_role", "none") != "none"):
        chief = (*chief, *OUTAGE)
    specs = specs_of(type(part))
    for name in fields_for_controls(type(part)):
        value = getattr(part, name)
        if name not in moved and (name in chief or value != specs[name].default):
            yield f"{label(specs[name])}: {_shown(specs[name], value)}"


def _kind(part: Any) -> str:
    return str(part.kind)


def _shown(spec: FieldSpec, value: Any) -> str:
    """Return a value as it is read, with its unit, such as "8 videos/h" or "no"."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value.replace("_", " ")
    if not isinstance(value, (int, float)):
        return "your own"
    unit = "" if spec.unit == "1" else spec.unit
    one = value == 1 and unit.endswith("s") and len(unit) > 1
    return f"{brief(written(value))} {unit.removesuffix('s') if one else unit}".rstrip()
