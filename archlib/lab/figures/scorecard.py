"""The scorecard: each feature's availability, the bill and the verdict of each architecture, side by side."""

from archlib.compare import Comparison
from archlib.contract import Verdict
from archlib.lab import words
from archlib.lab.figures.picture import Lane, Picture, Window, lanes, rows_of

CROSS = "✗"
COLUMNS = (
    "architecture", "contract", "upload accepted", "ready in time", "manage served", "half ready in", "bill",
    "for a month", "a ready video", "idle",
)  # fmt: skip


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a table without a figure; the window is for all of the time: it is not used."""
    shown = lanes(comparison)
    return Picture(
        key="scorecard",
        title="Scorecard",
        sentence=sentence(comparison),
        columns=COLUMNS,
        rows=rows_of([_row(lane, verdict) for lane, verdict in zip(shown, comparison.verdicts, strict=True)]),
        colours=tuple(lane.look.colour for lane in shown),
        table_open=True,
    )


def sentence(comparison: Comparison) -> str:
    """Return who meets the contract, and who of these is the cheapest."""
    pairs = zip(comparison.labels, comparison.verdicts, strict=True)
    good = [label for label, verdict in pairs if verdict.ok]
    run, cheapest = comparison.runs[0], comparison.cheapest
    load = f"{words.count(len(run.jobs))} videos in {words.duration(run.scenario.horizon_s)}."
    if cheapest is None:
        return f"{load} No architecture meets the contract."
    if len(good) == 1:
        return (
            f"{load} Only {cheapest} meets the contract, for {words.usd(comparison[cheapest].bill.per_month)} a month."
        )
    cost = words.usd(comparison[cheapest].bill.per_month)
    return f"{load} {words.listed(good)} meet the contract; {cheapest} is the cheapest of them, {cost} a month."


def _row(lane: Lane, verdict: Verdict) -> tuple[str, ...]:
    good, bill = lane.run.availability, lane.run.bill
    in_time = good["process"].deadline_share
    broken = {clause.name for clause in verdict.clauses if not clause.ok}
    return (
        lane.label,
        "broken" if broken else "met",
        _marked(words.percent(good["upload"].request_share), "upload" in broken),
        _marked(words.NONE if in_time is None else words.percent(in_time), "ready" in broken),
        _marked(words.percent(good["manage"].request_share), "manage" in broken) if "manage" in good else "no entry",
        words.duration(lane.run.latency.quantile(0.5)),
        words.usd(bill.total),
        _marked(words.usd(bill.per_month), "budget" in broken),
        words.usd(bill.per_video),
        f"{bill.idle_share:.0%}",
    )


def _marked(text: str, broken: bool) -> str:
    """Return the text with a cross where it breaks the contract."""
    return f"{text} {CROSS}" if broken else text
