"""The error budget of each feature as it is used up: 100 % at the start, nothing left at 0, broken below."""

from archlib.compare import Comparison
from archlib.lab.figures.burning import Burning, burning
from archlib.lab.figures.packing import packed
from archlib.lab.figures.picture import (
    FEW,
    Lane,
    Picture,
    Trace,
    Window,
    by_lane,
    lanes,
    layout,
    lines,
    names_of,
    rows_of,
    titled,
)
from archlib.lab.figures.time import BELOW, axis, clipped, stamps, thinned
from archlib.lab.palette import FEATURES, GREY
from archlib.outcome.step import Step

HEIGHT = 260
LOWEST = -1.0  # a line that leaves the picture below has used twice its budget; the table says how much
Burns = dict[str, Burning]  # by feature


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a line a feature of each architecture; of many architectures only the feature that burns the most."""
    shown = lanes(comparison)
    run = comparison.runs[0]
    start_h = run.scenario.load.clock_start_h
    found = [(lane, {f: burning(lane.run, f, comparison.contract) for f in lane.run.strips}) for lane in shown]
    span = clipped(run.trace, window)
    few = [(lane, f, burns[f]) for lane, burns in found for f in _drawn(burns, len(shown))]
    data = by_lane([(lane, _line(lane, f, burn, span, start_h, len(shown) > FEW)) for lane, f, burn in few])
    made = layout(
        HEIGHT,
        axis(run.trace.horizon_s, start_h, window),
        titled("error budget left", tickformat=".0%", range=[LOWEST, 1.08], fixedrange=True, zeroline=False),
        bottom=BELOW,
        legend=names_of(data),
        shapes=[_nothing_left()],
    )
    return Picture(
        key="budget",
        title="What is left of the error budget",
        sentence=sentence(found),
        columns=(
            "architecture", "feature", "may fail (requests)", "failed (requests)", "budget used",
        ),
        rows=rows_of([_row(lane, f, b) for lane, burns in found for f, b in burns.items()]),
        colours=tuple(lane.look.colour for lane, burns in found for _ in burns),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown) + 1,
    )  # fmt: skip


def sentence(found: list[tuple[Lane, Burns]]) -> str:
    """Return how much of its budget the feature that burns the most has used, in each architecture."""
    parts = []
    for lane, burns in found:
        worst = _worst(burns)
        parts.append(f"{lane.label} {worst} {_used(burns[worst])}")
    return f"Used most of its error budget for this time, by requests: {'; '.join(parts)}."


def _worst(burns: Burns) -> str:
    """Return the feature that used the largest share of its budget."""
    return max(burns, key=lambda f: (burns[f].budget == 0 and burns[f].failed[-1] > 0, float(burns[f].spent[-1])))


def _drawn(burns: Burns, lanes_shown: int) -> list[str]:
    return list(burns) if lanes_shown <= FEW else [_worst(burns)]


def _used(burn: Burning) -> str:
    if burn.budget == 0:
        return "0 %" if burn.failed[-1] == 0 else "has no budget, and requests failed"
    return f"{burn.spent[-1]:,.1%}".replace("%", " %")


def _row(lane: Lane, feature: str, burn: Burning) -> tuple[str, ...]:
    return lane.label, feature, f"{burn.budget:,.2f}", f"{burn.failed[-1]:,.2f}", _used(burn)


def _line(lane: Lane, feature: str, burn: Burning, span: tuple[float, float], start_h: float, are_many: bool) -> Trace:
    """Return the budget left, in the dash of its feature; of many lanes in the dash that the legend has for it."""
    t, left = thinned(Step(burn.t, 1.0 - burn.spent, float(burn.t[-1])), *span)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"{lane.label} {feature}",
        "x": packed(stamps(t, start_h)),
        "y": packed(left, "<f4"),
        "line": {
            "shape": "hv",
            "width": 2,
            "color": lane.look.colour,
            "dash": lane.look.dash if are_many else FEATURES[feature].dash,
        },
        "hovertemplate": "%{y:.1%} left<br>%{x|day %-j %H:%M}<extra>%{fullData.name}</extra>",
    }


def _nothing_left() -> dict[str, object]:
    line = {"width": 1.5, "color": GREY}
    return {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": 0, "y1": 0, "line": line}
