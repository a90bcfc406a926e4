"""The panel of pages that make many calls at once."""

from archlib.lab.figures.fan_out import FanOut, pictures
from archlib.lab.gate import Gate, behind
from archlib.lab.small_panel import SmallPanel

KEY = "page"


def fan_out(*, after: str | None = None) -> SmallPanel[FanOut] | Gate:
    """Return the panel of pages that wait for many calls.

    Parameters
    ----------
    after : the bet that must be placed before it opens, such as "05.P3"
    """
    return behind(after, lambda: SmallPanel(KEY, FanOut(), pictures))
