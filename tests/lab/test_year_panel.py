"""The panel of the year: its plan, its pictures, and what it says of bad choices."""

import random
from typing import Any

import pytest

import archlib as al
from archlib.architectures import Functions, Monolith, QueueFleet
from archlib.errors import ParameterError
from archlib.lab.figures import year_money, year_promises, year_score
from archlib.lab.policy_panel import Refusal
from archlib.lab.year_choice import KINDS, SIZE, YearChoice
from archlib.lab.year_panel import YearBench
from archlib.year import Played, Year
from tests.lab.figures.reading import accepted_by_plotly, check

SMALL = Year(growth=1.0, launches_on=False)


@pytest.fixture(scope="module")
def bench() -> YearBench:
    made = al.lab.year(SMALL)
    assert isinstance(made, YearBench)
    return made


def edit(bench: YearBench, **edits: str) -> None:
    bench._edit({f"year.{name}": text for name, text in edits.items()})
    bench._update()


def total(played: Played) -> float:
    return sum(month.total_usd for month in played.months)


def test_pictures_say_what_was_played(bench: YearBench) -> None:
    edit(bench, quarter_1="Monolith", quarter_2="Functions", quarter_3="QueueFleet", size_3="7")
    assert [a.kind for a in bench.plan.quarters] == ["Monolith", "Functions", "QueueFleet", "QueueFleet"]
    assert bench.plan.quarters[2] == QueueFleet(max_workers=7)
    assert set(bench.pictures) == {"year_money", "year_promises", "year_score"}
    for picture in bench.pictures.values():
        check(picture)
        accepted_by_plotly(picture)
    assert f"{bench.played.score_usd:,.0f} USD" in bench.pictures["year_score"].sentence
    drawn = sum(sum(trace["y"]) for trace in bench.pictures["year_money"].data)
    assert drawn == pytest.approx(bench.played.score_usd) == pytest.approx(total(bench.played))
    edit(bench, quarter_1="QueueFleet", quarter_2="QueueFleet", size_3="0")


def test_a_bad_size_is_told_and_the_last_pictures_stay(bench: YearBench) -> None:
    before = dict(bench.pictures)
    for text in ("", "many", "-1", "1338", "nan"):
        edit(bench, size_1=text)
        assert "size_1" in bench.form.errors["year.size_1"]
        assert bench.pictures == before
    edit(bench, size_1="0")
    assert bench.form.errors == {}


def test_what_an_architecture_refuses_is_told_in_the_status(bench: YearBench) -> None:
    before = dict(bench.pictures)
    edit(bench, quarter_1="Monolith", size_1="1000")  # ten boxes are the most
    assert "replicas" in bench.form.status
    assert bench.pictures == before
    edit(bench, quarter_1="QueueFleet", size_1="0")


def test_random_choices_draw_what_is_played(bench: YearBench) -> None:
    chance = random.Random(1)
    for _ in range(12):
        one = {f"quarter_{q}": chance.choice(list(KINDS)) for q in (1, 2, 3, 4)}
        sizes = {f"size_{q}": chance.choice(["0", "1", "3", "10"]) for q in (1, 2, 3, 4)}
        edit(bench, **one, **sizes, seed=str(chance.choice([0, 1, 2**32 - 1])))
        assert bench.form.status.startswith("computed")
        for picture in bench.pictures.values():
            check(picture)
    edit(
        bench,
        **{f"quarter_{q}": "QueueFleet" for q in (1, 2, 3, 4)},
        **{f"size_{q}": "0" for q in (1, 2, 3, 4)},
        seed="1",
    )


def test_the_button_plays_four_plans_beside_it() -> None:
    bench = al.lab.year()
    assert isinstance(bench, YearBench)
    bench._asked = True
    bench._update()
    picture = bench.pictures["year_score"]
    check(picture)
    assert picture.rows[0][0] == year_score.YOURS
    assert len(picture.rows) == 5
    assert "functions all year" in picture.text()


def test_a_promise_is_drawn_above_one_just_where_it_is_broken() -> None:
    played = al.play(al.Year(), al.Plan.all_year(QueueFleet()))
    picture = year_promises.picture(played)
    check(picture)
    for trace in picture.data:
        above = {x for x, y in zip(trace["x"], trace["y"], strict=True) if y is not None and y > 1}
        assert above == {month.month for month in played.months if trace["name"] in month.broken}
    assert any(month.broken for month in played.months)


def test_the_move_of_prices_is_marked_where_there_is_one() -> None:
    moved, still = (al.play(SMALL.but(price_factor=f), al.Plan.all_year(Functions())) for f in (2.0, 1.0))
    assert year_money.picture(moved).layout["shapes"] and "month 8" in year_money.sentence(moved)
    assert year_money.picture(still).layout["shapes"] == [] and "month 8" not in year_money.sentence(still)


def test_kinds_without_a_count_take_no_size() -> None:
    choice = YearChoice(quarter_1="Functions", size_1=9, quarter_2="Monolith", size_2=2)
    assert choice.plan().quarters[:2] == (Functions(), Monolith(replicas=2))
    assert set(SIZE) <= set(KINDS)
    with pytest.raises(ParameterError):
        YearChoice(quarter_1="Mainframe")  # type: ignore[arg-type]


def test_a_policy_is_followed_and_one_that_fails_is_told_in_the_page() -> None:
    def lazy(visible: int, in_flight: int, workers: int, oldest_s: float) -> int:
        return min(1, visible + in_flight)

    def wrong(*args: Any) -> int:
        return -1

    bench = al.lab.year(SMALL, policy=lazy)
    assert isinstance(bench, YearBench)
    assert bench.played.plan.policy.name == "lazy"
    refused = al.lab.year(SMALL, policy=wrong)
    assert isinstance(refused, Refusal)
    assert "wrong" in refused.text()
