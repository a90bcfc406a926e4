"""A scenario that was written in a cell, taken into a panel: whole, or not at all."""

import json
from dataclasses import replace

from archlib.errors import DataError
from archlib.lab.choices import Choices
from archlib.lab.plan import LISTS, Chance, Prices
from archlib.lab.retraced import failures_of
from archlib.scenario import Scenario


def with_scenario(here: Choices, text: str) -> Choices:
    """Return choices with the load, faults, seed and prices of a scenario; architectures and contract stay.

    Parameters
    ----------
    text : what `Scenario.to_json` wrote; its remark on prices is the name or the hash of a list, or empty

    Raises
    ------
    DataError : no such text, or it has faults, a horizon or prices that a panel cannot show
    ParameterError : a value in it does not hold
    """
    scenario = Scenario.from_json(text)
    if scenario.horizon_s != scenario.load.horizon_s:
        raise DataError(
            f"horizon_s={scenario.horizon_s:g} is refused: a panel runs the whole load, {scenario.load.horizon_s:g} s. "
            "Give the load fewer days, or run the scenario in a cell: al.simulate(architecture, scenario)."
        )
    failures, chance = failures_of(scenario.faults), Chance(seed=scenario.seed)
    prices = _prices(here.prices, json.loads(text).get("prices", ""))
    choices = replace(here, load=scenario.load, failures=failures, chance=chance, prices=prices)
    choices.check()
    return choices


def _prices(here: Prices, remark: object) -> Prices:
    """Return the prices that a scenario's remark means: those of the panel, or a known list."""
    listed = here.prices()
    if remark in ("", listed.hash) or (remark == listed.name and not listed.factors):
        return here
    for name, make in LISTS.items():
        if remark in (name, make().hash):
            return Prices().but(price_list=name)
    raise DataError(
        f"prices={remark!r:.80} is refused: a scenario only names its price list, and this is the name or hash of none "
        f"here ({', '.join(LISTS)}). Choose prices at the panel, and paste it with an empty name: to_json(prices='')."
    )
