"""Which promise was broken when: what failed in each month, as a share of what may fail."""

from typing import Final

from archlib.contract import Clause
from archlib.lab.figures.picture import Picture, Trace, layout, rows_of, titled
from archlib.lab.palette import ORANGE, PURPLE, SKY, VERMILION, Look
from archlib.lab.words import listed
from archlib.year import Played

HEIGHT = 250
PROMISES: Final = {
    "upload": Look(SKY, "solid", symbol="triangle-up"),
    "ready": Look(PURPLE, "dash", symbol="square"),
    "manage": Look(ORANGE, "dot", symbol="circle"),
}
LEAST, MOST = 0.01, 1_000.0  # error budgets that are drawn; what is beyond stands at the edge


def picture(played: Played) -> Picture:
    """Return a line a promise: error budgets of the month that were used, 1 is all of it."""
    line = {"width": 2, "dash": "dash", "color": VERMILION}
    made = layout(
        HEIGHT, titled("month", dtick=1, range=[0.4, 12.6], fixedrange=True),
        titled("error budgets of the month", type="log", range=[-2, 3], tickvals=[0.01, 0.1, 1, 10, 100, 1000],
               ticktext=["none", "0.1", "1", "10", "100", "1,000"], fixedrange=True),
        legend=tuple(PROMISES),
        shapes=[{"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": 1, "y1": 1, "line": line}],
    )  # fmt: skip
    return Picture(
        key="year_promises",
        title="What failed, against what may: above 1 a promise is broken",
        sentence=sentence(played),
        columns=("month", "videos", "accepted", "ready in time", "served", "broken"),
        rows=rows_of([_row(played, i) for i in range(len(played.months))]),
        data=tuple(_line(played, name) for name in PROMISES),
        layout=made,
        height=made["height"],
    )


def sentence(played: Played) -> str:
    """Return in which months which promises were broken."""
    broken = [f"month {m.month} ({', '.join(m.broken)})" for m in played.months if m.broken]
    if not broken:
        return "Every promise was kept in every month."
    return f"Broken in {len(broken)} of {len(played.months)} months: {listed(broken)}."


def burn(clause: Clause | None) -> float | None:
    """Return how many error budgets of the month a clause used, within what is drawn; None where there is no clause."""
    if clause is None or clause.error_budget is None:
        return None
    used = MOST if clause.burn is None else clause.burn
    return min(max(used, LEAST), MOST)


def _clauses(played: Played, name: str) -> list[Clause | None]:
    return [next((c for c in m.verdict.clauses if c.name == name), None) for m in played.months]


def _row(played: Played, i: int) -> tuple[str, ...]:
    month = played.months[i]
    manage = "no entry" if month.manage is None else f"{month.manage:.3%}"
    return (
        str(month.month), f"{month.videos:,}", f"{month.upload:.3%}", f"{month.ready:.3%}", manage,
        ", ".join(month.broken) or "none",
    )  # fmt: skip


def _line(played: Played, name: str) -> Trace:
    look = PROMISES[name]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [month.month for month in played.months],
        "y": [burn(clause) for clause in _clauses(played, name)],
        "line": {"width": 2, "color": look.colour, "dash": look.dash},
        "marker": {"size": 8, "symbol": look.symbol, "color": look.colour},
        "hovertemplate": f"month %{{x}}, {name}: %{{y:.3g}} error budgets<extra></extra>",
    }
