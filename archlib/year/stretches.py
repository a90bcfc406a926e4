"""Stretches of the year in which one architecture runs without a break; each is one run, cut at the months' ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from archlib.architectures import Architecture
from archlib.engine.cuts import Cut, play_cut
from archlib.engine.driver import Progress
from archlib.engine.inputs import Inputs
from archlib.outcome import Run
from archlib.prices import PriceList
from archlib.scenario import Scenario
from archlib.year.clock import MONTH_S, MONTHS, MONTHS_A_QUARTER, QUARTERS, first_month
from archlib.year.features import Features, features
from archlib.year.given import Year
from archlib.year.meters import Counted, counted
from archlib.year.plan import Plan
from archlib.year.shifted import shifted


@dataclass(frozen=True)
class Part:
    """Which architecture runs from the first second of `first_month` on for so many months, and `after_s` beside."""

    first_month: int
    months: int
    architecture: Architecture
    after_s: float

    @property
    def to_month(self) -> int:
        """The last month."""
        return self.first_month + self.months - 1


@dataclass(frozen=True, eq=False)
class Stretch:
    """What became of a part.

    Attributes
    ----------
    part : what ran when
    run : from the stretch's first second to its last month's end and `after_s` more, in which nothing new comes
    cuts : the counters at each month's end within the run
    """

    part: Part
    run: Run
    cuts: tuple[Cut, ...]

    @cached_property
    def features(self) -> Features:
        """How each feature did in each month, and while the old system ran on."""
        edges = [MONTH_S * k for k in range(self.part.months + 1)]
        return features(self.run, [*edges, edges[-1] + self.part.after_s] if self.part.after_s else edges)

    @cached_property
    def counted(self) -> tuple[tuple[Counted, ...], ...]:
        """What the meters counted in each month, and last, if the old system ran on, in that time."""
        return counted(self.run, self.cuts, self.features.watched)


def parts(year: Year, plan: Plan) -> tuple[Part, ...]:
    """Return the parts of a plan; equal architectures in quarters that follow each other are one."""
    begins = [1, *(first_month(change.quarter) for change in plan.changes), MONTHS + 1]
    after = [*(year.migration.parallel_s(change.kind) for change in plan.changes), 0.0]
    return tuple(
        Part(begin, end - begin, plan.architectures[(begin - 1) // MONTHS_A_QUARTER], after_s)
        for begin, end, after_s in zip(begins, begins[1:], after, strict=False)
    )


def stretches(
    year: Year, plan: Plan, seed: int, prices: PriceList, compiled: bool | None, progress: Progress | None
) -> Iterator[Stretch]:
    """Run the parts of a plan one after the other."""
    quarters_done = 0
    for part in parts(year, plan):
        share = part.months // MONTHS_A_QUARTER
        told = None if progress is None else _within(progress, quarters_done, share)
        yield _ran(year, part, seed, prices, compiled, told)
        quarters_done += share


def _ran(
    year: Year, part: Part, seed: int, prices: PriceList, compiled: bool | None, progress: Progress | None
) -> Stretch:
    load = year.load.but(
        first_month=part.first_month, months=part.months, after_s=part.after_s, days=_days(part.months, part.after_s)
    )
    scenario = Scenario(load, faults=year.faults, seed=seed)
    deadline_s, topology = year.contract.deadline_s, part.architecture.built
    end_s = scenario.horizon_s + deadline_s
    faults = shifted(topology, year.faults, seed, load.from_s, end_s)
    last = part.months if part.after_s else part.months - 1
    cuts_s = [MONTH_S * k for k in range(1, last + 1)]
    inputs = Inputs.of(scenario, end_s)
    trace, cuts = play_cut(topology, inputs, faults, cuts_s, compiled=compiled, progress=progress)
    made = part.architecture
    run = Run(made.kind, made.to_dict(), topology, scenario, prices, deadline_s, trace, faults)
    return Stretch(part, run, cuts)


def _days(months: int, after_s: float) -> float:
    return (months * MONTH_S + after_s) / 86_400.0


def _within(progress: Progress, done: int, share: int) -> Progress:
    return lambda part: progress((done + share * part) / QUARTERS)
