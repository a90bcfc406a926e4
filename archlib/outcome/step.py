"""Step functions of time: what a number was, when, from the start to the horizon."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from archlib.errors import ParameterError
from archlib.outcome.trace import Floats

if TYPE_CHECKING:
    import pandas as pd

Values = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Step:
    """A number that changes at moments and holds in between.

    Attributes
    ----------
    t : float array (m,), s, when it changed; t[0] is 0, rising
    v : array (m,), what it was from t[i] to t[i + 1], the last to `end_s`
    end_s : float, s, where it is cut
    name : str, what it counts, with its unit; the column of a table
    """

    t: Floats
    v: Values
    end_s: float
    name: str = "value"

    def at(self, times: npt.ArrayLike) -> Values:
        """Return the values at some moments, each 0 <= t <= end_s; at a change the new one.

        Raises
        ------
        ParameterError
            for a moment that is NaN, before 0 or after `end_s`
        """
        asked = np.asarray(times, dtype=np.float64)
        outside = ~((asked >= 0) & (asked <= self.end_s))
        if outside.any():
            rule = f"a moment is 0 <= t <= {self.end_s:g} s, the scenario's horizon"
            raise ParameterError(f"{self.name}.at(t={asked[outside].flat[0]:g}) is refused: {rule}; ask within it")
        return np.asarray(self.v[np.searchsorted(self.t, asked, side="right") - 1])

    @property
    def lengths(self) -> Floats:
        """How long each value held, float array (m,), s."""
        return np.diff(self.t, append=self.end_s)

    def integral(self) -> float:
        """Return value times seconds from 0 to `end_s`."""
        return float(self.v @ self.lengths)

    def mean(self) -> float:
        """Return the mean over time."""
        return self.integral() / self.end_s

    def max(self) -> float:
        """Return the largest value."""
        return float(self.v.max())

    def table(self) -> "pd.DataFrame":
        """Return the changes as a pandas DataFrame: `time_s` and the value."""
        import pandas as pd

        return pd.DataFrame({"time_s": self.t, self.name: self.v})


def step(times: Floats, values: Values, end_s: float, name: str = "value", first: float = 0) -> Step:
    """Return a Step from changes in the order of time, cut to 0 <= t < end_s.

    Of changes at one instant the last holds; what is not a change is left out. Before the first one it is `first`.
    """
    n = int(np.searchsorted(times, end_s, side="left"))
    t, v = np.maximum(times[:n], 0.0), values[:n]
    if n == 0 or t[0] > 0.0:
        t, v = np.concatenate([[0.0], t]), np.concatenate([np.array([first], values.dtype), v])
    last = np.append(t[1:] > t[:-1], True)
    t, v = t[last], v[last]
    changed = np.append(True, v[1:] != v[:-1])
    return Step(t[changed], v[changed], end_s, name)


def count(starts: Floats, ends: Floats, end_s: float, name: str = "value") -> Step:
    """Return how many of the stretches starts[i] <= t < ends[i] there are at each moment, both arrays (n,), s."""
    real = (ends > starts) & (starts < end_s)
    starts, ends = starts[real], ends[real]
    times = np.concatenate([starts, ends[ends < end_s]])
    order = np.argsort(times, kind="stable")
    changes = np.where(order < len(starts), 1, -1)
    return step(times[order], np.cumsum(changes), end_s, name)
