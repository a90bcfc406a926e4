"""One colour for an architecture, a feature, a state and a bill's item everywhere, and never colour alone.

Readable on white and on dark paper and for the colour-blind. Yellow and black of the source are left out: each
vanishes on one of the two papers.

References
----------
Okabe and Ito, Color Universal Design, 2008 (the eight colours).
"""

from typing import Final, NamedTuple

ORANGE: Final = "#E69F00"
SKY: Final = "#56B4E9"
GREEN: Final = "#009E73"
BLUE: Final = "#0072B2"
VERMILION: Final = "#D55E00"
PURPLE: Final = "#CC79A7"
GREY: Final = "#8C8C8C"


class Look(NamedTuple):
    """A colour and what tells it apart without colour.

    A dash for lines, a symbol for markers, and for areas a pattern ("" is plain) with the share of it that is inked.
    """

    colour: str
    dash: str = "solid"
    pattern: str = ""
    symbol: str = "circle"
    solidity: float = 0.25


ARCHITECTURES: Final = {
    "Monolith": Look(VERMILION, "solid", symbol="square"),
    "Tiers": Look(BLUE, "dash", symbol="diamond"),
    "LoadBalanced": Look(SKY, "dot", symbol="cross"),
    "QueueFleet": Look(GREEN, "10px,2px", symbol="circle"),
    "Microservices": Look(PURPLE, "dashdot", symbol="x"),
    "EventDriven": Look(ORANGE, "longdash", symbol="triangle-up"),
    "Functions": Look(GREY, "longdashdot", symbol="triangle-down"),
}
OWN: Final = Look(GREY, "2px,6px", symbol="star")  # a kind of one's own
ALIKE: Final = {"Chain": "Microservices"}  # kinds of single lessons that are cut-outs of one of the course's

FEATURES: Final = {
    "upload": Look(SKY, "solid", symbol="triangle-up"),
    "process": Look(PURPLE, "dash", symbol="square"),
    "manage": Look(ORANGE, "dot", symbol="circle"),
}

# the pattern differs as well as the colour: a print in grey still tells the three apart
STATES: Final = {
    "up": Look(GREEN),
    "degraded": Look(ORANGE, pattern="/"),
    "down": Look(VERMILION, pattern="x"),
}

DENSE: Final = 0.6

# there are twice as many reasons as patterns: the second of each is inked more densely
REASONS: Final = {
    "no host": Look(VERMILION, pattern="x"),
    "no room": Look(ORANGE, pattern="/"),
    "timed out": Look(BLUE, pattern="."),
    "throttled": Look(SKY, pattern="-"),
    "lost in a crash": Look(PURPLE, pattern="\\"),
    "expired": Look(GREY, pattern="|"),
    "dead-lettered": Look(GREY, pattern="+"),
    "time limit": Look(BLUE, pattern="-", solidity=DENSE),
    "wrong answer": Look(ORANGE, pattern=".", solidity=DENSE),
    "returned to the queue": Look(SKY, pattern="/", solidity=DENSE),
    "cancelled by the caller": Look(GREEN, pattern="x", solidity=DENSE),
    "unfinished": Look(GREY, pattern=""),
    "shed": Look(ORANGE, pattern="|", solidity=DENSE),
    "circuit open": Look(BLUE, pattern="+", solidity=DENSE),
    "unreadable": Look(SKY, pattern="\\", solidity=DENSE),
}

METERS: Final = {
    "machines": Look(BLUE),
    "containers": Look(SKY),
    "functions": Look(GREEN),
    "balancer load": Look(VERMILION),
    "storage": Look(ORANGE),
    "requests": Look(PURPLE),
    "alarms": Look(GREY),
}

# where one kind is compared with itself, the second and third are told apart by dash, symbol and pattern
_MORE_DASHES: Final = ("dot", "dashdot", "longdash", "solid", "dash", "longdashdot")
_MORE_SYMBOLS: Final = ("-open", "-open-dot", "-dot")
_MORE_PATTERNS: Final = ("/", ".", "x")


def architecture(kind: str, nth: int = 0) -> Look:
    """Return the look of the nth of its kind, from 0; a kind of one's own is grey."""
    look = ARCHITECTURES.get(ALIKE.get(kind, kind), OWN)
    if nth == 0:
        return look
    dashes = [dash for dash in _MORE_DASHES if dash != look.dash]
    symbol = look.symbol + _MORE_SYMBOLS[(nth - 1) % len(_MORE_SYMBOLS)]
    pattern = _MORE_PATTERNS[(nth - 1) % len(_MORE_PATTERNS)]
    return look._replace(dash=dashes[(nth - 1) % len(dashes)], symbol=symbol, pattern=pattern)
