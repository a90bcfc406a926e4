"""How often fleets may decide in a year: what would take gigabytes and minutes is refused before it runs.

A load of too many videos is refused by the load itself.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from archlib.architectures import Architecture
from archlib.params import refuse
from archlib.topology import Fleet
from archlib.year.clock import MONTH_S, YEAR_S, quarter_of
from archlib.year.given import Year
from archlib.year.plan import Plan
from archlib.year.stretches import parts

MOST_TICKS: Final = 8_000_000  # of all fleets together; one fleet that decides every 4 s has so many


class _Ticking(NamedTuple):
    """How often a fleet decides while its architecture runs."""

    times: float
    quarter: int
    architecture: Architecture
    fleet: Fleet


def check_ticks(year: Year, plan: Plan) -> None:
    """Refuse a plan whose fleets decide so often that nobody would wait for it; each decision is kept in memory.

    Raises
    ------
    ParameterError : more than 8 million decisions of all fleets in the year
    """
    found = list(_ticking(year, plan))
    times = sum(each.times for each in found)
    if times > MOST_TICKS:
        most = max(found, key=lambda each: each.times)
        field = f"quarters[{most.quarter - 1}], {most.architecture.kind}, {most.fleet.name}: tick_s"
        rule = f"fleets would decide {times:,.0f} times in the year, and {MOST_TICKS:,} times is the most"
        do = f"Raise it: one fleet all year may decide every {YEAR_S / MOST_TICKS:.3g} s."
        raise refuse("Plan", field, most.fleet.scaling.tick_s, rule, do, "s")


def _ticking(year: Year, plan: Plan) -> Iterator[_Ticking]:
    for part in parts(year, plan):
        seconds = part.months * MONTH_S + part.after_s
        for fleet in (s for s in part.architecture.built.stations if isinstance(s, Fleet)):
            yield _Ticking(seconds / fleet.scaling.tick_s, quarter_of(part.first_month), part.architecture, fleet)
