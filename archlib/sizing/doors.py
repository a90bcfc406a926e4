"""The door: read what is asked, search, hand back what was found."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from archlib.architectures import Architecture
from archlib.compare import Progress
from archlib.errors import ParameterError, check_kind
from archlib.prices import PriceList, chosen
from archlib.scenario import Scenario
from archlib.sweeps.given import read_seeds

if TYPE_CHECKING:
    from archlib.contract import Contract
    from archlib.sizing.bench import Bench
    from archlib.sizing.found import Sizing

ROUNDING = 1e-9


def size(
    architecture: Architecture,
    scenario: Scenario,
    contract: "Contract | None" = None,
    *,
    seeds: Iterable[int] | None = None,
    share: float = 1.0,
    over: Mapping[str, Iterable[Any]] | None = None,
    start: Architecture | None = None,
    thorough: bool = True,
    most_runs: int = 2000,
    prices: PriceList | None = None,
    progress: Progress | None = None,
    compiled: bool | None = None,
) -> "Sizing":
    """Search for the cheapest sizes with which an architecture meets a contract, by real runs.

    The search "bracket, bisect, descend" is told in `archlib.sizing.search`. What it returns is the cheapest found:
    no count turned down by one alone is cheaper, which is no proof that nothing else is. Equal arguments give equal
    results.

    Parameters
    ----------
    architecture : all its fields but the sizes stay as they are
    contract : what to meet, the standard contract by default; its budget is held against the cheapest that keeps the
        other clauses
    seeds : of the scenario; None takes its own. The same seed is the same load, work and failures for every size
    share : float, 1, 0 < share <= 1, of the seeds that must meet the contract
    over : path -> candidates, from the least to the most, in place of the fields that declare `sizes`; a path is a
        field, or that of a part with a name ("services.transcode.workers"). Fields left out stay as they are
    start : where to begin, such as what was found for a load nearby: far fewer runs; None begins at a guess in closed
        form. Its other fields do not count
    thorough : False looks at a ladder's neighbours only and exchanges nothing: fewer runs, at times a dearer result
    most_runs : int, runs, after which the best so far is returned
    prices, compiled : as for `simulate`
    progress : called with the share of `most_runs` made, and 1 at the end; returning False cancels

    Returns
    -------
    Sizing
        with `.architecture`, None where no size meets the contract; then `.broken` has the clauses that fail

    Raises
    ------
    ParameterError
        for a wrong argument, before anything runs
    EngineError
        if it is cancelled
    """
    from archlib.contract import Contract

    contract = Contract() if contract is None else contract
    _check(architecture, scenario, contract, start)
    _check_numbers(share, most_runs)
    prices = chosen("size", prices)
    asked = (scenario.seed,) if seeds is None else read_seeds(seeds, "size")
    may_fail = int((1.0 - share) * len(asked) + ROUNDING)
    bench = _bench(architecture, scenario, contract, asked, over, may_fail, most_runs, prices, progress, compiled)
    complete = _searched(bench, start, thorough)
    if progress is not None:
        progress(1.0)
    return _sizing(bench, contract, asked, share, complete)


def _searched(bench: "Bench", start: Architecture | None, thorough: bool) -> bool:
    """Search; whether it came to its end."""
    from archlib.sizing.bench import LimitError
    from archlib.sizing.guess import guess, own
    from archlib.sizing.search import search

    dials, first = bench.dials, start or bench.architecture
    point = own(first, dials) if start else guess(first, dials, bench.scenarios)
    try:
        search(bench, point, thorough)
    except LimitError:
        return False
    return True


def _bench(
    architecture: Architecture, scenario: Scenario, contract: "Contract", seeds: tuple[int, ...], over: Any,
    may_fail: int, most_runs: int, prices: PriceList, progress: Progress | None, compiled: bool | None,
) -> "Bench":  # fmt: skip
    from archlib.sizing.bench import Bench
    from archlib.sizing.dials import chosen, dials
    from archlib.sizing.guess import tops

    scenarios = tuple(scenario if s == scenario.seed else scenario.but(seed=s) for s in seeds)
    if over is None:
        turned = dials(architecture, tops(architecture, scenarios, contract.deadline_s))
    else:
        turned = chosen(architecture, over)
    if not turned:
        do = "Declare them with param(..., sizes='count') on its page, or give over={'field': candidates}."
        raise ParameterError(f"size: {architecture.kind} has no field that declares sizes. {do}")
    service = contract.but(budget_usd_per_month=None)
    return Bench(architecture, turned, scenarios, service, prices, may_fail, most_runs, progress, compiled)


def _sizing(bench: "Bench", contract: "Contract", seeds: tuple[int, ...], share: float, complete: bool) -> "Sizing":
    from archlib.sizing.dials import at
    from archlib.sizing.found import Sizing, Try, broken, judged

    point = bench.nearest if bench.best is None else bench.best
    if point is None:
        do = "Give over= candidates that go together, or another architecture."
        raise ParameterError(f"size: {bench.architecture.kind} refuses every combination tried. {do}")
    best = at(bench.architecture, bench.dials, point)
    runs = bench.kept[point]
    last = Try({}, "meets", judged(runs, contract))
    failed = sum(not o.ok for o in last.outcomes.values())
    found = bench.best is not None and failed <= bench.may_fail
    return Sizing(
        best if found else None,
        best,
        contract,
        tuple(runs[seed] for seed in seeds if seed in runs),
        seeds,
        share,
        () if found else broken(last),
        tuple(bench.tries.values()),
        bench.made,
        complete,
    )


def _check(architecture: Any, scenario: Any, contract: Any, start: Any) -> None:
    from archlib.contract import Contract

    check_kind("size", "architecture", architecture, Architecture, "QueueFleet()")
    check_kind("size", "scenario", scenario, Scenario, "Scenario(load)")
    check_kind("size", "contract", contract, Contract, "Contract()")
    if start is not None and type(start) is not type(architecture):
        do = f"Give another {architecture.kind}, such as a result's .best, or leave it out."
        raise ParameterError(f"size(start={start!r:.60}) is refused: it is no {architecture.kind}. {do}")


def _check_numbers(share: Any, most_runs: Any) -> None:
    if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 < share <= 1:
        raise ParameterError(f"size(share={share!r:.60}) is refused: a number, 0 < share <= 1. Give e.g. 0.8.")
    if isinstance(most_runs, bool) or not isinstance(most_runs, int) or most_runs < 1:
        raise ParameterError(
            f"size(most_runs={most_runs!r:.60}) is refused: a whole number of runs, 1 <= most_runs. Give e.g. 500."
        )
