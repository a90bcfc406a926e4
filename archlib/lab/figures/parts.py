"""Who makes messages and who takes them: of each service how many, and so what part it plays."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures import names
from archlib.lab.figures.picture import FEW, Lane, Picture, Trace, Window, lanes, layout, lines, rows_of, titled
from archlib.lab.figures.steady import round_end
from archlib.lab.palette import BLUE, ORANGE
from archlib.topology import Invoke, Publish, Receive, Rule, Send
from archlib.topology.roles import Part, roles

ROW_PX = 34
MADE, TAKEN = "messages made", "messages taken"
LOOKS: Final = {MADE: (BLUE, ""), TAKEN: (ORANGE, "/")}


class Told(NamedTuple):
    """A service, its part, and the messages that it made and took up to the horizon."""

    lane: Lane
    name: str
    part: Part
    made: int
    taken: int


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return two bars a service; of many architectures those alone that make or take. The window is not used."""
    shown = lanes(comparison)
    found = [one for lane in shown for one in told(lane)]
    drawn = found if len(shown) <= FEW else [one for one in found if one.part != "neither"]
    rows = _rows(shown, drawn)
    most = max([1, *(max(one.made, one.taken) for one in drawn)])
    made = layout(
        96 + ROW_PX * max(1, len(rows)),
        titled("messages up to the end of the run (number)", range=[0, round_end(1.25 * most)], fixedrange=True),
        {"autorange": "reversed", "type": "category", "fixedrange": True, "dtick": 1, "tickfont": {"size": 11}},
        left=names.margin(rows),
        legend=list(LOOKS),
        barmode="group",
        bargap=0.25,
    )
    return Picture(
        key="parts",
        title="Who makes messages, and who takes them",
        sentence=sentence(found),
        columns=("architecture", "service", "part", "made", "taken"),
        rows=rows_of([(o.lane.label, o.name, o.part, words.count(o.made), words.count(o.taken)) for o in found]),
        colours=tuple(one.lane.look.colour for one in found),
        data=tuple(_bars(kind, rows, drawn) for kind in LOOKS),
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def told(lane: Lane) -> list[Told]:
    """Return each service of a run, in the order of the topology."""
    return [Told(lane, name, part, _made(lane, name), _taken(lane, name)) for name, part in _parts(lane).items()]


def sentence(found: Sequence[Told]) -> str:
    """Return who produces, who consumes and who does both."""
    said = []
    for part, verb in (
        ("producer", "only make"),
        ("consumer", "only take"),
        ("both", "do both"),
        ("neither", "do neither"),
    ):
        who = list(dict.fromkeys(one.name for one in found if one.part == part))
        if who:
            said.append(f"{words.listed(who)} {_verb(verb, len(who))}")
    made, taken = sum(one.made for one in found), sum(one.taken for one in found)
    return f"{'; '.join(said)}. Messages made: {words.count(made)}, taken: {words.count(taken)}."


def _verb(verb: str, n: int) -> str:
    one = {"only make": "only makes", "only take": "only takes", "do both": "does both", "do neither": "does neither"}
    return one[verb] if n == 1 else verb


def _parts(lane: Lane) -> dict[str, Part]:
    return roles(lane.run.topology)


def _made(lane: Lane, name: str) -> int:
    run = lane.run
    return sum(
        int(n)
        for e, n in zip(run.topology.edges, run.trace.calls_ok, strict=True)
        if isinstance(e, (Send, Publish, Invoke)) and e.source == name
    )


def _taken(lane: Lane, name: str) -> int:
    """Count what a service was given: deleted messages of its queues, deliveries, invocations."""
    run = lane.run
    edges = run.topology.edges
    queues = {e.source for e in edges if isinstance(e, Receive) and e.target == name}
    deleted = sum(int(run.trace.deletes[run.topology.index[queue]]) for queue in queues)
    given = sum(
        int(n)
        for e, n in zip(edges, run.trace.calls_ok, strict=True)
        if isinstance(e, (Invoke, Rule)) and e.target == name
    )
    return deleted + given


def _rows(shown: Sequence[Lane], drawn: Sequence[Told]) -> list[str]:
    """Return the name of each row: the service and its part, with its architecture where there are several."""
    labels = dict(zip([lane.label for lane in shown], names.short([lane.label for lane in shown]), strict=True))
    several = len(shown) > 1
    return [f"{labels[o.lane.label]}<br>{o.name}: {o.part}" if several else f"{o.name}: {o.part}" for o in drawn]


def _bars(kind: str, rows: Sequence[str], drawn: Sequence[Told]) -> Trace:
    colour, pattern = LOOKS[kind]
    values = [one.made if kind == MADE else one.taken for one in drawn]
    return {
        "type": "bar",
        "orientation": "h",
        "name": kind,
        "y": list(rows) or [None],
        "x": values or [0],
        "text": [words.count(value) for value in values] or [""],
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": "%{x:,} " + kind + "<extra>%{y}</extra>",
        "marker": {
            "color": colour,
            "line": {"width": 1, "color": colour},
            "pattern": {"shape": pattern, "size": 8, "solidity": 0.3, "fgcolor": colour, "fillmode": "replace"},
        },
    }
