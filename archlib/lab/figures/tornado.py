"""What matters: how far cost, the share ready in time or lateness move when one parameter is halved and doubled."""

import math
from collections.abc import Mapping
from typing import Final

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures import names
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, names_of, rows_of, titled
from archlib.lab.figures.sensitivities import NOT_RUN, SEEDS, Bar, Change, Sensitivities, Shows
from archlib.lab.palette import BLUE, ORANGE

ROW_PX, MOST_ROWS, LEAST_ROWS = 30, 16, 3
SURE, PALE = 1.0, 0.4  # opacity of a bar whose 95 % interval leaves out 0, and of one that may be luck
ROOM: Final = 0.5  # of the longest bar, on each side, for the text at its end
NOTHING: Final = {"cost": 1e-3, "ready in time": 1e-4, "lateness": 1e-3}  # of the base; of a share itself
AXES: Final[dict[Shows, str]] = {
    "cost": "more or less than as it is (USD a month)",
    "ready in time": "more or less than as it is (percentage points ready in time)",
    "lateness": "more or less than as it is (minutes until 95 % are ready)",
}
ENDS: Final = {"half, or the lower end": (BLUE, "/"), "double, or the higher end": (ORANGE, "")}
Results = Mapping[str, Sensitivities]


def picture(
    comparison: Comparison, window: Window = None, found: Results | None = None, shows: Shows = "cost"
) -> Picture:
    """Return two bars a parameter, the longest first; the window is not used.

    Parameters
    ----------
    found : label -> what `archlib.lab.figures.sensitivities` found for that architecture; without it nothing is drawn
    shows : of what the bars are
    """
    shown = lanes(comparison)
    known = {lane.label: (found or {}).get(lane.label, NOT_RUN) for lane in shown}
    most = max(LEAST_ROWS, MOST_ROWS // len(shown))
    drawn = [(lane, bar) for lane in shown for bar in ranked(known[lane.label], shows)[0][:most]]
    rows = [_name(lane, bar, len(shown)) for lane, bar in drawn]
    data = tuple(_bars(i, end, drawn, rows, known, shows) for i, end in enumerate(ENDS))
    reach = (1 + ROOM) * (max((abs(x) for trace in data for x in trace["x"] if x is not None), default=0.0) or 1.0)
    made = layout(
        90 + ROW_PX * max(1, len(drawn)),
        titled(AXES[shows], range=[-reach, reach], fixedrange=True, zeroline=True),
        {"type": "category", "autorange": "reversed", "fixedrange": True, "tickfont": {"size": 11}},
        left=names.margin(rows),
        legend=names_of(data),
        barmode="group",
        bargap=0.2,
    )
    return Picture(
        key="tornado",
        title="What matters, and what does not",
        sentence=sentence(known, shows),
        columns=(
            "architecture",
            "parameter",
            "as it is",
            "low",
            "high",
            f"{shows}, as it is",
            "at low",
            "at high",
            "change at low, 95 % sure",
            "change at high, 95 % sure",
        ),
        rows=rows_of([row for lane in shown for row in _rows(lane, known[lane.label], shows)]),
        colours=tuple(lane.look.colour for lane in shown for _ in known[lane.label].bars),
        data=data,
        layout=made,
        height=made["height"],
        lines=1 + 3 * len(shown),
    )


def ranked(one: Sensitivities, shows: Shows) -> tuple[list[Bar], list[Bar]]:
    """Return the parameters with an effect, the greatest first, and those without one."""
    base = one.base.of(shows)
    least = NOTHING[shows] * (1.0 if shows == "ready in time" else abs(base))
    effects = {
        id(bar): max((abs(c.mean) for c in changes(bar, one, shows) if c is not None), default=0.0) for bar in one.bars
    }
    by_effect = sorted(one.bars, key=lambda bar: -effects[id(bar)])
    return [b for b in by_effect if effects[id(b)] > least], [b for b in by_effect if not effects[id(b)] > least]


def changes(bar: Bar, one: Sensitivities, shows: Shows) -> list[Change | None]:
    """Return how far both ends are from the base, None where there is no number."""
    return [None if end is None else end.less(one.base, shows) for end in (bar.low, bar.high)]


def sentence(known: Results, shows: Shows) -> str:
    """Return what matters most, and what is without effect, for each architecture."""
    parts = []
    for label, one in known.items():
        strong, weak = ranked(one, shows)
        first = words.listed([bar.turn.name for bar in strong[:3]]) or "nothing"
        luck = [bar.turn.name for bar in strong if not any(c and c.is_sure for c in changes(bar, one, shows))]
        rest = f"; may be luck: {words.listed(luck)}" if luck else ""
        rest += f"; without effect: {words.listed([bar.turn.name for bar in weak])}" if weak else ""
        parts.append(f"{label} ({text(one.base.of(shows), shows)}): most by {first}{rest}.")
    how = f"Each parameter halved and doubled alone, means of the same {len(SEEDS)} weeks; a pale bar may be luck."
    return f"{how} {' '.join(parts)}"


def text(value: float, shows: Shows) -> str:
    """Return a number of the kind that is shown, in words."""
    if not math.isfinite(value):
        return "no video ready" if shows == "lateness" else "no video"
    if shows == "cost":
        return words.usd(value)
    return words.percent(value) if shows == "ready in time" else words.duration(60 * value)


def _name(lane: Lane, bar: Bar, n: int) -> str:
    return bar.turn.name if n == 1 else f"{lane.label}  {bar.turn.name}"


def _rows(lane: Lane, one: Sensitivities, shows: Shows) -> list[tuple[str, ...]]:
    base, found = one.base.of(shows), []
    for bar in [bar for part in ranked(one, shows) for bar in part]:
        ends = ["refused" if end is None else text(end.of(shows), shows) for end in (bar.low, bar.high)]
        turn, sure = bar.turn, [_interval(change, shows) for change in changes(bar, one, shows)]
        found.append((lane.label, turn.name, turn.now, turn.low.text, turn.high.text, text(base, shows), *ends, *sure))
    return found


def _interval(change: Change | None, shows: Shows) -> str:
    """Return the 95 % interval of a change in words, from the same weeks with and without it."""
    if change is None or not math.isfinite(change.low):
        return words.NONE
    if change.low == change.high == 0.0:
        return "none"
    return f"{_signed(change.low, shows)} to {_signed(change.high, shows)}"


def _signed(value: float, shows: Shows) -> str:
    size = f"{100 * abs(value):.3g} points" if shows == "ready in time" else text(abs(value), shows)
    return f"{'−' if value < 0 else '+'}{size}"


def _bars(i: int, name: str, drawn: list[tuple[Lane, Bar]], rows: list[str], known: Results, shows: Shows) -> Trace:
    colour, pattern = ENDS[name]
    moved = [changes(bar, known[lane.label], shows)[i] for lane, bar in drawn]
    scale = 100.0 if shows == "ready in time" else 1.0
    ends = [(bar.turn.low, bar.turn.high)[i].text for _, bar in drawn]
    ends = ["" if end == bar.turn.now else end for end, (_, bar) in zip(ends, drawn, strict=True)]
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": rows or [None],
        "x": [None if change is None else scale * change.mean for change in moved] or [None],
        "text": ends,
        "textposition": "outside",
        "textfont": {"size": 10},
        "cliponaxis": False,
        "constraintext": "none",
        "marker": {
            "color": colour,
            "opacity": [SURE if change is None or change.is_sure else PALE for change in moved] or SURE,
            "pattern": {"shape": pattern, "size": 5, "solidity": 0.25, "fgcolor": "#202020", "fillmode": "overlay"},
        },
        "hovertemplate": "%{y}: %{text}<br>%{x:+,.4~g}<extra></extra>",
    }
