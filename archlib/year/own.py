"""A load of one's own as the first month of a year: made a whole number of days, so that it can be repeated."""

import math
from typing import Final

from archlib.params import refuse
from archlib.workload import Measured, Workload
from archlib.workload.steps import DAY_S, HOUR_S

WEEK_DAYS: Final = 7
QUIET_H: Final = 6.0  # a night: exports leave out periods without anything, so that the last day may end early


def repeatable(load: Workload) -> Workload:
    """Return the whole weeks of a load, or its whole days if it is shorter than a week, from its beginning on.

    Repeated, a load of 6.5 days would put its second evening at noon, and one of ten days its Saturday on a Tuesday.
    If no more than `QUIET_H` are missing to the end of a measured load's last day, nothing came in them.

    Raises
    ------
    ParameterError : a load of less than a day
    """
    load = _filled(load) if isinstance(load, Measured) else load
    days = int(load.horizon_s // DAY_S)
    if days < 1:
        rule = "it is repeated for a year, and takes a day at least"
        raise refuse("Year", "shape.days", round(load.days, 3), rule, "Measure a week, or a whole day.", "days")
    whole = days - days % WEEK_DAYS if days >= WEEK_DAYS else days
    return load if whole * DAY_S == load.horizon_s else load.but(days=float(whole))


def _filled(load: Measured) -> Measured:
    """Return a measured load with no videos up to the end of its last day, if that is near."""
    days = math.ceil(load.horizon_s / DAY_S)
    missing_s = days * DAY_S - load.horizon_s
    if not 0 < missing_s <= QUIET_H * HOUR_S:
        return load
    counts = load.counts[: math.ceil(load.horizon_s / load.period_s)]
    empty = math.ceil((days * DAY_S - len(counts) * load.period_s) / load.period_s)
    note = f"no videos in the last {missing_s / HOUR_S:.3g} h, of which the file has nothing"
    return load.but(counts=(*counts, *[0.0] * empty), days=float(days), notes=(*load.notes, note))
