"""The luck of one year: what a plan comes to in ten years, beside one that nobody had to think about."""

from collections.abc import Mapping
from typing import Final

from archlib.lab.figures.names import margin
from archlib.lab.figures.picture import Picture, Trace, layout, rows_of, titled
from archlib.lab.figures.year_score import YOURS
from archlib.lab.palette import BLUE, GREY, ORANGE, Look
from archlib.year import Played
from archlib.year.luck import SEEDS, Luck, apart

ROW_PX, HEAD_PX = 40, 90
BESIDE: Final = "functions, as they come"
BAND, HERE = "10 to 90 % of the years, and the middle one", "the year of the seed shown"
LOOKS: Final = (Look(BLUE, symbol="circle"), Look(ORANGE, symbol="square"))
NOT_PLAYED: Final = "not played"


def picture(played: Played, found: Luck | None = None) -> Picture:
    """Return a band of the score a plan, USD; without other years only the one that is shown."""
    names = list(found or {YOURS: None})
    data = [_band(name, look, found) for name, look in zip(names, LOOKS, strict=False)] if found else []
    made = layout(
        HEAD_PX + ROW_PX * len(LOOKS), titled("score of a year, USD", tickformat=",", nticks=6),
        titled("", type="category", autorange="reversed", fixedrange=True), left=margin([BESIDE]), legend=(BAND, HERE),
    )  # fmt: skip
    return Picture(
        key="year_luck",
        title="The luck of one year",
        sentence=sentence(played, found),
        columns=("plan", "contract kept", "score: 10 %", "50 %", "90 %", "months broken: 10 to 90 %", "year by year"),
        rows=rows_of([_row(name, found) for name in names]),
        data=(*data, _here(played)),
        layout=made,
        height=made["height"],
    )


def sentence(played: Played, found: Mapping[str, object] | None) -> str:
    """Return how often the contract is kept, the band of the score, and what is sure of the difference."""
    if not isinstance(found, Luck):
        return (
            f"Your plan scores {played.score_usd:,.0f} USD in this one year. The button Other years plays it in "
            f"{len(SEEDS)}, and {BESIDE}, in the same ones."
        )
    yours, other = found[YOURS], found[BESIDE]
    low, _, high = yours.band_usd
    return (
        f"Your plan keeps the contract in {yours.kept} of {len(yours)} years, and in eight of ten scores {low:,.0f} to "
        f"{high:,.0f} USD. Year by year, with 95 % confidence for the mean: {apart(yours.above(other), BESIDE)}, which "
        f"keep it in {other.kept}."
    )


def _row(name: str, found: Luck | None) -> tuple[str, ...]:
    if found is None:
        return name, *[NOT_PLAYED] * 5, ""
    one = found[name]
    low, _, high = one.broken_band
    beside = apart(one.above(found[BESIDE]), BESIDE) if name != BESIDE else ""
    return (
        name,
        f"{one.kept} of {len(one)}",
        *(f"{usd:,.0f} USD" for usd in one.band_usd),
        f"{low:g} to {high:g}",
        beside,
    )


def _band(name: str, look: Look, found: Luck) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": BAND if name == YOURS else name,
        "showlegend": name == YOURS,
        "x": list(found[name].band_usd),
        "y": [name] * 3,
        "line": {"width": 4, "color": look.colour},
        "marker": {"symbol": look.symbol, "size": [0, 10, 0], "color": look.colour, "opacity": 1},
        "hovertemplate": "%{y}: %{x:,.0f} USD<extra></extra>",
    }


def _here(played: Played) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": HERE,
        "x": [played.score_usd],
        "y": [YOURS],
        "marker": {"symbol": "line-ns", "size": 18, "color": GREY, "line": {"width": 2, "color": GREY}},
        "hovertemplate": "%{y}: %{x:,.0f} USD in the year of the seed shown<extra></extra>",
    }
