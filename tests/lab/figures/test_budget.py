import numpy as np
import pytest

from archlib import faults
from archlib.architectures import Monolith
from archlib.compare import Comparison, compare
from archlib.contract import Contract
from archlib.lab.figures.budget import picture
from archlib.lab.figures.burning import ALERTS, burning
from archlib.lab.figures.packing import unpacked
from archlib.scenario import Scenario
from archlib.workload import Workload

CLAUSE = {"upload": "upload", "process": "ready", "manage": "manage"}


@pytest.mark.parametrize("feature", CLAUSE)
@pytest.mark.parametrize("label", ["Monolith", "Tiers", "QueueFleet"])
def test_what_is_used_in_the_end_is_what_the_verdict_says(week: Comparison, label: str, feature: str) -> None:
    burn = burning(week[label], feature, week.contract)
    clause = week.verdicts[week.labels.index(label)][CLAUSE[feature]]
    assert burn.budget == pytest.approx(clause.error_budget)
    assert burn.failed[-1] == pytest.approx(clause.errors, abs=1e-6)
    assert burn.spent[-1] == pytest.approx(clause.burn, abs=1e-9)


def test_alerts_are_those_of_the_workbook() -> None:
    assert [alert.rate for alert in ALERTS] == pytest.approx([14.4, 6.0])


def test_an_outage_of_an_hour_burns_at_its_worst_as_the_formula_says() -> None:
    load = Workload.homogeneous(per_hour=0, days=30, watch_per_s=1.0, watch_peak_per_s=1.0)
    shown = compare([Monolith()], Scenario(load, faults=faults.down("manage", 100, 1)))
    burn = burning(shown.runs[0], "manage", shown.contract)
    # All of an hour fails, a sixth of six hours, and of the month 1 h where 0.1 % of 720 h may. The outage begins and
    # ends at moments of the grid, so that only rounding is left.
    assert burn.worst(3_600.0) == pytest.approx(1 / 0.001, rel=1e-9)
    assert burn.worst(6 * 3_600.0) == pytest.approx(1 / 6 / 0.001, rel=1e-9)
    assert burn.spent[-1] == pytest.approx(1 / 0.72, rel=1e-9)


def test_a_budget_is_never_given_back(week: Comparison) -> None:
    for run in week:
        for feature in run.strips:
            burn = burning(run, feature, week.contract)
            assert (np.diff(burn.spent) >= 0).all()
            assert burn.spent[0] == 0.0


def test_the_line_ends_at_what_is_left(week: Comparison) -> None:
    lines = {trace["name"]: unpacked(trace["y"]) for trace in picture(week).data}
    left = 1 - burning(week["QueueFleet"], "manage", week.contract).spent[-1]
    assert lines["QueueFleet manage"][-1] == pytest.approx(left, abs=1e-6)
    assert lines["QueueFleet manage"][0] == 1.0


def test_the_table_says_what_is_counted_and_nothing_of_alerts(week: Comparison) -> None:
    shown = picture(week)
    assert shown.columns[2:] == ("may fail (requests)", "failed (requests)", "budget used")
    for row in shown.rows:
        burn = burning(week[row[0]], row[1], week.contract)
        assert row[2:4] == (f"{burn.budget:,.2f}", f"{burn.failed[-1]:,.2f}")


def test_where_nothing_may_fail_there_is_no_budget(week: Comparison) -> None:
    strict = Comparison(week.runs, week.labels, Contract(upload=1.0, ready_share=1.0, manage=1.0))
    shown = picture(strict)
    rows = {(row[0], row[1]): row for row in shown.rows}
    assert "no budget" in rows["Monolith", "upload"][4]
    assert rows["QueueFleet", "upload"][4] == "0 %"
    assert "Monolith upload has no budget, and requests failed" in shown.sentence


def test_features_differ_without_colour(week: Comparison) -> None:
    dashes = {t["name"].split()[1]: t["line"]["dash"] for t in picture(week).data if t["name"].startswith("Tiers")}
    assert len(set(dashes.values())) == 3
