"""Where a service comes back after an outage and where it does not: a map of load and retries, and the formula."""

from typing import Any

from archlib.course.storms import CAPACITY, Storm
from archlib.lab.figures.phases import LOADS, RETRIES, SEEDS, Phases
from archlib.lab.figures.picture import Picture, Trace, layout, rows_of, titled
from archlib.lab.palette import BLUE, GREEN, ORANGE, VERMILION
from archlib.theory import stability_boundary

HEIGHT = 400
FORMULA = "C / (R + 1)"
LOOKS = {  # name -> colour, symbol, of how many of the runs
    "all came back": (GREEN, "circle", (len(SEEDS),)),
    "some did": (ORANGE, "diamond", tuple(range(1, len(SEEDS)))),
    "none did": (VERMILION, "x", (0,)),
}
CELLS = len(LOADS) * len(RETRIES)


def picture(storm: Storm, found: Phases | None = None) -> Picture:
    """Return the map with a marker a cell and the formula's line; the line alone while nothing has been run."""
    traces = tuple(_markers(name, found) for name in LOOKS)
    made = layout(
        HEIGHT,
        titled("load (requests/s, log)", type="log", range=[0.65, 2.03], tickvals=[5, 10, 20, 33.3, 50, 100],
               ticktext=["5", "10", "20", "33.3", "50", "100"], fixedrange=True),
        titled("retries, R", range=[-0.7, max(RETRIES) + 0.7], dtick=2, fixedrange=True),
        legend=(FORMULA, *LOOKS),
    )  # fmt: skip
    return Picture(
        key="phase",
        title="Back, or stuck",
        sentence=sentence(storm, found),
        columns=("retries", "C / (R + 1)", "highest load from which all came back", "lowest from which none did"),
        rows=rows_of([_row(r, found) for r in range(len(RETRIES))]),
        data=(_line(), *traces),
        layout=made,
        height=made["height"],
        lines=3,
    )


def sentence(storm: Storm, found: Phases | None) -> str:
    """Return what was run, and how many cells agree with the formula."""
    what = f"{len(LOADS)} loads x {len(RETRIES)} numbers of retries x {len(SEEDS)} seeds"
    if found is None:
        return f"Not run yet: {what} are {CELLS * len(SEEDS)} outages of {storm.outage_s:g} s. The line is the formula."
    return (
        f"{what}, an outage of {storm.outage_s:g} s, watched for {storm.watch_s:g} s more: in {CELLS - found.unlike} "
        f"of {CELLS} cells most runs did as the formula says. Just below the line a service needs longer than it is "
        "watched, and at few requests the outage may be too short to start a storm."
    )


def _row(r: int, found: Phases | None) -> tuple[str, ...]:
    edge = f"{stability_boundary(CAPACITY, RETRIES[r]):.3g}"
    if found is None:
        return str(RETRIES[r]), edge, "not run", "not run"
    back = [load for load, n in zip(LOADS, found.back[r], strict=True) if n == len(SEEDS)]
    stuck = [load for load, n in zip(LOADS, found.back[r], strict=True) if n == 0]
    return str(RETRIES[r]), edge, f"{max(back):g}" if back else "none", f"{min(stuck):g}" if stuck else "none"


def _line() -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": FORMULA,
        "x": [stability_boundary(CAPACITY, r) for r in RETRIES],
        "y": list(RETRIES),
        "line": {"width": 2, "color": BLUE},
        "hovertemplate": "R = %{y}: %{x:.3~g}/s<extra>" + FORMULA + "</extra>",
    }


def _markers(name: str, found: Phases | None) -> Trace:
    colour, symbol, of = LOOKS[name]
    cells = [] if found is None else _cells(found, of)
    marker: dict[str, Any] = {"size": 11, "symbol": symbol, "color": colour, "line": {"width": 1, "color": colour}}
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [LOADS[k] for _, k in cells],
        "y": [RETRIES[r] for r, _ in cells],
        "marker": marker,
        "hovertemplate": "load %{x:.3~g}/s, R = %{y}<extra>" + name + "</extra>",
    }


def _cells(found: Phases, of: tuple[int, ...]) -> list[tuple[int, int]]:
    return [(r, k) for r, row in enumerate(found.back) for k, n in enumerate(row) if n in of]
