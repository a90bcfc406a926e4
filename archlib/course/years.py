"""Years that notebook 10 asks about, each played once: what a plan costs, saves, and needs."""

from functools import cache
from typing import Final

from archlib.architectures import Architecture, EventDriven, Functions, Monolith, QueueFleet
from archlib.errors import EngineError
from archlib.prices import PriceList, default
from archlib.topology import Fleet, Function
from archlib.year import Plan, Played, Year, luck, play

YEAR: Final = Year()
SINGLE: Final[dict[str, Architecture]] = {
    "one monolith": Monolith(),
    "functions": Functions(),
    "a queue and up to 60 workers": QueueFleet(max_workers=60),
    "event-driven, as it comes": EventDriven(),
}
BOUGHT: Final = QueueFleet(max_workers=60)
DRAWN: Final = range(1, 6)  # seeds of years, where one alone might mislead


@cache
def all_year(architecture: Architecture, price_factor: float = YEAR.price_factor) -> Played:
    """Return the year with one architecture, with prices that move by a factor."""
    return play(YEAR.but(price_factor=price_factor), Plan.all_year(architecture))


@cache
def moved_in(quarter: int) -> Played:
    """Return the year that begins with functions and goes over to queue and workers in a quarter, 2 to 4."""
    before, after = (Functions(),) * (quarter - 1), (BOUGHT,) * (5 - quarter)
    return play(YEAR, Plan(before + after))


def saved_usd(quarter: int) -> float:
    """Return what that saves over the year, after its cost, against functions all year, USD."""
    return all_year(Functions()).score_usd - moved_in(quarter).score_usd


@cache
def saved_in_years_usd(quarter: int) -> tuple[float, float]:
    """Return the 95 % interval of what that saves on average over years that differ in what is drawn, USD."""
    plans = {"moves": moved_in(quarter).plan, "stays": all_year(Functions()).plan}
    found = luck(YEAR, plans, DRAWN)
    return found["stays"].above(found["moves"])


def saved_before_cost_usd(quarter: int) -> float:
    """Return the same without what the change costs, USD."""
    return saved_usd(quarter) + moved_in(quarter).migration_usd


def stored_usd(played: Played) -> float:
    """Return what a year's videos cost where they are kept, USD."""
    return sum(line.amount_usd for line in played.lines if line.part == "bill" and line.unit == "GB-month")


def cheapest_single() -> str:
    """Return which of `SINGLE` has the least score."""
    return min(SINGLE, key=lambda name: all_year(SINGLE[name]).score_usd)


def dearer_share() -> float:
    """Return by how much the move of prices raises the year's bill of the event-driven system, 1."""
    return all_year(EventDriven()).bill_usd / all_year(EventDriven(), 1.0).bill_usd - 1


def moved_share() -> float:
    """Return the same off the bill at old prices: the share of what moves, from the month on in which it does."""
    old = all_year(EventDriven(), 1.0)
    moves = [
        line.amount_usd for line in old.lines if line.month >= YEAR.price_month and line.item.startswith("Fargate")
    ]
    return (YEAR.price_factor - 1) * sum(moves) / old.bill_usd


@cache
def fewest_workers() -> int:
    """Return the fewest workers with which a fleet keeps the contract in every month of the year that is known."""
    low, high = 1, BOUGHT.max_workers
    while high - low > 1:
        middle = (low + high) // 2
        kept = all_year(QueueFleet(max_workers=middle)).contract_met
        low, high = (low, middle) if kept else (middle, high)
    return high


def busy_hour_usd(architecture: Architecture, listed: PriceList | None = None) -> float:
    """Return what an hour of processing costs while it is at work, off a price list, the default list if None, USD."""
    for station in architecture.built.stations:
        prices = [meter.factor * (listed or default()).price(meter.item).usd for meter in station.meters]
        if isinstance(station, Fleet):
            return sum(prices) / station.slots
        if isinstance(station, Function) and station.name == "process":
            per_s = station.memory_gb * 3_600 if station.account else 1.0
            return (
                sum(usd for meter, usd in zip(station.meters, prices, strict=True) if meter.kind != "requests") * per_s
            )
    raise EngineError(f"{architecture.kind} has no fleet and no function; ask for one that grows with its load")


def cheapest_at_work() -> str:
    """Return which of those that grow with the load has the cheapest hour of processing."""
    growing = {name: each for name, each in SINGLE.items() if not isinstance(each, Monolith)}
    return min(growing, key=lambda name: busy_hour_usd(growing[name]))
