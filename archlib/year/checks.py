"""Automatic checks of a plan, on years that the learner has not seen: sentences that say what failed, and where."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archlib.engine.driver import Progress
from archlib.errors import PolicyError, check_kind
from archlib.prices import PriceList
from archlib.sweeps.given import read_seeds
from archlib.year.given import Year
from archlib.year.hidden import hidden_seeds
from archlib.year.invariants import asked_outside, fleets, messages_wrong, queues, sizes_wrong
from archlib.year.plan import Plan
from archlib.year.played import Played, held
from archlib.year.stretches import Stretch

if TYPE_CHECKING:
    import pandas as pd

CENT = 0.01


@dataclass(frozen=True)
class Finding:
    """What a check of one hidden year found; `year_number` counts them from 1."""

    name: str
    year_number: int
    ok: bool
    text: str


@dataclass(frozen=True, eq=False)
class Checked:
    """The findings on all hidden years, and the scores there, USD; a year that could not be played has none."""

    findings: tuple[Finding, ...]
    scores_usd: tuple[float, ...]

    @property
    def ok(self) -> bool:
        """Whether everything was found in order."""
        return all(finding.ok for finding in self.findings)

    @property
    def score_usd(self) -> float | None:
        """The mean score, USD; None if no year could be played."""
        return math.fsum(self.scores_usd) / len(self.scores_usd) if self.scores_usd else None

    @property
    def scores_text(self) -> str:
        """The scores of the years in a sentence; they differ by what is drawn, and by nothing else."""
        if not self.scores_usd:
            return "No hidden year could be played to its end."
        scores = ", ".join(f"{usd:,.0f}" for usd in self.scores_usd)
        return f"Scores of the hidden years: {scores} USD; {self.score_usd:,.0f} USD on average."

    @property
    def text(self) -> str:
        """What failed, a sentence a line, or that nothing did; and the scores."""
        failed = [f"Hidden year {f.year_number}, {f.name}: {f.text}" for f in self.findings if not f.ok]
        years = len({f.year_number for f in self.findings})
        fine = f"All {len(self.findings)} checks on {years} hidden years are in order."
        return "\n".join([*(failed or [fine]), self.scores_text])

    def table(self) -> "pd.DataFrame":
        """Return one row a check and year as a pandas DataFrame: check, hidden_year, ok, what."""
        import pandas as pd

        rows = [(f.name, f.year_number, f.ok, f.text) for f in self.findings]
        return pd.DataFrame(rows, columns=["check", "hidden_year", "ok", "what"])


def check(
    year: Year,
    plan: Plan,
    seeds: Iterable[int] | None = None,
    *,
    prices: PriceList | None = None,
    compiled: bool | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Play a plan on years that differ in arrivals, work and faults, and check what must hold.

    Checks: "policy" (it gave a number whenever it was asked), "bounds" (a policy of one's own asked for no size outside
    its fleet's), "contract" (kept in every month), "sizes" (no fleet outside its bounds, none negative), "messages"
    (sent = deleted, dead-lettered, expired or still there), "videos" (each came once and has one fate), "bill" (the
    score is the sum of its lines, and of the months).

    Parameters
    ----------
    seeds : of these years; None takes three that are hidden
    prices, compiled : as for `play`
    progress : called with the share done, 0 to 1; returning False cancels

    Raises
    ------
    ParameterError : no seeds, or an argument that `play` refuses
    EngineError : it is cancelled
    """
    check_kind("check", "year", year, Year, "Year()")
    check_kind("check", "plan", plan, Plan, "Plan.all_year(Monolith())")
    asked = hidden_seeds() if seeds is None else read_seeds(seeds, "check")
    findings: list[Finding] = []
    scores: list[float] = []
    for number, seed in enumerate(asked, 1):
        told = None if progress is None else _part(progress, number - 1, len(asked))
        try:
            played = held(year, plan, seed, prices=prices, compiled=compiled, progress=told)
        except PolicyError as error:
            findings.append(Finding("policy", number, False, str(error)))
            continue
        findings += (Finding(name, number, *judge(played)) for name, judge in CHECKS.items())
        scores.append(played.forget().score_usd)
    return Checked(tuple(findings), tuple(scores))


def _part(progress: Progress, done: int, of: int) -> Progress:
    return lambda share: progress((done + share) / of)


def _policy(played: Played) -> tuple[bool, str]:
    own = sum(_own(part) for part in played.stretches)
    return True, f"answered at every tick, in {own} stretches" if own else "no policy of one's own in this plan"


def _bounds(played: Played) -> tuple[bool, str]:
    asked = sum(len(part.run.trace.ticks) for part in played.stretches if _own(part))
    fine = f"{asked:,} times asked, no answer outside the bounds" if asked else "no policy of one's own in this plan"
    return _none(_where(played, asked_outside), fine)


def _own(stretch: Stretch) -> int:
    """How many fleets of a stretch follow a policy of one's own."""
    return sum(s.scaling.own is not None for _, s in fleets(stretch.run))


def _contract(played: Played) -> tuple[bool, str]:
    broken = [
        f"month {m.month} (quarter {m.quarter}, {m.architecture}): {clause.text}"
        for m in played.months
        for clause in m.verdict.clauses
        if not clause.ok
    ]
    if not broken:
        return True, f"kept in all {len(played.months)} months"
    return False, f"broken in {played.broken_months} of {len(played.months)} months: {'; '.join(broken)}"


def _sizes(played: Played) -> tuple[bool, str]:
    many = sum(len(fleets(part.run)) for part in played.stretches)
    return _none(
        _where(played, sizes_wrong), f"{many} fleets within their bounds" if many else "no fleets in this plan"
    )


def _messages(played: Played) -> tuple[bool, str]:
    many = sum(len(queues(part.run)) for part in played.stretches)
    return _none(_where(played, messages_wrong), f"{many} queues balance" if many else "no queues in this plan")


def _where(played: Played, wrong: Callable[[Any], Iterator[str]]) -> list[str]:
    return [
        f"months {s.part.first_month} to {s.part.to_month}, {s.part.architecture.kind}, {sentence}"
        for s in played.stretches
        for sentence in wrong(s)
    ]


def _videos(played: Played) -> tuple[bool, str]:
    came, entries = sum(m.videos for m in played.months), played.entries
    wrong = [f"months {e.first_month} to {e.to_month}: fates do not sum" for e in entries if not e.balances]
    drawn = len(played.year.load.arrivals(played.seed))
    if not came == drawn == sum(e.videos for e in entries):
        wrong.append(f"{drawn} videos in the year, {came} in its months")
    return _none(wrong, f"{came:,} videos, each with one fate")


def _bill(played: Played) -> tuple[bool, str]:
    lines = math.fsum(line.quantity * line.unit_price_usd for line in played.lines)
    months = math.fsum(month.total_usd for month in played.months)
    parts = played.bill_usd + played.penalties_usd + played.migration_usd
    score = played.score_usd
    ok = all(abs(total - score) < CENT for total in (lines, months, parts))
    text = f"score {score:,.2f}, lines {lines:,.2f}, months {months:,.2f}, parts {parts:,.2f} USD"
    return ok, text


def _none(wrong: list[str], fine: str) -> tuple[bool, str]:
    return (False, "; ".join(wrong)) if wrong else (True, fine)


CHECKS: dict[str, Callable[[Played], tuple[bool, str]]] = {
    "policy": _policy,
    "bounds": _bounds,
    "contract": _contract,
    "sizes": _sizes,
    "messages": _messages,
    "videos": _videos,
    "bill": _bill,
}
