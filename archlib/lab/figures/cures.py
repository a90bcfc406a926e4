"""Which remedies bring a service back, each alone and with each other: a table made by runs."""

from typing import Any

from archlib.course.remedies import ABOUT, REMEDIES, SEEDS, Tried
from archlib.course.storms import Storm
from archlib.lab.figures.names import margin
from archlib.lab.figures.picture import Picture, Trace, layout, rows_of, titled
from archlib.lab.palette import GREEN, GREY, ORANGE, VERMILION
from archlib.lab.words import listed

CELL_PX, HEAD_PX = 30, 150
LOOKS = {  # name -> colour, symbol
    "back at once": (GREEN, "circle"),
    "back later": (ORANGE, "diamond"),
    "stays down": (VERMILION, "x"),
    "the same field, set twice": (GREY, "line-ew-open"),
}
AT_ONCE_S = 3.0


def picture(storm: Storm, found: tuple[Tried, ...]) -> Picture:
    """Return a square with each remedy alone on its diagonal, and the pairs below it."""
    names = list(REMEDIES)
    n = len(names)
    made = layout(
        HEAD_PX + CELL_PX * n,
        titled("with", tickvals=list(range(n)), ticktext=[str(i) for i in range(1, n + 1)], range=[-0.6, n - 0.3],
               fixedrange=True),
        titled("", tickvals=list(range(n)), ticktext=[f"{name}  {i}" for i, name in enumerate(names, 1)],
               range=[n - 0.4, -0.6], fixedrange=True),
        left=margin([f"{name}  10" for name in names]),
        legend=tuple(LOOKS),
    )  # fmt: skip
    made["yaxis"]["title"]["text"] = " "
    return Picture(
        key="cures",
        title="What helps: each alone (diagonal), and in pairs",
        sentence=sentence(storm, found),
        columns=("remedy", "what it is", "alone", "works with", "stays down with"),
        rows=rows_of([_row(name, found) for name in names]),
        data=tuple(_markers(name, found) for name in LOOKS),
        layout=made,
        height=made["height"],
        lines=4,
    )


def sentence(storm: Storm, found: tuple[Tried, ...]) -> str:
    """Return which work alone, and which do not."""
    alone = {one.names[0]: one for one in found if len(one.names) == 1}
    works = [f"{name} ({one.text})" for name, one in alone.items() if one.works]
    fail = [name for name, one in alone.items() if not one.works]
    head = f"At {storm.per_s:g}/s with {storm.retries} retries, {len(SEEDS)} seeds each."
    helps = f"Alone these bring it back: {listed(works)}." if works else "None brings it back alone."
    return f"{head} {helps} " + (f"These do not: {listed(fail)}." if fail else "There is none that does not.")


def kind(one: Tried) -> str:
    """Return the entry of the legend that fits what became of a storm."""
    if not one.works:
        return "stays down"
    return "back at once" if max(s for s in one.back_s if s is not None) <= AT_ONCE_S else "back later"


def _row(name: str, found: tuple[Tried, ...]) -> tuple[str, ...]:
    alone = next(one for one in found if one.names == (name,))
    pairs = {next(o for o in one.names if o != name): one for one in found if len(one.names) == 2 and name in one.names}
    good = [f"{other} ({one.text})" for other, one in pairs.items() if one.works]
    bad = [other for other, one in pairs.items() if not one.works]
    return name, ABOUT[name], alone.text, ", ".join(good) or "none", ", ".join(bad) or "none"


def _markers(name: str, found: tuple[Tried, ...]) -> Trace:
    colour, symbol = LOOKS[name]
    places = _places(name, found)
    marker: dict[str, Any] = {"size": 14, "symbol": symbol, "color": colour, "line": {"width": 2, "color": colour}}
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [x for x, _, _ in places],
        "y": [y for _, y, _ in places],
        "customdata": [text for _, _, text in places],
        "marker": marker,
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _places(name: str, found: tuple[Tried, ...]) -> list[tuple[int, int, str]]:
    """Return column, row and words of each cell of a kind."""
    at = list(REMEDIES)
    known = {one.names: one for one in found}
    cells = []
    for x, a in enumerate(at):
        for y, b in enumerate(at[x:], x):
            one = known.get((a,) if a == b else (a, b))
            if one is None and name == "the same field, set twice":
                cells.append((x, y, f"{a} and {b}: no pair"))
            elif one is not None and kind(one) == name:
                cells.append((x, y, f"{' and '.join(one.names)}: {one.text}"))
    return cells
