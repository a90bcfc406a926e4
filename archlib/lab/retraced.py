"""From the faults of a scenario back to the choices of a panel that make them: exactly these, or none at all."""

import json
import math
from collections.abc import Callable, Iterator
from typing import Any, Final

from archlib.errors import DataError, ParameterError
from archlib.faults import Drawn, Fault, Faults, Mishap
from archlib.lab import outages
from archlib.lab.plan import Failures

Part = Fault | Drawn | Mishap
Guess = dict[str, Any]

NOTHING: Final = Failures(standard_week=False, service_failures=False)
EFFECTS: Final = {
    "down": "down", "error": "wrong answers", "slow": "slow", "throttle": "throttled", "no_launch": "no launches",
}  # fmt: skip
HOUR_S, MINUTE_S = 3_600.0, 60.0
_OF_SERVICES: Final = {name for name in Failures.model_fields if name.endswith("_nines")} - {"code_nines", "host_nines"}


def failures_of(faults: Faults) -> Failures:
    """Return the choices that make just these faults, in whatever order they stand.

    Raises
    ------
    DataError : faults that no panel can choose; the first of them is named, and what can be chosen
    """
    left: list[Part] = [*faults.scheduled, *faults.drawn, *faults.mishaps]
    chosen = NOTHING
    for guesses in (_week, _services, _random, _mishaps, _outage, _outages):
        for guess in guesses(left):
            made = _parts_of(guess)
            if made and all(left.count(part) >= made.count(part) for part in made):
                for part in made:
                    left.remove(part)
                chosen = chosen.but(**guess)
    if left:
        raise DataError(_told(left))
    return chosen


def _parts_of(guess: Guess) -> list[Part]:
    """Return the faults that a guess makes by itself; none, where a panel does not take its values."""
    try:
        made = NOTHING.but(**guess).faults()
    except ParameterError:
        return []
    return [*made.scheduled, *made.drawn, *made.mishaps]


def _week(left: list[Part]) -> Iterator[Guess]:
    yield {"standard_week": True}


def _services(left: list[Part]) -> Iterator[Guess]:
    for mttr_s in dict.fromkeys(part.mttr_s for part in left if isinstance(part, Drawn) and part.role == "queue"):
        for minutes in _inverse(mttr_s, lambda x: x * MINUTE_S, mttr_s / MINUTE_S):
            yield {"service_failures": True, "service_repair_min": minutes}


def _random(left: list[Part]) -> Iterator[Guess]:
    """Yield guesses of what strikes code and hosts at random, first that in which services fail like them."""
    drawn = [part for part in left if isinstance(part, Drawn) and part.effect == "down"]
    for code in (part for part in drawn if part.role == "upload"):
        host = next((part.availability for part in drawn if part.part == "host"), 1.0)
        hours = next(_inverse(code.mttr_s, lambda x: x * HOUR_S, code.mttr_s / HOUR_S), None)
        same: Guess = {"random_failures": True, "common_cause": code.common_cause, "repair_h": hours}
        guess = same | {"code_nines": _nines(code.availability), "host_nines": _nines(host)}
        levels = {f"{part.role}_nines": _nines(part.availability) for part in drawn if part.mttr_s == code.mttr_s}
        yield guess | {name: nines for name, nines in levels.items() if name in _OF_SERVICES}
        yield guess


def _mishaps(left: list[Part]) -> Iterator[Guess]:
    for part in [part for part in left if isinstance(part, Mishap)]:
        name = "poison" if not part.each else "flaky_uploads" if part.role == "upload" else "flaky"
        yield {name: part.share}


def _outage(left: list[Part]) -> Iterator[Guess]:
    """Yield a guess of the outage that has controls of its own."""
    for fault in [part for part in left if isinstance(part, Fault)][:1]:
        yield {f"outage_{name}": value for name, value in _fields(fault).items()}


def _outages(left: list[Part]) -> Iterator[Guess]:
    """Yield a guess of the list: as many of the others as it takes, each of which a row can say."""
    said = {fault: json.dumps([_row(fault)]) for fault in left if isinstance(fault, Fault)}
    rows = [row for fault, text in said.items() if _parts_of({"outages": text}) == [fault] for row in json.loads(text)]
    yield {"outages": json.dumps(rows[: outages.MOST], separators=(",", ":"))}


def _row(fault: Fault) -> list[str]:
    fields = {"instance": 0, **_fields(fault)}
    return [str(fields[name]) for name in outages.FIELDS]


def _fields(fault: Fault) -> Guess:
    """Return what an outage that makes a fault has to be, but for what only it has."""
    one = "host of one" if fault.part == "host" else "one instance"
    scope = one if fault.instance is not None else "all" if fault.zone is None else "zone 0"
    start_h, hours = (
        next(_inverse(s, lambda x: x * HOUR_S, s / HOUR_S), None) for s in (fault.start_s, fault.duration_s)
    )
    found = {"role": fault.role, "effect": EFFECTS[fault.effect], "scope": scope, "start_h": start_h, "hours": hours}
    found |= {"factor": fault.factor} if fault.effect == "slow" else {}
    return found if fault.instance is None else found | {"instance": fault.instance}


def _nines(availability: float) -> float | None:
    about = -math.log10(1 - availability) if availability < 1 else math.inf
    return next(_inverse(availability, lambda x: 1 - 10.0**-x, about), None)


def _inverse(value: float, forward: Callable[[float], float], about: float) -> Iterator[float]:
    """Yield numbers from which `forward` makes exactly a value, the shortest first: rounding makes some near ones."""
    near = [round(about, 9), about] if math.isfinite(about) else []
    for direction in (-math.inf, math.inf):
        x = about
        for _ in range(8):
            x = math.nextafter(x, direction)
            near.append(x)
    yield from (x for x in near if math.isfinite(x) and forward(x) == value)


def _told(left: list[Part]) -> str:
    first = left[0]
    name = first.label if isinstance(first, Fault | Mishap) and first.label else repr(first)
    more = f" (and {len(left) - 1} more)" if len(left) > 1 else ""
    return (
        f"faults: {name[:120]!r}{more} cannot be chosen at a panel, so this text is refused. A panel has the standard "
        f"week, {outages.MOST + 1} more outages, random failures alike for all roles, those of services, and shares of "
        "videos or tries that fail. Take the fault away, or run the scenario in a cell: al.simulate(architecture, "
        "al.Scenario.from_json(text))."
    )
