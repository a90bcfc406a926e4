"""The brief: all that is told of a year beforehand, a fact a line."""

from archlib.workload import Measured
from archlib.year.clock import MONTH_S
from archlib.year.given import Year
from archlib.year.rules import steps

ITEMS = {
    "instances": "virtual machines (EC2)",
    "containers": "containers (Fargate)",
    "functions": "functions (Lambda)",
    "storage": "stored gigabytes",
    "all": "everything",
}


def facts(year: Year) -> list[tuple[str, str]]:
    """Return what is told: (what, told)."""
    expected = year.expected()
    own = [("load", f"{load_text(year)}, repeated")] if load_text(year) else []
    return [
        *own,
        ("months", f"12 of {MONTH_S / 3_600:g} h; a quarter is three"),
        ("videos in month 1", f"{expected[0]:,.0f} expected"),
        ("videos in month 12", f"{expected[-1]:,.0f} expected; in the year {expected.sum():,.0f}"),
        ("growth", f"{year.growth:g} times a month, uploads and watching"),
        *((f"launch {number}", launch.text) for number, launch in enumerate(year.launches, 1)),
        ("prices", _prices(year)),
        ("contract", _contract(year)),
        ("faults", "hosts, code and the provider's services fail at random, all year"),
        ("fee", f"customers pay {year.credits.fee_usd_per_video:g} USD for each video they bring"),
        ("penalties", _penalties()),
        ("migration", _migration(year)),
        ("score", "bill, penalties and migrations of the year in USD; the less the better"),
    ]


def brief(year: Year) -> str:
    """Return the brief as plain text."""
    return "\n".join(f"{what}: {told}" for what, told in facts(year))


def load_text(year: Year) -> str:
    """Return what a measured load is, such as "measured, 7 days"; "" for one of the course's."""
    shape = year.shape
    if not isinstance(shape, Measured):
        return ""
    return f"measured, {shape.days:g} day{'' if shape.days == 1 else 's'}"


def _prices(year: Year) -> str:
    if year.price_factor == 1.0:
        return "stay as they are"
    return f"from month {year.price_month} on {ITEMS[year.price_items]} cost {year.price_factor:g} times as much"


def _contract(year: Year) -> str:
    contract = year.contract
    clauses = [
        f"in each month {contract.upload:.1%} of uploads accepted",
        f"{contract.ready_share:.1%} of videos ready within {contract.deadline_s / 60:g} min",
        f"{contract.manage:.1%} of requests to watch and manage served",
    ]
    if contract.budget_usd_per_month is not None:
        clauses.append(f"a bill of {contract.budget_usd_per_month:,.0f} USD at most")
    return ", ".join(clauses)


def _penalties() -> str:
    first, *more = steps()
    told = [f"{first.share:.0%} of the month's fee once more requests fail than may"]
    told += [f"{step.share:.0%} beyond {step.burn:g} times as many" for step in more]
    return f"for each broken promise {', '.join(told)}; a month's fee at most"


def _migration(year: Year) -> str:
    rules = year.migration
    return (
        f"another kind takes {rules.rebuild_h:g} h of engineers and {rules.rebuild_parallel_h:g} h in which both "
        f"systems run; other sizes take {rules.resize_h:g} h and {rules.resize_parallel_h:g} h; an hour of an "
        f"engineer costs {rules.engineer_usd_per_h:g} USD"
    )
