"""What the lab's figures are made of and how they are told: quantiles, moves, bytes, rows. Nothing is measured here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

OWN_PLACES = ("/lab", "/static", "/api", "/files", "/custom", "/favicon", "/terminals", "/kernelspecs")
REACH = 5  # stops to either side of where a slider begins


@dataclass(frozen=True)
class Figure:
    """One row: what was measured of the lab, in which unit, at most how much, and the same of FigureWidgets."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    rival: float | None = None

    @property
    def verdict(self) -> str:
        """ "ok" or "over" where there is a limit."""
        if self.limit is None:
            return ""
        return "ok" if self.value <= self.limit else "over"

    def json(self) -> dict[str, Any]:
        """Return the row as JSON-able content."""
        return {**asdict(self), "verdict": self.verdict}


def quantile(values: Sequence[float], share: float) -> float:
    """Return the least of the values that at least a share of them does not exceed; ValueError without values."""
    if not values or not 0 < share <= 1:
        raise ValueError(f"quantile({len(values)} values, {share=}): needs a value, and a share above 0 and at most 1")
    ordered = sorted(values)
    rank = -int(-share * len(ordered) // 1)  # rounded up
    return ordered[rank - 1]


def walk(moves: int) -> list[int]:
    """Return steps of one stop each, up and down again around the beginning, so that no move repeats the one before."""
    steps, at, way = [], 0, 1
    for _ in range(moves):
        way = -way if abs(at + way) > REACH else way
        at += way
        steps.append(way)
    return steps


def is_jupyterlabs(url: str) -> bool:
    """Tell whether an address is one of JupyterLab's own: its program, its extensions, its files and its API."""
    parts = urlsplit(url)
    path = parts.path
    return parts.hostname == "127.0.0.1" and any(
        path == place or path.startswith((f"{place}/", f"{place}.")) for place in OWN_PLACES
    )


def waits(what: str, seconds: Sequence[float], limit_s: float | None, rival: Sequence[float] = ()) -> Iterator[Figure]:
    """Return the rows of a series of waits: p50, and p95 with its limit."""
    for name, share, limit in (("p50", 0.50, None), ("p95", 0.95, limit_s)):
        other = quantile(rival, share) * 1e3 if rival else None
        yield Figure(f"{what}, {name}", quantile(seconds, share) * 1e3, "ms", limit and limit * 1e3, other)


def lines(figures: Iterable[Figure]) -> Iterator[str]:
    """Return a table in Markdown, a row for each figure as it comes."""
    yield "| measured | archlib.lab | at most | | FigureWidget | ratio |"
    yield "|---|---|---|---|---|---|"
    for figure in figures:
        yield f"| {' | '.join(_cells(figure))} |"


def _cells(figure: Figure) -> list[str]:
    limit = "" if figure.limit is None else f"{_number(figure.limit)} {figure.unit}"
    if figure.rival is None:
        rival, ratio = "", ""
    else:
        rival, ratio = f"{_number(figure.rival)} {figure.unit}", f"{figure.rival / figure.value:.1f}"
    return [figure.what, f"{_number(figure.value)} {figure.unit}", limit, figure.verdict, rival, ratio]


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 20 else f"{value:.2g}"
