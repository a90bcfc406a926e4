"""Bets of notebook 00, measures and money."""

from typing import Final

import numpy as np

from archlib import faults, theory
from archlib.architectures import Monolith, QueueFleet
from archlib.course.bet import Bet, Truth
from archlib.course.exercise import Mistake
from archlib.course.loads import EVENING, HOUR_S, NIGHT, at_clock, box, even, month, month_with, played, steady
from archlib.data import transcode_slots
from archlib.outcome import FeatureAvailability, needed
from archlib.prices import MONTH_HOURS
from archlib.scenario import Scenario

SLO: Final = 0.999
PER_HOUR, WORK_H = 60.0, 300.0 / HOUR_S
SELDOM_PER_HOUR: Final = 6.0
REPAIR_H: Final = 1.0
CLEAN: Final = ("hardly any", "about half", "nearly all")  # below a fifth, between, above four fifths
REFUSED: Final = ("all that come in these hours", "those that come when the queue is full", "none")
MONTHS: Final = 1_000


def budget_min(slo: float) -> float:
    """Return the minutes of a month of 730 h that an objective leaves."""
    return theory.error_budget_s(slo, MONTH_HOURS * HOUR_S) / 60


def upload_after(clock_h: float, hours: float = 1.0) -> FeatureAvailability:
    """Return how uploads did in a month with one outage from a clock hour on."""
    return month_with(faults.down("upload", at_clock(clock_h), hours)).availability["upload"]


def _lost(clock_h: float) -> float:
    upload = upload_after(clock_h)
    return upload.attempted - upload.good


def _factor() -> Truth:
    night, evening = _lost(3), _lost(21)
    text = f"The same hour down lost {night:.0f} uploads at 3 a.m. and {evening:.0f} at 9 p.m."
    run = month_with(faults.down("upload", at_clock(21), 1.0))
    return Truth(evening / night, EVENING / NIGHT, "load at 9 p.m. / load at 3 a.m.", text, run)


def _workers() -> Truth:
    run = played(box(4), Scenario(steady(PER_HOUR)))
    busy = run.series["box"].busy.mean()
    text = f"{PER_HOUR:g} videos an hour of 5 minutes kept {busy:.2f} slots busy on average."
    return Truth(busy, theory.little(PER_HOUR, WORK_H), "a = λ × S", text, run)


def _budget() -> Truth:
    run = month_with(faults.down("upload", at_clock(21), 1.0))
    lost_share = 1 - run.availability["upload"].time_share
    allowed = 60.0 * (1 - SLO) / lost_share
    text = f"An hour down cost {lost_share:.3%} of the month's time; 99.9 % leaves 0.1 %."
    return Truth(allowed, budget_min(SLO), "(1 − SLO) × period", text, run)


def clean_months() -> float:
    """Return the share of months without any outage of a part of 99.9 % that is repaired in an hour."""
    return SLO * theory.cold_share(1 / theory.mtbf(SLO, REPAIR_H), MONTH_HOURS)


def _idle() -> Truth:
    run = played(box(), Scenario(even(SELDOM_PER_HOUR)))
    slots = transcode_slots(box().instance)
    text = f"Of ${run.bill.per_month:,.2f} a month {run.bill.idle_share:.0%} paid for slots in which nothing was done."
    closed = 100 * (1 - theory.little(SELDOM_PER_HOUR, WORK_H) / slots)
    return Truth(100 * run.bill.idle_share, closed, "1 − λ × S / slots", text, run)


def _clean() -> Truth:
    part = SLO, REPAIR_H * HOUR_S, MONTH_HOURS * HOUR_S
    found = np.mean([not len(faults.down_intervals(seed, ("a part",), *part)) for seed in range(MONTHS)])
    run = played(Monolith(), Scenario(month(), faults=faults.drawn(SLO, mttr_s=REPAIR_H * HOUR_S)))
    text = "Outages are rare, so whole months pass without one, and others have two."
    return Truth(_word(float(found)), _word(clean_months()), "A × exp(−month / mean time up)", text, run)


def _word(share: float) -> str:
    return CLEAN[int(share >= 0.2) + int(share > 0.8)]


def _refused() -> Truth:
    run = played(QueueFleet(), Scenario(even(SELDOM_PER_HOUR), faults=faults.down("process", 12.0, 3.0)))
    upload = run.availability["upload"]
    came = REFUSED[2] if upload.good == upload.attempted else REFUSED[0]
    is_needed = any("process" in station.plays for station in needed(run.topology, "upload"))
    text = "An upload leaves a message in the queue and is done; who works on it later is not asked."
    return Truth(came, REFUSED[0] if is_needed else REFUSED[2], "uploading needs no part that processes", text, run)


BETS: Final = (
    Bet(
        "00.P1",
        "Uploads are down for one hour, once at 3 a.m. and once at 9 p.m. The load is 0.2 of its mean at 3 a.m. and "
        "3 times its mean at 9 p.m. **How many times more uploads** does the evening hour lose?",
        "number",
        _factor,
        5.0,
        unit="times",
        low=1.0,
        high=50.0,
        scale="log",
        mistakes=(
            Mistake(lambda: 1.0, "An hour is an hour for the servers, not for the people who come.", "X19"),
            Mistake(lambda: EVENING, "That compares the evening with the mean, not with the night."),
        ),
    ),
    Bet(
        "00.P2",
        "60 videos an hour arrive and each takes 5 minutes of work. **How many slots** are busy on average?",
        "number",
        _workers,
        8.0,
        unit="slots",
        low=0.1,
        high=100.0,
        scale="log",
        mistakes=(
            Mistake(lambda: PER_HOUR * 5, "Minutes met hours: bring λ and S to one unit of time first."),
            Mistake(lambda: 60 / 5, "That is how many videos one slot does in an hour."),
        ),
    ),
    Bet(
        "00.P3",
        "A month has 730 hours. **How many minutes** may a feature of 99.9 % be down in it?",
        "number",
        _budget,
        20.0,
        unit="min",
        low=0.1,
        high=1000.0,
        scale="log",
        mistakes=(
            Mistake(lambda: budget_min(0.99), "That is the budget of 99 %: one nine too few."),
            Mistake(lambda: budget_min(0.9999), "That is the budget of 99.99 %: one nine too many."),
        ),
    ),
    Bet(
        "00.P4",
        "A box of two slots runs all the time. 6 videos an hour come, each with 5 minutes of work. **How much of its "
        "bill** pays for what is not used, in per cent?",
        "number",
        _idle,
        40.0,
        unit="%",
        low=0.0,
        high=100.0,
        mistakes=(
            Mistake(lambda: 25.0, "That is the share that is used."),
            Mistake(lambda: 50.0, "Half an erlang keeps one slot busy half of the time; the box has two."),
        ),
    ),
    Bet(
        "00.P5",
        "A part is up 99.9 % of the time and takes an hour to repair. In **how many months** has it no outage at all?",
        "choice",
        _clean,
        CLEAN[0],
        choices=CLEAN,
        mistakes=(
            Mistake(lambda: CLEAN[0], "A month's 44 minutes are a mean: outages of an hour come in some months only."),
            Mistake(lambda: CLEAN[2], "Then an outage of an hour would come less often than once in five months."),
        ),
    ),
    Bet(
        "00.P6",
        "Uploads go through a queue, and all processing is down for three hours. **Which uploads** are refused?",
        "choice",
        _refused,
        REFUSED[0],
        choices=REFUSED,
        mistakes=(
            Mistake(lambda: REFUSED[0], "Uploading does not need those who process: the queue takes it.", "X21"),
        ),
    ),
)
