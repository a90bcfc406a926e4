"""Where the money of a year goes: bill, penalties and migrations, month by month."""

from typing import Any, Final

from archlib.lab.figures.picture import Picture, Trace, layout, rows_of, titled
from archlib.lab.palette import BLUE, ORANGE, VERMILION, Look
from archlib.prices import default
from archlib.year import Played
from archlib.year.brief import load_text

HEIGHT = 270
PARTS: Final = {
    "bill": ("bill_usd", Look(BLUE)),
    "penalties": ("penalties_usd", Look(VERMILION, pattern="x")),
    "migration": ("migration_usd", Look(ORANGE, pattern="/")),
}


def picture(played: Played) -> Picture:
    """Return a stacked bar a month, USD, with the change of prices marked."""
    made = layout(
        HEIGHT, titled("month", dtick=1, range=[0.4, 12.6], fixedrange=True),
        titled("USD a month", rangemode="tozero", tickformat=","), legend=tuple(PARTS), barmode="stack",
        shapes=_marks(played),
    )  # fmt: skip
    return Picture(
        key="year_money",
        title="Where the money goes, month by month",
        sentence=sentence(played),
        columns=("month", "architecture", "bill", "penalties", "migration", "together"),
        rows=rows_of([_row(month) for month in played.months]),
        data=tuple(_bars(played, name) for name in PARTS),
        layout=made,
        height=made["height"],
    )


def sentence(played: Played) -> str:
    """Return the score with its parts, when prices moved, and what load or prices of one's own it is about."""
    year = played.year
    moved = "" if year.price_factor == 1 else f" In month {year.price_month} prices of {year.price_items} changed."
    load, listed = load_text(year), played.prices
    loaded = f" The load is {load}, repeated." if load else ""
    priced = "" if listed == default() else f" Prices are those of {listed.name}."
    return f"{played.text}{moved}{loaded}{priced}"


def _marks(played: Played) -> list[dict[str, Any]]:
    if played.year.price_factor == 1:
        return []
    x = played.year.price_month - 0.5
    line = {"width": 2, "dash": "dot", "color": ORANGE}
    return [{"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line}]


def _row(month: Any) -> tuple[str, ...]:
    money = (month.bill_usd, month.penalties_usd, month.migration_usd, month.total_usd)
    return str(month.month), month.architecture, *(f"{usd:,.0f} USD" for usd in money)


def _bars(played: Played, name: str) -> Trace:
    attribute, look = PARTS[name]
    return {
        "type": "bar",
        "name": name,
        "x": [month.month for month in played.months],
        "y": [getattr(month, attribute) for month in played.months],
        "customdata": [month.architecture for month in played.months],
        "marker": {"color": look.colour, "pattern": {"shape": look.pattern}},
        "hovertemplate": f"month %{{x}}, %{{customdata}}<br>{name}: %{{y:,.0f}} USD<extra></extra>",
    }
