"""A queue and its workers over time, as the model predicts them and as they were measured on this machine."""

from typing import Final

from archlib.draws import Floats
from archlib.lab.figures.picture import Picture, Trace, layout, rows_of, titled
from archlib.lab.palette import BLUE, VERMILION
from archlib.live import Line, Observed, Trial, compared
from archlib.workload.steps import HOUR_S

HEIGHT: Final = 280
WAITING, WORKERS = "messages waiting", "workers"
COLOURS: Final = {WAITING: VERMILION, WORKERS: BLUE}
DASHES: Final = {"predicted": "dot", "measured": "solid"}
NOT_YET: Final = "not measured yet"


def picture(trial: Trial, model: Observed, here: Observed | None) -> Picture:
    """Return lines of messages and workers; `here` is what was measured, None if nothing was yet."""
    seen = {"predicted": model} | ({"measured": here} if here is not None else {})
    drawn = {
        f"{what}, {whose}": _line(what, whose, *(one.waiting if what == WAITING else one.workers), one.end_s)
        for what in COLOURS
        for whose, one in seen.items()
    }
    made = layout(
        HEIGHT,
        titled("time of the service (h)", range=[0, trial.hours], fixedrange=True),
        titled("how many", rangemode="tozero", fixedrange=True),
        legend=tuple(drawn),
    )
    return Picture(
        key="live_queue",
        title="The queue and its workers, predicted and for real",
        sentence=sentence(trial, model, here),
        columns=("what", "predicted", "measured", "within"),
        rows=rows_of([_row(line, here is not None) for line in compared(model, here or model)]),
        data=tuple({**trace, "name": name} for name, trace in drawn.items()),
        layout=made,
        height=made["height"],
    )


def sentence(trial: Trial, model: Observed, here: Observed | None) -> str:
    """Return whether the model held, or how long it takes to find out."""
    if here is None:
        return (
            f"Predicted only: {trial.hours:g} hours of the service take {trial.here_s:,.0f} s on this machine, "
            f"{trial.speed:g} times as fast. Bet first: how long will the queue get?"
        )
    wrong = [line for line in compared(model, here) if not line.ok]
    if not wrong:
        return "The model held: throughput and the longest queue are as near as they have to be."
    told = ", ".join(f"{line.name} {line.measured:.3g} for {line.predicted:.3g} {line.unit}" for line in wrong)
    return f"The model did not hold here: {told}. Was the machine busy? Try a lower speed."


def _row(line: Line, measured: bool) -> tuple[str, ...]:
    within = "" if line.within is None else f"±{line.within:.3g} {line.unit}"
    found = f"{line.measured:.3g} {line.unit}{'' if line.ok else ' (too far)'}" if measured else NOT_YET
    return line.name, f"{line.predicted:.3g} {line.unit}", found, within


def _line(what: str, whose: str, times: Floats, counts: Floats, end_s: float) -> Trace:
    x = [*(times / HOUR_S).round(4).tolist(), end_s / HOUR_S]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": [*counts.astype(int).tolist(), int(counts[-1])],
        "line": {"width": 2, "color": COLOURS[what], "dash": DASHES[whose], "shape": "hv"},
        "hovertemplate": "%{y} at %{x:.2f} h<extra>%{fullData.name}</extra>",
    }
