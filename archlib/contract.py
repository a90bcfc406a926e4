"""The service levels and the budget that a design must meet, and how far a run is from them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from archlib.outcome import Run, ready_within
from archlib.params import Params, param, refuse

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Clause:
    """One promise and what became of it.

    Attributes
    ----------
    name : "upload", "ready", "manage" or "budget"
    value, bound : what was reached, and what was promised, in `unit`
    rule : how the two must compare, ">=" or "<="
    margin : float, how far on the good side, in `unit`; negative if broken
    ok : whether it is kept
    error_budget, errors : requests that may fail, and that failed; None for the budget of money
    burn : share of failed requests over the share that may fail, 1 uses the error budget up; None where none may
    """

    name: str
    value: float
    bound: float
    rule: str
    unit: str
    error_budget: float | None = None
    errors: float | None = None
    burn: float | None = None

    @property
    def margin(self) -> float:
        """How far on the good side, in `unit`; negative if broken."""
        return self.value - self.bound if self.rule == ">=" else self.bound - self.value

    @property
    def ok(self) -> bool:
        """Whether it is kept."""
        return self.margin >= 0

    @property
    def text(self) -> str:
        """The clause in one line, such as "upload 0.9477 breaks >= 0.999"."""
        verb = "keeps" if self.ok else "breaks"
        if self.unit == "1":
            return f"{self.name} {self.value:.6g} {verb} {self.rule} {self.bound:g}"
        return f"{self.name} {self.value:,.2f} {verb} {self.rule} {self.bound:,.2f} {self.unit}"


@dataclass(frozen=True)
class Verdict:
    """The clauses of a contract after a run; a feature that the architecture lacks has no clause."""

    clauses: tuple[Clause, ...]

    def __getitem__(self, name: str) -> Clause:
        for clause in self.clauses:
            if clause.name == name:
                return clause
        known = ", ".join(c.name for c in self.clauses)
        raise refuse("Verdict", "clause", name, f"the clauses are {known}", "Name one of them.")

    @property
    def ok(self) -> bool:
        """Whether every clause is kept."""
        return all(c.ok for c in self.clauses)

    @property
    def text(self) -> str:
        """The verdict in one line."""
        broken = [c.text for c in self.clauses if not c.ok]
        if not broken:
            return f"meets all {len(self.clauses)} clauses"
        return f"breaks {len(broken)} of {len(self.clauses)}: {'; '.join(broken)}"

    def table(self) -> "pd.DataFrame":
        """Return one row a clause as a pandas DataFrame; "none" where a clause has no error budget."""
        import pandas as pd

        columns = ["clause", "value", "rule", "bound", "unit", "margin", "ok", "error_budget", "errors", "burn"]
        rows = [
            (
                c.name, c.value, c.rule, c.bound, c.unit, c.margin, c.ok,
                *("none" if x is None else x for x in (c.error_budget, c.errors, c.burn)),
            )
            for c in self.clauses
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=columns)


class Contract(Params):
    """What a design must meet. Shares are weighted by requests.

    Leaves out: what a broken promise costs, and service levels over a window that slides.
    """

    upload: float = param(0.999, ge=0, le=1, unit="1", help="share of uploads that must be accepted")
    ready_share: float = param(0.99, ge=0, le=1, unit="1", help="share of videos to be ready within the deadline")
    deadline_s: float = param(
        3600.0, gt=0, le=31 * 86_400, unit="s", scale="log", help="how long after its arrival a video may become ready"
    )
    manage: float = param(0.999, ge=0, le=1, unit="1", help="share of requests to watch and manage that must be served")
    budget_usd_per_month: float | None = param(
        None, ge=0, unit="USD/month", scale="log", help="what a month of 730 h may cost; none for no limit"
    )

    def verdict(self, run: Run) -> Verdict:
        """Judge a run.

        Raises
        ------
        ParameterError
            if the run ended too early to know what was ready by this contract's deadline
        """
        if self.deadline_s > run.deadline_s:
            rule = f"the run ended {run.deadline_s:g} s after its horizon"
            raise refuse(self, "deadline_s", self.deadline_s, rule, "Run it again with simulate(..., contract=).", "s")
        n = len(run.jobs)
        ready = int(np.count_nonzero(ready_within(run.trace, self.deadline_s)))
        clauses = [
            _promise("upload", run.availability["upload"].good, n, self.upload),
            _promise("ready", ready, n, self.ready_share),
        ]
        if "manage" in run.availability:
            manage = run.availability["manage"]
            clauses.append(_promise("manage", manage.good, manage.attempted, self.manage))
        if self.budget_usd_per_month is not None:
            clauses.append(Clause("budget", run.bill.per_month, self.budget_usd_per_month, "<=", "USD/month"))
        return Verdict(tuple(clauses))


def _promise(name: str, good: float, attempted: float, level: float) -> Clause:
    errors = attempted - good
    share = errors / attempted if attempted > 0 else 0.0
    burn = share / (1 - level) if level < 1 else (0.0 if share == 0 else None)
    return Clause(name, kept_share(good, attempted), level, ">=", "1", (1 - level) * attempted, errors, burn)


def kept_share(good: float, attempted: float) -> float:
    """Return the value of a clause of requests: the share that went well, 1 without any."""
    return 1.0 - (attempted - good) / attempted if attempted > 0 else 1.0
