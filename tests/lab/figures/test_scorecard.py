import pytest

from archlib.compare import Comparison
from archlib.contract import Contract
from archlib.lab import words
from archlib.lab.figures.scorecard import CROSS, picture


@pytest.mark.parametrize("label", ["Monolith", "Tiers", "QueueFleet"])
def test_a_row_says_the_runs_own_numbers(week: Comparison, label: str) -> None:
    run = week[label]
    row = dict(zip(picture(week).columns, next(r for r in picture(week).rows if r[0] == label), strict=True))
    assert row["upload accepted"].removesuffix(f" {CROSS}") == words.percent(run.availability["upload"].request_share)
    assert row["ready in time"].removesuffix(f" {CROSS}") == words.percent(run.availability["process"].deadline_share)
    assert row["manage served"].removesuffix(f" {CROSS}") == words.percent(run.availability["manage"].request_share)
    assert row["bill"] == words.usd(run.bill.total)
    assert row["for a month"] == words.usd(run.bill.per_month)
    assert row["a ready video"] == words.usd(run.bill.per_video)
    assert row["idle"] == f"{run.bill.idle_share:.0%}"


def test_what_breaks_the_contract_is_marked(week: Comparison) -> None:
    for row, verdict in zip(picture(week).rows, week.verdicts, strict=True):
        assert sum(cell.endswith(CROSS) for cell in row) == sum(not clause.ok for clause in verdict.clauses)
        assert row[1] == ("met" if verdict.ok else "broken")


def with_contract(week: Comparison, **fields: float) -> Comparison:
    return Comparison(week.runs, week.labels, Contract(**fields))


def test_the_sentence_names_who_meets_the_contract(week: Comparison) -> None:
    assert "Only QueueFleet meets the contract" in picture(week).sentence
    lax = with_contract(week, upload=0.5, ready_share=0.5, manage=0.5)
    assert "Monolith, Tiers and QueueFleet meet the contract; QueueFleet is the cheapest" in picture(lax).sentence
    poor = with_contract(week, budget_usd_per_month=1.0)
    assert "No architecture meets the contract" in picture(poor).sentence
    assert all(row[picture(poor).columns.index("for a month")].endswith(CROSS) for row in picture(poor).rows)
