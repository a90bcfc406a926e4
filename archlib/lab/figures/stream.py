"""What is told over time, and by whom: a band for each kind of producer, scaled to the most that it had."""

import numpy as np

from archlib.compare import Comparison
from archlib.course.stream import ORIGINS, Told, stream
from archlib.lab import words
from archlib.lab.figures import bins, names
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, names_of, rows_of, titled
from archlib.lab.figures.time import BELOW, axis, clipped
from archlib.lab.palette import BLUE, GREEN, ORANGE, PURPLE, Look
from archlib.outcome.trace import Floats
from archlib.workload.steps import HOUR_S

BAND_PX, BAND = 46, 0.82  # of a band's height its drawing takes so much
LOOKS = dict(
    zip(ORIGINS, (Look(ORANGE), Look(PURPLE, pattern="."), Look(BLUE, pattern="/"), Look(GREEN, pattern="x")),
        strict=True)
)  # fmt: skip


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return for each architecture a band for each kind of producer; its height is how much it tells."""
    shown = lanes(comparison)
    run = comparison.runs[0]
    start_h = run.scenario.load.clock_start_h
    edges = bins.edges_for(*clipped(run.trace, window))
    bands = [(lane, origin, told) for lane in shown for origin, told in by_origin(lane).items()]
    floors = [float(len(bands) - 1 - i) for i in range(len(bands))]
    rates = [_rate(told, edges) for _, _, told in bands]
    labels = [_name(lane, origin, len(shown) > 1) for lane, origin, _ in bands]
    tops = [f"{label}<br>most {rate.max():,.3g}/h" for label, rate in zip(labels, rates, strict=True)]
    data = [
        trace
        for (_, origin, _), rate, floor, label in zip(bands, rates, floors, labels, strict=True)
        for trace in _band(origin, rate, edges, floor, start_h, label)
    ]
    height = 84 + BAND_PX * len(bands)
    y = titled(
        "events told", tickvals=[floor + BAND / 2 for floor in floors], ticktext=tops, tickfont={"size": 11},
        range=[-0.05, len(bands)], fixedrange=True, showgrid=False, zeroline=False,
    )  # fmt: skip
    made = layout(
        height,
        axis(run.trace.horizon_s, start_h, window),
        y,
        left=names.margin(tops, beside_px=30),
        bottom=BELOW,
        legend=names_of(data),
        showlegend=False,
    )
    return Picture(
        key="stream",
        title="What is told, and by whom",
        sentence=sentence(shown, edges),
        columns=("architecture", "told by", "source", "detail-type", "events", "an hour"),
        rows=rows_of([row for lane in shown for row in _rows(lane)]),
        colours=tuple(lane.look.colour for lane in shown for _ in _rows(lane)),
        data=tuple(data),
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def by_origin(lane: Lane) -> dict[str, list[Told]]:
    """Return what is told in a run, origin -> the kinds of its events; all four origins, in order."""
    told = stream(lane.run)
    return {origin: [each for each in told if each.origin == origin] for origin in ORIGINS}


def sentence(shown: list[Lane], edges: Floats) -> str:
    """Return how many events each kind of producer told, and over what the picture counts."""
    parts = []
    for lane in shown:
        counts = [f"{origin} {words.count(_number(told))}" for origin, told in by_origin(lane).items()]
        parts.append(f"{lane.label}: {', '.join(counts)}")
    each = bins.length_text(bins.length_for(float(edges[-1] - edges[0])))
    return f"Events told, all of the time: {'; '.join(parts)}. Each step is {each}; each band has a scale of its own."


def _number(told: list[Told]) -> int:
    return sum(len(each.time_s) for each in told)


def _name(lane: Lane, origin: str, is_one_of_many: bool) -> str:
    return f"{lane.label}  {origin}" if is_one_of_many else origin


def _rate(told: list[Told], edges: Floats) -> Floats:
    """Return the events an hour in each stretch, float array (m,)."""
    times = np.sort(np.concatenate([each.time_s for each in told])) if told else np.empty(0)
    return np.asarray(bins.counts(times, edges) / np.diff(edges) * HOUR_S)


def _band(origin: str, rate: Floats, edges: Floats, floor: float, start_h: float, label: str) -> list[Trace]:
    """Return the ground of a band, and the area above it."""
    look, scale = LOOKS[origin], BAND / (float(rate.max()) or 1.0)
    line = {"shape": "hv", "width": 1, "color": look.colour}
    said = [float(f"{value:.3g}") for value in rate]
    shared = {"type": "scatter", "mode": "lines", "name": label, "showlegend": False, "line": line}
    ground = {**bins.stairs(np.full(1, floor), edges[[0, -1]], start_h), "hoverinfo": "skip"}
    area = {
        **bins.stairs(floor + rate * scale, edges, start_h),
        "fill": "tonexty",
        "fillcolor": look.colour + "B0",
        "customdata": [*said, said[-1]],
        "hovertemplate": "%{customdata} events an hour<br>%{x|day %-j %H:%M}<extra>%{fullData.name}</extra>",
    }
    return [{**shared, **ground}, {**shared, **area}]


def _rows(lane: Lane) -> list[tuple[str, ...]]:
    hours = lane.run.trace.horizon_s / HOUR_S
    counts: dict[tuple[str, str, str], int] = {}
    for told in stream(lane.run):
        key = (told.origin, told.source, told.kind)
        counts[key] = counts.get(key, 0) + len(told.time_s)
    if not counts:
        return [(lane.label, "nobody", "", "", "0", "0")]
    return [(lane.label, *key, words.count(n), f"{n / hours:,.3g}") for key, n in counts.items()]
