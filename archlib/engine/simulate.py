"""One run: an architecture under a scenario, from parameters to what they led to."""

from archlib.architectures import Architecture
from archlib.contract import Contract
from archlib.engine.driver import Progress, play
from archlib.engine.inputs import Inputs
from archlib.errors import check_kind
from archlib.outcome import Run
from archlib.prices import PriceList, chosen
from archlib.scenario import Scenario
from archlib.timeline import timeline


def simulate(
    architecture: Architecture,
    scenario: Scenario,
    *,
    prices: PriceList | None = None,
    contract: Contract | None = None,
    compiled: bool | None = None,
    progress: Progress | None = None,
) -> Run:
    """Run an architecture under a scenario.

    Arrivals stop at the horizon H, the run goes on to H + the contract's deadline, bill and series are cut at H.

    Parameters
    ----------
    prices : default is the dated list of us-east-1
    contract : gives the deadline of "ready in time", s; the standard contract's by default
    compiled : None takes numba if it is there, False runs the same source as Python (equal bit for bit)
    progress : called with the share done, 0 to 1; returning False cancels

    Returns
    -------
    Run
        bill, availability, latency, jobs, series and stories, all computed when asked for

    Raises
    ------
    ParameterError
        if something else stands in the place of an argument
    EngineError
        if it is cancelled, or numba is asked for and missing
    """
    check_kind("simulate", "architecture", architecture, Architecture, "Monolith()")
    check_kind("simulate", "scenario", scenario, Scenario, "Scenario(load)")
    check_kind("simulate", "contract", contract, Contract, "Contract()", or_none=True)
    prices = chosen("simulate", prices)
    contract = contract or Contract()
    topology = architecture.built
    end_s = scenario.horizon_s + contract.deadline_s
    inputs = Inputs.of(scenario, end_s)
    faults = timeline(topology, scenario.faults, scenario.seed, end_s)
    return Run(
        architecture=architecture.kind,
        parameters=architecture.to_dict(),
        topology=topology,
        scenario=scenario,
        prices=prices,
        deadline_s=contract.deadline_s,
        trace=play(topology, inputs, faults, compiled=compiled, progress=progress),
        timeline=faults,
    )
