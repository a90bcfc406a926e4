"""Which bet is drawn on which picture of a topic, once a learner has placed it."""

from collections.abc import Sequence
from typing import NamedTuple

from archlib.course.catalogue import bet
from archlib.lab import bets
from archlib.lab.figures import Picture
from archlib.lab.figures.ghost import with_curve, with_level


class Ghost(NamedTuple):
    """A bet whose quantity is that of a picture's axes: a sketched curve of both, a number of the upright one."""

    bet: str
    picture: str


def haunted(ghosts: Sequence[Ghost], name: str, picture: Picture) -> Picture:
    """Return a picture with the bets that belong on it; as it is while none of them is placed."""
    for ghost in ghosts:
        given = bets.given(ghost.bet) if ghost.picture == name else None
        frame = bet(ghost.bet).curve if given is not None else None
        if given is not None:
            picture = with_level(picture, float(given)) if frame is None else with_curve(picture, frame.x, given)
    return picture
