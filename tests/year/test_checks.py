"""Checks on hidden years: what is in order, what fails and where; and that they can fail."""

from dataclasses import replace

import numpy as np
import pytest

import archlib as al
from archlib.errors import DataError, EngineError, ParameterError
from archlib.year import hidden
from archlib.year.checks import CHECKS
from archlib.year.invariants import messages_wrong, sizes_wrong
from tests.year.years import BOX, CALM, FLEET, FUNCTIONS, USUAL

FLEETS = al.Plan((FLEET, FUNCTIONS, FLEET, FLEET))


@pytest.fixture(scope="module")
def played():
    return al.play(CALM, FLEETS)


def other_trace(stretch, **changes):
    """The stretch with something else in its trace."""
    return replace(stretch, run=replace(stretch.run, trace=replace(stretch.run.trace, **changes)))


def test_a_plan_in_order_passes_on_three_hidden_years():
    checked = al.check(CALM, FLEETS)
    assert checked.ok and "All 21 checks on 3 hidden years" in checked.text
    assert {f.name for f in checked.findings} == set(CHECKS)
    assert checked.table()["hidden_year"].tolist() == [f.year_number for f in checked.findings]
    assert checked.score_usd == pytest.approx(np.mean(checked.scores_usd)) and len(checked.scores_usd) == 3
    assert all(f"{usd:,.0f}" in checked.text for usd in (*checked.scores_usd, checked.score_usd))


def test_a_broken_contract_is_told_with_month_kind_and_clause():
    checked = al.check(USUAL, al.Plan.all_year(BOX), seeds=[1])
    played = al.play(USUAL, al.Plan.all_year(BOX))
    failed = [f for f in checked.findings if not f.ok]
    assert [f.name for f in failed] == ["contract"]
    assert f"broken in {played.broken_months} of 12 months" in checked.text
    first = next(m for m in played.months if m.broken)
    assert f"month {first.month} (quarter {first.quarter}, Monolith): {first.broken[0]}" in checked.text


def test_a_policy_that_fails_is_a_finding_and_the_other_years_go_on():
    def late(visible, in_flight, workers, oldest_s):
        return -1 if visible > 100 else 3

    asked = al.Plan.all_year(FLEET, policy=late)
    checked = al.check(CALM.but(shape=al.Workload.homogeneous(per_hour=200, days=1)), asked, seeds=[1, 2])
    assert [(f.name, f.ok) for f in checked.findings] == [("policy", False)] * 2
    assert checked.score_usd is None and "late" in checked.text
    assert "No hidden year could be played" in checked.text


def test_hidden_seeds_are_three_and_are_not_told():
    seeds = hidden.hidden_seeds()
    assert len(set(seeds)) == 3 and seeds == hidden.hidden_seeds()
    checked = al.check(USUAL, al.Plan.all_year(FUNCTIONS))
    told = checked.text + checked.table().to_string() + repr(checked)
    assert not any(str(seed) in told for seed in seeds)


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_a_key_that_is_missing_or_empty_is_told(tmp_path, monkeypatch, text):
    if text is not None:
        (tmp_path / hidden.KEY).write_text(text)
    monkeypatch.setattr(hidden, "data_dir", lambda: tmp_path)
    hidden.hidden_seeds.cache_clear()
    with pytest.raises(DataError, match=r"year\.key"):
        hidden.hidden_seeds()
    hidden.hidden_seeds.cache_clear()


def test_sizes_and_messages_of_a_run_are_in_order(played):
    assert [s for stretch in played.stretches for s in (*sizes_wrong(stretch), *messages_wrong(stretch))] == []


@pytest.mark.parametrize("wished", [-1, 7])
def test_a_wish_outside_the_bounds_is_found(played, wished):
    ticks = played.stretches[0].run.trace.ticks.copy()
    ticks["desired"][5] = wished
    (sentence,) = sizes_wrong(other_trace(played.stretches[0], ticks=ticks))
    assert f"{wished} instances wished for at day 1 00:05, bounds 0 to 6" in sentence


def test_too_many_instances_are_found(played):
    lives = played.stretches[0].run.trace.lives
    twice = np.concatenate([lives] * 7)
    (sentence,) = sizes_wrong(other_trace(played.stretches[0], lives=twice))
    assert "bounds 0 to 6" in sentence and "instances at day" in sentence


def test_a_message_that_is_lost_is_found(played):
    stretch = played.stretches[0]
    visits, queue = stretch.run.trace.visits, stretch.run.topology.index["jobs"]
    lost = np.delete(visits, np.flatnonzero(visits["station"] == queue)[3])
    (sentence,) = messages_wrong(other_trace(stretch, visits=lost))
    assert sentence.startswith("jobs: ")


def test_videos_that_are_lost_are_found(played):
    fewer = replace(played)
    vars(fewer)["stretches"] = played.stretches[1:]
    ok, text = CHECKS["videos"](fewer)
    assert not ok and "videos in the year" in text


def test_a_fate_that_is_missing_is_found(played):
    entries = played.entries
    assert all(e.balances for e in entries)
    assert not entries[0]._replace(ready=entries[0].ready - 1).balances


@pytest.mark.parametrize("seeds", [[], ()])
def test_no_years_are_refused(seeds):
    with pytest.raises(ParameterError, match="seeds"):
        al.check(CALM, FLEETS, seeds=seeds)


def test_it_tells_how_far_it_is_and_can_be_cancelled():
    told: list[float] = []
    al.check(CALM, FLEETS, seeds=[1, 2], progress=told.append)
    assert told == sorted(told) and told[-1] == 1.0
    with pytest.raises(EngineError, match="cancelled"):
        al.check(CALM, FLEETS, progress=lambda share: share < 0.5)


def wants(number):
    """A policy that asks for so many workers, whatever comes."""

    def wanted(visible, in_flight, workers, oldest_s):
        return number if visible + in_flight else min(number, 2)

    return wanted


def test_a_policy_that_asks_for_more_than_its_fleet_may_have_is_told_how_often_and_when():
    plan = al.Plan.all_year(FLEET, policy=wants(FLEET.max_workers + 3))
    (run,) = (stretch.run for stretch in al.play(CALM, plan).stretches)
    ticks = run.trace.ticks
    busy = ticks["asked"] == FLEET.max_workers + 3
    assert 0 < busy.sum() < len(ticks) and (ticks["desired"][busy] == FLEET.max_workers).all()
    checked = al.check(CALM, plan, seeds=[1])
    (failed,) = (f for f in checked.findings if not f.ok)
    assert failed.name == "bounds"
    assert f"wanted asked for more than the largest size, 6 workers, at {busy.sum():,} of {len(ticks):,} ticks" in (
        failed.text
    )
    assert "first for 9 at day 1 " in failed.text and "it got 6. Return min(6, ...)" in failed.text


def test_a_policy_that_asks_for_fewer_than_its_fleet_must_have_is_told():
    plan = al.Plan.all_year(FLEET.but(min_workers=3), policy=wants(4))
    (failed,) = (f for f in al.check(CALM, plan, seeds=[1]).findings if not f.ok)
    assert failed.name == "bounds" and "fewer than the smallest size, 3 workers" in failed.text
    assert "first for 2 at day 1 00:00; it got 3. Return max(3, ...)" in failed.text


@pytest.mark.parametrize("asked", [FLEET.max_workers, 2])
def test_a_policy_that_asks_for_the_bounds_themselves_is_in_order(asked):
    plan = al.Plan.all_year(FLEET.but(min_workers=2), policy=wants(asked))
    (found,) = (f for f in al.check(CALM, plan, seeds=[1]).findings if f.name == "bounds")
    assert found.ok and "times asked, no answer outside the bounds" in found.text


def test_named_policies_and_kinds_without_fleets_are_not_asked_for_bounds(played):
    assert CHECKS["bounds"](played) == (True, "no policy of one's own in this plan")
