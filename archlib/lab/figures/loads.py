"""The same load, more or less of it: all rates times one factor, the shape of day and week as it was."""

import math

from archlib.scenario import Scenario
from archlib.workload import Workload
from archlib.workload.steps import HOUR_S

DIGITS = 12  # significant; the last ones of a quotient follow from how much came, which is to play no part
RATE, SCALE = "videos/h", "scale"  # the unit of rates, and the factor that a load from counts has


def rates(load: Workload) -> dict[str, float]:
    """Return the fields that say how much comes: rates, or the scale of measured counts."""
    specs = type(load).specs()
    return {name: float(getattr(load, name)) for name, s in specs.items() if s.unit == RATE or name == SCALE}


def scaled(load: Workload, factor: float) -> Workload:
    """Return a load with `factor` times as many videos at every moment; what is watched stays.

    Raises
    ------
    ParameterError
        if a rate leaves its bounds, or more videos are expected than a load may have
    """
    return load.but(**{name: value * factor for name, value in rates(load).items()})


def of_one(load: Workload) -> Workload | None:
    """Return a load of the same shape with a mean of one video an hour; None for counts of nothing, without a shape.

    Loads that differ in nothing but how much comes give equal ones. Rates that are all 0 have no shape either: of them
    it is an even load.
    """
    some = load if load.expected_videos > 0 else load.but(**dict.fromkeys(rates(load), 1.0))
    if some.expected_videos == 0:
        return None
    mean = some.expected_videos / (some.horizon_s / HOUR_S)
    return some.but(**{name: float(f"{value / mean:.{DIGITS}g}") for name, value in rates(some).items()})


def most(load: Workload) -> float:
    """Return the largest factor that `scaled` takes by the bounds of the rates; infinite for a load of nothing."""
    specs = type(load).specs()
    return min((float(specs[n].high or math.inf) / v for n, v in rates(load).items() if v > 0), default=math.inf)


def per_hour(scenario: Scenario) -> float:
    """Return the expected videos an hour, over all of the load's time."""
    return scenario.load.expected_videos / (scenario.load.horizon_s / HOUR_S)
