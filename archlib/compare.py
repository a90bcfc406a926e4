"""Many architectures under one scenario, side by side."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from archlib.architectures import Architecture
from archlib.errors import EngineError, ParameterError, check_kind, nearest
from archlib.prices import PriceList, chosen
from archlib.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

    from archlib.contract import Contract, Verdict
    from archlib.outcome import Run

Progress = Callable[[float], bool | None]

COLUMNS = [
    "architecture", "upload_accepted", "ready_in_time", "manage_served", "upload_time_share", "process_time_share",
    "manage_time_share", "p50_ready_min", "p95_ready_min", "p99_ready_min", "bill_usd", "bill_usd_per_month",
    "usd_per_ready_video", "idle_share", "verdict", "faults_not_applicable",
]  # fmt: skip
NO_DOOR = "no entry"


def _standard() -> "Contract":
    from archlib.contract import Contract  # with all that a run is, which `import archlib` need not wait for

    return Contract()


@dataclass(frozen=True, eq=False)
class Comparison:
    """Runs of the same scenario in the order asked for, with labels that tell them apart.

    Attributes
    ----------
    architectures : what the runs were made from, in the same order; () where that is not known

    Raises
    ------
    EngineError
        if the runs did not have the same scenario
    """

    runs: tuple["Run", ...]
    labels: tuple[str, ...]
    contract: "Contract" = field(default_factory=_standard)
    architectures: tuple[Architecture, ...] = ()

    def __post_init__(self) -> None:
        if len({run.scenario.hash for run in self.runs}) > 1:
            raise EngineError("the runs of a comparison had different scenarios; run them with compare()")

    def __len__(self) -> int:
        return len(self.runs)

    def __iter__(self) -> "Iterator[Run]":
        return iter(self.runs)

    def __getitem__(self, label: str) -> "Run":
        if label not in self.labels:
            raise ParameterError(f"comparison[{label!r}]: no such architecture; {nearest(str(label), self.labels)}")
        return self.runs[self.labels.index(label)]

    @property
    def scenario_hash(self) -> str:
        """The hash of the scenario that all runs had."""
        return self.runs[0].scenario.hash

    @cached_property
    def verdicts(self) -> "tuple[Verdict, ...]":
        """The contract's verdict on each run."""
        return tuple(self.contract.verdict(run) for run in self.runs)

    @property
    def cheapest(self) -> str | None:
        """The label of the cheapest that meets the contract; None if none does."""
        ok = [i for i, verdict in enumerate(self.verdicts) if verdict.ok]
        return self.labels[min(ok, key=lambda i: self.runs[i].bill.total)] if ok else None

    def reprice(self, prices: PriceList) -> "Comparison":
        """Return the same runs charged by another price list; nothing runs again."""
        return replace(self, runs=tuple(run.reprice(prices) for run in self.runs))

    def table(self) -> "pd.DataFrame":
        """Return the scorecard as a pandas DataFrame, one row an architecture.

        `upload_accepted`, `ready_in_time` and `manage_served` are shares of requests, `..._time_share` shares of the
        horizon, `bill_usd` is for the horizon and `bill_usd_per_month` for 730 h. Text stands where there is no number.
        """
        import pandas as pd

        rows = [_row(*each) for each in zip(self.labels, self.runs, self.verdicts, strict=True)]
        return pd.DataFrame(rows, columns=COLUMNS)


def compare(
    architectures: Sequence[Architecture],
    scenario: Scenario,
    *,
    prices: PriceList | None = None,
    contract: "Contract | None" = None,
    compiled: bool | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Run each architecture under the same scenario.

    Parameters
    ----------
    prices, contract, compiled : as for `simulate`
    progress : called with the share of all runs done, 0 to 1; returning False cancels

    Raises
    ------
    ParameterError
        if there is no architecture, or something else stands in the place of an argument
    EngineError
        if it is cancelled
    """
    from archlib.contract import Contract
    from archlib.engine.simulate import simulate

    _check(architectures)
    check_kind("compare", "scenario", scenario, Scenario, "Scenario(load)")
    check_kind("compare", "contract", contract, Contract, "Contract()", or_none=True)
    prices, contract = chosen("compare", prices), contract or Contract()
    runs: list[Run] = []
    for i, architecture in enumerate(architectures):
        part = None if progress is None else _part(progress, i, len(architectures))
        runs.append(
            simulate(architecture, scenario, prices=prices, contract=contract, compiled=compiled, progress=part)
        )
        if part is not None and part(1.0) is False:
            raise EngineError("the comparison was cancelled; nothing of it was kept")
    return Comparison(tuple(runs), labels(architectures), contract, tuple(architectures))


def labels(architectures: Sequence[Architecture]) -> tuple[str, ...]:
    """Return a name for each: its kind; of several of a kind also the fields in which they differ, else a number."""
    names = [_label(a, [b for b in architectures if b.kind == a.kind]) for a in architectures]
    return tuple(n if names.count(n) == 1 else f"{n} #{names[: i + 1].count(n)}" for i, n in enumerate(names))


def _label(one: Architecture, alike: Sequence[Architecture]) -> str:
    if len(alike) == 1:
        return one.kind
    differ = [f for f in type(one).model_fields if any(getattr(a, f) != getattr(one, f) for a in alike)]
    shown = ", ".join(f"{f}={_short(getattr(one, f))}" for f in differ)
    return f"{one.kind} ({shown})" if shown else one.kind


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _check(architectures: Any) -> None:
    if not isinstance(architectures, (list, tuple)) or not architectures:
        raise ParameterError(f"compare(architectures={architectures!r:.60}) is refused: give a list of at least one")
    for i, one in enumerate(architectures):
        check_kind("compare", f"architectures[{i}]", one, Architecture, "Monolith()")


def _part(progress: Progress, i: int, n: int) -> Progress:
    return lambda share: progress((i + share) / n)


def _row(label: str, run: "Run", verdict: "Verdict") -> tuple[Any, ...]:
    from archlib.outcome.latency import NO_VIDEO

    good, bill = run.availability, run.bill
    manage = good.get("manage")
    quantiles = [run.latency.quantile(q) for q in (0.5, 0.95, 0.99)]
    return (
        label,
        good["upload"].request_share,
        good["process"].deadline_share,
        NO_DOOR if manage is None else manage.request_share,
        good["upload"].time_share,
        good["process"].time_share,
        NO_DOOR if manage is None else manage.time_share,
        *(NO_VIDEO if q is None else q / 60 for q in quantiles),
        bill.total,
        bill.per_month,
        NO_VIDEO if bill.per_video is None else bill.per_video,
        bill.idle_share,
        verdict.text,
        "; ".join(run.not_applicable) or "none",
    )
