"""A look inside a cell of a decision map: its designs, load, failures and prices as the choices of a panel."""

from itertools import product

from archlib.errors import ParameterError
from archlib.lab.choices import Choices, keyed
from archlib.lab.map_place import Place, spot
from archlib.lab.plan import LISTS, Chance, Failures, Prices
from archlib.maps import DecisionMap


def inside(decided: DecisionMap, place: Place) -> Choices:
    """Return the designs of a cell, all that keep the contract, with the load, failures and prices of the map.

    Raises
    ------
    ParameterError
        where none keeps the contract, or the map was made with failures or prices that a panel does not have
    """
    at = spot(decided, place)
    found = [one.architecture for one in decided.cell(*at) if one.found and place.shows(one.architecture)]
    if not found:
        rule = "no architecture keeps the contract there, so there is no design to look into"
        raise ParameterError(f"The chosen cell: {rule}. Choose another cell, or a lower service level.")
    scenario = decided.scenario(at.peak, at.volume, decided.seeds[0])
    return Choices(
        scenario.load,
        keyed([decided.design(name, *at) for name in found]),
        failures=_failures(scenario.faults),
        chance=Chance(seed=scenario.seed),
        prices=_prices(decided),
        contract=decided.contract(at.level, at.deadline_s),
    )


def _failures(faults: object) -> Failures:
    for standard, services in product((True, False), repeat=2):
        known = Failures(standard_week=standard, service_failures=services)
        if known.faults() == faults:
            return known
    raise _not_in_a_panel("failures")


def _prices(decided: DecisionMap) -> Prices:
    for name, listed in LISTS.items():
        if listed().hash == decided.prices.hash:
            return Prices().but(price_list=name)
    raise _not_in_a_panel("prices")


def _not_in_a_panel(what: str) -> ParameterError:
    do = "Compare its designs in a cell: al.compare([map.design(...)], map.scenario(...))."
    return ParameterError(f"The map was made with {what} that no panel has. {do}")
