"""What a search for a size found, or what it came to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archlib.architectures import Architecture
from archlib.contract import Clause, Contract
from archlib.outcome import Run

if TYPE_CHECKING:
    import pandas as pd

SEARCH = "bracket, bisect, descend"


@dataclass(frozen=True)
class Outcome:
    """What one seed made of a try: cost up to the horizon, USD, and the contract's clauses."""

    usd: float
    clauses: tuple[Clause, ...]

    @property
    def ok(self) -> bool:
        """Whether every clause is kept."""
        return all(c.ok for c in self.clauses)


@dataclass(frozen=True)
class Try:
    """One combination of values and what became of it.

    Attributes
    ----------
    values : path -> value
    state : "meets" the contract, "breaks" it, "dearer" than the best so far (left at the seed that showed it), or
        "refused" by the model
    outcomes : seed -> outcome, of the seeds that were run
    """

    values: Mapping[str, Any]
    state: str
    outcomes: Mapping[int, Outcome]

    @property
    def usd(self) -> float:
        """The mean over the seeds that were run, USD up to the horizon; NaN if none was."""
        costs = [o.usd for o in self.outcomes.values()]
        return sum(costs) / len(costs) if costs else float("nan")

    @property
    def worst(self) -> dict[str, Clause]:
        """Each clause as kept least, name -> clause."""
        worst: dict[str, Clause] = {}
        for clause in (c for o in self.outcomes.values() for c in o.clauses):
            if clause.name not in worst or clause.margin < worst[clause.name].margin:
                worst[clause.name] = clause
        return worst

    @property
    def shortfall(self) -> float:
        """How far the clauses are missed in all, each as a share of its bound; 0 if none is."""
        return sum(-c.margin / (c.bound or 1.0) for c in self.worst.values() if not c.ok)


@dataclass(frozen=True, eq=False)
class Sizing:
    """The cheapest architecture found that meets a contract, or the nearest to it that was reached.

    Attributes
    ----------
    architecture : the cheapest found; None if none of those tried meets the contract
    best : the same, or the one tried that misses least
    runs : of `best`, one a seed; fewer than seeds if the first ones told enough
    seeds : that were asked for
    share : float, 1, of the seeds that must meet the contract
    broken : the clauses that no size kept, as `best` has them on its worst seed; () if found
    tries : all combinations in the order tried
    runs_made : int, real runs
    complete : whether the search came to its end; False if `most_runs` ended it before
    search : the name of the search
    """

    architecture: Architecture | None
    best: Architecture
    contract: Contract
    runs: tuple[Run, ...]
    seeds: tuple[int, ...]
    share: float
    broken: tuple[Clause, ...]
    tries: tuple[Try, ...]
    runs_made: int
    complete: bool
    search: str = SEARCH

    @property
    def found(self) -> bool:
        """Whether there is an architecture that meets the contract."""
        return self.architecture is not None

    @property
    def usd(self) -> float:
        """What `best` costs up to the horizon, USD, mean over its runs."""
        return sum(run.bill.total for run in self.runs) / len(self.runs)

    @property
    def usd_per_month(self) -> float:
        """What `best` costs in a month of 730 h, USD, mean over its runs."""
        return sum(run.bill.per_month for run in self.runs) / len(self.runs)

    @property
    def text(self) -> str:
        """The result in one line."""
        end = "" if self.complete else "; the limit of runs ended the search early"
        tried = f"{len(self.tries)} sizes, {self.runs_made} runs{end}"
        if self.found:
            sizes = ", ".join(f"{k}={v}" for k, v in self.values.items())
            return f"cheapest found: {self.best.kind}({sizes}), {self.usd_per_month:,.2f} USD a month ({tried})"
        clauses = "; ".join(c.text for c in self.broken)
        return f"{self.best.kind}: none found that meets the contract; at best {clauses} ({tried})"

    @property
    def values(self) -> dict[str, Any]:
        """The sizes of `best`, path -> value."""
        from archlib.sweeps.paths import value_of

        return {path: value_of(self.best, path) for path in self.tries[0].values}

    def table(self) -> "pd.DataFrame":
        """Return one row a try as a pandas DataFrame, in the order tried.

        Columns: each size, `state`, `seeds` run, `usd` (mean over those up to the horizon, NaN if refused), and
        `breaks`, the clauses that they broke.
        """
        import pandas as pd

        columns = [*self.tries[0].values, "state", "seeds", "usd", "breaks"]
        return pd.DataFrame([_row(t) for t in self.tries], columns=columns)

    def __repr__(self) -> str:
        return f"<Sizing {self.text}>"


def judged(runs: Mapping[int, Run], contract: Contract) -> dict[int, Outcome]:
    """Return what a contract says of runs, seed -> outcome."""
    return {seed: Outcome(run.bill.total, contract.verdict(run).clauses) for seed, run in runs.items()}


def broken(one: Try) -> tuple[Clause, ...]:
    """Return the clauses that a try broke, as it has them on the worst seed."""
    return tuple(clause for clause in one.worst.values() if not clause.ok)


def _row(one: Try) -> tuple[Any, ...]:
    breaks = ", ".join(clause.name for clause in broken(one))
    return (*one.values.values(), one.state, len(one.outcomes), one.usd, breaks)
