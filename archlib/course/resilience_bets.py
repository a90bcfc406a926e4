"""The bets of notebook 08: does it come back, what rescues it, and what layers multiply."""

from typing import Any, Final

from archlib import theory
from archlib.course import clean
from archlib.course.bet import Bet, Truth
from archlib.course.exercise import Mistake
from archlib.course.layers import layered, multiplied
from archlib.course.recovery import back_s, good_after
from archlib.course.storms import CAPACITY, Storm, run_of

LAYERS, RETRIES = 3, 3
COMES_BACK: Final = ("it is back within a minute", "it is back some minutes later", "it stays as it is")
RESCUES: Final = ("longer and random pauses before retries", "dropping who has waited 1 s", "serving the newest first")
CHANGES: Final[dict[str, dict[str, Any]]] = {
    RESCUES[0]: {"pause_s": 1.0, "jitter": 1.0},
    RESCUES[1]: {"drop_s": 1.0},
    RESCUES[2]: {"order": "lifo"},
}


def _recovers() -> Truth:
    storm, once = Storm(), Storm(retries=0)
    back, alone = back_s(storm), back_s(once)
    came = COMES_BACK[2] if back is None else COMES_BACK[back > 60]
    edge = theory.stability_boundary(CAPACITY, storm.retries)
    closed = COMES_BACK[2] if storm.per_s > edge else COMES_BACK[0]
    text = (
        f"In the last 20 s of the run {good_after(storm):.0%} of those who come get an answer, and four tries of each "
        f"keep it so. Without retries it was back after {alone:.0f} s."
    )
    return Truth(came, closed, "stays if λ > C / (R + 1)", text, run_of(storm))


def _rescue() -> Truth:
    storm = Storm()
    back = {name: back_s(storm.but(**change)) for name, change in CHANGES.items()}
    works = [name for name, seconds in back.items() if seconds is not None]
    late = good_after(storm.but(**CHANGES[RESCUES[1]]))
    text = (
        "The newest are answered in time, and need no retry. With longer pauses as many tries come, only later. Who "
        f"has waited for almost 1 s is served, in vain: {late:.0%} of those who come get an answer."
    )
    run = run_of(storm.but(**CHANGES[RESCUES[2]]))
    return Truth(works[0], RESCUES[2], "who is served must still be waiting", text, run)


def _layers() -> Truth:
    storm = layered(RETRIES, LAYERS)
    text = f"Each layer turns one call that fails into {RETRIES + 1}, and the next layer does so with each of those."
    return Truth(multiplied(RETRIES, LAYERS), storm.worst, "(R + 1) to the power of L", text, run_of(storm))


def _clean() -> Truth:
    found, run = clean.months_of_runs()
    text = "In nearly half of the months nothing happens, though it is not better than its three nines."
    return Truth(100 * found, 100 * clean.expected(), "A exp(−t / MTBF)", text, run)


BETS: Final = (
    Bet(
        "08.P1",
        "A service can do 100 requests a second, 70 come. It hangs for 10 s, and is whole again. Customers wait 1 s "
        "for an answer and try **three** times more. What happens after that?",
        "choice",
        _recovers,
        COMES_BACK[0],
        choices=COMES_BACK,
        mistakes=(
            Mistake(lambda: COMES_BACK[0], "So it would be if nobody tried again.", "X9"),
            Mistake(lambda: COMES_BACK[1], "The line grows all the time: each request comes four times.", "X9"),
        ),
    ),
    Bet(
        "08.P2",
        "The service of bet 08.P1 stays down. **Which single change** brings it back?",
        "choice",
        _rescue,
        RESCUES[0],
        choices=RESCUES,
        mistakes=(
            Mistake(lambda: RESCUES[0], "They spread the tries over time, and take none of them away.", "X9"),
            Mistake(lambda: RESCUES[1], "Who is not dropped has waited for 0.99 s, and gives up during the work."),
        ),
    ),
    Bet(
        "08.P3",
        f"A call goes through **{LAYERS} layers**, and each of them tries **{RETRIES} times** more when it fails. The "
        "last one fails all the time. **How many tries** reach it for one request of a customer?",
        "number",
        _layers,
        10.0,
        unit="tries",
        low=1.0,
        high=200.0,
        scale="log",
        mistakes=(
            Mistake(lambda: float(LAYERS * RETRIES), "Retries of layers multiply; they do not add up.", "X9"),
            Mistake(lambda: float(LAYERS * (RETRIES + 1)), "That adds the layers up; each multiplies the next.", "X9"),
            Mistake(lambda: float(RETRIES**LAYERS), "That forgets the first try of each layer."),
        ),
    ),
    Bet(
        "08.P4",
        f"A service is up **{clean.UP:.1%}** of the time in the long run, and repaired in an hour on average. In how "
        "many **months of a hundred** does it show no outage at all?",
        "number",
        _clean,
        90.0,
        unit="%",
        low=0.0,
        high=100.0,
        mistakes=(
            Mistake(lambda: 100 * clean.UP, "That is the share of the time; an outage takes an hour of it.", "X20"),
            Mistake(lambda: 100.0, "Then such a month would prove something. Draw some.", "X20"),
            Mistake(lambda: 0.0, "An outage comes once in 1,000 hours on average, and a month has 730.", "X20"),
        ),
    ),
)
