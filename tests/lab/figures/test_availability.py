import math

import pytest

from archlib import faults
from archlib.architectures import Monolith, Tiers
from archlib.compare import Comparison, compare
from archlib.contract import Contract
from archlib.lab import panels, words
from archlib.lab.figures.availability import CLAUSES, FORMULA, FORMULA_COLUMN, PROMISED, WEIGHTINGS, level, picture
from archlib.lab.panel import Panel
from archlib.lab.plan import Chance
from archlib.outcome.availability import YEAR_HOURS
from archlib.scenario import Scenario
from archlib.theory import series
from archlib.workload import Workload
from tests.lab.figures.reading import accepted_by_plotly, check


@pytest.mark.parametrize("label", ["Monolith", "Tiers", "QueueFleet"])
def test_a_row_says_the_runs_own_numbers(week: Comparison, label: str) -> None:
    rows = {row[1]: row for row in picture(week).rows if row[0] == label}
    good = week[label].availability
    assert set(rows) == set(good)
    for feature, row in rows.items():
        assert row[3] == words.percent(good[feature].time_share)
        assert row[4] == words.percent(good[feature].request_share)
        assert row[6] == f"{(1 - good[feature].time_share) * YEAR_HOURS:,.1f}"
    assert rows["process"][5] == words.percent(good["process"].deadline_share)
    assert rows["upload"][5] == rows["manage"][5] == "no deadline"


def test_each_marker_stands_at_the_share_that_failed(week: Comparison) -> None:
    data = {trace["name"]: dict(zip(trace["y"], trace["x"], strict=True)) for trace in picture(week).data}
    good = week["Tiers"].availability
    assert data["by time"]["Tiers  manage"] == pytest.approx(1 - good["manage"].time_share)
    assert data["by requests"]["Tiers  upload"] == pytest.approx(1 - good["upload"].request_share)
    assert data["by the deadline"]["Tiers  process"] == pytest.approx(1 - good["process"].deadline_share)
    assert set(data["by the deadline"]) == {f"{label}  process" for label in week.labels}


def test_what_never_failed_is_drawn_in_a_column_of_its_own(week: Comparison) -> None:
    shown = picture(week)
    by_requests = next(trace for trace in shown.data if trace["name"] == "by requests")
    axis = shown.layout["xaxis"]
    column = axis["tickvals"][axis["ticktext"].index("100 %")]
    never = {row for row, x in zip(by_requests["y"], by_requests["x"], strict=True) if x == column}
    assert "QueueFleet  upload" in never
    assert week["QueueFleet"].availability["upload"].request_share == 1.0
    assert axis["range"][1] < math.log10(column) < axis["range"][0]


def test_the_promise_is_the_contracts(week: Comparison) -> None:
    lax = Comparison(week.runs, week.labels, Contract(upload=0.9, ready_share=0.8, manage=0.7))
    promised = next(trace for trace in picture(lax).data if trace["name"] == PROMISED)
    at = dict(zip(promised["y"], promised["x"], strict=True))
    for feature in CLAUSES:
        assert at[f"Tiers  {feature}"] == pytest.approx(1 - level(lax.contract, feature))
    assert picture(lax).sentence.endswith("Monolith none; Tiers none; QueueFleet none.")


def test_the_sentence_names_just_the_clauses_that_are_broken(week: Comparison) -> None:
    said = picture(week).sentence.split(": ", 1)[1].rstrip(".").split("; ")
    names = {"upload": "upload", "ready": "process", "manage": "manage"}
    for text, verdict in zip(said, week.verdicts, strict=True):
        broken = {names[clause.name] for clause in verdict.clauses if not clause.ok and clause.name in names}
        assert {feature for feature in CLAUSES if feature in text} == broken


def test_weightings_differ_without_colour() -> None:
    assert len({symbol for _, symbol, _ in WEIGHTINGS.values()}) == len(WEIGHTINGS)


def test_a_promise_of_everything_stands_in_the_column_of_100(week: Comparison) -> None:
    strict = Comparison(week.runs, week.labels, Contract(upload=1.0, ready_share=1.0, manage=1.0))
    promised = next(trace for trace in picture(strict).data if trace["name"] == PROMISED)
    assert len(set(promised["x"])) == 1
    assert promised["x"][0] > 0


def test_the_closed_form_stands_beside_the_run_where_parts_fail_at_random() -> None:
    scenario = Scenario(Workload.homogeneous(per_hour=0.1, days=365), faults=faults.drawn(0.999, host=0.999, mttr_s=60))
    shown = picture(compare([Monolith(), Tiers()], scenario))
    cross = next(trace for trace in shown.data if trace["name"] == FORMULA)
    product = series(*(0.999,) * 4)
    assert dict(zip(cross["y"], cross["x"], strict=True))["Monolith  upload"] == pytest.approx(1 - product)
    at = shown.columns.index(FORMULA_COLUMN)
    rows = {row[:2]: row for row in shown.rows}
    assert rows["Monolith", "upload"][at] == words.percent(product)
    assert rows["Tiers", "manage"][at] == words.percent(series(0.999, 0.999))
    check(shown)
    accepted_by_plotly(shown)


def test_without_random_failures_there_is_no_closed_form() -> None:
    down = Scenario(Workload.homogeneous(days=1), faults=faults.down("upload", 1, 1))
    shown = picture(compare([Monolith()], down))
    assert FORMULA not in {trace["name"] for trace in shown.data}
    assert shown.columns[-1] == "hours down a year"


def test_in_the_scene_of_the_product_the_run_lies_near_it() -> None:
    panel = panels.monolith("a product")
    assert isinstance(panel, Panel)
    for seed in range(1, 11):
        run = panel.runner.compare(panel.desk.choices.but("chance", Chance(seed=seed))).runs[0]
        down = 1 - run.availability["upload"].time_share
        # some 130 outages of 6 min, whose lengths are exponential: a standard error of 12 %
        assert down == pytest.approx(1 - run.availability.closed_form["upload"], rel=0.4)
