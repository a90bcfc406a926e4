"""The bets of notebook 02: what becomes of uploading and of watching when the monolith is cut in three."""

from typing import Final

from archlib import faults, theory
from archlib.architectures import Monolith, Tiers
from archlib.course.bet import Bet, Truth
from archlib.course.exercise import Mistake
from archlib.course.loads import HOUR_S, played
from archlib.course.three import SLOW_FROM_H, first_failure_s, first_more_s, long_run, slowed, steady, threads, worse_h
from archlib.outcome import Run, needed
from archlib.outcome.health import DOWN
from archlib.scenario import Scenario

PARTING: Final = ("more available", "as available as before", "less available")
FIRST: Final = ("uploads are refused", "more threads are held", "nothing: only processing is slow")
WATCHING: Final = ("it goes on as before", "it gets slower", "it fails as well")
THREE_TIMES: Final = 3.0
OUTAGE_H: Final = 30.0


def _parting() -> Truth:
    one, three = long_run(Monolith()), long_run(Tiers())
    found = PARTING[1 + _sign(_down_h(three, "upload") - _down_h(one, "upload"))]
    closed = PARTING[1 + _sign(worse_h())]
    formula = "A_host × A_code³ on one host, A_host³ × A_code³ on three"
    text = (
        f"In a simulated year uploading was down {_down_h(one, 'upload'):.1f} h on one host and "
        f"{_down_h(three, 'upload'):.1f} h on three; watching went from {_down_h(one, 'manage'):.1f} h to "
        f"{_down_h(three, 'manage'):.1f} h, since its tier is a program of its own."
    )
    return Truth(found, closed, formula, text, three)


def _down_h(run: Run, feature: str) -> float:
    return theory.downtime_h_per_year(run.availability[feature].time_share)


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _first() -> Truth:
    run, start_s = played(Tiers(), Scenario(steady(), faults=slowed(THREE_TIMES))), SLOW_FROM_H * HOUR_S
    more_s, failed_s = first_more_s(run) - start_s, first_failure_s(run) - start_s
    closed = FIRST[1] if threads(slower=THREE_TIMES) > threads() else FIRST[2]
    text = (
        f"After {more_s / 60:.0f} min the upload tier held more threads than at any time before. The first customer "
        f"was told of a failure after {failed_s / 60:.0f} min. The callee's slowness is the caller's full pool."
    )
    return Truth(FIRST[1] if more_s < failed_s else FIRST[0], closed, "threads held = λ × W", text, run)


def _watching() -> Truth:
    run = played(Tiers(), Scenario(steady(), faults=faults.down("process", OUTAGE_H, 1.0)))
    strip, at_s = run.strips["manage"], (OUTAGE_H + 0.5) * HOUR_S
    inside = (strip.start_s <= at_s) & (strip.end_s > at_s)
    found = WATCHING[2] if int(strip.state[inside][0]) == DOWN else WATCHING[0]
    shared = any("process" in station.plays for station in needed(run.topology, "manage"))
    formula = "watching needs no station that processing's code is on"
    text = "It needs its own tier and the disk, and calls nobody else. Uploading calls them all, and fails."
    return Truth(found, WATCHING[2] if shared else WATCHING[0], formula, text, run)


BETS: Final = (
    Bet(
        "02.P1",
        "The monolith is cut into three tiers, and **each gets a host of its own**. Every host and every piece of code "
        "is up 99.9 % of the time. **Uploading** is then ...",
        "choice",
        _parting,
        PARTING[0],
        choices=PARTING,
        mistakes=(
            Mistake(lambda: PARTING[0], "An upload needs all three, and now two hosts more that can fail.", "X1"),
            Mistake(lambda: PARTING[1], "The code is the same, but there are two hosts more that must be up.", "X6"),
        ),
    ),
    Bet(
        "02.P2",
        "Processing becomes **three times slower**; nothing fails. What does the **upload tier** show first?",
        "choice",
        _first,
        FIRST[2],
        choices=FIRST,
        mistakes=(
            Mistake(lambda: FIRST[0], "That comes too, once the threads or the places to wait are all taken."),
            Mistake(lambda: FIRST[2], "Each upload waits for its answer, and holds a thread as long as that takes."),
        ),
    ),
    Bet(
        "02.P3",
        "The **processing** tier is down for an hour. What happens to **watching** (the manage tier)?",
        "choice",
        _watching,
        WATCHING[2],
        choices=WATCHING,
        mistakes=(
            Mistake(lambda: WATCHING[1], "Watching asks nothing of processing, so it cannot wait for it."),
            Mistake(
                lambda: WATCHING[2], "So it was in the monolith. Now it is a program of its own, that calls nobody."
            ),
        ),
    ),
)
