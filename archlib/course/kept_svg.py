"""A year's availability as a drawing for a file: what was reached of each promise, quarter by quarter, in nines."""

import math
from collections.abc import Sequence
from typing import Final

from archlib.contract import Clause
from archlib.course import svg_frame as svg
from archlib.year import Played
from archlib.year.clock import QUARTERS

FILLS: Final = {"upload": svg.PLAIN, "ready": svg.CROSSED, "manage": svg.STRIPED}
TOLD: Final = {"upload": "uploads accepted", "ready": "ready in time", "manage": "watch, manage"}
MOST: Final = 5  # nines that are drawn; what is beyond stands at the edge, with its own number
HEAD: Final = 16  # pixels for the number above the highest bar
STEP: Final = (svg.RIGHT - svg.LEFT) / QUARTERS
BAR: Final = STEP / 4


def drawing(played: Played) -> str:
    """Return an SVG: three bars a quarter, each with its share and, as a thick line across, its service level.

    The scale is in nines, -log10(1 - share): it tells 99.9 % from 99.99 %. A star marks a bar below its level.
    """
    quarters = played.by_quarter
    bars = "".join(_quarter(number, clauses) for number, clauses in enumerate(quarters))
    fills = svg.legend({TOLD[name]: fill for name, fill in FILLS.items()})
    mark = svg.level(svg.RIGHT - 200, 13, 20) + svg.words(svg.RIGHT - 174, 18, "service level; * below it")
    return svg.frame(f"Availability quarter by quarter. {sentence(quarters)}", fills, mark, _axis(), bars)


def sentence(quarters: Sequence[Sequence[Clause]]) -> str:
    """Return the shares in words, as a reader of the drawing hears them."""
    return " ".join(
        f"Quarter {number}: " + ", ".join(_told(clause) for clause in clauses) + "."
        for number, clauses in enumerate(quarters, 1)
    )


def nines(share: float) -> float:
    """Return how many nines a share has, 0 to `MOST`: 2 for 99 %."""
    return MOST if share >= 1.0 else min(-math.log10(1.0 - max(share, 0.0)), MOST)


def percent(share: float) -> str:
    """Return a share in per cent with as many digits as tell it from 100 %, four at most."""
    digits = min(4, max(1, math.ceil(nines(share)) - 1)) if share < 1.0 else 0
    return f"{math.floor(share * 10 ** (digits + 2)) / 10**digits:.{digits}f} %"


def _told(clause: Clause) -> str:
    kept = "kept" if clause.ok else "below"
    return f"{TOLD[clause.name]} {percent(clause.value)} ({kept} {percent(clause.bound)})"


def _y(share: float) -> float:
    return svg.HEIGHT - svg.BOTTOM - nines(share) / MOST * (svg.HEIGHT - svg.TOP - HEAD - svg.BOTTOM)


def _quarter(number: int, clauses: Sequence[Clause]) -> str:
    left = svg.LEFT + number * STEP + BAR / 2
    bars = "".join(_bar(left + i * BAR, f"quarter {number + 1}, ", clause) for i, clause in enumerate(clauses))
    return bars + svg.words(left + 1.5 * BAR, svg.HEIGHT - 16, f"quarter {number + 1}", "middle")


def _bar(x: float, where: str, clause: Clause) -> str:
    y, level, wide = _y(clause.value), _y(clause.bound), 0.9 * BAR
    drawn = svg.bar(x, y, wide, svg.HEIGHT - svg.BOTTOM - y, FILLS[clause.name], where + _told(clause))
    line = svg.level(x - 2, level, wide + 4)
    number = svg.words(x + wide / 2, min(y, level) - 4, f"{percent(clause.value)}{'' if clause.ok else '*'}", "middle")
    return drawn + line + f'<g font-size="10">{number}</g>'


def _axis() -> str:
    shares = [1.0 - 10.0**-k for k in range(MOST)]
    lines = "".join(svg.tick(_y(share), f"{100 * share:.6g} %") for share in shares)
    return lines + svg.words(svg.LEFT, svg.HEIGHT - 2, "share of requests that went well, in nines")
