"""Claims S1 to S9: each is varied in the real model and seen."""

from itertools import pairwise
from typing import Any

import pytest

from archlib import faults, theory
from archlib.architectures import Architecture, Microservices, Monolith
from archlib.course import catalogue, matching, partners, quiz, small
from archlib.course.chain import Chain
from archlib.course.keys import KEYS
from archlib.engine import simulate
from archlib.faults import Faults
from archlib.lab.figures.joined import links
from archlib.outcome import Run, closed_form, needed
from archlib.outcome.health import DOWN
from archlib.prices import teaching
from archlib.scenario import Scenario
from archlib.topology import Get, Put, Queue, Receive, Send, Store, Working
from archlib.topology.roles import roles
from archlib.workload import Workload
from archlib.workload.content import COLUMNS

HOUR_S = 3600.0
NOBODY: dict[str, Any] = {"watch_per_s": 0.0, "watch_peak_per_s": 0.0}


def run(made: Architecture, plan: Faults | None = None, per_hour: float = 10.0, days: float = 1, **more: Any) -> Run:
    load = Workload.homogeneous(per_hour=per_hour, days=days, **{**NOBODY, **more})
    return simulate(made, Scenario(load, faults=plan or Faults()), prices=teaching())


def hours(this: Run) -> dict[str, float]:
    return {item.resource: item.quantity for item in this.bill.items if item.unit == "hour"}


def at(this: Run, feature: str, hour: float) -> int:
    strip = this.strips[feature]
    return int(strip.state[(strip.start_s <= hour * HOUR_S) & (strip.end_s > hour * HOUR_S)][0])


def test_s1_each_does_one_thing_and_is_sized_for_it_alone() -> None:
    made = Microservices(min_workers=0)
    does = [s.does for s in made.services]
    assert sorted(column for columns in does for column in columns) == sorted(COLUMNS)
    assert max(map(len, does)) == 1
    # four times as many videos need more of one service; all of a monolith
    few, many = (run(made, per_hour=n) for n in (10.0, 40.0))
    grown = {name for name, h in hours(many).items() if h > hours(few)[name]}
    assert grown == {"transcode"}
    assert hours(run(Monolith(replicas=2)))["box"] == 2 * hours(run(Monolith()))["box"]


def test_s2_upload_produces_processing_consumes_the_store_does_both() -> None:
    found = roles(small.notes().built)
    assert (found["upload"], found["transcode"], found["store"]) == ("producer", "consumer", "both")
    assert matching.right() == {name: found[name] for name in matching.NAMES}
    assert set(matching.NAMES) == set(found)
    # a way of links more, and the part has changed
    made = small.notes()
    more = made.but(links=(*made.links[:2], type(made.links[0])(source="transcode", target="notify", kind="queue")))
    assert roles(more.built)["transcode"] == "both" and roles(more.built)["store"] == "consumer"


def test_s3_producers_make_messages_and_consumers_take_them() -> None:
    this = run(small.notes(), per_hour=20.0)
    edges = zip(this.topology.edges, this.trace.calls_ok, strict=True)
    made = {e.target: int(n) for e, n in edges if isinstance(e, Send)}
    came = len(this.jobs)
    assert came > 300
    for name in ("transcode queue", "store queue"):
        assert made[name] == pytest.approx(came, abs=1)
        assert 0 <= made[name] - this.trace.deletes[this.topology.index[name]] <= 12  # those still in hand


def test_s4_some_are_both() -> None:
    both = [name for name, part in roles(small.notes().built).items() if part == "both"]
    assert both == ["store"]
    # in a row of n all but the first and the last are
    for n in (3, 6, 12):
        found = list(roles(Chain(services=n, link="queue").built).values())
        assert found == ["producer", *["both"] * (n - 2), "consumer"]
    assert set(roles(Chain(services=6, link="call").built).values()) == {"neither"}


def test_s5_what_is_made_and_taken_are_events_one_for_each_thing_that_happened() -> None:
    for per_hour in (5.0, 20.0):
        whole, parts = (run(Microservices(sizes_in_parallel=p), per_hour=per_hour) for p in (False, True))
        came, sizes = len(whole.jobs), len(Workload.homogeneous(per_hour=1, days=1).sizes)
        for this, n in ((whole, 1), (parts, sizes)):
            edges = zip(this.topology.edges, this.trace.calls_ok, strict=True)
            sent = {e.name: int(k) for e, k in edges if isinstance(e, Send)}
            assert sent["upload>prepare queue"] == pytest.approx(came, abs=1)  # a video has come
            assert sent["prepare>transcode queue"] == pytest.approx(n * came, abs=n)  # a size is wanted


def test_s6_a_queue_keeps_what_happened_for_who_is_down() -> None:
    made = Microservices(visibility_s=1800.0, max_receives=100)
    gone = run(made, faults.down("process", 8.0, 4.0), days=2)
    assert at(gone, "upload", 10.0) != DOWN == at(gone, "process", 10.0)
    assert gone.availability["upload"].request_share == 1.0
    came = (gone.trace.arrive > 8 * HOUR_S) & (gone.trace.arrive < 12 * HOUR_S)
    assert came.sum() > 20
    assert (gone.trace.ready[came] > 12 * HOUR_S).all()  # later, and none is lost
    called = run(Chain(services=6, link="call"), faults.down("process", 8.0, 4.0), days=2)
    assert at(called, "upload", 10.0) == DOWN


def test_s7_larger_sets_are_more_complex() -> None:
    plan = faults.drawn(0.999, mttr_s=300.0)
    stations, up, joined, answered = [], [], [], []
    for n in (3, 6, 12, 30):
        made = Chain(services=n, hop_s=0.05).built
        stations.append(len(Chain(services=n, link="queue").built.stations))
        joined.append(links(made))
        up.append(closed_form(needed(made, "upload"), plan))
        answered.append(run(Chain(services=n, hop_s=0.05), days=0.2).latency.mean("ack"))
        assert up[-1] == pytest.approx(theory.series(*(0.999,) * n), abs=1e-12)
        assert joined[-1] == n - 1
    assert all(a < b for a, b in pairwise(stations)) and all(a > b for a, b in pairwise(up))
    assert answered[-1] - answered[0] == pytest.approx(27 * 0.05, abs=1e-6)  # type: ignore[operator]


@pytest.mark.parametrize(("n", "queues", "bus"), [(2, 2, 4), (3, 6, 6), (6, 30, 12), (10, 90, 20), (30, 870, 60)])
def test_s8_partners_need_very_many_queues(n: int, queues: int, bus: int) -> None:
    ways = {(a, b) for a in range(n) for b in range(n) if a != b}  # one by one
    assert partners.ordered_pairs(n) == len(ways) == queues
    assert partners.pairs(n) == len({frozenset(way) for way in ways}) == queues // 2
    assert partners.by_bus(n, n) == bus
    assert partners.direct(n, n) == n * n


def test_s8_a_row_has_a_queue_for_each_link_that_is_there() -> None:
    for n in (3, 6, 30):
        made = Chain(services=n, link="queue").built
        assert sum(isinstance(s, Queue) for s in made.stations) == links(made) == n - 1


def test_s9_each_has_its_own_logic_data_input_and_output() -> None:
    topology = Microservices(stores="own").built
    tables = {e.target: e.source for e in topology.edges if isinstance(e, (Put, Get)) and e.target != "videos"}
    assert sorted(tables.values()) == sorted(s.name for s in topology.stations if isinstance(s, Working))
    assert len(tables) == sum(isinstance(s, Store) for s in topology.stations) - 1
    # who takes messages has a queue of its own
    taken = [e.source for e in topology.edges if isinstance(e, Receive)]
    assert len(taken) == len(set(taken)) == 3
    # the store of one fails, and only what it does is gone; a shared one takes all
    down = faults.down("store", 8.0, 4.0, instance=4)
    own, shared = (run(Microservices(stores=s), down) for s in ("own", "shared"))
    assert [f for f in own.strips if at(own, f, 10.0) == DOWN] == ["manage"]
    assert [f for f in shared.strips if at(shared, f, 10.0) == DOWN] == []  # it has no fourth
    everything = run(Microservices(stores="shared"), faults.down("store", 8.0, 4.0, instance=1))
    assert [f for f in everything.strips if at(everything, f, 10.0) == DOWN] == ["upload", "process", "manage"]


# --- the numbers of the notebook ---


def test_the_answers_are_those_of_the_course() -> None:
    numbers = {k: catalogue.exercise(f"05.E{k}").answer() for k in range(1, 6)}
    assert {k: round(float(v), 4) for k, v in numbers.items()} == {1: 0.99, 2: 219.0, 3: 333.3333, 4: 0.634, 5: 30.0}
    assert float(numbers[1]) == pytest.approx(0.990045, abs=5e-7)


def test_the_floor_is_the_bill_of_a_run_in_which_nothing_happens() -> None:
    idle = run(Chain(services=6, replicas=2), per_hour=0.0, days=1)
    assert idle.bill.per_month == pytest.approx(small.floor_usd()) == pytest.approx(6 * 2 * 0.025 * 730)
    assert idle.bill.idle_share == 1.0
    # the course's six have a fleet among them: five pools, and a worker that is there or not
    five = {n: run(Microservices(min_workers=n), per_hour=0.0, days=1) for n in (0, 1)}
    machines = {n: sum(i.amount_usd for i in r.bill.items if i.unit == "hour") / r.bill.months for n, r in five.items()}
    assert machines[0] == pytest.approx(5 * 2 * 0.025 * 730)
    assert machines[1] == pytest.approx(5 * 2 * 0.025 * 730 + 0.10 * 730)


@pytest.mark.parametrize("k", [1, 333, 1200, 2000])
def test_transitions_are_billed_one_by_one(k: int) -> None:
    this = run(Microservices(transitions=k), per_hour=20.0)
    (item,) = [i for i in this.bill.items if i.item == "Step Functions transition"]
    came = len(this.jobs)
    assert item.quantity == pytest.approx(k * came, rel=0.01)
    assert item.amount_usd == pytest.approx(item.quantity * 0.025 / 1000)
    assert item.amount_usd / came == pytest.approx(small.transition_usd(k), rel=0.01)


def test_steps_cost_what_the_work_costs_at_the_break_even() -> None:
    assert small.compute_usd() == pytest.approx(0.10 * 300 / 3600)
    assert small.transition_usd(small.break_even()) == pytest.approx(small.compute_usd())
    assert small.transition_usd(1200) / small.compute_usd() == pytest.approx(3.6)


@pytest.mark.parametrize("n", [1, 2, 10, 100])
def test_pages_are_slow_as_the_formula_says(n: int) -> None:
    found, _ = small.slow_pages(n)
    error = (found * (1 - found) / (100_000 / n)) ** 0.5
    assert found == pytest.approx(theory.fan_out_tail(small.SLOW, n), abs=4 * error + 1e-4)


def test_few_are_cheaper_in_one_and_many_in_parts() -> None:
    few, many = small.least_box(small.FEW), small.least_box(small.MANY)
    assert few.bill.per_month < small.split(small.FEW).bill.per_month
    assert many.bill.per_month > 2 * small.split(small.MANY).bill.per_month
    for this in (few, many, small.split(small.FEW), small.split(small.MANY)):
        assert (this.latency.quantile(0.95, "ready") or 1e9) <= small.PROMPT_S


def test_the_quiz_says_what_the_sum_says() -> None:
    (item,) = [i for i in quiz.items("05") if i.key]
    assert "Eight services" in item.question and KEYS[item.key]() == 8 * 7
