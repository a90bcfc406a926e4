import pytest

from archlib.architectures import Functions, Monolith, Tiers
from archlib.compare import Comparison, compare
from archlib.lab.figures.sizes import ELSEWHERE, MOST, picture
from archlib.scenario import Scenario
from archlib.workload import Workload

DAY = Scenario(Workload.evening_peak(days=1))


def test_each_tier_has_a_row_with_what_it_runs_on(week: Comparison) -> None:
    rows = {row[1]: row[2:] for row in picture(week).rows if row[0] == "Tiers"}
    assert {name: row[0] for name, row in rows.items()} == {
        "upload": "t3.medium", "process": "c5.4xlarge", "manage": "t3.medium",
    }  # fmt: skip
    busy = week["Tiers"].series["process"].busy
    assert rows["process"][1:4] == ("8", f"{busy.mean():,.3f}", f"{busy.max():,.0f}")


def test_on_one_host_one_of_them_is_paid_for() -> None:
    rows = picture(compare([Tiers(placement="one_host")], DAY)).rows
    assert [row[2] for row in rows] == [ELSEWHERE, "c5.4xlarge", ELSEWHERE]


@pytest.mark.parametrize("size", ["c5.large", "c5.2xlarge"])
def test_one_tier_grows_and_the_others_do_not(size: str) -> None:
    rows = {row[1]: row for row in picture(compare([Tiers(process_instance=size)], DAY)).rows}  # type: ignore[arg-type]
    assert rows["process"][3] == {"c5.large": "1", "c5.2xlarge": "4"}[size]
    assert (rows["upload"][3], rows["manage"][3]) == ("100", "100")


def test_the_marker_stands_at_the_fullest_moment(week: Comparison) -> None:
    (marks,) = [trace for trace in picture(week).data if trace["name"] == MOST]
    found = dict(zip(marks["y"], marks["x"], strict=True))
    assert found["Tiers  process"] == week["Tiers"].series["process"].busy.max() / 8


def test_a_function_has_its_limit_for_slots() -> None:
    rows = picture(compare([Monolith(), Functions(concurrency=50)], DAY)).rows
    assert {row[3] for row in rows if row[0] == "Functions"} == {"50"}
