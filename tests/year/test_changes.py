"""Changes of architecture: what they cost, and that they neither lose nor double anything."""

import math

import numpy as np
import pytest

import archlib as al
from tests.year.years import BOX, CALM, FLEET, FUNCTIONS, SHAPE, USUAL

LASTING = FUNCTIONS.but(breaker_open_s=31.0)  # another field, and no other behaviour: no circuit is used


def gb_months(played):
    return math.fsum(line.quantity for line in played.lines if line.unit == "GB-month" and line.part == "bill")


def test_nothing_that_stays_costs_a_migration(steady):
    assert steady.migration_usd == 0 and len(steady.stretches) == 1


def test_a_change_costs_engineers_and_the_old_system_beside(mixed):
    at = {m.month: m for m in mixed.months if m.migration_usd > 0}
    assert sorted(at) == [4, 7, 10]
    rules = USUAL.migration
    engineers = {m: sum(x.amount_usd for x in at[m].lines if x.resource == "engineers") for m in at}
    assert engineers[4] == rules.rebuild_h * rules.engineer_usd_per_h
    assert engineers[10] == rules.resize_h * rules.engineer_usd_per_h
    (box,) = [x for x in at[4].lines if x.resource == "old box"]
    assert box.quantity == pytest.approx(rules.rebuild_parallel_h)


def test_videos_are_copied_once_where_the_store_changes(mixed):
    copied = {m.month: sum(x.quantity for x in m.lines if x.resource == "copying videos") for m in mixed.months}
    ready = mixed.entries[0].ready
    assert copied[4] == ready * (1 + len(SHAPE.sizes))
    assert sum(copied.values()) == copied[4]  # from S3 to S3 nothing moves


def test_stored_videos_go_on_costing_after_a_change():
    whole, changed = (
        al.play(CALM, plan)
        for plan in (al.Plan.all_year(FUNCTIONS), al.Plan((FUNCTIONS, FUNCTIONS, LASTING, FUNCTIONS)))
    )
    assert len(changed.stretches) == 3
    assert gb_months(changed) == pytest.approx(gb_months(whole), rel=1e-6)
    assert not any(x.unit == "GB-month" for x in changed.lines if x.part == "migration")


def test_every_video_of_the_year_comes_once_and_has_one_fate(mixed):
    assert sum(m.videos for m in mixed.months) == len(USUAL.load.arrivals(1)) == sum(e.videos for e in mixed.entries)
    assert all(e.balances for e in mixed.entries)


def test_what_is_in_flight_at_a_change_finishes_on_the_old_system():
    long = al.Workload.homogeneous(per_hour=6, days=1, transcode_s=1500, transcode_cv=0.0)
    year = CALM.but(shape=long)
    played = al.play(year, al.Plan((FLEET.but(max_workers=20), FUNCTIONS.but(limit_s=900, memory_mb=10_240)) * 2))
    first = played.entries[0]
    assert first.in_flight > 0
    assert first.ready == first.videos
    (old,) = [x for x in played.months[3].lines if x.resource == "old workers"]
    assert old.quantity > 0  # and is paid for


def test_what_ran_before_does_not_change_faults_or_arrivals_of_later_months():
    alone = al.play(USUAL, al.Plan.all_year(FUNCTIONS))
    after = al.play(USUAL, al.Plan((BOX, BOX, FUNCTIONS, FUNCTIONS)))
    for one, other in zip(alone.months[6:], after.months[6:], strict=True):
        assert one.videos == other.videos
        assert one.manage == pytest.approx(other.manage, abs=1e-12)
        assert one.upload == pytest.approx(other.upload, abs=1e-3)


def test_a_fault_that_spans_a_change_strikes_both_systems():
    edge_h = 3 * 730
    faults = al.faults.down("upload", start_h=edge_h - 10, hours=20)
    year = CALM.but(faults=faults)
    played = al.play(year, al.Plan((BOX.but(replicas=3), FUNCTIONS, FUNCTIONS, FUNCTIONS)), seed=3)
    hours = year.load.arrivals(3) / 3600
    before = np.count_nonzero((hours >= edge_h - 10) & (hours < edge_h))
    after = np.count_nonzero((hours >= edge_h) & (hours < edge_h + 10))
    march, april = played.months[2], played.months[3]
    assert before > 0 and after > 0
    assert march.videos * (1 - march.upload) == pytest.approx(before, abs=1e-6)
    assert april.videos * (1 - april.upload) == pytest.approx(after, abs=1e-6)
    assert played.stretches[1].run.strips["upload"].reason[0].startswith("day 91")  # named as it began


def test_a_month_of_a_fault_is_that_month_only():
    year = CALM.but(faults=al.faults.down("upload", start_h=730 * 5 + 100, hours=5))
    played = al.play(year, al.Plan.all_year(FUNCTIONS))
    assert [m.month for m in played.months if m.upload < 1] == [6]
