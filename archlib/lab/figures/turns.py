"""What a tornado turns: parameters of load, architecture, failures, prices and contract, each to a half and to double.

One at a time, all else as it is. Leaves out: parameters that only matter together, and those that are no number.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from archlib.architectures import Architecture
from archlib.contract import Contract
from archlib.data import instance_types, transcode_slots
from archlib.errors import ParameterError
from archlib.faults import Faults
from archlib.lab.choices import Choices
from archlib.lab.controls import label, specs_of, written
from archlib.lab.figures.loads import rates, scaled
from archlib.params import FieldSpec, Params
from archlib.prices import PriceList
from archlib.scenario import Scenario
from archlib.sizing.dials import declared

FACTORS: Final = (0.5, 2.0)
TIMES: Final = ("boot_s", "init_s", "idle_s", "keep_alive_s")  # beside the sizes that an architecture declares
OF_LOAD: Final = ("peak_per_hour", "transcode_s", "transcode_cv")
FEW, SOME_S = 1, 60.0  # what a count, and a time, of zero is turned to: its double is zero
CHARGES: Final = {"instances": "prices by time", "storage": "prices of storage", "requests": "prices of requests"}


class Setting(NamedTuple):
    """All that a run and its bill are made from, but for the seed."""

    architecture: Architecture
    scenario: Scenario
    prices: PriceList
    contract: Contract


class End(NamedTuple):
    """One end of a bar: its value as text, and the setting there; None where the models refuse it."""

    text: str
    setting: Setting | None


@dataclass(frozen=True)
class Turn:
    """One parameter, and its two ends; `now` is its value as text."""

    name: str
    now: str
    low: End
    high: End


def turns(architecture: Architecture, choices: Choices) -> tuple[Turn, ...]:
    """Return what can be turned of an architecture under some choices, in the order of the panel's tabs."""
    base = setting(architecture, choices)
    made = (*_load(base), *_architecture(base), *_failures(base), *_prices(base, choices), *_contract(base))
    return tuple(turn for turn in made if turn.low.text != turn.now or turn.high.text != turn.now)


def setting(architecture: Architecture, choices: Choices) -> Setting:
    """Return the setting that the choices are."""
    return Setting(architecture, choices.scenario(), choices.prices.prices(), choices.contract)


def _load(base: Setting) -> Iterator[Turn]:
    load = base.scenario.load
    if any(rates(load).values()):

        def more(factor: float) -> Setting:
            return base._replace(scenario=base.scenario.but(load=scaled(load, factor)))

        videos = [f"{factor * load.expected_videos:,.0f} videos" for factor in (1.0, *FACTORS)]
        yield _turn("all of the load", videos, more)
    for name in OF_LOAD:
        if name in specs_of(type(load)):
            yield from _field(load, name, lambda part: base._replace(scenario=base.scenario.but(load=part)))


def _architecture(base: Setting) -> Iterator[Turn]:
    one = base.architecture
    sizes = [path for path in declared(one) if "." not in path]
    for name in dict.fromkeys((*sizes, *(name for name in TIMES if name in specs_of(type(one))))):
        yield from _field(one, name, lambda part: base._replace(architecture=part))


def _failures(base: Setting) -> Iterator[Turn]:
    faults = base.scenario.faults

    def under(changed: Faults) -> Setting:
        return base._replace(scenario=base.scenario.but(faults=changed))

    times = ["as planned", "half as long", "twice as long"]
    if faults.scheduled:
        yield _turn("planned outages", times, lambda f: under(_each(faults, "scheduled", "duration_s", f)))
    if faults.drawn:
        often = ["as drawn", "half as many", "twice as many"]
        yield _turn("random failures", often, lambda f: under(_rarer(faults, f)))
        yield _turn("repairs", ["as drawn", *times[1:]], lambda f: under(_longer(faults, f)))
    if faults.mishaps:
        shares = ["as given", "half", "double"]
        yield _turn("shares that fail", shares, lambda f: under(_each(faults, "mishaps", "share", f)))


def _prices(base: Setting, choices: Choices) -> Iterator[Turn]:
    now = choices.prices
    for name, said in CHARGES.items():
        if getattr(now, name) > 0:
            texts = [f"x {getattr(now, name) * factor:g}" for factor in (1.0, *FACTORS)]
            yield _turn(
                said, texts, lambda f, n=name: base._replace(prices=now.but(**{n: getattr(now, n) * f}).prices())
            )


def _contract(base: Setting) -> Iterator[Turn]:
    yield from _field(base.contract, "deadline_s", lambda part: base._replace(contract=part))


def _field(part: Params, name: str, put: Any) -> Iterator[Turn]:
    """Yield the turn of a field, unless it holds nothing that can be turned."""
    model: type[Params] = type(part)
    spec, value = specs_of(model)[name], getattr(part, name)
    ends = _ends(spec, value)
    if ends is None:
        return
    texts = [_said(spec, v) for v in (value, *ends)]
    values = dict(zip(FACTORS, ends, strict=True))
    yield _turn(label(spec), texts, lambda factor: put(_changed(part, name, values[factor])))


def _said(spec: FieldSpec, value: Any) -> str:
    """Return a value with its unit, "1 instance" and "2 instances"."""
    if spec.unit in ("", "1") or isinstance(value, str):
        return written(value)
    unit = spec.unit.removesuffix("s") if value == 1 and len(spec.unit) > 1 else spec.unit
    return f"{written(value)} {unit}"


def _changed(part: Params, name: str, value: Any) -> Params:
    return part.but(**{name: value})


def _ends(spec: FieldSpec, value: Any) -> tuple[Any, Any] | None:
    """Return what a value is turned to: half and double within its bounds; neighbours in an instance's family."""
    if isinstance(value, str):
        return _neighbours(value) if value in instance_types() else None
    if spec.kind not in ("int", "float") or value is None:
        return None
    low, high = (value * factor for factor in FACTORS) if value else (value, FEW if spec.kind == "int" else SOME_S)
    if spec.low is not None:
        low = max(low, value if spec.low_open and low <= spec.low else spec.low)
    if spec.high is not None:
        high = min(high, value if spec.high_open and high >= spec.high else spec.high)
    return (round(low), round(high)) if spec.kind == "int" else (low, high)


def _neighbours(name: str) -> tuple[str, str]:
    """Return the next smaller and the next larger type of a family; itself where there is none."""
    family = sorted((t for t in instance_types() if t.startswith(f"{name.partition('.')[0]}.")), key=transcode_slots)
    at = family.index(name)
    return family[max(0, at - 1)], family[min(len(family) - 1, at + 1)]


def _turn(name: str, texts: list[str], make: Any) -> Turn:
    now, *ends = texts
    low, high = (End(text, _tried(make, factor)) for text, factor in zip(ends, FACTORS, strict=True))
    return Turn(name, now, low, high)


def _tried(make: Any, factor: float) -> Setting | None:
    with suppress(ParameterError):
        made: Setting = make(factor)
        _ = made.architecture.built  # a topology may refuse what each field by itself allows
        return made
    return None


def _each(faults: Faults, which: str, name: str, factor: float) -> Faults:
    parts = tuple(part.but(**{name: getattr(part, name) * factor}) for part in getattr(faults, which))
    return faults.but(**{which: parts})


def _rarer(faults: Faults, factor: float) -> Faults:
    """Return the faults with so many times the time down, each as long as before."""
    return faults.but(drawn=tuple(d.but(availability=1.0 - (1.0 - d.availability) * factor) for d in faults.drawn))


def _longer(faults: Faults, factor: float) -> Faults:
    """Return the faults as often as before, each so many times as long: the time down grows with the length."""
    return faults.but(drawn=tuple(_stretched(d, factor) for d in faults.drawn))


def _stretched(drawn: Any, factor: float) -> Any:
    up, down = drawn.availability, (1.0 - drawn.availability) * factor
    return drawn.but(mttr_s=drawn.mttr_s * factor, availability=up / (up + down))
