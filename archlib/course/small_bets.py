"""The bets of notebook 05: a chain's time down, who is cheaper, and pages that wait for a hundred calls."""

from typing import Final

from archlib import theory
from archlib.course import small
from archlib.course.bet import Bet, Truth
from archlib.course.exercise import Mistake

CHEAPER: Final = (
    "the monolith, both times",
    "the monolith at 300, microservices at 30,000",
    "microservices at 300, the monolith at 30,000",
    "microservices, both times",
)


def _chain() -> Truth:
    found, run = small.chain_down()
    text = "Each service adds nearly all of its own time down: ten of them, ten times."
    return Truth(found, small.down_min(small.TEN), "43,800 min × (1 − 0.999¹⁰)", text, run)


def _who(box_is_cheaper: bool, box_is_cheaper_later: bool) -> str:
    return CHEAPER[{(True, True): 0, (True, False): 1, (False, True): 2, (False, False): 3}[
        box_is_cheaper, box_is_cheaper_later
    ]]  # fmt: skip


def _cheaper() -> Truth:
    usd = [(small.least_box(n).bill.per_month, small.split(n).bill.per_month) for n in (small.FEW, small.MANY)]
    formula = [(small.box_floor_usd(n), small.split_floor_usd(n)) for n in (small.FEW, small.MANY)]
    text = (
        f"At 300 videos ${usd[0][0]:,.0f} against ${usd[0][1]:,.0f} a month, at 30,000 ${usd[1][0]:,.0f} against "
        f"${usd[1][1]:,.0f}: a floor of copies is there from the start, and only processing grows with the rush."
    )
    found, closed = (_who(*(box < split for box, split in pairs)) for pairs in (usd, formula))
    return Truth(found, closed, "slots for the rush × price, against n r p H + work", text, small.split(small.MANY))


def _pages() -> Truth:
    found, run = small.slow_pages()
    text = "What is rare for a call is usual for a page that needs a hundred of them."
    return Truth(100 * found, 100 * theory.fan_out_tail(small.SLOW, small.HUNDRED), "1 − (1 − 0.01)¹⁰⁰", text, run)


BETS: Final = (
    Bet(
        "05.P1",
        "Ten services call each other in a row, and each is up 99.9 % of the time, by itself. One of them is down 44 "
        "minutes in a month of 730 h. For **how many minutes** are uploads down, which need all ten?",
        "number",
        _chain,
        44.0,
        unit="min",
        low=1.0,
        high=5000.0,
        scale="log",
        mistakes=(
            Mistake(
                lambda: small.down_min(1), "That is one of them; any of the ten is enough to stop an upload.", "X6"
            ),
        ),
    ),
    Bet(
        "05.P2",
        "Each day has a rush of two hours. A monolith just large enough to have 95 % of the videos ready in half an "
        "hour, against six services (two copies of each, processing from 0 to 30 workers): **who is cheaper** at 300 "
        "videos a month, and who at 30,000?",
        "choice",
        _cheaper,
        CHEAPER[3],
        choices=CHEAPER,
        mistakes=(
            Mistake(
                lambda: CHEAPER[3], "Two copies of each service are paid for even when hardly anybody comes.", "X14"
            ),
            Mistake(lambda: CHEAPER[0], "At 30,000 the monolith is bought whole for the rush, and idle after it."),
        ),
    ),
    Bet(
        "05.P3",
        "A page makes **100 calls at once** and waits for all. One call in a hundred is slow. What share of the "
        "**pages** is slow, in per cent?",
        "number",
        _pages,
        1.0,
        unit="%",
        low=0.1,
        high=100.0,
        scale="log",
        mistakes=(
            Mistake(lambda: 100 * small.SLOW, "That is a call's share; the page waits for the slowest of a hundred."),
            Mistake(lambda: 100.0, "On average one of its calls is slow, but often it is none, and then again two."),
        ),
    ),
)
