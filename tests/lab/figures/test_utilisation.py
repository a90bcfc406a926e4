from itertools import pairwise

import pytest

from archlib.architectures import Functions, LoadBalanced, Monolith, QueueFleet
from archlib.compare import Comparison, compare
from archlib.lab.figures import capacity
from archlib.lab.figures.packing import unpacked
from archlib.lab.figures.utilisation import BAND, NAMES, picture
from archlib.scenario import Scenario
from archlib.workload import Workload


@pytest.mark.parametrize("label", ["Monolith", "Tiers", "QueueFleet"])
def test_the_idle_share_is_that_of_the_bill(week: Comparison, label: str) -> None:
    run = week[label]
    station = run.topology.playing("process")[0]
    item = next(item for item in run.bill.items if item.resource == station.name and item.unit == "hour")
    row = next(row for row in picture(week).rows if row[0] == label)
    # the bill charges 60 s at least for an instance, and the table shows per mille
    assert float(row[3].removesuffix(" %")) / 100 == pytest.approx(1 - item.idle_share, abs=6e-4)


def test_in_use_and_paid_for_are_means_of_the_runs_series(week: Comparison) -> None:
    run = week["QueueFleet"]
    row = next(row for row in picture(week).rows if row[0] == "QueueFleet")
    workers = run.series["workers"]
    assert row[1] == f"{workers.busy.mean():,.2f}"
    assert row[2] == f"{workers.instances.mean() * run.topology['workers'].slots:,.2f}"


@pytest.mark.parametrize("label", ["Monolith", "Tiers", "QueueFleet"])
def test_work_lies_between_the_ground_and_what_is_paid_for(week: Comparison, label: str) -> None:
    data = {trace["name"]: unpacked(trace["y"]) for trace in picture(week).data if trace["name"].startswith(label)}
    none, used, paid = data[f"{label} none"], data[f"{label} in use"], data[f"{label} paid for"]
    assert (none <= used + 1e-6).all() and (used <= paid + 1e-6).all()  # single precision
    assert paid.max() - none[0] == pytest.approx(BAND, abs=1e-6)


def test_bands_do_not_meet(week: Comparison) -> None:
    grounds = [unpacked(t["y"])[0] for t in picture(week).data if t["name"].endswith(" none")]
    assert grounds == sorted(grounds, reverse=True)
    assert all(high - low >= 1 for high, low in pairwise(grounds))


def test_the_idle_part_is_hatched(week: Comparison) -> None:
    for trace in picture(week).data:
        is_idle = trace["name"].endswith(("paid for", NAMES[1]))
        assert ("fillpattern" in trace) == is_idle


def test_the_sentence_says_over_what_it_averages(week: Comparison) -> None:
    assert picture(week).sentence.endswith("Each point is the mean of 1 hour.")
    assert picture(week, (0.0, 3_600.0)).sentence.endswith("Each point is the mean of 1 minute.")


def test_only_what_runs_or_starts_is_paid_for_of_functions() -> None:
    scenario = Scenario(Workload.homogeneous(per_hour=60, days=1))
    run = compare([Functions(init_s=10.0, keep_alive_s=7_200.0)], scenario).runs[0]
    whole = capacity.whole(run)
    series = run.series["process"]
    paid = series.busy.mean() + series.booting.mean()
    assert capacity.paid(run, whole)[0] == pytest.approx(paid)
    assert paid < series.ready.mean()


def test_slots_of_all_instances_count() -> None:
    run = compare([LoadBalanced(process_instances=7)], Scenario(Workload.homogeneous(per_hour=1, days=1))).runs[0]
    assert capacity.paid(run, capacity.whole(run))[0] == 7 * run.topology["process"].slots


def test_a_fleet_that_never_started_has_no_share() -> None:
    idle = compare([QueueFleet(), Monolith()], Scenario(Workload.homogeneous(per_hour=0, days=1)))
    assert "QueueFleet none paid for; Monolith 0.0 %" in picture(idle).sentence
