"""The blast radius of a store: which services stop when one store is down, with stores of their own or a shared one."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from archlib.compare import Comparison
from archlib.faults import Fault
from archlib.lab import words
from archlib.lab.figures import names
from archlib.lab.figures.picture import INK, Lane, Picture, Trace, Window, lanes, layout, lines, rows_of, titled
from archlib.lab.figures.radius import LASTS_S, Part, struck
from archlib.lab.palette import STATES
from archlib.outcome.health import DOWN
from archlib.topology import Get, Put, Store, Topology, Working

ROW_PX, WIDE_PX = 24, 34
STOPS, GOES_ON = "stops", "goes on"
STATE_OF: Final = {STOPS: "down", GOES_ON: "up"}
LETTERS: Final = 11  # of a service's name under its column

Loss = tuple[str, tuple[str, ...], tuple[str, ...]]  # a store, the services that it stops, the features that are down


class Lost(NamedTuple):
    """One store that is down, the services that use it, and the features that it takes down."""

    lane: Lane
    store: str
    stops: tuple[str, ...]
    features: tuple[str, ...]


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a row a store and a column a service; nothing here depends on time, so the window is not used."""
    shown = lanes(comparison)
    found = [Lost(lane, *one) for lane in shown for one in radius(lane.run.topology)]
    columns = list(dict.fromkeys(name for lane in shown for name in working(lane.run.topology)))
    rows = _row_names(shown, found)
    places = max(len(rows), sum(len(working(lane.run.topology)) + 1 for lane in shown))  # whatever stores there are
    is_wide = any("<br>" in row for row in rows)
    made = layout(
        84 + (WIDE_PX if is_wide else ROW_PX) * places,
        titled(
            "service",
            tickvals=[i + 0.5 for i in range(len(columns))],
            ticktext=[name.replace(" ", "<br>", 1) for name in columns],
            tickangle=0 if max(map(len, columns)) <= LETTERS else -35,
            range=[0, len(columns)],
            fixedrange=True,
            showgrid=False,
            zeroline=False,
        ),
        {
            "type": "category", "categoryorder": "array", "categoryarray": rows, "range": [places - 0.5, -0.5],
            "tickfont": {"size": 11}, "fixedrange": True, "dtick": 1, "showgrid": False,
        },
        left=names.margin(rows),
        bottom=60,
        barmode="overlay",
        bargap=0.12,
    )  # fmt: skip
    return Picture(
        key="stores",
        title="What one store takes with it",
        sentence=sentence(shown),
        columns=("architecture", "store that is down", "services that stop", "of", "features down"),
        rows=rows_of([_row(one) for one in found]),
        colours=tuple(one.lane.look.colour for one in found),
        data=tuple(_cells(text, columns, rows, found) for text in STATE_OF),
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def working(topology: Topology) -> list[str]:
    """Return the names of the services, in the order of the topology."""
    return [s.name for s in topology.stations if isinstance(s, Working)]


@lru_cache(maxsize=64)
def radius(topology: Topology) -> tuple[Loss, ...]:
    """Return each store, the services that write to it or read from it, and the features that are down without it."""
    stores = [s for s in topology.stations if isinstance(s, Store)]
    return tuple((s.name, _users(topology, s.name), _features(topology, s)) for s in stores)


def worst(topology: Topology) -> Loss | None:
    """Return the store of entries that takes most with it, if there is one."""
    stores = _of_entries(topology)
    mine = [one for one in radius(topology) if one[0] in stores]
    return max(mine, key=lambda one: (len(one[2]), len(one[1])), default=None)


def sentence(shown: Sequence[Lane]) -> str:
    """Return of each architecture the store of entries that takes most with it."""
    parts = []
    for lane in shown:
        found = worst(lane.run.topology)
        if found is None:
            parts.append(f"{lane.label} has none")
            continue
        (store, stops, features), n = found, len(working(lane.run.topology))
        down = words.listed(list(features)) or "no feature"
        parts.append(f"{lane.label}: {store} stops {len(stops)} of {n} services ({down} down)")
    return f"The one store of entries that takes most with it. {'; '.join(parts)}."


def _of_entries(topology: Topology) -> set[str]:
    """Return the stores that keep entries: all where none keeps only files."""
    stores = {s.name for s in topology.stations if isinstance(s, Store)}
    files = {e.target for e in topology.edges if isinstance(e, Put) and e.what in ("master", "sizes")}
    return stores - files or stores


def _users(topology: Topology, store: str) -> tuple[str, ...]:
    users = {e.source for e in topology.edges if isinstance(e, (Put, Get)) and e.target == store}
    return tuple(name for name in working(topology) if name in users)


def _features(topology: Topology, store: Store) -> tuple[str, ...]:
    if not store.plays:  # a disk has no code of its own
        return ()
    fault = Fault(role="store", instance=store.numbers_from, duration_s=LASTS_S)
    return tuple(f for f, state in struck(topology, Part("code", store.name, fault)).items() if state == DOWN)


def _row(one: Lost) -> tuple[str, ...]:
    n = len(working(one.lane.run.topology))
    who = words.listed(list(one.stops)) or words.NONE
    return one.lane.label, one.store, who, f"{len(one.stops)} of {n}", words.listed(list(one.features)) or words.NONE


def _row_names(shown: Sequence[Lane], found: Sequence[Lost]) -> list[str]:
    labels = dict(zip([lane.label for lane in shown], names.short([lane.label for lane in shown]), strict=True))
    is_wide = names.are_wide(list(labels.values()), [one.store for one in found])
    several = len(shown) > 1
    return [names.row(labels[one.lane.label], one.store, is_wide) if several else one.store for one in found]


def _cells(text: str, columns: Sequence[str], rows: Sequence[str], found: Sequence[Lost]) -> Trace:
    """Return the fields of one kind; where there is none its entry in the legend stays."""
    look = STATES[STATE_OF[text]]
    at = [
        (row, i)
        for row, one in zip(rows, found, strict=True)
        for i, name in enumerate(columns)
        if name in working(one.lane.run.topology) and (name in one.stops) == (text == STOPS)
    ]
    return {
        "type": "bar",
        "orientation": "h",
        "name": text,
        "y": [row for row, _ in at] or [None],
        "base": [i + 0.03 for _, i in at] or [0],
        "x": [0.94 for _ in at] or [0],
        "text": [text for _ in at] or [""],
        "hovertemplate": "%{y} is down<br>%{text}<extra></extra>",
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"color": INK, "size": 10},
        "marker": {
            "color": look.colour + "40",
            "line": {"width": 2, "color": look.colour},
            "pattern": {
                "shape": look.pattern, "size": 10, "solidity": 0.12, "fgcolor": look.colour, "fillmode": "overlay",
            },
        },
    }  # fmt: skip
