"""A list of outages as a learner edits it: rows of a few words and numbers, kept as text."""

import json
from functools import lru_cache
from typing import Any, Final, Literal, Self, get_args

from archlib import faults
from archlib.errors import ParameterError
from archlib.faults import Fault, Faults
from archlib.params import Params, param

MOST: Final = 8
Role = Literal[
    "upload", "process", "manage", "queue", "store", "bus", "balancer", "function", "orchestrator", "consumer"
]
What = Literal["down", "wrong answers", "slow", "throttled", "no launches"]
Scope = Literal["all", "one instance", "host of one", "zone 0"]
FIELDS: Final = ("role", "effect", "scope", "instance", "start_h", "hours")
# what the page needs: heading, and what can be chosen; nothing for a number
COLUMNS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("what", get_args(Role)), ("how", get_args(What)), ("how much of it", get_args(Scope)),
    ("which one", ()), ("from hour", ()), ("for hours", ()),
)  # fmt: skip
EMPTY: Final = ("process", "down", "all", "0", "12", "1")  # a row that has just been added
LIKE: Final = json.dumps([list(EMPTY)])
SECONDS: Final = 3_600.0


class Outage(Params):
    """One outage: what it strikes, what it does to it, from when on and for how long."""

    role: Role = param("process", unit="", help="what it strikes")
    effect: What = param("down", unit="", help="what it does; the last two are always of the whole role")
    scope: Scope = param("all", unit="", help="how much of that role it strikes")
    instance: int = param(0, ge=0, le=300, unit="", help="which one, where it strikes one; numbers begin at 0")
    start_h: float = param(44.0, ge=0, le=8_760, unit="h", help="when it begins, hours from the start of day 1")
    hours: float = param(1.0, gt=0, le=8_760, unit="h", scale="log", help="how long it lasts")
    factor: float = param(3.0, gt=1, le=1_000, unit="times", help="how many times longer work takes while slow")

    @classmethod
    def of(cls, row: Any) -> Self:
        """Return what a row of the list says; ParameterError for what it cannot say."""
        if not isinstance(row, list) or len(row) != len(FIELDS):
            raise ParameterError(f"{row!r:.80} is refused: {len(FIELDS)} entries, as in {LIKE}. Write it like that.")
        texts = dict(zip(FIELDS, map(str, row), strict=True))
        return cls(**{name: _number(name, text) for name, text in texts.items()})

    def faults(self) -> Faults:
        """Return it as faults."""
        where = (self.role, self.start_h, self.hours)
        if self.effect == "throttled":
            return faults.throttle(*where)
        if self.effect == "no launches":
            return faults.no_launch(self.start_h, self.hours, self.role)
        if self.scope == "host of one" and self.effect == "down":
            return faults.host_down(self.start_h, self.hours, role=self.role, instance=self.instance)
        one = self.scope in ("one instance", "host of one")
        instance, zone = self.instance if one else None, 0 if self.scope == "zone 0" else None
        if self.effect == "slow":
            return faults.slow(self.role, self.factor, self.start_h, self.hours, instance, zone)
        strike = faults.down if self.effect == "down" else faults.error
        return strike(*where, instance, zone)


def _number(name: str, text: str) -> Any:
    if name not in ("instance", "start_h", "hours"):
        return text
    try:
        value = float(text)
    except ValueError:
        return text  # the model says what it must be
    return int(value) if name == "instance" and value.is_integer() else value


@lru_cache(maxsize=64)
def read(text: str) -> tuple[Outage, ...]:
    """Return the outages of a list; "" is none.

    Raises
    ------
    ParameterError
        no such list, too many rows, or a row that does not hold; the message names the row
    """
    try:
        rows = json.loads(text) if text.strip() else []
    except (json.JSONDecodeError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        raise ParameterError(f"outages={text!r:.80} is refused: no list of rows. Write it like {LIKE}.")
    if len(rows) > MOST:
        raise ParameterError(f"outages: {len(rows)} are refused: {MOST} at most. Remove one first.")
    return tuple(_row(i, row) for i, row in enumerate(rows, 1))


def _row(number: int, row: Any) -> Outage:
    try:
        made = Outage.of(row)
        made.faults()  # what holds by itself may still not fit together
    except ParameterError as error:
        raise ParameterError(f"outage {number}: {error}") from None
    return made


def written(plan: Faults) -> str:
    """Return scheduled faults as the text of a list; KeyError for one that no row can say."""
    return json.dumps([_said(fault) for fault in plan.scheduled], separators=(",", ":"))  # as a page writes it


def _said(fault: Fault) -> list[str]:
    effect = {"down": "down", "error": "wrong answers"}[fault.effect]
    scope = "all" if fault.instance is None else "one instance" if fault.part == "code" else "host of one"
    numbers = (fault.instance or 0, fault.start_s / SECONDS, fault.duration_s / SECONDS)
    return [str(fault.role), effect, scope, *(f"{n:g}" for n in numbers)]
