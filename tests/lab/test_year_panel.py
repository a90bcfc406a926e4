"""The panel of the year: its plan, its pictures, and what it says of bad choices."""

import random
from typing import Any

import pytest

import archlib as al
from archlib.architectures import Functions, Monolith, QueueFleet, Tiers
from archlib.errors import EngineError, ParameterError
from archlib.lab.controls import read, written
from archlib.lab.figures import year_money, year_promises, year_score
from archlib.lab.policy_panel import Refusal
from archlib.lab.year_choice import KINDS, KINDS_OF_QUARTERS, Kinds, YearChoice
from archlib.lab.year_panel import YearBench
from archlib.year import Plan, Played, Year
from tests.lab.figures.reading import accepted_by_plotly, check

SMALL = Year(growth=1.0, launches_on=False)


@pytest.fixture(scope="module")
def bench() -> YearBench:
    made = al.lab.year(SMALL)
    assert isinstance(made, YearBench)
    return made


def edit(bench: YearBench, **edits: str) -> None:
    """Type into the form; `quarter_1__max_workers` is the box of that size."""
    bench._edit({name.replace("__", ".") if "__" in name else f"year.{name}": text for name, text in edits.items()})
    bench._update()


def back(bench: YearBench) -> None:
    bench._act("reset")
    bench._update()


def shown(bench: YearBench, quarter: int) -> dict[str, dict[str, Any]]:
    """The controls of a quarter's sizes: path -> control."""
    group = bench.form.scenes[0]["groups"][quarter]
    assert group["title"] == f"Quarter {quarter}: {bench.plan.quarters[quarter - 1].kind}"
    return {control["path"]: control for control in group["controls"]}


def total(played: Played) -> float:
    return sum(month.total_usd for month in played.months)


def test_pictures_say_what_was_played(bench: YearBench) -> None:
    edit(bench, quarter_1="Monolith", quarter_2="Functions", quarter_3__max_workers="7")
    assert [a.kind for a in bench.plan.quarters] == ["Monolith", "Functions", "QueueFleet", "QueueFleet"]
    assert bench.plan.quarters[2] == QueueFleet(max_workers=7)
    assert set(bench.pictures) == {"year_money", "year_promises", "year_score", "year_luck"}
    for picture in bench.pictures.values():
        check(picture)
        accepted_by_plotly(picture)
    assert f"{bench.played.score_usd:,.0f} USD" in bench.pictures["year_score"].sentence
    drawn = sum(sum(trace["y"]) for trace in bench.pictures["year_money"].data)
    assert drawn == pytest.approx(bench.played.score_usd) == pytest.approx(total(bench.played))
    back(bench)


def test_a_bad_size_is_told_beside_its_box_and_the_last_pictures_stay(bench: YearBench) -> None:
    before = dict(bench.pictures)
    for text in ("", "many", "0", "1338", "nan"):
        edit(bench, quarter_1__max_workers=text)
        assert "QueueFleet.max_workers" in bench.form.errors["quarter_1.max_workers"]
        assert bench.pictures == before
    back(bench)
    assert bench.form.errors == {}


def test_what_fields_refuse_together_is_told_and_holds_once_the_other_has_moved(bench: YearBench) -> None:
    edit(bench, quarter_2__min_workers="40")
    assert "above max_workers=30" in bench.form.errors["quarter_2.min_workers"]
    edit(bench, quarter_2__max_workers="50")
    assert bench.form.errors == {}
    assert bench.plan.quarters[1] == QueueFleet(min_workers=40, max_workers=50)
    back(bench)


def test_each_kind_shows_its_own_sizes_with_their_units(bench: YearBench) -> None:
    edit(bench, quarter_1="Tiers", quarter_2="Functions", quarter_3="EventDriven")
    assert list(shown(bench, 1)) == ["quarter_1.process_instance"]
    assert {path: one["unit"] for path, one in shown(bench, 2).items()} == {"quarter_2.memory_mb": "MB"}
    assert {path: one["unit"] for path, one in shown(bench, 3).items()} == {
        "quarter_3.keep_alive_s": "s", "quarter_3.vcpu": "vCPU",
    }  # fmt: skip
    assert "quarter_4.idle_s" in shown(bench, 4) and "quarter_4.max_workers" in shown(bench, 4)
    edit(bench, quarter_1__process_instance="c5.large", quarter_2__memory_mb="1769", quarter_4__idle_s="60")
    assert bench.plan.quarters[0] == Tiers(process_instance="c5.large")
    assert bench.plan.quarters[1] == Functions(memory_mb=1769)
    assert bench.plan.quarters[3] == QueueFleet(idle_s=60.0)
    assert bench.form.values["quarter_2.memory_mb"] == "1769"
    back(bench)


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_has_a_size_and_each_size_that_is_shown_changes_what_is_built(kind: str) -> None:
    choice = YearChoice().but("year", Kinds(quarter_1=kind))  # type: ignore[arg-type]
    one, controls = choice.quarters[0], choice.groups()[0].controls
    assert controls
    for control in controls:
        name = control.path.removeprefix("quarter_1.")
        value = getattr(one, name)
        other = next(c for c in control.choices or control.stops if c != written(value))
        changed = one.but(**{name: read(type(one).specs()[name], other)})
        assert changed.built.stations != one.built.stations, name


def test_a_size_goes_with_its_kind_and_so_does_its_refusal(bench: YearBench) -> None:
    edit(bench, quarter_1__max_workers="7", quarter_1__idle_s="-1", quarter_2__idle_s="-1")
    assert set(bench.form.errors) == {"quarter_1.idle_s", "quarter_2.idle_s"}
    edit(bench, quarter_1="Monolith")
    assert set(bench.form.errors) == {"quarter_2.idle_s"}
    before = bench.plan
    edit(bench, quarter_1__max_workers="9")  # a control of before, which the page has not taken away yet
    assert bench.plan == before and bench.plan.quarters[0] == Monolith()
    edit(bench, quarter_1="QueueFleet")
    assert bench.plan.quarters[0] == QueueFleet()
    back(bench)


def test_random_choices_draw_what_is_played(bench: YearBench) -> None:
    chance = random.Random(1)
    for _ in range(12):
        one = {f"quarter_{q}": chance.choice(list(KINDS)) for q in (1, 2, 3, 4)}
        edit(bench, **one, seed=str(chance.choice([0, 1, 2**32 - 1])))
        controls = [control for q in (1, 2, 3, 4) for control in shown(bench, q).values()]
        edit(bench, **{c["path"].replace(".", "__"): chance.choice(c["choices"] or c["stops"][:9]) for c in controls})
        assert bench.form.status.startswith("computed")
        for picture in bench.pictures.values():
            check(picture)
    back(bench)


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


def test_the_other_button_plays_ten_years_and_another_seed_keeps_them() -> None:
    bench = al.lab.year(SMALL)
    assert isinstance(bench, YearBench)
    assert "The button Other years plays it in 10" in bench.pictures["year_luck"].sentence
    bench._act("years")
    picture, beside = bench.pictures["year_luck"], bench.pictures["year_score"]
    check(picture)
    accepted_by_plotly(picture)
    found = al.year.luck(SMALL, {"mine": bench.plan, "functions": Plan.all_year(Functions())})
    low, _, high = found["mine"].band_usd
    assert f"scores {low:,.0f} to {high:,.0f} USD" in picture.sentence
    assert f"in {found['mine'].kept} of 10 years" in picture.sentence
    assert picture.data[0]["x"] == list(found["mine"].band_usd)
    assert len(beside.rows) == 1  # the four plans have a button of their own
    edit(bench, seed="2")
    assert bench.pictures["year_luck"].rows == picture.rows
    edit(bench, quarter_1__max_workers="7")
    assert "The button Other years plays it in 10" in bench.pictures["year_luck"].sentence


def test_other_years_can_be_stopped_and_asked_for_again() -> None:
    bench = al.lab.year(SMALL)
    assert isinstance(bench, YearBench)
    with pytest.raises(EngineError, match="cancelled"):
        bench._many_years(bench.params, lambda share: share < 0.3)
    bench._asked = bench._many = True
    bench._act("cancel")
    bench._act("again")
    assert "of 10 years" in bench.pictures["year_luck"].sentence


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


def test_a_kind_that_is_unknown_is_refused() -> None:
    assert tuple(name for name in Kinds.specs() if name != "seed") == KINDS_OF_QUARTERS
    with pytest.raises(ParameterError, match="quarter_1"):
        Kinds(quarter_1="Mainframe")  # type: ignore[arg-type]


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
