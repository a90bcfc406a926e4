"""How far a control reaches, and where a slider stops.

A control may reach less far than what is valid, never farther: an exact value beyond it can be typed. What a scene
begins with, and what its text asks for, is a stop wherever it lies.
"""

import math
from typing import Final

from archlib.params import FieldSpec

Number = int | float

# Reaches that suit a lesson, in the field's unit (the controls of the syllabus); all others follow from the default.
LESSON: Final[dict[str, tuple[float, float]]] = {
    "days": (1, 28),
    "base_per_hour": (0, 600),
    "peak_per_hour": (0, 6000),
    "per_hour": (0, 600),
    "mean_per_hour": (0, 600),
    "transcode_s": (1, 3600),
    "master_gb": (0.001, 40),
    "transcode_cv": (0, 2),
    "watch_per_s": (0, 100),
    "watch_peak_per_s": (0, 100),
    "max_workers": (1, 1337),
    "min_workers": (0, 20),
    "target": (0.1, 100),
    "metric_delay_s": (0, 300),
    "boot_s": (0, 600),
    "app_start_s": (0, 120),
    "idle_s": (0, 1800),
    "room": (0, 200),
    "process_room": (0, 200),
    "outage_start_h": (0, 168),
    "schema_change_h": (0, 24),
    "schema_read_h": (0, 24),
    "seed": (0, 100),
    "seeds": (2, 40),
    "video": (0, 2000),
    "at_s": (0.1, 604_800),
    "until_min": (0, 10_080),
    "retry_budget": (0, 1000),
    "drop_after_s": (0, 3600),
    "shed_after_s": (0, 3600),
    "keep_alive_s": (0, 7200),
    "poll_every_s": (0, 60),
    "delivery_age_s": (60, 86_400),
    "transitions": (0, 2000),
    "hop_s": (0, 0.05),
    "alarm_above": (0, 100),
    "longest_line": (10, 10_000),
    "bucket": (0, 100),
    "breaker": (0, 100),
}

# Stops beside those that follow from the reach, where it matters most: in the first two days an outage can be moved
# hour by hour, and the first of many steps, or the shortest pauses, tell most.
FINER: Final[dict[str, tuple[float, ...]]] = {
    "outage_start_h": tuple(float(hour) for hour in range(49)),
    "poll_every_s": (0.1, 0.2, 0.5),
    "transitions": (1.0, 2.0, 5.0, 10.0),
    "longest_line": (90.0, 110.0, 130.0, 140.0),
}

# Times from a minute to a day as people say them; a logarithmic slider stops at them, too.
_SPOKEN_S: Final = (60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400)

# Shares near 1 are told apart by their nines.
NINES: Final = (0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9998, 0.9999, 0.99999, 1.0)
SHARES_OF_NINES: Final = frozenset({"availability", "upload", "ready_share", "manage"})

_DECADE: Final = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
_STEPS: Final = 100  # of a linear slider, about: one for each few pixels


def stops(spec: FieldSpec, *asked: Number) -> tuple[Number, ...]:
    """Return the values at which a field's slider stops, rising, all of them valid; the default and `asked` are there.

    A logarithmic field that may be 0 has it as its first stop.
    """
    low, high = reach(spec)
    if spec.name in SHARES_OF_NINES and spec.unit == "1":
        found = [v for v in NINES if low <= v <= high]
    elif spec.scale == "log":
        found = ([0.0] if low == 0 else []) + _log_stops(low or high / 1e4, high)
        found += [float(v) for v in _SPOKEN_S if spec.unit == "s" and low < v < high]
    else:
        found = _linear_stops(low, high, whole=spec.kind == "int")
    found = [v for v in (*found, *FINER.get(spec.name, ()), *_given(spec), *asked) if _valid(spec, v)]
    numbers: set[Number] = {int(v) for v in found if float(v).is_integer()} if spec.kind == "int" else set(found)
    return tuple(sorted(numbers))


def reach(spec: FieldSpec) -> tuple[float, float]:
    """Return the least and the greatest value that a slider aims at, within the valid ones."""
    low, high = LESSON.get(spec.name) or _around(spec)
    least = -math.inf if spec.low is None else spec.low
    greatest = math.inf if spec.high is None else spec.high
    return max(low, least), min(high, greatest)


def _around(spec: FieldSpec) -> tuple[float, float]:
    """Return a reach that follows from the default: a hundredth to a hundredfold, or from the bound to tenfold."""
    default = float(_given(spec)[0]) if _given(spec) else float(spec.low or 1.0)
    if spec.scale == "log":
        default = default or float(spec.high or 100.0) / 100
        return (0.0 if spec.low == 0 and not spec.low_open else default / 100, default * 100)
    span = 10 * max(abs(default), 1.0)
    return (spec.low if spec.low is not None else default - span, default + span)


def _given(spec: FieldSpec) -> tuple[Number, ...]:
    is_number = isinstance(spec.default, (int, float)) and not isinstance(spec.default, bool)
    return (spec.default,) if is_number else ()


def _log_stops(low: float, high: float) -> list[float]:
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    series = [_tidy(step * 10.0**decade) for decade in range(first, last + 1) for step in _DECADE]
    return [_tidy(low), *[v for v in series if low < v < high], high]


def _linear_stops(low: float, high: float, whole: bool) -> list[float]:
    if high <= low:
        return [low]
    step = _nice((high - low) / _STEPS)
    step = max(step, 1.0) if whole else step
    first = math.floor(low / step) + 1  # what lies between the ends are multiples of the step, which read well
    return [_tidy(low), *[_tidy(i * step) for i in range(first, math.ceil(high / step)) if i * step > low], high]


def _nice(step: float) -> float:
    """Return 1, 2 or 5 times a power of ten, not below the step."""
    power = 10.0 ** math.floor(math.log10(step))
    return _tidy(next((m * power for m in (1.0, 2.0, 5.0) if m * power >= step * (1 - 1e-9)), 10 * power))


def _tidy(value: float) -> float:
    return float(f"{value:.6g}")


def _valid(spec: FieldSpec, value: Number) -> bool:
    above = spec.low is None or value > spec.low or (value == spec.low and not spec.low_open)
    below = spec.high is None or value < spec.high or (value == spec.high and not spec.high_open)
    return above and below
