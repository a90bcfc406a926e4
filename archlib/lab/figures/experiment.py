"""A chaos experiment: what was expected, what is measured minute by minute, and whether it was ended early."""

from typing import Any, Final

import numpy as np

from archlib.course.chaos import MINUTE_S, Experiment, Found, Watched
from archlib.lab.figures.experiment_seeds import SEEDS, Verdicts
from archlib.lab.figures.packing import packed
from archlib.lab.figures.picture import Picture, Trace, layout, names_of, rows_of, titled
from archlib.lab.palette import BLUE, GREEN, GREY, ORANGE, VERMILION
from archlib.lab.words import listed, percent
from archlib.outcome.trace import Floats

HEIGHT = 290
CONTROL, FULL, ABORTED = "nothing struck", "all of the fault", "ended at the abort condition"
LOOKS: Final = {CONTROL: (GREY, "dot"), FULL: (VERMILION, "solid"), ABORTED: (GREEN, "dash")}
MANY: Final = f"{FULL}, {len(SEEDS)} seeds (10 to 90 %)"
NOT_RUN: Final = "not run"


def picture(experiment: Experiment, found: Found | None = None, many: Verdicts | None = None) -> Picture:
    """Return success over time in the runs that were made, with hypothesis and abort condition as levels.

    Parameters
    ----------
    many : the verdicts of other seeds, which are told in words and in the table's last row
    """
    runs = _runs(found)
    data = tuple(_line(name, runs.get(name)) for name in LOOKS)
    low = min([experiment.abort_below, experiment.at_least, *(run.worst for run in runs.values())])
    made = layout(
        HEIGHT,
        titled("time (min from the start)", range=[0, 240], dtick=30, fixedrange=True),
        titled(f"{experiment.feature} succeeds", tickformat=".0%", range=[max(-0.02, low - 0.06), 1.02],
               fixedrange=True),
        legend=names_of(data),
        shapes=[_band(experiment), _level(experiment.at_least, BLUE), _level(experiment.abort_below, ORANGE)],
        annotations=[
            _name("hypothesis", experiment.at_least, "bottom"),
            _name("abort below", experiment.abort_below, "top"),
        ],
    )  # fmt: skip
    return Picture(
        key="experiment",
        title="The experiment",
        sentence=sentence(experiment, found, many),
        columns=("run", "fault lasted", "worst window", "requests that failed", "of all", "hypothesis"),
        rows=rows_of([*(_row(name, runs.get(name), found) for name in LOOKS), _row_of_many(experiment, many)]),
        colours=(*(colour for colour, _ in LOOKS.values()), LOOKS[FULL][0]),
        data=data,
        layout=made,
        height=made["height"],
        lines=5,
    )


def sentence(experiment: Experiment, found: Found | None, many: Verdicts | None = None) -> str:
    """Return the hypothesis; after the run whether it held, the blast radius, what ending saved, and other seeds."""
    expected = (
        f"Hypothesis: while {_struck(experiment)} for {experiment.minutes} min, at least "
        f"{percent(experiment.at_least)} of {experiment.feature} requests succeed in any {experiment.window_min} min."
    )
    if found is None:
        return f"{expected} Not run yet: place your bet by setting it, then press the button."
    verdict = "It held" if found.holds else "It did not hold"
    down = [f"{name} {minutes:.0f} min" for name, minutes in found.radius.items() if minutes > 0]
    radius = f"Down in the run: {listed(down)}." if down else "No feature was down."
    told = (
        f"{expected} {verdict}: the worst window had {percent(found.full.worst)}. {radius} {_ended(experiment, found)}"
    )
    return told if many is None else f"{told} {_counted(many)}"


def _counted(many: Verdicts) -> str:
    """Return in how many of the seeds it came out so; other seeds are other customers, and the same fault."""
    met = f"the abort condition is met in {many.met.sum()}"
    return (
        f"Of {len(many)} seeds, each with customers of its own, the hypothesis holds in {many.held.sum()}, and {met}."
    )


def _ended(experiment: Experiment, found: Found) -> str:
    if found.aborted is None or found.abort_s is None:
        return "The abort condition was never met."
    after = (found.abort_s - experiment.start_s) / MINUTE_S
    return (
        f"The abort condition was met after {after:.0f} min; ended {experiment.react_min} min later, "
        f"{found.aborted.failed:,.0f} requests failed instead of {found.full.failed:,.0f}."
    )


def _struck(experiment: Experiment) -> str:
    whole = experiment.scope == "all" or experiment.strikes in ("queue", "store")
    who = f"all of {experiment.strikes}" if whole else f"{_scope(experiment)} of {experiment.strikes}"
    verb = {"down": "is down", "wrong answers": "answers wrongly", "slow": "is five times slower"}[experiment.effect]
    return f"{who} {verb}"


def _scope(experiment: Experiment) -> str:
    return "one zone" if experiment.scope == "zone" else "one instance"


def _runs(found: Found | None) -> dict[str, Watched]:
    if found is None:
        return {}
    both = {CONTROL: found.control, FULL: found.full}
    return both if found.aborted is None else {**both, ABORTED: found.aborted}


def _row(name: str, run: Watched | None, found: Found | None) -> tuple[str, ...]:
    if run is None or found is None:
        return name, *[NOT_RUN] * 5
    verdict = ("held" if found.holds else "did not hold") if name == FULL else ""
    return name, f"{run.minutes:.0f} min", percent(run.worst), f"{run.failed:,.0f}", f"{run.came:,.0f}", verdict


def _row_of_many(experiment: Experiment, many: Verdicts | None) -> tuple[str, ...]:
    if many is None:
        return MANY, *[NOT_RUN] * 5
    worst, failed, came = _ends(many.worst), _ends(many.failed), _ends(many.came)
    return (
        MANY,
        f"{experiment.minutes} min",
        " to ".join(percent(end) for end in worst),
        *(" to ".join(f"{end:,.0f}" for end in ends) for ends in (failed, came)),
        f"held in {many.held.sum()}, abort condition met in {many.met.sum()}",
    )


def _ends(values: Floats) -> list[float]:
    ends: list[float] = np.quantile(values, (0.1, 0.9)).tolist()
    return ends


def _line(name: str, run: Watched | None) -> Trace:
    colour, dash = LOOKS[name]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [None] if run is None else packed(run.t / MINUTE_S, "<f4"),
        "y": [None] if run is None else packed(run.share, "<f4"),
        "line": {"width": 2, "color": colour, "dash": dash, "shape": "hv"},
        "hovertemplate": "%{y:.2%} at %{x:.0f} min<extra>" + name + "</extra>",
    }


def _band(experiment: Experiment) -> dict[str, Any]:
    begin = experiment.start_s / MINUTE_S
    paint = {"fillcolor": ORANGE, "opacity": 0.15, "line": {"width": 0}, "layer": "below"}
    ends = {"x0": begin, "x1": begin + experiment.minutes, "y0": 0, "y1": 1}
    return {"type": "rect", "xref": "x", "yref": "paper", **ends, **paint}


def _level(y: float, colour: str) -> dict[str, Any]:
    line = {"width": 1.5, "color": colour, "dash": "dashdot"}
    return {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": y, "y1": y, "line": line}


def _name(text: str, y: float, anchor: str) -> dict[str, Any]:
    return {
        "x": 1, "y": y, "xref": "paper", "yref": "y", "xanchor": "right", "yanchor": anchor, "showarrow": False,
        "text": text, "font": {"size": 11},
    }  # fmt: skip
