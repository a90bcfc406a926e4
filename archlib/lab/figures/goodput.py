"""A storm second by second: who comes, how many tries that makes, and how many get an answer in time."""

from typing import Any

from archlib.course.recovery import Seconds, back_s, good_after, seconds
from archlib.course.storms import BEFORE_S, CAPACITY, Storm, run_of
from archlib.lab.figures.packing import packed
from archlib.lab.figures.picture import Picture, Trace, layout, rows_of, titled
from archlib.lab.figures.storm_seeds import SEEDS, Storms
from archlib.lab.palette import BLUE, GREEN, GREY, ORANGE, VERMILION
from archlib.outcome.trace import Floats
from archlib.theory import stability_boundary

HEIGHT = 260
CAME, TRIES, GOOD = "requests of customers", "tries at the service", "answers in time (goodput)"
LOOKS = {CAME: (GREY, "dot"), TRIES: (VERMILION, "dash"), GOOD: (GREEN, "solid")}
BAND = f"goodput of {len(SEEDS)} seeds (10 to 90 %)"
NOT_RUN = "not run"
LAST_S = 20


def picture(storm: Storm, many: Storms | None = None) -> Picture:
    """Return three lines over time, the outage as a band, and the capacity as a line.

    Parameters
    ----------
    many : what other seeds say, drawn as a band around the goodput
    """
    found = seconds(run_of(storm))
    drawn = {CAME: found.came, TRIES: found.tries, GOOD: found.good}
    lines = tuple(_line(name, values) for name, values in drawn.items())
    made = layout(
        HEIGHT,
        titled("time (s)", range=[0, storm.horizon_s], fixedrange=True),
        titled("a second", rangemode="tozero", fixedrange=True),
        legend=(*drawn, BAND),
        shapes=[band(storm), level(CAPACITY)],
        annotations=[_struck(storm), _capacity()],
    )
    return Picture(
        key="goodput",
        title="What comes, and what is answered",
        sentence=sentence(storm, many),
        columns=("when", "requests/s", "tries/s", "answers in time/s", BAND),
        rows=rows_of(_rows(storm, found, many)),
        data=(*_area(many), *lines),
        layout=made,
        height=made["height"],
        lines=4,
    )


def sentence(storm: Storm, many: Storms | None = None) -> str:
    """Return whether and when it recovered, what the boundary says of it, and in how many seeds it recovers."""
    return _became(storm) if many is None else f"{_became(storm)} {_counted(many)}"


def _counted(many: Storms) -> str:
    times, n = many.times_s, len(many)
    if not times:
        return f"Of {n} seeds it is back in none."
    first, last = times[0], times[-1]
    when = "as soon as the outage ends" if last == 0 else f"{first:.0f} to {last:.0f} s after the outage"
    return f"Of {n} seeds it is back in {'all' if len(times) == n else len(times)}, {when}."


def _became(storm: Storm) -> str:
    back = back_s(storm)
    edge = stability_boundary(CAPACITY, storm.retries)
    side = "above" if storm.per_s > edge else "below"
    law = f"The load of {storm.per_s:g}/s is {side} {edge:.3g}/s, which is capacity / tries of a request."
    if storm.trigger == "refuses":
        law = "Who is refused at once leaves no line behind, and the pause decides when the tries come back."
    if back is None:
        share = f"{good_after(storm, LAST_S):.0%}".replace("%", " %")
        return f"Not back {storm.watch_s:g} s after the outage: {share} of those who come get an answer in time. {law}"
    if back == 0:
        return f"Back as soon as the outage ends. {law}"
    return f"Back {back:.0f} s after the outage: from then on most of those who come are served. {law}"


def band(storm: Storm) -> dict[str, Any]:
    """Return the stretch of the outage as a shape."""
    paint = {"fillcolor": ORANGE, "opacity": 0.18, "line": {"width": 0}, "layer": "below"}
    return {"type": "rect", "xref": "x", "yref": "paper", "x0": BEFORE_S, "x1": storm.end_s, "y0": 0, "y1": 1, **paint}


def level(y: float) -> dict[str, Any]:
    """Return a horizontal line over all of the time as a shape."""
    line = {"width": 1.5, "color": BLUE, "dash": "dashdot"}
    return {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": y, "y1": y, "line": line}


def _struck(storm: Storm) -> dict[str, Any]:
    return {
        "x": BEFORE_S, "y": 1, "xref": "x", "yref": "paper", "xanchor": "left", "yanchor": "top", "showarrow": False,
        "text": storm.trigger, "font": {"size": 11},
    }  # fmt: skip


def _capacity() -> dict[str, Any]:
    return {
        "x": 1, "y": CAPACITY, "xref": "paper", "yref": "y", "xanchor": "right", "yanchor": "bottom",
        "showarrow": False, "text": "capacity", "font": {"size": 11},
    }  # fmt: skip


def _line(name: str, values: Floats) -> Trace:
    colour, dash = LOOKS[name]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x0": 0.5,
        "dx": 1,
        "y": packed(values, "<f4"),
        "line": {"width": 2, "color": colour, "dash": dash},
        "hovertemplate": "%{y:.0f}/s at %{x:.0f} s<extra>%{fullData.name}</extra>",
    }


def _area(many: Storms | None) -> tuple[Trace, Trace]:
    """Return the lower and the upper end of the band, with the area between them; below the lines."""
    low, high = ([None], [None]) if many is None else (packed(end, "<f4") for end in many.band)
    edge = {"type": "scatter", "mode": "lines", "x0": 0.5, "dx": 1, "line": {"width": 0}, "hoverinfo": "skip"}
    area = {"fill": "tonexty", "fillcolor": GREEN + "44"}
    return {**edge, "name": BAND, "showlegend": False, "y": low}, {**edge, **area, "name": BAND, "y": high}


def _rows(storm: Storm, found: Seconds, many: Storms | None) -> list[tuple[str, ...]]:
    start, end, last = int(BEFORE_S), int(storm.end_s), len(found.came)
    parts = {
        "before": (0, start),
        "during the outage": (start, end),
        f"{LAST_S} s after it": (end, end + LAST_S),
        f"last {LAST_S} s": (last - LAST_S, last),
    }
    lines = (found.came, found.tries, found.good)
    return [(name, *(f"{one[a:b].mean():,.1f}" for one in lines), _told(many, a, b)) for name, (a, b) in parts.items()]


def _told(many: Storms | None, start_s: int, end_s: int) -> str:
    return NOT_RUN if many is None else " to ".join(f"{end:,.1f}" for end in many.mean_band(start_s, end_s))
