"""What a report says of other weeks: each run of a comparison again under many seeds, and what differs between them."""

from collections.abc import Sequence
from typing import NamedTuple

from archlib.architectures import Architecture
from archlib.architectures.base import from_dict
from archlib.compare import Comparison, Progress
from archlib.errors import ArchlibError
from archlib.lab import words
from archlib.lab.figures import bands
from archlib.lab.figures.picture import Picture
from archlib.lab.figures.weeks import Weeks, weeks
from archlib.lab.shares import part
from archlib.params import refuse
from archlib.scenario import Scenario
from archlib.workload.measured import Measured


class OtherWeeks(NamedTuple):
    """The picture of the bands, and what differs between the weeks, in words."""

    picture: Picture
    said: str


def other_weeks(comparison: Comparison, n: int, progress: Progress | None = None) -> OtherWeeks:
    """Return what a comparison would have been under seeds 1 to n.

    Parameters
    ----------
    progress : called with the share of all runs made, 0 to 1; returning False stops them

    Raises
    ------
    ParameterError
        if a run kept too little to be made again
    EngineError
        if it is stopped
    """
    picture = bands.picture(comparison, None, run_again(comparison, n, progress))
    return OtherWeeks(picture, said(comparison, n))


def run_again(comparison: Comparison, n: int, progress: Progress | None = None) -> dict[str, Weeks]:
    """Return label -> its weeks, with scenario, prices and contract of the comparison; errors as of `other_weeks`."""
    made = _made_from(comparison, n)
    found = {}
    for i, (label, run, one) in enumerate(zip(comparison.labels, comparison.runs, made, strict=True)):
        told = part(progress, i, len(made))
        found[label] = weeks(one, run.scenario, run.prices, comparison.contract, range(1, n + 1), progress=told)
    return found


def said(comparison: Comparison, n: int) -> str:
    """Return what was run, and what a seed changes."""
    scenario = comparison.runs[0].scenario
    drawn = words.listed(drawn_anew(scenario))
    pairs = " Each seed is the same week for all of them." if len(comparison) > 1 else ""
    return (
        f"All else on this page is of one week, seed {scenario.seed}. Here the same load, faults, contract and prices "
        f"are run under {n} seeds, 1 to {n}.{pairs} From seed to seed {drawn} are drawn anew."
    )


def drawn_anew(scenario: Scenario) -> list[str]:
    """Return what a seed draws; faults at fixed times are the same for all seeds."""
    load, faults = scenario.load, scenario.faults
    when = "the moments of arrival"
    if isinstance(load, Measured):
        kept = load.mode == "exact"
        when = "the moments within each period (its count is kept)" if kept else "the counts around those measured"
    failing = ["failures at random times"] if faults.drawn else []
    flaws = ["what mishaps strike"] if faults.mishaps else []
    return [when, "the work of each video", *failing, *flaws]


def _made_from(comparison: Comparison, n: int) -> Sequence[Architecture]:
    if comparison.architectures:
        return comparison.architectures
    try:
        return [from_dict(run.parameters) for run in comparison.runs]
    except ArchlibError as error:
        rule = f"not all runs can be made again: {str(error).rstrip('.')}"
        raise refuse("report", "weeks", n, rule, "Give what al.compare() returned, or weeks=0.") from None
