"""Pictures of services: chains, links, floors, steps, makers, takers and stores, each against its source."""

import math

import pytest

from archlib import faults, theory
from archlib.architectures import COURSE, Architecture, EventDriven, Microservices, Monolith, QueueFleet, Tiers
from archlib.compare import Comparison, compare
from archlib.course import partners, small
from archlib.course.chain import Chain
from archlib.lab.figures import chain, floor, joined, parts, stores, transitions
from archlib.lab.figures.growth import NUMBERS, growth
from archlib.outcome import Run
from archlib.prices import aws_us_east_1, teaching
from archlib.scenario import Scenario
from archlib.topology import Send, Store
from archlib.workload import Workload
from tests.lab.figures.reading import accepted_by_plotly, check

MONTH_MIN = 43_800
DAY = Workload.homogeneous(per_hour=10, days=1)
NOBODY = Workload.homogeneous(per_hour=0, days=1, watch_per_s=0.0, watch_peak_per_s=0.0)
PLAN = faults.drawn(0.999, mttr_s=300.0)


def of(*made: Architecture, load: Workload = DAY, plan: faults.Faults | None = None) -> Comparison:
    return compare(list(made), Scenario(load, faults=plan or faults.none()), prices=teaching())


def only(*made: Architecture, load: Workload = DAY) -> Run:
    return of(*made, load=load).runs[0]


# --- a chain ---


def test_the_lines_are_the_products_of_so_many_services() -> None:
    called, sent = (growth(run) for run in of(Chain(link="call"), Chain(link="queue"), plan=PLAN).runs)
    assert called.numbers == sent.numbers == NUMBERS
    for n, minutes in zip(called.numbers, called.minutes, strict=True):
        assert minutes == pytest.approx(MONTH_MIN * (1 - theory.series(*(0.999,) * n)))
    assert sent.minutes == pytest.approx([MONTH_MIN * 0.001] * len(NUMBERS))  # the first alone is on the way
    assert called.now == called.minutes[NUMBERS.index(6)] and called.services == 6


def test_copies_take_the_time_down() -> None:
    one, two = (growth(run) for run in of(Chain(replicas=1), Chain(replicas=2), plan=PLAN).runs)
    tier = theory.replicated(0.999, 2)
    assert two.now == pytest.approx(MONTH_MIN * (1 - theory.series(*(tier,) * 6)))
    assert two.now < 0.01 * one.now


def test_the_run_is_near_its_line() -> None:
    year = Workload.homogeneous(per_hour=1, days=365, transcode_s=10.0)
    found = growth(of(Chain(services=10), load=year, plan=faults.drawn(0.999, mttr_s=60.0)).runs[0])
    assert found.measured == pytest.approx(found.now, rel=0.05)  # 5,000 outages


def test_the_picture_of_a_chain_has_a_marker_where_the_run_is() -> None:
    picture = chain.picture(of(Chain(services=10), Monolith(), plan=PLAN))
    check(picture)
    accepted_by_plotly(picture)
    assert picture.data[1]["x"] == [10] and picture.data[2]["x"] == [1]
    assert "by formula 436 min, 10 services" in picture.sentence


def test_what_never_fails_is_drawn_at_the_foot() -> None:
    picture = chain.picture(of(Chain()))
    assert all(y == chain.LEAST_MIN for trace in picture.data for y in trace["y"])
    assert "Chain never, by formula never" in picture.sentence


# --- links ---


def test_links_are_those_of_the_topology() -> None:
    assert joined.links(small.notes().built) == sum(isinstance(e, Send) for e in small.notes().built.edges) == 3
    assert joined.links(Chain(services=12).built) == joined.links(Chain(services=12, link="queue").built) == 11
    assert joined.links(Monolith().built) == 0 and joined.links(Tiers().built) == 2
    for n in (1, 4):  # over a bus each consumer more is a link more
        more, less = EventDriven(extra_consumers=n).built, EventDriven(extra_consumers=0).built
        assert joined.links(more) - joined.links(less) == n


def test_the_laws_are_drawn_as_they_are() -> None:
    picture = joined.picture(of(Chain(services=6)))
    check(picture)
    by_way, by_pair, by_bus = (trace["y"] for trace in picture.data[:3])
    assert by_way[4] == partners.ordered_pairs(6) == 30 and by_pair[4] == 15 and by_bus[4] == 12
    assert ("Chain", "6", "15", "30", "12", "5") in picture.rows
    assert "15 pairs, 30 queues" in picture.sentence


# --- money ---


@pytest.mark.parametrize(("n", "copies"), [(3, 1), (6, 2), (30, 3)])
def test_the_floor_is_the_bill_of_an_idle_month(n: int, copies: int) -> None:
    compared = of(Chain(services=n, replicas=copies), load=NOBODY)
    picture = floor.picture(compared)
    check(picture)
    usd = n * copies * teaching().price("t3.medium").usd * 730
    assert picture.data[0]["y"][n - 1] == pytest.approx(usd) == pytest.approx(compared.runs[0].bill.per_month)
    assert f"${usd:,.2f}" in picture.sentence


def test_the_floor_follows_the_price_list() -> None:
    dear = of(Chain(), load=NOBODY).reprice(aws_us_east_1())
    picture = floor.picture(dear)
    assert picture.data[0]["y"][5] == pytest.approx(6 * aws_us_east_1().price("t3.medium").usd * 730)


def test_steps_and_work_cross_where_the_formula_says() -> None:
    picture = transitions.picture(of(Microservices(transitions=1200), Monolith()))
    check(picture)
    accepted_by_plotly(picture)
    steps, work, here, none = picture.data
    each = teaching().price("Step Functions transition").usd
    assert steps["y"] == [pytest.approx(each), pytest.approx(2000 * each)]
    assert work["y"][0] == pytest.approx(small.compute_usd())
    assert here["x"] == [1200] and here["y"][0] == pytest.approx(0.03, rel=0.01)
    assert none["x"] == [None]
    assert picture.layout["shapes"][0]["x0"] == pytest.approx(small.break_even())
    assert "equal at 333 transitions" in picture.sentence


def test_steps_that_cost_nothing_never_cost_as_much_as_the_work() -> None:
    free = teaching().scaled({"Step Functions transition": 0.0})
    picture = transitions.picture(of(Microservices(transitions=100)).reprice(free))
    check(picture)
    assert "equal" not in picture.sentence and "shapes" not in picture.layout


# --- makers and takers ---


def test_what_is_made_before_a_queue_is_taken_behind_it() -> None:
    compared = of(small.notes())
    picture = parts.picture(compared)
    check(picture)
    rows = {row[1]: row[2:] for row in picture.rows}
    came = len(compared.runs[0].jobs)
    assert rows["upload"][0] == "producer" and int(rows["upload"][1]) == pytest.approx(2 * came, abs=2)
    assert rows["store"][0] == "both" and rows["store"][1] == rows["store"][2]
    assert rows["manage"] == ("neither", "0", "0")
    assert "store does both" in picture.sentence and "manage does neither" in picture.sentence


@pytest.mark.parametrize("made", [QueueFleet(), EventDriven(), Microservices()])
def test_messages_taken_are_at_most_those_made(made: Architecture) -> None:
    compared = of(made)
    (lane,) = parts.lanes(compared)
    found = parts.told(lane)
    assert sum(one.made for one in found) > 100
    assert any(one.taken > 0 for one in found)
    assert all(one.made == 0 for one in found if one.part in ("consumer", "neither"))
    assert all(one.taken == 0 for one in found if one.part in ("producer", "neither"))


def test_of_many_only_those_are_drawn_that_have_to_do_with_messages() -> None:
    picture = parts.picture(of(*(kind() for kind in COURSE)))
    check(picture)
    drawn = [name for name in picture.data[0]["y"] if name is not None]
    assert drawn and not any("neither" in name for name in drawn)
    assert len(set(drawn)) == len(drawn)


# --- stores ---


def test_own_stores_stop_one_service_each_and_a_shared_one_all() -> None:
    own, shared = (
        {s: users for s, users, _ in stores.radius(Microservices(stores=k).built)} for k in ("own", "shared")
    )
    assert {len(users) for name, users in own.items() if name != "videos"} == {1}
    assert len(shared["data"]) == 6


@pytest.mark.parametrize("kind", ["own", "shared"])
def test_the_features_down_are_those_of_a_run(kind: str) -> None:
    made = Microservices(stores=kind)  # type: ignore[arg-type]
    for name, _, features in stores.radius(made.built):
        number = made.built[name].numbers_from  # type: ignore[union-attr]
        run = of(made, plan=faults.down("store", 8, 4, instance=number)).runs[0]
        assert {f for f, strip in run.strips.items() if strip.down_s > 0} == set(features)


def test_its_height_is_the_same_whatever_the_stores_are() -> None:
    heights = {stores.picture(of(Microservices(stores=k))).height for k in ("own", "shared", "disk")}  # type: ignore[arg-type]
    assert len(heights) == 1


def test_each_store_has_a_row() -> None:
    picture = stores.picture(of(Microservices()))
    check(picture)
    accepted_by_plotly(picture)
    names = [s.name for s in Microservices().built.stations if isinstance(s, Store)]
    assert [row[1] for row in picture.rows] == names
    assert "stops 1 of 6 services" in picture.sentence
    assert math.isclose(sum(len(trace["x"]) for trace in picture.data), 6 * len(names))
