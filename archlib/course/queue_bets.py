"""The bets of notebook 04: ready sooner, back to normal, one message, and the order of results."""

from typing import Final

import numpy as np

from archlib.architectures import QueueFleet
from archlib.course.bet import Bet, Truth
from archlib.course.exercise import Mistake
from archlib.course.fleets import (
    BUSY,
    OUTAGE_H,
    PER_WORKER,
    WORK_S,
    called,
    drains_h,
    even,
    fixed,
    lone,
    overtaken_share,
)
from archlib.course.loads import played
from archlib.course.overtaking import expected_share
from archlib.scenario import Scenario
from archlib.theory import drain_time

WORKERS: Final = 8
MANY, SPREAD = 10, 0.5  # workers whose order is looked at, and the spread of their work
SOONER: Final = ("it comes much sooner", "it stays where it was", "it comes much later")
ONE: Final = ("a worker starts within minutes", "it waits, however long", "the upload is refused")
NEAR: Final = 0.05  # a mean that is so close stays where it was


def _ready() -> Truth:
    scenario = Scenario(even(0.8 * WORKERS * PER_WORKER, 7))
    direct, queued = (played(made, scenario) for made in (called(WORKERS), fixed(WORKERS)))
    means = [run.latency.mean("ready") or 0.0 for run in (direct, queued)]
    answers = [run.latency.mean("ack") or 0.0 for run in (direct, queued)]
    change = means[1] / means[0] - 1
    came = SOONER[1] if abs(change) < NEAR else SOONER[0] if change < 0 else SOONER[2]
    text = (
        f"Ready after {means[0] / 60:.1f} min on average, called directly, and after {means[1] / 60:.1f} min from the "
        f"queue. The answer to the upload came after {answers[0] / 60:.1f} min and after {answers[1] / 60:.1f} min."
    )
    return Truth(came, SOONER[1], "same workers, same work, one line: the same waiting", text, queued)


def _back() -> Truth:
    found, run = drains_h()
    low, high = np.quantile(found, [0.1, 0.9])
    text = f"That is the mean of {len(found)} weeks; in 80 % of them it took between {low:.1f} h and {high:.1f} h."
    return Truth(float(np.mean(found)), drain_time(OUTAGE_H, BUSY), "T × ρ / (1 − ρ)", text, run)


def _stranded() -> Truth:
    alarm, ceil = (played(QueueFleet(policy=policy), Scenario(lone())) for policy in ("alarm", "ceil"))
    came = ONE[0] if np.isfinite(alarm.trace.ready).any() else ONE[1]
    minutes = float(ceil.trace.ready[0] - ceil.trace.arrive[0]) / 60
    text = (
        f"One is not more than one, so the alarm never rings. With the policy ceil it was ready in {minutes:.1f} min."
    )
    return Truth(came, ONE[1], "desired stays 0 while Q ≤ threshold", text, alarm)


def _order() -> Truth:
    share, run = overtaken_share(MANY, SPREAD)
    alone, _ = overtaken_share(1, SPREAD)
    closed = expected_share(BUSY * MANY * PER_WORKER, WORK_S, SPREAD)
    text = f"The queue gave them out in order. With one worker {alone:.0%} are overtaken, and with equal work none."
    return Truth(100 * share, 100 * closed, "1 − E exp(−λ G(W)), a worker for each", text, run)


BETS: Final = (
    Bet(
        "04.P1",
        f"{WORKERS} workers, always there, 80 % busy: called directly through one long line, or fed from a queue. What "
        "does the queue do to the moment at which a video is **ready**?",
        "choice",
        _ready,
        SOONER[0],
        choices=SOONER,
        mistakes=(
            Mistake(lambda: SOONER[0], "The answer to the upload comes sooner; the work takes as long.", "X3"),
            Mistake(lambda: SOONER[2], "Waiting in a queue replaces waiting at the door; it does not add to it."),
        ),
    ),
    Bet(
        "04.P2",
        "Processing is down for **one hour**; else its workers are busy 90 % of the time. How many hours after its "
        "return is the **backlog gone**?",
        "number",
        _back,
        2.0,
        unit="h",
        low=0.5,
        high=30.0,
        scale="log",
        mistakes=(
            Mistake(lambda: OUTAGE_H, "New videos go on coming: only the spare tenth works on the backlog.", "X15"),
        ),
    ),
    Bet(
        "04.P3",
        "A group of 0 workers at least, and an alarm that adds one when there is **more than 1** message. **One** "
        "message comes. What happens?",
        "choice",
        _stranded,
        ONE[0],
        choices=ONE,
        mistakes=(
            Mistake(lambda: ONE[0], "The alarm wants more than one.", "X18"),
            Mistake(lambda: ONE[2], "The queue takes it: upload does not need the workers."),
        ),
    ),
    Bet(
        "04.P4",
        f"A strictly first-in-first-out queue, {MANY} workers, work that differs from video to video. **How many** in "
        "a hundred videos are overtaken by one that came later?",
        "number",
        _order,
        10.0,
        unit="%",
        low=0.0,
        high=100.0,
        mistakes=(Mistake(lambda: 0.0, "They leave the queue in order, and finish as they can.", "X10"),),
    ),
)
