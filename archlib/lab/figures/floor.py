"""The floor of a bill: what so many services with copies of each cost in a month in which nothing happens."""

from typing import Final

from archlib.compare import Comparison
from archlib.course.chain import HOST, Chain
from archlib.lab import words
from archlib.lab.figures.growth import services
from archlib.lab.figures.picture import Lane, Picture, Trace, Window, lanes, layout, lines, names_of, rows_of, titled
from archlib.lab.figures.steady import round_end
from archlib.prices import MONTH_HOURS

HEIGHT = 270
NUMBERS: Final = tuple(range(1, 31))
LISTED: Final = (3, 6, 12, 30)


def picture(comparison: Comparison, window: Window = None) -> Picture:
    """Return for each chain the line n r p H, and a marker for the bill of each architecture; no window."""
    shown = lanes(comparison)
    data = tuple(trace for lane in shown for trace in (*_line(lane), _bill(lane)))
    most = max([1.0, *(y for trace in data for y in trace["y"])])
    made = layout(
        HEIGHT,
        titled("services", range=[0, NUMBERS[-1] + 1.5], dtick=5, fixedrange=True),
        titled("USD for a month of 730 h", range=[0, round_end(1.1 * most)], tickprefix="$", fixedrange=True),
        left=70,
        legend=names_of(data),
    )
    return Picture(
        key="floor",
        title="The floor of the bill",
        sentence=sentence(shown),
        columns=("architecture", "services", "a month", "from", "idle"),
        rows=rows_of([row for lane in shown for row in _rows(lane)]),
        colours=tuple(lane.look.colour for lane in shown for _ in _rows(lane)),
        data=data,
        layout=made,
        height=made["height"],
        lines=lines(shown),
    )


def floor_usd(lane: Lane, n: int) -> float:
    """Return n r p H of a chain with n services, USD for a month, at the prices of its run."""
    return n * copies(lane) * lane.run.prices.price(HOST).usd * MONTH_HOURS


def copies(lane: Lane) -> int:
    """Return how many of each service a chain has."""
    return int(lane.run.parameters["replicas"])


def is_chain(lane: Lane) -> bool:
    """Whether a lane is one of services in a row, which all have the same hosts."""
    return lane.run.architecture == Chain.__name__


def sentence(shown: list[Lane]) -> str:
    """Return each bill, and of a chain its floor as a product."""
    parts = []
    for lane in shown:
        text = (
            f"{lane.label} {words.usd(lane.run.bill.per_month)}, {words.percent(lane.run.bill.idle_share)} of it idle"
        )
        if is_chain(lane):
            n, price = services(lane.run.topology), lane.run.prices.price(HOST).usd
            floor = words.usd(floor_usd(lane, n))
            text += f" (floor: {n} services × {copies(lane)} × ${price:.4g}/h × {MONTH_HOURS:g} h = {floor})"
        parts.append(text)
    return f"A month costs: {'; '.join(parts)}."


def _rows(lane: Lane) -> list[tuple[str, ...]]:
    bill = lane.run.bill
    first = (str(services(lane.run.topology)), words.usd(bill.per_month), "the run", words.percent(bill.idle_share))
    more = [(str(n), words.usd(floor_usd(lane, n)), "n r p H", words.NONE) for n in LISTED] if is_chain(lane) else []
    return [(lane.label, *row) for row in (first, *more)]


def _line(lane: Lane) -> list[Trace]:
    if not is_chain(lane):
        return []
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": f"{lane.label}, floor",
            "x": list(NUMBERS),
            "y": [floor_usd(lane, n) for n in NUMBERS],
            "line": {"width": 2, "color": lane.look.colour, "dash": lane.look.dash},
            "hovertemplate": "$%{y:,.2f} with %{x} services<extra>%{fullData.name}</extra>",
        }
    ]


def _bill(lane: Lane) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{lane.label}, bill",
        "x": [min(services(lane.run.topology), NUMBERS[-1])],
        "y": [lane.run.bill.per_month],
        "marker": {"size": 13, "symbol": lane.look.symbol, "color": lane.look.colour},
        "hovertemplate": "$%{y:,.2f} a month<extra>%{fullData.name}</extra>",
    }
