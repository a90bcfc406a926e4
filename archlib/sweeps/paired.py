"""Differences between combinations, pair by pair of runs that met the same videos and the same failures."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from archlib.errors import ParameterError, nearest
from archlib.sweeps.places import NOT_HERE
from archlib.sweeps.student import t_quantile
from archlib.sweeps.summaries import groups, spread, what_varies

if TYPE_CHECKING:
    import pandas as pd

    from archlib.sweeps.results import Sweep

Q = (0.1, 0.5, 0.9)
Pairs = dict[tuple[Any, ...], int]


def differences(sweep: "Sweep", against: str | Mapping[str, Any], of: Sequence[str], confidence: Any) -> "pd.DataFrame":
    """Return the differences to a reference; see `Sweep.differences`."""
    import pandas as pd

    if not isinstance(confidence, float) or not 0 < confidence < 1:
        raise ParameterError(f"sweep: confidence={confidence!r} is refused: 0 < confidence < 1. Give e.g. 0.95.")
    table = sweep.table()
    table = table[table["refused"] == ""].reset_index(drop=True)
    varies = what_varies(sweep, table)
    wanted = _wanted(sweep, table, against)
    shared = [name for name in _common(sweep, varies) if name not in wanted] + ["seed"]
    found, rows = _reference(table, wanted, shared), []
    for where, places in groups(table, varies).items():
        pairs = [(i, found[key]) for i, key in zip(places, _keys(table, shared, places), strict=True) if key in found]
        if pairs and any(i != j for i, j in pairs):
            rows += [(*where, measure, *_told(_apart(table, measure, pairs), confidence)) for measure in of]
    columns = [*varies, "measure", "pairs", "mean", *(f"q{q:g}" for q in Q), "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def interval(values: np.ndarray, confidence: float) -> tuple[float, float]:
    """Return the interval of Student's t around the mean of independent numbers (k,); NaN for fewer than two."""
    if len(values) < 2:
        return math.nan, math.nan
    half = t_quantile((1 + confidence) / 2, len(values) - 1) * float(values.std(ddof=1)) / math.sqrt(len(values))
    mean = float(values.mean())
    return mean - half, mean + half


def _told(values: np.ndarray, confidence: float) -> tuple[float, ...]:
    return (*spread(values, Q), *interval(values, confidence))


def _common(sweep: "Sweep", varies: list[str]) -> list[str]:
    """Return the columns that concern every architecture: in these the runs of a pair are alike."""
    common = [axis for i, axis in enumerate(sweep.design.axes) if (sweep.design.places.axes[i] != NOT_HERE).all()]
    names = {axis.path for axis in common} | {"scenario"} | ({"draw"} if any(a.drawn for a in common) else set())
    return [name for name in varies if name in names]


def _wanted(sweep: "Sweep", table: "pd.DataFrame", against: Any) -> Mapping[str, Any]:
    wanted = {"architecture": against} if isinstance(against, str) else against
    if not isinstance(wanted, Mapping):
        raise ParameterError(f"sweep: against={against!r:.60} is refused: give a name, or columns with values")
    known = what_varies(sweep, table)
    for name, value in wanted.items():
        if name not in known:
            raise ParameterError(f"sweep: against has no column {name!r}; {nearest(str(name), known)}")
        if not (table[name] == value).any():
            there = ", ".join(map(str, dict.fromkeys(table[name].dropna())))
            raise ParameterError(f"sweep: against: no row has {name}={value!r:.60}; there are {there:.300}")
    return wanted


def _reference(table: "pd.DataFrame", wanted: Mapping[str, Any], shared: list[str]) -> Pairs:
    """Return the rows of the reference by what a pair has in common."""
    fits = np.ones(len(table), np.bool_)
    for name, value in wanted.items():
        fits &= (table[name] == value).to_numpy(np.bool_)
    places = np.flatnonzero(fits).tolist()
    found: Pairs = {}
    for place, key in zip(places, _keys(table, shared, places), strict=True):
        if key in found:
            do = "Name a value of each of its parameters, such as {'architecture': ..., 'QueueFleet.max_workers': 5}"
            raise ParameterError(f"sweep: against={dict(wanted)!r:.120} is several combinations at once. {do}.")
        found[key] = place
    return found


def _keys(table: "pd.DataFrame", shared: list[str], places: list[int]) -> list[tuple[Any, ...]]:
    columns = [table[name].to_numpy()[places].tolist() for name in shared]
    return list(zip(*columns, strict=True))


def _apart(table: "pd.DataFrame", measure: str, pairs: list[tuple[int, int]]) -> np.ndarray:
    values = table[measure].to_numpy(np.float64)
    apart = values[[i for i, _ in pairs]] - values[[j for _, j in pairs]]
    return np.asarray(apart[np.isfinite(apart)])
