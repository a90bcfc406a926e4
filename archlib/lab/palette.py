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
    """A colour and what tells it apart without colour: a dash for lines, a pattern for areas ("" is plain)."""

    colour: str
    dash: str = "solid"
    pattern: str = ""


ARCHITECTURES: Final = {
    "Monolith": Look(VERMILION, "solid"),
    "Tiers": Look(BLUE, "dash"),
    "LoadBalanced": Look(SKY, "dot"),
    "QueueFleet": Look(GREEN, "solid"),
    "Microservices": Look(PURPLE, "dashdot"),
    "EventDriven": Look(ORANGE, "longdash"),
    "Functions": Look(GREY, "longdashdot"),
}

FEATURES: Final = {"upload": Look(SKY), "process": Look(PURPLE), "manage": Look(ORANGE)}

# the pattern differs as well as the colour: a print in grey still tells the three apart
STATES: Final = {
    "up": Look(GREEN),
    "degraded": Look(ORANGE, pattern="/"),
    "down": Look(VERMILION, pattern="x"),
}

REASONS: Final = {
    "no host": Look(VERMILION, pattern="x"),
    "no room": Look(ORANGE, pattern="/"),
    "timed out": Look(BLUE, pattern="."),
    "throttled": Look(SKY, pattern="-"),
    "lost in a crash": Look(PURPLE, pattern="\\"),
    "expired": Look(GREY, pattern="|"),
    "dead-lettered": Look(GREY, pattern="+"),
    "time limit": Look(BLUE, pattern="-"),
    "wrong answer": Look(ORANGE, pattern="."),
    "returned to the queue": Look(SKY, pattern="/"),
    "cancelled by the caller": Look(GREEN, pattern="."),
    "unfinished": Look(GREY, pattern=""),
    "shed": Look(ORANGE, pattern="|"),
    "circuit open": Look(BLUE, pattern="+"),
}

METERS: Final = {
    "machines": Look(BLUE),
    "containers": Look(SKY),
    "functions": Look(GREEN),
    "balancer load": Look(VERMILION),
    "storage": Look(ORANGE),
    "requests": Look(PURPLE),
}

# where one kind is compared with itself, the second and third are told apart by their dash
_MORE_DASHES: Final = ("solid", "dot", "dashdot", "longdash")


def architecture(kind: str, nth: int = 0) -> Look:
    """Return the look of the nth of its kind, from 0; a kind of one's own is grey."""
    look = ARCHITECTURES.get(kind, Look(GREY))
    return look if nth == 0 else look._replace(dash=_MORE_DASHES[nth % len(_MORE_DASHES)])
