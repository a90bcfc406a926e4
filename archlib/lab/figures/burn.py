"""How fast the error budget burns: the failed share of the last hour, six hours and three days over what may fail."""

from typing import Final, NamedTuple

import numpy as np

from archlib.compare import Comparison
from archlib.lab.figures.burning import ALERTS, Alert, Burning, burning
from archlib.lab.figures.packing import packed
from archlib.lab.figures.picture import (
    FEW,
    Lane,
    Picture,
    Trace,
    Window,
    lanes,
    layout,
    lines,
    names_of,
    rows_of,
    titled,
)
from archlib.lab.figures.time import BELOW, axis, clipped, stamps, thinned
from archlib.lab.palette import BLUE, GREEN, GREY, ORANGE
from archlib.lab.words import duration, moment
from archlib.outcome.step import Step
from archlib.outcome.trace import Floats
from archlib.workload.steps import HOUR_S

HEIGHT = 280
SLOW: Final = Alert(72 * HOUR_S, 0.10)  # its rate is 1: the budget lasts just as long as it is meant to
LOOKS: Final = dict(zip((*ALERTS, SLOW), ((ORANGE, "solid"), (BLUE, "dash"), (GREEN, "dot")), strict=True))
LOWEST, HIGHEST = 0.1, 2_000.0  # of the axis
NEVER = "never"


class Burnt(NamedTuple):
    """A feature of a lane that burns the most, and its burn rate over each look back, float arrays (m,)."""

    lane: Lane
    feature: str
    t: Floats
    rates: dict[Alert, Floats]
    has_budget: bool


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a line for each look back, of the feature that used most of its budget; the levels of alerts as lines."""
    shown = lanes(comparison)
    found = [burnt(lane, comparison) for lane in shown]
    run = comparison.runs[0]
    start_h, span = run.scenario.load.clock_start_h, clipped(run.trace, window)
    alerts = list(LOOKS) if len(shown) <= FEW else [ALERTS[0]]
    data = tuple(_line(one, alert, span, start_h, len(shown)) for one in found for alert in alerts)
    ends = [float(np.log10(end)) for end in (LOWEST, HIGHEST)]
    made = layout(
        HEIGHT,
        axis(run.trace.horizon_s, start_h, window),
        titled("burn rate (log)", type="log", range=ends, fixedrange=True, tickvals=[0.1, 1, 6, 14.4, 100, 1000],
               ticktext=["0.1", "1", "6", "14.4", "100", "1,000"]),
        bottom=BELOW,
        legend=names_of(data),
        shapes=[_level(alert) for alert in LOOKS],
    )  # fmt: skip
    return Picture(
        key="burn",
        title="How fast the error budget burns",
        sentence=sentence(found, start_h),
        columns=("architecture", "feature", *(f"{_back(a)}: from {a.rate:g} on" for a in LOOKS)),
        rows=rows_of([_row(one, start_h) for one in found]),
        colours=tuple(lane.look.colour for lane in shown),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )


def burnt(lane: Lane, comparison: Comparison) -> Burnt:
    """Return the burn rates of the feature that used most of its budget."""
    found = {feature: burning(lane.run, feature, comparison.contract) for feature in lane.run.strips}
    worst = max(found, key=lambda f: float(found[f].spent[-1]))
    burn = found[worst]
    return Burnt(lane, worst, burn.t, {alert: rates(burn, alert.window_s) for alert in LOOKS}, burn.allowed > 0)


def rates(burn: Burning, window_s: float) -> Floats:
    """Return the burn rate of the last so many seconds at each moment; what was before the run did not fail.

    The requests of a look back that begins before the run are taken to be as many as its mean has.
    """
    step, last = float(burn.t[1] - burn.t[0]), len(burn.t) - 1
    n = max(1, round(window_s / step))
    before = np.maximum(np.arange(last + 1) - n, 0)
    came, failed = burn.came - burn.came[before], burn.failed - burn.failed[before]
    missing = np.maximum(n - np.arange(last + 1), 0) * float(burn.came[-1]) / last
    share = np.divide(failed, came + missing, out=np.zeros(last + 1), where=came + missing > 0)
    return share / burn.allowed if burn.allowed > 0 else np.zeros(last + 1)


def sentence(found: list[Burnt], start_h: float) -> str:
    """Return which alert comes first in each architecture."""
    parts = []
    for one in found:
        alarms = {alert: _alarm(one, alert) for alert in ALERTS}
        known = {alert: s for alert, s in alarms.items() if s is not None}
        if not one.has_budget:
            text = "has no budget to burn"
        elif not known:
            text = f"burns at {max(float(r.max()) for r in one.rates.values()):,.3g} at most, and nobody is woken"
        else:
            first = min(known, key=lambda alert: known[alert])
            text = f"at {first.rate:g} over {_back(first)}, on {moment(known[first], start_h)}"
        parts.append(f"{one.lane.label} {one.feature} {text}")
    return f"First alert: {'; '.join(parts)}. At rate 1 a budget lasts for just its period."


def _alarm(one: Burnt, alert: Alert) -> float | None:
    """Return when a burn rate reaches its level for the first time, s."""
    above = np.flatnonzero(one.rates[alert] >= alert.rate * (1 - 1e-9))
    return float(one.t[above[0]]) if len(above) else None


def _row(one: Burnt, start_h: float) -> tuple[str, ...]:
    return one.lane.label, one.feature, *(_said(one, alert, start_h) for alert in LOOKS)


def _said(one: Burnt, alert: Alert, start_h: float) -> str:
    at = _alarm(one, alert)
    if at is None:
        return f"{NEVER} (at most {float(one.rates[alert].max()):,.3g})"
    above = int(np.count_nonzero(one.rates[alert] >= alert.rate * (1 - 1e-9)))
    lasts = duration(above * float(one.t[1] - one.t[0]))
    return f"{moment(at, start_h)}, for {lasts} (at most {float(one.rates[alert].max()):,.3g})"


def _back(alert: Alert) -> str:
    return f"{alert.window_s / HOUR_S:g} h"


def _line(one: Burnt, alert: Alert, span: tuple[float, float], start_h: float, n: int) -> Trace:
    colour, dash = LOOKS[alert]
    t, v = thinned(Step(one.t, one.rates[alert], float(one.t[-1])), *span)
    name = _back(alert) if n == 1 else f"{one.lane.label} {_back(alert)}"
    line = {"shape": "hv", "width": 2, "color": colour, "dash": dash}
    if n > 1:
        line |= {"color": one.lane.look.colour}
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": packed(stamps(t, start_h)),
        "y": packed(np.clip(v, LOWEST, HIGHEST), "<f4"),
        "line": line,
        "hovertemplate": "%{y:.3~g}<br>%{x|day %-j %H:%M}<extra>%{fullData.name}</extra>",
    }


def _level(alert: Alert) -> dict[str, object]:
    line = {"width": 1, "color": GREY, "dash": "dot"}
    return {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": alert.rate, "y1": alert.rate, "line": line}
