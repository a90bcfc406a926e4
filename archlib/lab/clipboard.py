"""What stands at a panel as text, to copy, keep and paste: the same numbers come out of it again.

The text holds all choices, and under "scenario" what `Scenario.to_json` writes of them. A panel takes such a scenario
alone as well.
"""

import json
from typing import Any

from archlib._version import __version__
from archlib.architectures.base import from_dict
from archlib.contract import Contract
from archlib.errors import DataError
from archlib.lab.choices import CHANCE, CONTRACT, FAILURES, MANY, PRICES, SHOWN, Choices
from archlib.lab.plan import Chance, Failures, Many, Prices, Shown
from archlib.lab.scenario_in import with_scenario
from archlib.params import Params
from archlib.scenario import Scenario
from archlib.workload import Workload

FORMAT = 1
SCENARIO, FAULTS = "scenario", "faults"  # only a scenario by itself has faults
OWN: dict[str, type[Params]] = {
    FAILURES: Failures, CHANCE: Chance, PRICES: Prices, CONTRACT: Contract, SHOWN: Shown, MANY: Many,
}  # fmt: skip
KNOWN = {"format", "archlib", "load", "architectures", SCENARIO, *OWN}


def copied(choices: Choices) -> str:
    """Return the choices as JSON, with the version of archlib that wrote it.

    `Scenario.from_dict(json.loads(text)["scenario"])` is the scenario that the panel runs.
    """
    scenario = choices.scenario().to_json(prices=choices.prices.prices().hash)
    content = {
        "format": FORMAT,
        "archlib": __version__,
        "load": choices.load.to_dict(),
        "architectures": {key: one.to_dict() for key, one in choices.architectures.items()},
        **{name: part.model_dump(mode="json") for name in OWN if (part := getattr(choices, name)) is not None},
        SCENARIO: json.loads(scenario),
    }
    return json.dumps(content, indent=1)


def pasted(text: str, here: Choices) -> Choices:
    """Return the choices that `copied` wrote; or those of a panel with the scenario that `Scenario.to_json` wrote.

    Parameters
    ----------
    here : the choices of the panel: what a scenario says nothing of stays

    Raises
    ------
    DataError : it is not such a text, or has what a panel cannot show; the message says which part, and why
    ParameterError : a value in it does not hold
    """
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise DataError(f"line {error.lineno}, column {error.colno} is no JSON: {error.msg}. {_DO}") from None
    if isinstance(content, dict) and FAULTS in content:
        return with_scenario(here, text)
    _check(content)
    own = {name: model(**content[name]) for name, model in OWN.items() if name in content}
    architectures = {str(key): from_dict(one) for key, one in content["architectures"].items()}
    made: dict[str, Any] = {"load": Workload.from_dict(content["load"]), "architectures": architectures, **own}
    choices = Choices(**made)
    choices.check()  # what no part refuses by itself may still not fit together
    if SCENARIO in content and Scenario.from_dict(content[SCENARIO]) != choices.scenario():
        raise DataError(f"scenario is refused: it is not that of the load, failures and seed beside it. {_CHANGED}")
    return choices


_CHANGED = "Change those and leave the scenario out, or paste what stands under scenario alone."
_DO = "Paste what the button Copy gave, from its first brace to its last."


def _check(content: Any) -> None:
    if not isinstance(content, dict):
        raise DataError(f"this is no object with a load and architectures but {content!r:.60}. {_DO}")
    if content.get("format") != FORMAT:
        raise DataError(f"format={content.get('format')!r} is refused: this archlib reads format {FORMAT}. {_DO}")
    unknown = sorted(set(content) - KNOWN)
    if unknown:
        raise DataError(f"{unknown[0]!r} is not part of a panel's text. {_DO}")
    for name in ("load", "architectures", *OWN):
        if name in content and not isinstance(content[name], dict):
            raise DataError(f"{name}={content[name]!r:.60} is refused: it is no object. {_DO}")
    if not content.get("architectures") or "load" not in content:
        raise DataError(f"there is no load, or no architecture in it. {_DO}")
