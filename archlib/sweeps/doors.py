"""The door: read what is asked, play what is not known yet, hand back the table."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any

from archlib.architectures import Architecture
from archlib.compare import Progress
from archlib.errors import check_kind
from archlib.prices import PriceList, chosen
from archlib.scenario import Scenario
from archlib.sweeps.axes import Between

if TYPE_CHECKING:
    from archlib.contract import Contract
    from archlib.sweeps.design import Design
    from archlib.sweeps.results import Sweep

Many = Iterable[Any] | Mapping[str, Any] | Between


def sweep(
    architectures: Architecture | Sequence[Architecture] | Mapping[str, Architecture],
    scenarios: Scenario | Sequence[Scenario] | Mapping[str, Scenario],
    over: Mapping[str, Many] | None = None,
    seeds: Iterable[int] | None = None,
    *,
    draws: int | None = None,
    draw_seed: int = 1,
    prices: PriceList | None = None,
    contract: "Contract | None" = None,
    executor: Executor | Callable[[], Executor] | None = None,
    at_once: int = 64,
    progress: Progress | None = None,
    resume: str | os.PathLike[str] | None = None,
    compiled: bool | None = None,
) -> "Sweep":
    """Run every combination of architectures, scenarios, values and seeds, and keep one row of numbers of each.

    Every row equals that of a single `simulate`, bit for bit, whoever played it and in whatever order.

    Parameters
    ----------
    architectures, scenarios : one, a list, or a mapping that names them for the table
    over : path -> values; a list, a mapping from the name to show to the value, or `between(low, high)` to draw from.
        Lists meet all other lists; drawn values belong together, point by point. A path is

        - `"QueueFleet.max_workers"`: a field of the architectures of that kind, of that name, or
          (`"Architecture.tries"`) of all; it does not multiply the runs of others
        - `"Microservices.services.transcode.workers"`: a field of one of its parts, by the part's name
        - `"load.peak_per_hour"`, `"scenario.horizon_s"`, `"contract.budget_usd_per_month"`
        - `"faults.scheduled.<which>.start_s"`, `"faults.drawn.<which>.mttr_s"`, `"faults.mishaps.<which>.share"`, where
          which is a fault's number, its role ("host" for hosts), its label, or "*" for all
        - `"prices.c5.large"`, `"prices.everything"`: a factor on one price or on all
        - `"load"`, `"faults"`, `"prices"`, `"contract"`: the whole part, as a mapping from names
    seeds : of the scenarios; None takes each scenario's own. The same seed is the same random work and the same
        failures for every architecture (common random numbers)
    draws, draw_seed : how many points the ranges of `over` have, uniform and independent, and which; more draws keep
        the first ones
    prices, contract : as for `simulate`
    executor : None for here, one after another; a `concurrent.futures.Executor` of threads, of processes or of a
        cluster (`dask.distributed.Client(...).get_executor()`); or a function that makes one, such as
        `partial(ProcessPoolExecutor, 2)`: it is closed at the end, and made again if one of its processes dies
    at_once : tasks of about 50 ms that may run or wait at once; at least twice the workers of a cluster
    progress : called with the share of all runs done, 0 to 1; returning False cancels, and what was done is returned.
        `al.lab.watched` makes one with a bar and a Cancel button
    resume : folder in which rows are kept as they come in, as Arrow, and taken from if the same run is there: same
        scenario, architecture, prices, contract and engine. What is damaged or foreign there is left alone and computed
        again
    compiled : as for `simulate`

    Returns
    -------
    Sweep
        `.table()`, `.quantiles()` over seeds, `.differences()` between architectures. A combination that a model
        refuses has a row with the reason in the column `refused`

    Raises
    ------
    ParameterError
        before anything runs, for a path that leads nowhere, an empty list, or a value that its field never takes
    DataError
        if the folder cannot be used
    SweepError
        if the executor fails; its `.sweep` holds what was done
    """
    from archlib.contract import Contract
    from archlib.sweeps.crew import check_crew
    from archlib.sweeps.play import Asked, played

    check_crew("sweep", executor, at_once)
    check_kind("sweep", "contract", contract, Contract, "Contract()", or_none=True)
    standard = chosen("sweep", prices), contract or Contract()
    design = _design(architectures, scenarios, over, seeds, draws, draw_seed, *standard)
    return played(design, Asked(executor, at_once, progress, resume, compiled))


def _design(
    architectures: Any, scenarios: Any, over: Any, seeds: Any, draws: Any, draw_seed: int, prices: Any, contract: Any
) -> "Design":
    from archlib.sweeps.design import Design
    from archlib.sweeps.given import named_architectures, named_scenarios, owners, read_axes, read_seeds

    named, under = named_architectures(architectures), named_scenarios(scenarios)
    parts: dict[str, list[Any]] = {
        **owners(named),
        "scenario": list(under.values()),
        "load": [s.load for s in under.values()],
        "faults": [s.faults for s in under.values()],
        "prices": [prices],
        "contract": [contract],
    }
    axes = read_axes(over, parts, draws, draw_seed)
    return Design(named, under, axes, (None,) if seeds is None else read_seeds(seeds), draws or 1, prices, contract)
