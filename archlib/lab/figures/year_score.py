"""A score of the year beside those of plans that nobody had to think about."""

from collections.abc import Mapping
from typing import Final

from archlib.lab.figures.names import margin
from archlib.lab.figures.picture import Picture, Trace, layout, rows_of, titled
from archlib.lab.figures.year_money import PARTS
from archlib.year import Played

BAR_PX, HEAD_PX = 34, 70
YOURS: Final = "your plan"


def picture(played: Played, others: Mapping[str, Played] | None = None) -> Picture:
    """Return a bar a plan, in its parts, USD; without others yours stands alone."""
    all_of_them = {YOURS: played, **(others or {})}
    names = list(all_of_them)
    made = layout(
        HEAD_PX + BAR_PX * max(3, len(names)), titled("score of the year, USD", rangemode="tozero", tickformat=","),
        titled("", type="category", autorange="reversed", fixedrange=True), left=margin(names), legend=tuple(PARTS),
        barmode="stack",
    )  # fmt: skip
    return Picture(
        key="year_score",
        title="Your score beside others; less is better",
        sentence=sentence(played, others or {}),
        columns=("plan", "what runs", "score", "bill", "penalties", "migration", "months with a broken promise"),
        rows=rows_of([_row(name, each) for name, each in all_of_them.items()]),
        data=tuple(_bars(all_of_them, name) for name in PARTS),
        layout=made,
        height=made["height"],
    )


def sentence(played: Played, others: Mapping[str, Played]) -> str:
    """Return how yours stands beside the best of the others."""
    if not others:
        return f"Your plan scores {played.score_usd:,.0f} USD. The button plays four plans beside it."
    best = min(others, key=lambda name: others[name].score_usd)
    gap = played.score_usd - others[best].score_usd
    beaten = sum(each.score_usd > played.score_usd for each in others.values())
    way = "more than" if gap > 0 else "less than"
    return (
        f"Your plan scores {played.score_usd:,.0f} USD, {abs(gap):,.0f} USD {way} the best of the others, {best}. "
        f"It beats {beaten} of {len(others)}, whose sizes were searched on this very year."
    )


def _row(name: str, played: Played) -> tuple[str, ...]:
    money = (played.score_usd, played.bill_usd, played.penalties_usd, played.migration_usd)
    return name, played.plan.label, *(f"{usd:,.0f} USD" for usd in money), str(played.broken_months)


def _bars(plans: Mapping[str, Played], part: str) -> Trace:
    attribute, look = PARTS[part]
    return {
        "type": "bar",
        "orientation": "h",
        "name": part,
        "y": list(plans),
        "x": [getattr(played, attribute) for played in plans.values()],
        "marker": {"color": look.colour, "pattern": {"shape": look.pattern}},
        "hovertemplate": f"%{{y}}<br>{part}: %{{x:,.0f}} USD<extra></extra>",
    }
