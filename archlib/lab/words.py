"""Numbers as people read them, the same way in every sentence, table and picture."""

import math

from archlib.outcome.clock import clock_text

NONE = "none"


def percent(share: float) -> str:
    """Return a share as per cent with two decimals, or more near 1: what is not all never reads "100 %".

    >>> percent(0.943227), percent(1.0), percent(0.9999996)
    ('94.32 %', '100 %', '99.99996 %')
    """
    if share in (0.0, 1.0):
        return f"{share:.0%}".replace("%", " %")
    missing = 100 * min(share, 1.0 - share)
    digits = max(2, -math.floor(math.log10(missing) + 1e-9))
    return f"{100 * share:.{digits}f} %"


def usd(amount: float | None) -> str:
    """Return an amount of money to the cent; small ones to four digits after the point."""
    if amount is None:
        return NONE
    size = f"${abs(amount):,.4f}" if 0 < abs(amount) < 0.1 else f"${abs(amount):,.2f}"
    return f"−{size}" if amount < 0 else size


def duration(seconds: float | None) -> str:
    """Return a time as seconds, minutes, hours or days, whichever reads best."""
    if seconds is None:
        return NONE
    for length, unit in ((86_400.0, "days"), (3_600.0, "h"), (60.0, "min")):
        if seconds >= 2 * length:
            return f"{seconds / length:.1f} {unit}"
    return f"{seconds:.1f} s"


def count(number: float) -> str:
    """Return a whole or nearly whole number with thousands marked."""
    return f"{number:,.0f}"


def moment(time_s: float, clock_start_h: float = 0.0) -> str:
    """Return a moment as day and clock, to the minute, such as "day 1 20:15"."""
    return clock_text(round(time_s / 60) * 60, clock_start_h)


def listed(names: list[str]) -> str:
    """Return names joined as in speech: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def are(names: list[str], one: str, many: str) -> str:
    """Return the names and the verb that fits their number: "A does", "A and B do"."""
    return f"{listed(names)} {one if len(names) == 1 else many}"
