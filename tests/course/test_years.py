"""The numbers of notebook 10, against sums made here."""

import pytest

from archlib.architectures import EventDriven, Functions, QueueFleet
from archlib.course import n10, years
from archlib.errors import EngineError
from archlib.prices import default
from archlib.year import Plan, Year, check


def test_growth_is_what_a_played_year_shows() -> None:
    truth = n10.BETS[0].known
    assert truth.closed_form == pytest.approx(1.2**11)
    first, last = (Year(launches_on=False).expected()[i] for i in (0, 11))
    noise = 4 * (1 / first + 1 / last) ** 0.5  # four standard deviations of a ratio of two Poisson counts
    assert truth.simulated == pytest.approx(truth.closed_form, rel=noise)


def test_the_best_single_kind_is_the_one_with_the_least_score() -> None:
    scores = {name: years.all_year(each).score_usd for name, each in years.SINGLE.items()}
    assert n10.BETS[1].known.simulated == min(scores, key=lambda name: scores[name])
    assert max(scores, key=lambda name: scores[name]) == "one monolith"


def test_what_a_move_saves_is_no_luck_of_one_year() -> None:
    low, high = years.saved_in_years_usd(4)
    assert 0 < low < high
    assert low - 3 * (high - low) < years.saved_usd(4) < high + 3 * (high - low)  # one of the five years


def test_the_reveal_names_what_the_monoliths_bill_is_made_of_the_largest_first() -> None:
    text, box = n10.BETS[1].known.text, years.all_year(years.SINGLE["one monolith"])
    disk = sum(line.amount_usd for line in box.lines if line.item == "gp3 storage")
    assert years.stored_usd(box) == pytest.approx(disk)
    rest = box.bill_usd - disk
    assert disk > rest and text.index(f"{disk:,.0f} are its disk") < text.index(f"{rest:,.0f} are the box")
    assert f"{years.stored_usd(years.all_year(Functions())):,.0f} in their store" in text


def test_a_price_that_doubles_adds_what_was_paid_for_it_from_then_on() -> None:
    assert years.dearer_share() == pytest.approx(years.moved_share(), rel=1e-9)  # the same sum in two ways
    assert 0 < years.dearer_share() < 1


def test_prices_of_containers_leave_functions_alone() -> None:
    assert years.all_year(Functions()).bill_usd == years.all_year(Functions(), 1.0).bill_usd
    assert years.all_year(EventDriven()).bill_usd > years.all_year(EventDriven(), 1.0).bill_usd


def test_a_move_saves_what_is_saved_less_what_it_costs() -> None:
    gain = years.saved_before_cost_usd(4)
    assert years.saved_usd(4) == pytest.approx(gain - years.moved_in(4).migration_usd)
    assert gain > years.moved_in(4).migration_usd >= years.YEAR.migration.rebuild_h * 80.0


def test_one_worker_less_than_the_fewest_breaks_the_contract() -> None:
    fewest = years.fewest_workers()
    assert years.all_year(QueueFleet(max_workers=fewest)).contract_met
    assert not years.all_year(QueueFleet(max_workers=fewest - 1)).contract_met


def test_a_fleet_sized_on_the_known_year_fails_on_a_hidden_one_and_one_with_room_does_not() -> None:
    exercise = n10.EXERCISES[3]
    fewest = years.fewest_workers()
    assert not check(years.YEAR, Plan.all_year(QueueFleet(max_workers=fewest))).ok
    assert not exercise.check(fewest).ok
    assert "month" in exercise.check(fewest).text
    assert exercise.check(2 * fewest).ok


def test_who_keeps_the_contract_too_dearly_is_told_so() -> None:
    always = QueueFleet(min_workers=60, max_workers=60)
    judged = n10.EXERCISES[3].form.goal(always)  # type: ignore[union-attr]
    assert not judged.ok
    assert "functions all year cost" in judged.text


def test_numbers_in_the_questions_are_those_of_the_year() -> None:
    year, told = years.YEAR, [*(b.question for b in n10.BETS), *(e.question for e in n10.EXERCISES)]
    first = f"{year.but(launches_on=False).expected()[0]:,.0f}"
    assert all(first in told[i] for i in (3, 4))
    assert all(f"{year.growth:g}" in told[i] for i in (0, 3, 4))
    assert f"{year.credits.fee_usd_per_video:g} USD" in told[4]
    assert f"month {year.price_month}" in told[2]
    assert year.price_factor == 2.0 and "twice" in told[2]
    assert f"**{years.BOUGHT.max_workers}**" in told[5]


@pytest.mark.parametrize("given", ["", "many", -1, 0, float("nan"), 10**9, None])
def test_a_bad_number_of_workers_is_told_in_words(given: object) -> None:
    judged = n10.EXERCISES[3].check(given)
    assert not judged.ok
    assert judged.text


def test_worked_sums_are_those_of_a_loop() -> None:
    for worked, (videos, growth, months, fee) in zip(
        n10.WORKED, [(1000, 1.1, 6, 0.5), (20000, 1.05, 12, 0.1), (500, 1.5, 8, 1), (7800, 1.3, 4, 0.25)], strict=True
    ):
        sold = sum(videos * growth**m for m in range(months)) * fee
        assert worked.steps[-1].value() == pytest.approx(sold)


def test_an_hour_at_work_is_the_lists_price() -> None:
    hours = {name: years.busy_hour_usd(each) for name, each in years.SINGLE.items() if name != "one monolith"}
    prices = default()
    vcpu, gb = prices.price("Fargate vCPU x86").usd, prices.price("Fargate memory x86").usd
    memory_gb = Functions().memory_mb / 1024
    assert list(hours.values()) == pytest.approx(
        [memory_gb * 3600 * prices.price("Lambda duration x86").usd, prices.price("c5.large").usd, 2 * vcpu + 4 * gb]
    )
    with pytest.raises(EngineError, match="Monolith has no fleet"):
        years.busy_hour_usd(years.SINGLE["one monolith"])
