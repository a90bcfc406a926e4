"""What a sweep gives back: a tidy table, and what can be said over its seeds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from archlib.errors import ParameterError, nearest
from archlib.sweeps.design import Design
from archlib.sweeps.measures import NUMBERS
from archlib.sweeps.rows import Rows

if TYPE_CHECKING:
    import pandas as pd

TOLD = ("upload_accepted", "ready_in_time", "manage_served", "p95_ready_min", "bill_usd_per_month", "meets")


@dataclass(frozen=True, eq=False, repr=False)
class Sweep:
    """The rows of many runs.

    Attributes
    ----------
    design, rows : what was asked, and the numbers of each run by its place in the design
    reused : how many rows were taken from the folder
    damaged : how many files of the folder were not whole, and were passed over
    cancelled : whether it was stopped before its end
    """

    design: Design
    rows: Rows
    reused: int = 0
    damaged: int = 0
    cancelled: bool = False

    def __len__(self) -> int:
        return int(self.rows.done.sum())

    @property
    def complete(self) -> bool:
        """Whether every run that was asked for is there."""
        return len(self) == len(self.design)

    @property
    def refused(self) -> int:
        """How many combinations the models refused."""
        return sum(1 for text in self.rows.refused if text)

    @property
    def paths(self) -> tuple[str, ...]:
        """What varies, as the columns of the table are named."""
        return tuple(axis.path for axis in self.design.axes)

    def table(self) -> "pd.DataFrame":
        """Return one row a run as a pandas DataFrame, in the order asked: what varies, then the numbers.

        `scenario` is there if several were given or one was named, `draw` if values were drawn. A parameter that does
        not concern an architecture is missing in its rows (NaN), and so are numbers that do not exist, such as a
        latency without a video. Shares and money mean what they mean in `Comparison.table()`. `verdict` says whether
        the contract is met; `refused` says why there was no run, "" where there was one.
        """
        import pandas as pd

        done = self.rows.done
        frame = pd.DataFrame(self._columns())
        numbers = pd.DataFrame(self.rows.numbers, columns=list(NUMBERS), copy=True)
        numbers["meets"] = numbers["meets"] == 1
        texts = pd.DataFrame({"verdict": self.rows.verdicts, "refused": self.rows.refused}, dtype=object)
        return pd.concat([frame, numbers, texts], axis=1)[done].reset_index(drop=True)

    def quantiles(self, of: str | Sequence[str] = TOLD, q: Sequence[float] = (0.1, 0.5, 0.9)) -> "pd.DataFrame":
        """Return, for each combination and measure, the quantiles over the seeds as a pandas DataFrame.

        Columns: what varies but for the seed, `measure`, `runs` (rows with a number), `mean`, and one a quantile, such
        as `q0.1`, interpolated between runs. The mean of `meets` is the share of seeds that meet the contract.

        Raises
        ------
        ParameterError
            for an unknown measure, or a quantile outside 0 to 1
        """
        from archlib.sweeps.summaries import quantiles

        return quantiles(self, measures(of), q)

    def differences(
        self, against: str | Mapping[str, Any], of: str | Sequence[str] = TOLD, confidence: float = 0.95
    ) -> "pd.DataFrame":
        """Return how far each combination is from a reference, run by run of the same random numbers.

        Two runs make a pair if they have the same seed and the same of all that concerns every architecture (load,
        failures, prices), but for what `against` names. Since both met the same videos and the same failures, their
        difference varies less than either.

        Parameters
        ----------
        against : the reference: an architecture's name in the table, or a mapping from columns to their values, such
            as {"architecture": "QueueFleet", "QueueFleet.max_workers": 5}
        of : measures
        confidence : of the interval `low` to `high` around the mean difference, by Student's t over the pairs

        Returns
        -------
        DataFrame
            what varies but for the seed, `measure`, `pairs`, `mean` (positive: more than the reference), `low`, `high`
            (NaN for fewer than two pairs), and quantiles of the differences

        Raises
        ------
        ParameterError
            if the reference is not there, or is several combinations at once
        """
        from archlib.sweeps.paired import differences

        return differences(self, against, measures(of), confidence)

    def _columns(self) -> dict[str, Any]:
        design, at = self.design, self.design.places
        architectures, scenarios = list(design.architectures), list(design.scenarios)
        columns: dict[str, Any] = {"architecture": [architectures[i] for i in at.architecture.tolist()]}
        if scenarios != ["1"]:
            columns["scenario"] = [scenarios[i] for i in at.scenario.tolist()]
        columns |= {axis.path: design.shown(i) for i, axis in enumerate(design.axes)}
        if any(axis.drawn for axis in design.axes):
            columns["draw"] = at.draw
        return columns | {"seed": np.array([design.seed(row) for row in range(len(design))], np.int64)}

    def __repr__(self) -> str:
        varies = ", ".join(["architecture", *self.paths, "seed"])
        state = "" if self.complete else f" of {len(self.design):,}, {'cancelled' if self.cancelled else 'stopped'}"
        refused = f", {self.refused:,} refused" if self.refused else ""
        reused = f", {self.reused:,} taken from the folder" if self.reused else ""
        return f"<Sweep over {varies}: {len(self):,} runs{state}{refused}{reused}>"


def measures(of: str | Sequence[str]) -> tuple[str, ...]:
    """Return names of measures, each checked.

    Raises
    ------
    ParameterError
        for one that no row has
    """
    names = (of,) if isinstance(of, str) else tuple(of)
    for name in names:
        if name not in NUMBERS:
            raise ParameterError(f"sweep: there is no measure {name!r} in a row; {nearest(str(name), NUMBERS)}")
    return names
