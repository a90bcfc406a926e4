import pytest

from archlib import faults, theory
from archlib.architectures import Monolith, Tiers
from archlib.compare import Comparison, compare
from archlib.course.three import year
from archlib.lab.figures.downtime import FORMULA, picture
from archlib.scenario import Scenario

YEAR = Scenario(year(), faults=faults.drawn(0.999, host=0.999))


@pytest.fixture(scope="module")
def three() -> Comparison:
    return compare([Monolith(), Tiers(placement="one_host"), Tiers()], YEAR)


def test_the_marker_is_the_product_of_what_a_feature_needs(three: Comparison) -> None:
    (marks,) = [trace for trace in picture(three).data if trace["name"] == FORMULA]
    found = dict(zip(marks["y"], marks["x"], strict=True))
    hours = [theory.downtime_h_per_year(0.999**n) for n in (4, 4, 4, 4, 4, 2, 6, 6, 2)]
    assert list(found.values()) == pytest.approx(hours)


def test_the_bars_are_the_hours_of_the_run(three: Comparison) -> None:
    bars = [h for trace in picture(three).data if trace["type"] == "bar" for h in trace["x"]]
    expected = [8_760 * (1 - f.time_share) for run in three.runs for f in run.availability.values()]
    assert bars == pytest.approx(expected)


def test_a_year_of_three_nines_says_both(three: Comparison) -> None:
    shown = picture(three)
    assert shown.sentence.endswith("Simulated: 365 days.")
    assert [row[2] for row in shown.rows][::4] == ["0.996006", "0.996006", "0.998001"]
    assert "(52.4)" in shown.sentence and shown.rows[0][4] == "35.0"


def test_faults_at_fixed_times_are_in_the_run_and_not_in_the_formula(week: Comparison) -> None:
    calm = Comparison((week["Monolith"],), ("Monolith",), week.contract)
    row = picture(calm).rows[0]
    assert row[2:] == ("1.000000", row[3], "0.0") and float(row[3].replace(",", "")) > 0
