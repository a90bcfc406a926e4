"""The bets of notebook 10: what growth does in a year, which kind does best, and what a price change costs."""

from typing import Final

from archlib.architectures import EventDriven
from archlib.course.bet import Bet, Truth
from archlib.course.exercise import Mistake
from archlib.course.years import (
    SINGLE,
    YEAR,
    all_year,
    cheapest_at_work,
    cheapest_single,
    dearer_share,
    moved_share,
    stored_usd,
)
from archlib.outcome import Run
from archlib.year import Plan, Played, play
from archlib.year.clock import MONTHS

STEPS: Final = MONTHS - 1  # from the first month to the last


def _run(played: Played) -> Run:
    return played.stretches[0].run


def _grown() -> Truth:
    played = play(YEAR.but(launches_on=False), Plan.all_year(SINGLE["functions"]))
    first, last = played.months[0].videos, played.months[-1].videos
    text = f"{first:,} videos came in month 1, {last:,} in month 12: growth multiplies {STEPS} times."
    return Truth(last / first, YEAR.growth**STEPS, f"{YEAR.growth:g} to the power of {STEPS}", text, _run(played))


def _best() -> Truth:
    told = "; ".join(f"{name}: {all_year(each).score_usd:,.0f} USD" for name, each in SINGLE.items())
    text = f"Scores of the year: {told}. {_why_dear()}"
    best = cheapest_single()
    return Truth(
        best, cheapest_at_work(), "grows with the load; cheapest hour at work", text, _run(all_year(SINGLE[best]))
    )


def _why_dear() -> str:
    """Say what the monolith's year is made of, the largest part of its bill first."""
    box, functions = (all_year(SINGLE[name]) for name in ("one monolith", "functions"))
    kept = stored_usd(box)
    return (
        f"Of the monolith's bill of {box.bill_usd:,.0f} USD, {kept:,.0f} are its disk, where the same videos cost "
        f"functions {stored_usd(functions):,.0f} in their store; {box.bill_usd - kept:,.0f} are the box, which waits "
        f"for a launch all year. Then {box.penalties_usd:,.0f} USD go back to customers."
    )


def _dearer() -> Truth:
    text = (
        f"Prices move in month {YEAR.price_month}, when most of the year's videos are still to come, and for the "
        "containers only: functions, stores and messages cost what they did."
    )
    return Truth(
        100 * dearer_share(),
        100 * moved_share(),
        "containers from month 8 on / bill",
        text,
        _run(all_year(EventDriven())),
    )


BETS: Final = (
    Bet(
        "10.P1",
        "A service grows by a factor of 1.2 every month. How many **times** as many videos come in month 12 as in "
        "month 1? (No launches.)",
        "number",
        _grown,
        prefilled=3.2,
        unit="times",
        low=1.0,
        high=30.0,
        scale="log",
        mistakes=(
            Mistake(lambda: 1 + STEPS * (YEAR.growth - 1), "That adds a fifth of the first month each time."),
            Mistake(lambda: YEAR.growth**MONTHS, "From month 1 to month 12 it grows eleven times, not twelve."),
        ),
    ),
    Bet(
        "10.P2",
        "One kind for the whole year, sized as said. Which has the **least score**: bill, penalties and all?",
        "choice",
        _best,
        prefilled="functions",
        choices=tuple(SINGLE),
    ),
    Bet(
        "10.P3",
        "From month 8 on containers cost **twice** as much. By how many **per cent** does that raise the year's bill "
        "of the event-driven system, which transcodes in containers?",
        "number",
        _dearer,
        prefilled=50.0,
        unit="%",
        low=0.0,
        high=100.0,
        mistakes=(
            Mistake(lambda: 100.0, "That would be so if containers were all of the bill, and dearer all year."),
            Mistake(lambda: 100 * 5 / 12, "Five of twelve months, but containers are not the whole bill."),
        ),
    ),
)
