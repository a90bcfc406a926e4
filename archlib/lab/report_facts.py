"""What a report says in tables: contract, clauses, bills, scenario, parameters, prices and versions, all as text."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from archlib.compare import Comparison
from archlib.contract import Clause
from archlib.lab import words
from archlib.outcome import Run
from archlib.params import FieldSpec, Params
from archlib.prices import PriceList
from archlib.scenario import Scenario

MOST_LETTERS = 160  # of a value in a table; longer ones, such as a measured trace, are whole in the JSON
FIELDS = ("name", "value", "unit", "meaning")


class Table(NamedTuple):
    """A table of text: caption, columns, rows, colours beside the first cells, and a row of sums (or none)."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    colours: tuple[str, ...] = ()
    total: tuple[str, ...] = ()


def contract(comparison: Comparison) -> Table:
    """Return what was promised."""
    plain = comparison.contract.model_dump(mode="json")
    return Table("The contract", FIELDS, _fields(plain, type(comparison.contract).specs()))


def clauses(comparison: Comparison) -> Table:
    """Return each clause of the contract and what became of it in each architecture."""
    columns = ("architecture", "clause", "verdict", "promised", "reached", "may fail", "failed", "error budget used")
    rows = [
        (label, *_clause(clause))
        for label, verdict in zip(comparison.labels, comparison.verdicts, strict=True)
        for clause in verdict.clauses
    ]
    return Table("The contract, clause by clause", columns, tuple(rows))


def bill(label: str, run: Run) -> Table:
    """Return the bill of a run item by item, USD for the horizon and for a month of 730 h."""
    charged = run.bill
    rows = [
        (
            i.resource, i.item, i.meter, _quantity(i.quantity), i.unit, f"${i.unit_price_usd:.6g}",
            words.usd(i.amount_usd), words.usd(i.amount_usd / charged.months), words.percent(i.idle_share),
        )
        for i in charged.items
    ]  # fmt: skip
    columns = ("resource", "item", "meter", "quantity", "unit", "a unit", "amount", "for a month", "idle")
    sums = (words.usd(charged.total), words.usd(charged.per_month), words.percent(charged.idle_share))
    return Table(f"Bill of {label}, USD", columns, tuple(rows), total=("total", "", "", "", "", "", *sums))


def scenario(asked: Scenario) -> list[Table]:
    """Return what all runs had in common: seed, horizon and hash; the load; the faults of each kind that there are."""
    plain = asked.to_dict()
    frame = {"seed": asked.seed, "horizon_s": asked.horizon_s}
    rows = (
        *_fields(frame, Scenario.specs()),
        ("videos", words.count(len(asked.videos.arrive)), "videos", "that arrive before the horizon"),
        ("hash", asked.hash, "", "equal for equal scenarios"),
    )
    load = _fields(plain["load"], type(asked.load).specs())
    return [
        Table("Scenario", FIELDS, rows),
        Table("Load", FIELDS, load),
        *(_faults(kind, faults) for kind, faults in _each_kind(asked)),
    ]


def parameters(label: str, run: Run) -> Table:
    """Return the parameters of an architecture, with unit and meaning where its kind is known."""
    return Table(f"Parameters of {label}", FIELDS, _fields(run.parameters, _specs_of(run.parameters)))


def price_list(prices: PriceList) -> Table:
    """Return what a price list is: its name, currency, regions, dates and hash, and what was scaled in it."""
    regions = sorted({fact.region for fact in prices.rows.values()})
    rows = [
        ("name", prices.name),
        ("currency", "USD"),
        ("region", ", ".join(regions)),
        ("newest row", prices.as_of),
        ("hash", prices.hash),
        ("scaled", ", ".join(f"{item} × {factor:g}" for item, factor in prices.factors.items()) or words.NONE),
    ]
    return Table(f"Price list {prices.name}", ("name", "value"), tuple(rows))


def prices_used(comparison: Comparison) -> Table:
    """Return the rows of the price lists that some bill used, with region, date and source."""
    found: dict[tuple[str, ...], None] = {}
    for run in comparison.runs:
        for item in run.bill.items:
            price, fact = run.prices.price(item.item), run.prices.rows[item.item]
            listed = (f"{fact.value:.6g}", fact.unit, f"{price.factor:g}")
            found[(item.item, *listed, fact.region, fact.as_of, fact.source)] = None
    columns = ("item", "listed price", "unit", "scaled by", "region", "date", "source")
    return Table("Prices used", columns, tuple(sorted(found)))


def versions(found: Mapping[str, str]) -> Table:
    """Return the versions of what made the page."""
    return Table("Versions", ("name", "version"), tuple(found.items()))


def _quantity(counted: float) -> str:
    return words.count(counted) if counted >= 100_000 else f"{counted:,.6g}"


def _clause(clause: Clause) -> tuple[str, ...]:
    def told(value: float) -> str:
        return words.percent(value) if clause.unit == "1" else words.usd(value)

    burn = words.NONE if clause.burn is None else f"{clause.burn:,.4g} ×"
    budget, errors = (words.NONE if n is None else f"{n:,.6g}" for n in (clause.error_budget, clause.errors))
    verdict = "kept" if clause.ok else "broken"
    return (clause.name, verdict, f"{clause.rule} {told(clause.bound)}", told(clause.value), budget, errors, burn)


def _fields(plain: Mapping[str, Any], specs: Mapping[str, FieldSpec]) -> tuple[tuple[str, ...], ...]:
    rows = []
    for name, value in plain.items():
        spec = specs.get(name)
        rows.append((name, _told(value), *((_unit(spec.unit), spec.help) if spec else ("", ""))))
    return tuple(rows)


def _unit(unit: str) -> str:
    return "share or factor" if unit == "1" else unit


def _told(value: Any) -> str:
    """Return a value as text; long ones are cut, and say so."""
    if value is None:
        return words.NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return f"{value:.10g}" if isinstance(value, float) else str(value)
    simple = isinstance(value, (list, tuple)) and all(isinstance(each, str) for each in value)
    text = value if isinstance(value, str) else ", ".join(value) if simple else json.dumps(value)
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]} ... ({len(text):,} letters)"


def _each_kind(asked: Scenario) -> list[tuple[str, Sequence[Params]]]:
    faults = asked.faults
    kinds = [("Faults at fixed times", faults.scheduled), ("Faults drawn", faults.drawn), ("Mishaps", faults.mishaps)]
    return [(name, found) for name, found in kinds if found]


def _faults(caption: str, faults: Sequence[Params]) -> Table:
    """Return one row a fault; fields that none of them uses are left out."""
    plain = [fault.model_dump(mode="json") for fault in faults]
    used = [n for n in plain[0] if n != "label" and any(each[n] is not None for each in plain)]
    names = [getattr(fault, "name", "") for fault in faults]
    rows = [(name, *(_told(each[n]) for n in used)) for name, each in zip(names, plain, strict=True)]
    return Table(caption, ("fault", *used), tuple(rows))


def _specs_of(parameters: Mapping[str, Any]) -> Mapping[str, FieldSpec]:
    from archlib.architectures.base import from_dict
    from archlib.errors import ArchlibError

    try:
        return type(from_dict(dict(parameters))).specs()
    except ArchlibError:
        return {}  # of a kind of one's own: names and values tell what there is
