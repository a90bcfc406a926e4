"""Run again what was saved: JSON in, the same run out."""

import json
from typing import Any

from archlib.architectures import from_dict
from archlib.contract import Contract
from archlib.engine.simulate import simulate
from archlib.errors import DataError
from archlib.outcome import Run
from archlib.prices import PriceList
from archlib.scenario import Scenario

NEEDED = ("architecture", "scenario", "prices", "deadline_s")


def replay(saved: str | dict[str, Any], *, compiled: bool | None = None) -> Run:
    """Return the run that `run.recipe()` describes.

    Parameters
    ----------
    saved : JSON text, or what `json.loads` makes of it
    compiled : as in `simulate`

    Raises
    ------
    DataError
        if it is no JSON, lacks a part, or has a part of another form
    ParameterError
        if a field is unknown or outside its bounds
    """
    if isinstance(saved, str):
        try:
            saved = json.loads(saved)
        except json.JSONDecodeError as error:
            raise DataError(f"this is no JSON: line {error.lineno}, column {error.colno}: {error.msg}") from None
    if not isinstance(saved, dict):
        raise DataError(f"a saved run is an object with {', '.join(NEEDED)}; got {type(saved).__name__}")
    missing = [name for name in NEEDED if name not in saved]
    if missing:
        raise DataError(f"the saved run lacks {', '.join(missing)}; it needs {', '.join(NEEDED)}")
    return simulate(
        from_dict(saved["architecture"]),
        Scenario.from_dict(saved["scenario"]),
        prices=PriceList.from_dict(saved["prices"]),
        contract=Contract(deadline_s=saved["deadline_s"]),
        compiled=compiled,
    )
