"""The bill, stacked by item, with the part that was paid for and not used hatched."""

from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures.names import margin, short
from archlib.lab.figures.picture import (
    INK,
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
from archlib.lab.figures.steady import round_end
from archlib.lab.palette import METERS
from archlib.outcome.bill import Item

ROW_PX = 44
KINDS = {
    "hour": "machines", "vCPU-hour": "containers", "GB-hour": "containers", "GB-second": "functions",
    "LCU-hour": "balancer load", "GB-month": "storage", "request": "requests", "event": "requests",
    "transition": "requests", "alarm-month": "alarms",
}  # fmt: skip
ORDER = tuple(dict.fromkeys(KINDS.values()))
MACHINES = ORDER[0]
LETTER = 1 / 60  # of the width: a part narrower than its name does not show it


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return a bar an architecture, a part an item, USD for a month of 730 h. The window is for all: it is not used."""
    shown = lanes(comparison)
    height = 82 + ROW_PX * len(shown)
    longest = max((lane.run.bill.per_month for lane in shown), default=0.0) or 1.0
    reach = round_end(1.16 * longest)  # with room for the total beside the bar
    x = titled("USD for a month of 730 h", range=[0, reach], tickprefix="$", fixedrange=True)
    labels = [lane.label for lane in shown]
    shorts = short(labels)
    y = {
        "type": "category", "categoryorder": "array", "categoryarray": labels, "range": [len(shown) - 0.5, -0.5],
        "fixedrange": True, "tickvals": labels, "ticktext": shorts,
    }  # fmt: skip
    data = (*_traces(shown, reach), _totals(shown))
    made = layout(height, x, y, left=margin(shorts), barmode="overlay", bargap=0.3, legend=names_of(data))
    return Picture(
        key="bill",
        title="What it costs",
        sentence=sentence(shown),
        columns=("architecture", "item", "quantity", "unit price", "amount", "for a month", "idle"),
        rows=rows_of([row for lane in shown for row in _rows(lane)]),
        colours=tuple(lane.look.colour for lane in shown for _ in _rows(lane)),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def sentence(shown: list[Lane]) -> str:
    """Return what each costs and how much of it is idle, and by which prices."""
    parts = [
        f"{lane.label} {words.usd(lane.run.bill.per_month)}, {lane.run.bill.idle_share:.0%} of it idle"
        for lane in shown
    ]
    prices = shown[0].run.prices
    scaled = ", some scaled" if prices.factors else ""
    return f"A month costs: {'; '.join(parts)}. Prices: {prices.name}, {prices.as_of}{scaled}."


def _rows(lane: Lane) -> list[tuple[str, ...]]:
    bill = lane.run.bill
    rows = [
        (
            lane.label,
            f"{item.resource}: {item.item}",
            f"{item.quantity:,.6g} {item.unit}",
            f"${item.unit_price_usd:.6g}",
            words.usd(item.amount_usd),
            words.usd(item.amount_usd / bill.months),
            f"{item.idle_share:.0%}",
        )
        for item in bill.items
    ]
    total = (lane.label, "total", "", "", words.usd(bill.total), words.usd(bill.per_month), f"{bill.idle_share:.0%}")
    return [*rows, total]


def _traces(shown: list[Lane], reach: float) -> list[Trace]:
    """Return a trace for each kind of meter, used and idle apart; the parts of a bar are laid end to end by `base`."""
    parts: dict[tuple[str, bool], list[tuple[str, float, float, str, str]]] = {}
    for lane in shown:
        end, months = 0.0, lane.run.bill.months
        for item in sorted(lane.run.bill.items, key=lambda i: ORDER.index(KINDS[i.unit])):
            idle = item.idle_usd / months
            for is_idle, usd in ((False, item.amount_usd / months - idle), (True, idle)):
                if usd > 0:
                    hover = f"{item.resource}: {item.item}<br>{_story(item, usd, is_idle)}"
                    name = item.resource if usd > LETTER * len(item.resource) * reach else ""
                    parts.setdefault((KINDS[item.unit], is_idle), []).append((lane.label, end, usd, hover, name))
                    end += usd
    return [_trace(kind, idle, parts[kind, idle]) for kind in ORDER for idle in (False, True) if (kind, idle) in parts]


def _story(item: Item, usd: float, idle: bool) -> str:
    if KINDS[item.unit] != MACHINES and not idle:
        return f"{words.usd(usd)} a month"
    return f"{words.usd(usd)} a month, {'paid for and not used' if idle else 'used'}"


def _trace(kind: str, idle: bool, parts: list[tuple[str, float, float, str, str]]) -> Trace:
    look = METERS[kind]
    hatch = {"shape": "/", "size": 8, "solidity": 0.2, "fgcolor": look.colour, "fgopacity": 0.7, "fillmode": "replace"}
    return {
        "type": "bar",
        "orientation": "h",
        "name": f"{kind}, {'idle' if idle else 'used'}" if kind == MACHINES or idle else kind,
        "y": [p[0] for p in parts],
        "base": [p[1] for p in parts],
        "x": [p[2] for p in parts],
        "hovertext": [p[3] for p in parts],
        "text": [p[4] for p in parts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"color": INK if idle else "#FFFFFF"},
        "hovertemplate": "%{hovertext}<extra>%{y}</extra>",
        "marker": {
            "color": look.colour,
            "line": {"width": 1, "color": look.colour},
            "pattern": hatch if idle else {"shape": ""},
        },
    }


def _totals(shown: list[Lane]) -> Trace:
    """Return the totals as text at the ends of the bars."""
    totals = [lane.run.bill.per_month for lane in shown]
    return {
        "type": "scatter",
        "mode": "text",
        "x": totals,
        "y": [lane.label for lane in shown],
        "text": [f" {words.usd(total)}" for total in totals],
        "textposition": "middle right",
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }
