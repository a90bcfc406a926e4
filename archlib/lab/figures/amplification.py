"""How many tries one request leads to, against the share of tries that fail: a line for each number of layers."""

from functools import lru_cache

import numpy as np

from archlib.course.layers import amplification
from archlib.course.recovery import tries_each
from archlib.course.storms import Storm
from archlib.faults.mishap import COLUMNS
from archlib.lab.figures.packing import packed
from archlib.lab.figures.picture import Picture, Trace, layout, rows_of, titled
from archlib.lab.palette import BLUE, GREEN, ORANGE, PURPLE, VERMILION
from archlib.theory import final_failure

HEIGHT = 300
LOOKS = {1: (GREEN, "solid"), 2: (BLUE, "dash"), 3: (ORANGE, "dot"), 4: (PURPLE, "dashdot")}
SHARES = np.linspace(0.0, 1.0, 101)
RUN = "your run"


def picture(storm: Storm) -> Picture:
    """Return the lines by formula for one to four layers, and a marker for what the run counted."""
    counted = tries_each(storm)
    lines = tuple(_line(storm.retries, layers) for layers in LOOKS)
    top = max(1.0, np.log10(amplification(1.0, storm.retries, max(LOOKS))))
    made = layout(
        HEIGHT,
        titled("share of the tries that fail", tickformat=".0%", range=[-0.02, 1.03], fixedrange=True),
        titled("tries for each request (log)", type="log", dtick=1, range=[-0.05, 1.06 * top], fixedrange=True),
        legend=tuple(str(line["name"]) for line in (*lines, _marker(storm, counted))),
    )
    return Picture(
        key="amplification",
        title="What retries in layers multiply",
        sentence=sentence(storm, counted),
        columns=("layers", "tries for each request, at this share", "when all fail", "requests that fail"),
        rows=rows_of([_row(storm, layers) for layers in LOOKS]),
        colours=tuple(colour for colour, _ in LOOKS.values()),
        data=(*lines, _marker(storm, counted)),
        layout=made,
        height=made["height"],
        lines=4,
    )


def sentence(storm: Storm, counted: float) -> str:
    """Return what the run counted beside the formula."""
    law = amplification(storm.fails, storm.retries, storm.layers)
    fails = f"{storm.fails:.0%}".replace("%", " %")
    layers = "1 layer" if storm.layers == 1 else f"{storm.layers} layers"
    note = ""
    if 0 < storm.fails < 1 and storm.worst > COLUMNS:
        note = f" The run draws {COLUMNS} tries of a request and then repeats them, so with more it is off the formula."
    return (
        f"{layers} with {storm.retries} retries each, {fails} of the tries fail: the run counted {counted:,.3g} tries "
        f"at the service for each request, the formula says {law:,.3g}. When all fail it is "
        f"{storm.retries + 1} to the power of {storm.layers} = {storm.worst:,.0f}.{note}"
    )


def _row(storm: Storm, layers: int) -> tuple[str, ...]:
    fail = final_failure(storm.fails, (storm.retries + 1) ** layers - 1)
    now, worst = (amplification(p, storm.retries, layers) for p in (storm.fails, 1.0))
    return str(layers), f"{now:,.4g}", f"{worst:,.0f}", f"{fail:.3g}"


@lru_cache(maxsize=64)
def _points(retries: int, layers: int) -> tuple[float, ...]:
    return tuple(amplification(float(p), retries, layers) for p in SHARES)


def _line(retries: int, layers: int) -> Trace:
    colour, dash = LOOKS[layers]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"{layers} layer{'s' if layers > 1 else ''}",
        "x": packed(SHARES, "<f4"),
        "y": packed(np.array(_points(retries, layers)), "<f4"),
        "line": {"width": 2, "color": colour, "dash": dash},
        "hovertemplate": "%{y:.3~g} tries at %{x:.0%}<extra>%{fullData.name}</extra>",
    }


def _marker(storm: Storm, counted: float) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": RUN,
        "x": [storm.fails],
        "y": [max(counted, 1.0)],
        "marker": {"size": 12, "symbol": "diamond", "color": VERMILION, "line": {"width": 1, "color": VERMILION}},
        "hovertemplate": f"{counted:.3g} tries counted<extra>{RUN}</extra>",
    }
