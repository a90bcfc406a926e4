"""The bets of notebook 07: more memory, cold starts, many at once, and what a fleet that scales costs."""

from typing import Final

from archlib import theory
from archlib.architectures import Functions, QueueFleet
from archlib.course import environments, fleets
from archlib.course import invocations as own
from archlib.course.bet import Bet, Truth
from archlib.course.exercise import Mistake
from archlib.course.loads import HOUR_S, played
from archlib.outcome import Run
from archlib.scenario import Scenario

TWICE: Final = 2
SEVERAL_PER_H, KEPT_S, SHORT_S = 6.0, 600.0, 1.0
MANY, ALLOWED = 5000, 10_000
COSTS: Final = ("it doubles", "it hardly changes", "it falls to half")
NEAR: Final = 0.2  # a cost that is so close hardly changes
SET_AGAINST: Final = ("about half as much", "nearly as much", "clearly more")
HALF_UP_TO, SAME_UP_TO = 0.7, 1.1  # where these words end


def _changed(ratio: float) -> str:
    return COSTS[1] if abs(ratio - 1) < NEAR else COSTS[0] if ratio > 1 else COSTS[2]


def duration_usd(run: Run) -> float:
    """Return what the GB-seconds of processing cost in a run, USD."""
    return sum(i.amount_usd for i in run.bill.items if i.resource == "process" and "GB-s" in i.unit)


def _memory() -> Truth:
    scenario = Scenario(environments.calls(60.0, own.WORK_S, 7.0, cv=0.0))
    runs = [played(Functions(memory_mb=int(k * own.MEMORY_MB)), scenario) for k in (1, TWICE)]
    found, closed = duration_usd(runs[1]) / duration_usd(runs[0]), own.dearer(TWICE)
    times = [(run.latency.mean("ready") or 0.0) / 60 for run in runs]
    text = (
        f"It costs {found:.2f} times as much, and is ready in {times[1]:.1f} min instead of {times[0]:.1f}: processors "
        "come with the memory, so the seconds fall nearly as fast as their price rises."
    )
    return Truth(_changed(found), _changed(closed), "memory × time(memory)", text, runs[1])


def _cold() -> Truth:
    found, run = environments.cold_run(SEVERAL_PER_H, SHORT_S, keep_alive_s=KEPT_S)
    closed = theory.cold_share(SEVERAL_PER_H / HOUR_S, KEPT_S)
    text = "One comes in ten minutes on average; gaps are exponential, and more than a third are longer than average."
    return Truth(100 * found, 100 * closed, "exp(−λ τ)", text, run)


def _ramp() -> Truth:
    found, run = environments.began_s(MANY, concurrency=ALLOWED)
    text = "The limit says how many may run; how fast new environments come is another limit."
    return Truth(found, own.ramp_s(float(MANY)), "(n − 1,000) / 1,000 × 10 s", text, run)


def _said(ratio: float) -> str:
    return SET_AGAINST[(ratio > HALF_UP_TO) + (ratio > SAME_UP_TO)]


def used_share(run: Run) -> float:
    """Return which share of the time that is paid for the workers of a fleet were at work."""
    items = [i for i in run.bill.items if i.resource == "workers"]
    return sum(i.used_quantity for i in items) / sum(i.quantity for i in items)


def _fleet() -> Truth:
    run = played(QueueFleet(), fleets.week())
    found, used = fleets.worker_usd(QueueFleet()) / fleets.function_usd(), used_share(run)
    closed = own.break_even() / used
    text = (
        f"It pays {found:.2f} times as much. A worker's hour costs {own.break_even():.2f} of a function's for the same "
        f"processors, but its workers are busy for {used:.0%} of what is paid for: they boot, and wait for the next."
    )
    return Truth(_said(found), _said(closed), "price ratio / utilisation reached", text, run)


BETS: Final = (
    Bet(
        "07.P1",
        f"A function that makes the sizes of a video gets **twice** the memory, {TWICE * own.MEMORY_MB:,.0f} MB "
        f"instead of {own.MEMORY_MB:,.0f}. What happens to what a video **costs**?",
        "choice",
        _memory,
        COSTS[0],
        choices=COSTS,
        mistakes=(
            Mistake(lambda: COSTS[0], "A GB-second costs the same, and there are hardly more of them."),
            Mistake(lambda: COSTS[2], "It takes about half the time, at twice the price of a second."),
        ),
    ),
    Bet(
        "07.P2",
        f"**{SEVERAL_PER_H:g} calls an hour** come at random moments, each takes a second, and an idle environment is "
        f"kept for **{KEPT_S / 60:g} minutes**. How many in a hundred begin **cold**?",
        "number",
        _cold,
        10.0,
        unit="%",
        low=0.0,
        high=100.0,
        mistakes=(
            Mistake(lambda: 0.0, "On average one comes within the time; random gaps are often longer."),
            Mistake(lambda: 50.0, "The average gap is as long as the time, but gaps are not spread evenly around it."),
            Mistake(lambda: 100 - 100 * theory.cold_share(SEVERAL_PER_H / HOUR_S, KEPT_S), "So many begin warm."),
        ),
    ),
    Bet(
        "07.P3",
        f"**{MANY:,}** asynchronous calls come at once, and the account may run {ALLOWED:,}. After how many "
        "**seconds** have all of them begun?",
        "number",
        _ramp,
        5.0,
        unit="s",
        low=0.0,
        high=120.0,
        mistakes=(
            Mistake(lambda: 0.0, "So many may run, but they cannot all be made at once."),
            Mistake(lambda: own.ramp_s(float(MANY), 0.0), "The first 1,000 begin at once."),
        ),
    ),
    Bet(
        "07.P4",
        "For the same processors, an hour of a worker costs **half** of what an hour of a function does. A fleet of "
        "workers scales by itself, down to none. What does it pay for processing a **video** of the canonical week, "
        "set against the function?",
        "choice",
        _fleet,
        SET_AGAINST[0],
        choices=SET_AGAINST,
        mistakes=(
            Mistake(lambda: SET_AGAINST[0], "Only workers that are busy all of the time would.", "X13"),
            Mistake(lambda: SET_AGAINST[2], "Not with this idle time; let them wait longer, and it will be."),
        ),
    ),
)
