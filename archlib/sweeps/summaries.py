"""Quantiles over the seeds of every combination."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from archlib.data import is_number
from archlib.errors import ParameterError

if TYPE_CHECKING:
    import pandas as pd

    from archlib.sweeps.results import Sweep


def quantiles(sweep: "Sweep", of: Sequence[str], q: Sequence[float]) -> "pd.DataFrame":
    """Return the quantiles of measures over the seeds; see `Sweep.quantiles`."""
    import pandas as pd

    check(q)
    table = sweep.table()
    varies = what_varies(sweep, table)
    columns = [*varies, "measure", "runs", "mean", *(f"q{share:g}" for share in q)]
    rows = []
    for where, places in groups(table, varies).items():
        part = table.iloc[places]
        rows += [(*where, measure, *spread(numbers(part, measure), q)) for measure in of]
    return pd.DataFrame(rows, columns=columns)


def check(q: Sequence[float]) -> None:
    """Refuse what is no list of shares."""
    for share in q:
        if not is_number(share) or share > 1:
            rule = "a number, 0 <= q <= 1 (unit 1)"
            raise ParameterError(f"sweep: q={share!r} is refused: {rule}. For the lowest tenth give 0.1.")


def what_varies(sweep: "Sweep", table: "pd.DataFrame") -> list[str]:
    """Return the columns of the table that say which combination a row is of, but for the seed."""
    first = [name for name in ("architecture", "scenario") if name in table]
    return [*first, *sweep.paths, *(["draw"] if "draw" in table else [])]


def groups(table: "pd.DataFrame", by: list[str]) -> dict[tuple[Any, ...], list[int]]:
    """Return the places of the rows that are alike in some columns, in the order of the table; None for missing."""
    found: dict[tuple[Any, ...], list[int]] = {}
    keys = zip(*([None if x != x else x for x in table[name].tolist()] for name in by), strict=True)
    for i, key in enumerate(keys):
        found.setdefault(key, []).append(i)
    return found


def numbers(rows: "pd.DataFrame", measure: str) -> np.ndarray:
    """Return a measure of the rows that were run and have it, float array (k,)."""
    ran = rows[rows["refused"] == ""][measure].to_numpy(np.float64)
    return np.asarray(ran[np.isfinite(ran)])


def spread(values: np.ndarray, q: Sequence[float]) -> tuple[float, ...]:
    """Return how many, their mean, and their quantiles; NaN where there are none."""
    if not len(values):
        return (0, *[float("nan")] * (1 + len(q)))
    return (len(values), float(values.mean()), *np.quantile(values, list(q)).tolist())
