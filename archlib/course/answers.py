"""An answer read from what was typed, compared, and judged."""

import math
import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from archlib.errors import ParameterError

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?", re.ASCII)
_EXAMPLES = "type a number, such as 0.996, 99.6 %, 1,337 or $146"


@dataclass(frozen=True)
class Judged:
    """The verdict on an answer in plain words, never with the right answer in it.

    `misconception` is an id of `data/misconceptions.csv`, such as "X1", or "" where the answer betrays none.
    """

    ok: bool
    text: str
    misconception: str = ""


def read_number(text: Any, unit: str = "") -> float:
    """Return the number that was typed or given.

    Parameters
    ----------
    text : a number, or a text: "0.996", "99.6 %" (is 0.996, unless the unit is "%"), "1,337", "$146"
    unit : str, a unit that may stand behind the number and changes nothing, such as "min"

    Raises
    ------
    ParameterError
        if it is empty, no number, NaN or infinite; the message names the text and says what to type
    """
    if isinstance(text, (bool, np.bool_)) or text is None:
        raise ParameterError(f"answer {text!r} is no number; {_EXAMPLES}")
    try:
        value = float(text) if isinstance(text, (int, float, np.number)) else _typed(str(text), unit)
    except OverflowError:  # a whole number beyond the range of floats
        value = math.inf
    if not math.isfinite(value):
        raise ParameterError(f"answer {str(text)!r:.60} is not a finite number; {_EXAMPLES}")
    return value


def close(given: float, truth: float, rel: float, abs_: float = 0.0) -> bool:
    """Return whether an answer is within a share `rel` of the truth, or within `abs_` of it."""
    return math.isclose(given, truth, rel_tol=0.0, abs_tol=max(rel * abs(truth), abs_))


def _typed(text: str, unit: str) -> float:
    plain = text.strip().replace("\N{MINUS SIGN}", "-").replace("\N{NO-BREAK SPACE}", " ")
    if not plain:
        raise ParameterError(f"the answer is empty; {_EXAMPLES}")
    plain = _without_unit(plain, unit)
    percent = plain.endswith("%")
    plain = plain.removesuffix("%").strip().removeprefix("$").strip()
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _NUMBER.fullmatch(plain):
        hint = "write a decimal point, not a comma; " if "," in plain else ""
        raise ParameterError(f"answer {text.strip()!r:.60} is no number; {hint}{_EXAMPLES}")
    return float(plain) / 100 if percent and not unit.startswith("%") else float(plain)


def _without_unit(plain: str, unit: str) -> str:
    if unit and unit not in ("1", "%") and plain.lower().endswith(unit.lower()):
        return plain[: -len(unit)].strip()
    return plain
