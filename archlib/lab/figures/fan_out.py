"""Pages that make many calls at once and wait for the last: what is rare for a call is usual for a page."""

from typing import Final

import numpy as np

from archlib import theory
from archlib.course.small import pages, took_s
from archlib.lab import words
from archlib.lab.figures.picture import Picture, Trace, layout, names_of, rows_of, titled
from archlib.lab.palette import BLUE, GREY, ORANGE, VERMILION
from archlib.outcome.trace import Floats
from archlib.params import Params, param

HEIGHT = 250
NUMBERS: Final = (1, 2, 3, 5, 7, 10, 20, 30, 50, 70, 100)


class FanOut(Params):
    """How many calls a page makes at once, which of them count as slow, and how much calls differ."""

    calls: int = param(100, ge=1, le=100, unit="calls", help="calls that a page makes at once; it waits for all")
    slow: float = param(0.01, ge=0.001, le=0.2, unit="1", scale="log", help="share of the calls that are slow")
    spread: float = param(0.5, ge=0.1, le=3, unit="1", help="of a call's time, standard deviation over mean; mean 1 s")


def slow_share(took: Floats, n: int, slow: float) -> float:
    """Return the share of pages of n calls that are slower than all but a share `slow` of the calls."""
    return float((pages(took, n) > np.quantile(took, 1 - slow)).mean())


def shares(asked: FanOut) -> Picture:
    """Return the share of slow pages against the number of calls, counted in 100,000 calls: n in a row are a page."""
    took = took_s(asked.spread)
    formula = [theory.fan_out_tail(asked.slow, n) for n in NUMBERS]
    counted = [slow_share(took, n, asked.slow) for n in NUMBERS]
    here, law = slow_share(took, asked.calls, asked.slow), theory.fan_out_tail(asked.slow, asked.calls)
    data = (
        _line("formula 1 − (1 − p)ⁿ", NUMBERS, formula, BLUE, "solid"),
        _dots("counted in the run", NUMBERS, counted, BLUE, 7, "circle-open"),
        _dots("this page", (asked.calls,), (here,), VERMILION, 14, "diamond"),
    )
    made = layout(HEIGHT, _calls(), _axis("slow pages (share)", 1.0, ".0%"), legend=names_of(data))
    said = (
        f"With {asked.calls} calls, of which {words.percent(asked.slow)} are slow, {words.percent(here)} of the pages "
        f"are slow in the run; the formula says {words.percent(law)}."
    )
    rows = [
        (str(n), words.percent(f), words.percent(c)) for n, f, c in zip(NUMBERS, formula, counted, strict=True)
    ]  # fmt: skip
    return Picture(
        "slow_pages", "How many pages are slow", said, ("calls a page", "by formula", "in the run"), rows_of(rows),
        data=data, layout=made, height=made["height"], lines=2,
    )  # fmt: skip


def times(asked: FanOut) -> Picture:
    """Return how long pages take against the number of calls; counted as in `shares`."""
    took = took_s(asked.spread)
    found = {n: np.quantile(pages(took, n), (0.5, 0.99)).tolist() for n in (*NUMBERS, asked.calls)}
    half, last = ([found[n][i] for n in NUMBERS] for i in (0, 1))
    mine = found[asked.calls]
    data = (
        _line("half of the pages within", NUMBERS, half, BLUE, "solid"),
        _line("99 % of the pages within", NUMBERS, last, ORANGE, "dash"),
        _dots("this page", (asked.calls, asked.calls), mine, VERMILION, 12, "diamond"),
        _line("99 % of the calls within", (1, 100), (found[1][1],) * 2, GREY, "dot"),
    )
    made = layout(HEIGHT, _calls(), _axis("seconds for a page", max(*last, *mine), ""), legend=names_of(data))
    said = (
        f"Half of the calls are back within {found[1][0]:.2f} s, 99 % within {found[1][1]:.2f} s. Of the pages with "
        f"{asked.calls} calls half are there within {mine[0]:.2f} s, 99 % within {mine[1]:.2f} s."
    )
    rows = [(str(n), f"{found[n][0]:.2f} s", f"{found[n][1]:.2f} s") for n in NUMBERS]
    return Picture(
        "page_times", "How long a page takes", said, ("calls a page", "half within", "99 % within"), rows_of(rows),
        data=data, layout=made, height=made["height"], lines=2,
    )  # fmt: skip


def _calls() -> dict[str, object]:
    return titled("calls a page makes at once", range=[0, 103], dtick=10, fixedrange=True)


def _axis(title: str, most: float, form: str) -> dict[str, object]:
    return titled(title, range=[0, 1.08 * most], tickformat=form, fixedrange=True)


def _line(name: str, x: tuple[int, ...], y: "list[float] | tuple[float, ...]", colour: str, dash: str) -> Trace:
    line = {"width": 2, "color": colour, "dash": dash}
    return {"type": "scatter", "mode": "lines", "name": name, "x": list(x), "y": list(y), "line": line}


def _dots(
    name: str, x: tuple[int, ...], y: "list[float] | tuple[float, ...]", colour: str, size: int, symbol: str
) -> Trace:
    marker = {"size": size, "color": colour, "symbol": symbol}
    return {"type": "scatter", "mode": "markers", "name": name, "x": list(x), "y": list(y), "marker": marker}
