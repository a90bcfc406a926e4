"""Claims M1 to M9: each is varied in the real model and seen."""

import pytest

from archlib import faults
from archlib.architectures import Architecture, Monolith
from archlib.architectures.base import KINDS
from archlib.course import catalogue
from archlib.course.boxes import month_usd
from archlib.engine import simulate
from archlib.faults import Faults
from archlib.lab import panels
from archlib.lab.panel import Panel
from archlib.outcome import Bill, Run
from archlib.outcome.health import DOWN
from archlib.prices import teaching
from archlib.scenario import Scenario
from archlib.topology import Call, Entry, Policy, Pool, Topology
from archlib.workload import Workload

FEATURES = ("upload", "process", "manage")
BARE = {"transfer_s": 0.0, "catalogue_s": 0.0, "master_gb": 0.001}


def run(load: Workload, plan: Faults | None = None, made: Architecture | None = None) -> Run:
    scenario = Scenario(load, faults=plan or Faults())
    return simulate(made or Monolith(instance="c5.xlarge"), scenario, prices=teaching(), compiled=False)


def steady(per_hour: float = 6.0, days: float = 2, **fields: float) -> Workload:
    return Workload.homogeneous(per_hour=per_hour, days=days, **{**BARE, **fields})


def down_at_noon(role: str) -> set[str]:
    """Return the features that are down while the code of a role is, day 2 12:00 to 13:00."""
    strips = run(steady(), faults.down(role, 36.0, 1.0)).strips
    at = {name: s.state[(s.start_s <= 36.5 * 3600) & (s.end_s > 36.5 * 3600)][0] for name, s in strips.items()}
    return {name for name, state in at.items() if state == DOWN}


@pytest.mark.parametrize("role", FEATURES)
def test_m1_a_crash_of_any_part_takes_all_features(role: str) -> None:
    assert down_at_noon(role) == set(FEATURES)


@pytest.mark.parametrize("level", [0.9, 0.99])
def test_m2_a_feature_is_as_available_as_the_product_of_all_parts(level: float) -> None:
    # 360 days of repairs of 10 min: some thousand stretches, so 5 % of the time down is wide enough
    plan = faults.drawn(level, host=level, mttr_s=600.0)
    good = run(steady(0.1, 360), plan).availability
    for name in FEATURES:
        assert good.closed_form[name] == pytest.approx(level**4, rel=1e-12)
        assert 1 - good[name].time_share == pytest.approx(1 - level**4, rel=0.05)
        assert good[name].time_share == good["upload"].time_share


def test_m3_upload_takes_processing_and_watching_with_it() -> None:
    calm, crash = run(steady(12.0)), run(steady(12.0), faults.down("upload", 36.0, 1.0))
    for name in FEATURES:
        assert crash.availability[name].good < calm.availability[name].good


def test_m4_more_of_one_part_is_a_whole_box() -> None:
    bills = [run(steady(), made=Monolith(instance="c5.xlarge", replicas=n)).bill for n in (1, 2, 3)]
    box = teaching().price("c5.xlarge").usd * 48
    assert bills[1].total - bills[0].total == pytest.approx(box)
    assert bills[2].total - bills[1].total == pytest.approx(box)
    assert all(len([i for i in b.items if i.unit == "hour"]) == 1 for b in bills)  # one kind of box, nothing smaller


def test_m5_the_blast_radius_of_each_part_is_every_feature() -> None:
    radius = {role: len(down_at_noon(role)) for role in FEATURES}
    assert radius == dict.fromkeys(FEATURES, len(FEATURES))


class Split(Architecture):
    """A program that calls so many others, one after the other, with a hop each."""

    calls: int = 0
    hop_s: float = 0.0

    def topology(self) -> Topology:
        """A pool that does all the work, and one that does nothing behind each call."""
        work = ("transfer", "transcode", "catalogue")
        one = Pool("one", plays=("upload", "process", "manage"), does=work, slots=10, room=0)
        others = tuple(Pool(f"other {i}", plays=(), slots=10, room=0) for i in range(self.calls))
        hop = Policy(3600.0, hop_s=self.hop_s)
        calls = tuple(Call("one", other.name, policy=hop) for other in others)
        return Topology((one, *others), (Entry("upload", "one", self.client), *calls))


KINDS.pop("Split")  # it is no architecture of the course, and other tests go through all kinds


@pytest.mark.parametrize("calls", [0, 20, 200])
def test_m6_calls_inside_the_program_take_no_time(calls: int) -> None:
    load = steady(1.0, 1, transcode_s=10.0, transcode_cv=0.0)
    inside, split = (run(load, made=m).latency.mean("ack") for m in (None, Split(calls=calls, hop_s=0.005)))
    assert inside == pytest.approx(10.0)
    assert split is not None and split - 10.0 == pytest.approx(calls * 0.005)
    if calls == 200:
        assert catalogue.exercise("01.E5").check(split - 10.0).ok


def test_m7_an_unused_feature_does_not_lower_the_bill() -> None:
    used, unused = run(steady()), run(steady(watch_per_s=0.0, watch_peak_per_s=0.0))
    assert unused.availability["manage"].attempted == 0 < used.availability["manage"].attempted
    assert unused.bill.total == used.bill.total
    assert [i.resource for i in used.bill.items if i.unit == "hour"] == ["box"]


def test_m8_no_uploads_cost_as_much_as_many() -> None:
    none, many = run(steady(0.0)).bill, run(steady(20.0)).bill
    assert none.ready == 0 < many.ready and none.per_video is None
    assert none.total == pytest.approx(many.total, rel=1e-3)  # the disk's few bytes
    assert none.idle_share == 1.0


def box_usd(bill: Bill) -> float:
    return sum(item.amount_usd for item in bill.items if item.resource == "box")


@pytest.fixture(scope="module")
def together() -> Panel:
    made = panels.monolith("bills together")
    assert isinstance(made, Panel)
    return made


@pytest.mark.parametrize("path", ["load.per_hour", "load.watch_per_s", "load.watch_peak_per_s"])
def test_m7_m8_the_panels_bill_stays_flat_at_every_stop(together: Panel, path: str) -> None:
    first = together.desk.choices
    (control,) = [c for s in together.topic.scenes(first) for g in s.groups for c in g.controls if c.path == path]
    key, _, field = path.partition(".")
    bills = []
    for stop in control.stops[::4]:
        choices = first.but(key, first.parts[key].but(**{field: float(stop)}))
        bills.append(together.runner.compare(choices).runs[0].bill)
    assert {box_usd(bill) for bill in bills} == {box_usd(bills[0])}
    assert all(bill.per_month == pytest.approx(month_usd(), rel=0.002) for bill in bills)  # its disk: 25 cents at most


def test_m8_what_the_disk_costs_grows_with_what_is_stored(together: Panel) -> None:
    first = together.desk.choices
    bills = []
    for size_gb in (0.1, 1.0):
        choices = first.but("load", first.load.but(master_gb=size_gb))
        bills.append(together.runner.compare(choices).runs[0].bill)
    disks = [bill.total - box_usd(bill) for bill in bills]
    assert box_usd(bills[0]) == box_usd(bills[1])
    assert disks[1] > 5 * disks[0] > 0


def test_m9_capacity_for_the_peak_is_idle_the_rest() -> None:
    def day(peak: float) -> Workload:
        return Workload.evening_peak(base_per_hour=2.0, peak_per_hour=peak, days=4, **BARE)

    made = Monolith(instance="c5.4xlarge")
    calm, peak = (run(day(p), made=made) for p in (2.0, 80.0))
    assert peak.series["box"].busy.max() > 2 * peak.series["box"].busy.mean()
    assert calm.bill.total == pytest.approx(peak.bill.total, rel=1e-3)
    assert calm.bill.idle_share > peak.bill.idle_share > 0.5
