"""Service levels, budgets, and how far a run is from them."""

import pytest

import archlib as al
from archlib.contract import Clause, Contract
from archlib.errors import ParameterError
from tests.outcome.made import box, run_of

FOUR = run_of(box(slots=9, room=0), [float(i) for i in range(9)] + [8.5], {"transcode": 60.0})  # the tenth is refused


def test_shares_are_weighted_by_requests():
    verdict = Contract(upload=0.9, ready_share=0.95, manage=0.999).verdict(FOUR)
    assert [(c.name, c.value, c.bound, c.ok) for c in verdict.clauses] == [
        ("upload", pytest.approx(0.9), 0.9, True),
        ("ready", pytest.approx(0.9), 0.95, False),
        ("manage", 1.0, 0.999, True),
    ]
    assert verdict["ready"].margin == pytest.approx(-0.05)
    assert not verdict.ok
    assert verdict.text == "breaks 1 of 3: ready 0.9 breaks >= 0.95"


def test_the_error_budget_and_how_fast_it_burns():
    clause = Contract(upload=0.95).verdict(FOUR)["upload"]
    assert clause.error_budget == pytest.approx(0.05 * 10)
    assert clause.errors == 1
    assert clause.burn == pytest.approx(2.0)  # twice what may fail has failed


def test_an_hour_burns_more_than_a_month_of_three_nines():
    run = run_of(box(), faults=al.faults.down("process", 1, 1), days=30.0)
    clause = Contract().verdict(run)["manage"]
    assert clause.burn == pytest.approx((1 / 720) / 0.001)
    assert clause.error_budget == pytest.approx(0.001 * 30 * 86_400)


def test_where_nothing_may_fail():
    assert Contract(upload=1.0).verdict(FOUR)["upload"].burn is None
    assert Contract(manage=1.0).verdict(FOUR)["manage"].burn == 0
    assert "none" in Contract(upload=1.0).verdict(FOUR).table()["burn"].tolist()


def test_the_deadline_is_the_contracts_own():
    verdict = Contract(deadline_s=59.0, ready_share=0.5).verdict(FOUR)
    assert (verdict["ready"].value, verdict["ready"].ok) == (0, False)


def test_a_deadline_beyond_the_end_of_the_run():
    with pytest.raises(ParameterError, match=r"Contract\.deadline_s=7200\.0 s is refused: the run ended 3600 s after"):
        Contract(deadline_s=7200.0).verdict(FOUR)


def test_the_budget_is_for_a_month():
    run = al.simulate(al.Monolith(), al.Scenario(al.Workload.homogeneous(per_hour=0, days=1)))
    month = run.bill.per_month
    over, under = (Contract(budget_usd_per_month=month + by).verdict(run)["budget"] for by in (-1.0, 1.0))
    assert (over.ok, under.ok) == (False, True)
    assert (over.margin, under.margin) == (pytest.approx(-1), pytest.approx(1))
    assert over.text == f"budget {month:,.2f} breaks <= {month - 1:,.2f} USD/month"
    assert Contract(budget_usd_per_month=month).verdict(run).ok
    assert "budget" not in [c.name for c in Contract().verdict(run).clauses]


def test_without_requests_every_promise_is_kept():
    verdict = Contract(upload=1.0, ready_share=1.0, manage=1.0).verdict(
        run_of(box(), watch_per_s=0, watch_peak_per_s=0)
    )
    assert verdict.ok
    assert verdict.text == "meets all 3 clauses"
    assert [c.burn for c in verdict.clauses] == [0, 0, 0]


def test_the_table():
    table = Contract(budget_usd_per_month=1.0).verdict(FOUR).table()
    assert table["clause"].tolist() == ["upload", "ready", "manage", "budget"]
    assert table["error_budget"].tolist()[-1] == "none"
    assert not table.isna().any().any()


def test_a_wrong_clause_is_answered_with_the_right_ones():
    with pytest.raises(ParameterError, match="the clauses are upload, ready, manage"):
        Contract().verdict(FOUR)["uploads"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("upload", 1.1), ("ready_share", -0.1), ("manage", "0.9"), ("deadline_s", 0.0), ("budget_usd_per_month", -1.0),
     ("upload", float("nan")), ("deadline_s", float("inf"))],
)  # fmt: skip
def test_bounds(field, value):
    with pytest.raises(ParameterError, match=rf"Contract\.{field}="):
        Contract(**{field: value})


def test_a_clause_at_its_bound_is_kept():
    assert Clause("upload", 0.999, 0.999, ">=", "1").ok
    assert Clause("budget", 5.0, 5.0, "<=", "USD/month").ok
