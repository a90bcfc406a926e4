"""Calls inside one process against calls over a network: what a video's calls add to its answer."""

from archlib.lab import words
from archlib.lab.figures.hops import MS, Answer, Calls, answer
from archlib.lab.figures.picture import Picture, Trace, layout, rows_of, titled
from archlib.lab.figures.steady import round_end
from archlib.lab.palette import BLUE, ORANGE

HEIGHT = 150
INSIDE, SPLIT = "one process", "split by a network"
WORK, HOPS = "work", "calls under way"


def picture(hop_ms: float, calls: int) -> Picture:
    """Return a bar for a program in one piece and one for the same in services, split into work and hops.

    Both are runs of one video through the engine: a caller that calls `calls` services in turn (see
    `archlib.lab.figures.hops`). Calls inside a process have a hop of zero.

    Raises
    ------
    ParameterError
        unless 0 <= hop_ms <= 60,000 (ms) and calls is a whole number, 0 <= calls <= 400
    """
    asked = Calls(hop_ms=hop_ms, calls=calls)
    found = answer(asked.calls, asked.hop_ms / MS)
    bars = {INSIDE: Answer(found.work_s, found.work_s), SPLIT: found}
    longest = found.took_s or 1.0
    made = layout(
        HEIGHT,
        titled("seconds until the upload is answered", range=[0, round_end(1.2 * longest)], fixedrange=True),
        {"autorange": "reversed", "type": "category", "fixedrange": True},
        left=130,
        legend=(WORK, HOPS),
        barmode="stack",
        bargap=0.3,
    )
    return Picture(
        key="calls",
        title="What calls cost in time",
        sentence=sentence(asked, found),
        columns=("how it is built", "calls", "a hop", "work", "calls under way", "answered after"),
        rows=rows_of([_row(name, asked, one) for name, one in bars.items()]),
        data=(*_traces(bars), _totals(bars)),
        layout=made,
        height=made["height"],
    )


def sentence(asked: Calls, found: Answer) -> str:
    """Return what the hops of the run add, and the same by calls x hop."""
    law = asked.calls * asked.hop_ms / MS
    return (
        f"{asked.calls} calls x {asked.hop_ms:g} ms = {law:,.4g} s. In the run a split program answers after "
        f"{found.took_s:,.4g} s, one process after {found.work_s:,.4g} s: {found.hops_s:,.4g} s more."
    )


def _row(name: str, asked: Calls, one: Answer) -> tuple[str, ...]:
    hop = f"{asked.hop_ms:g} ms" if name == SPLIT else words.NONE
    return name, words.count(asked.calls), hop, *(f"{s:,.4g} s" for s in (one.work_s, one.hops_s, one.took_s))


def _traces(bars: dict[str, Answer]) -> list[Trace]:
    parts = {WORK: [b.work_s for b in bars.values()], HOPS: [b.hops_s for b in bars.values()]}
    looks = {WORK: (BLUE, ""), HOPS: (ORANGE, "/")}
    return [
        {
            "type": "bar",
            "orientation": "h",
            "name": part,
            "y": list(bars),
            "x": seconds,
            "hovertemplate": "%{x:.4~g} s " + part + "<extra>%{y}</extra>",
            "marker": {
                "color": looks[part][0],
                "line": {"width": 1, "color": looks[part][0]},
                "pattern": {
                    "shape": looks[part][1],
                    "size": 8,
                    "solidity": 0.3,
                    "fgcolor": looks[part][0],
                    "fillmode": "replace",
                },
            },
        }
        for part, seconds in parts.items()
    ]


def _totals(bars: dict[str, Answer]) -> Trace:
    """Return how long each takes, as text at the end of its bar."""
    took = [b.took_s for b in bars.values()]
    return {
        "type": "scatter",
        "mode": "text",
        "x": took,
        "y": list(bars),
        "text": [f" {seconds:,.4g} s" for seconds in took],
        "textposition": "middle right",
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }
