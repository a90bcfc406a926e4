"""What matters: each parameter to its half and double, against runs made by hand; and what cannot be turned."""

import math

import numpy as np
import pytest

import archlib as al
from archlib.architectures import Architecture, EventDriven, Functions, Monolith, QueueFleet
from archlib.errors import EngineError
from archlib.lab.choices import Choices, keyed
from archlib.lab.figures import tornado
from archlib.lab.figures.sensitivities import OF, SEEDS, Found, Sensitivities, sensitivities
from archlib.lab.figures.turns import turns
from archlib.lab.own_tornado import OwnTornado
from archlib.lab.plan import Failures, Many, Prices
from archlib.lab.runner import Runner
from archlib.workload import Workload
from tests.lab.figures.reading import accepted_by_plotly, check

DAY = Workload.evening_peak(days=1)
QUIET = Failures(standard_week=False, service_failures=False)


def choices(*architectures: Architecture, load: Workload = DAY, **more: object) -> Choices:
    return Choices(load, keyed(list(architectures)), **more)  # type: ignore[arg-type]


def found(one: Architecture, **more: object) -> Sensitivities:
    return sensitivities(one, choices(one, **more))  # type: ignore[arg-type]


def bar(one: Sensitivities, name: str) -> tornado.Bar:
    return next(bar for bar in one.bars if bar.turn.name == name)


def test_an_end_is_the_mean_of_runs_made_by_hand() -> None:
    high = bar(found(QueueFleet(), failures=QUIET), "work a video").high
    load = DAY.but(transcode_s=600.0)
    runs = [al.simulate(al.QueueFleet(), al.Scenario(load, seed=seed)) for seed in SEEDS]
    assert high is not None
    assert high.of("cost") == pytest.approx(sum(run.bill.per_month for run in runs) / len(runs))
    assert high.of("ready in time") == pytest.approx(
        sum(run.availability["process"].deadline_share or 0 for run in runs) / len(runs)
    )
    assert high.of("lateness") == pytest.approx(sum(run.latency.quantile(0.95) or 0 for run in runs) / len(runs) / 60)


def test_a_change_is_told_from_the_same_weeks_and_its_interval_is_that_of_a_sweep() -> None:
    one = found(QueueFleet(max_workers=8), failures=QUIET)
    change = tornado.changes(bar(one, "max workers"), one, "lateness")[0]
    swept = al.sweep([QueueFleet(max_workers=8), QueueFleet(max_workers=4)], al.Scenario(DAY), seeds=SEEDS)
    first = swept.table()["architecture"].iloc[0]
    pairs = swept.differences(first, "p95_ready_min").iloc[0]
    assert change is not None and change.mean != 0
    assert change == pytest.approx((pairs["mean"], pairs["low"], pairs["high"]))


def week(*lateness: float) -> Found:
    return Found(dict.fromkeys(OF, np.array(lateness)))


def test_what_may_be_luck_is_pale_and_named() -> None:
    base = week(10.0, 20.0, 30.0)
    sure, lucky = week(11.0, 21.1, 31.0), week(4.0, 20.0, 37.0)
    turned = found(Monolith(), failures=QUIET).bars
    one = Sensitivities(base, (tornado.Bar(turned[0].turn, sure, None), tornado.Bar(turned[1].turn, lucky, sure)))
    assert [change.is_sure for bar in one.bars for change in tornado.changes(bar, one, "cost") if change] == [
        True, False, True,
    ]  # fmt: skip
    half = 4.302653 * math.sqrt(127 / 9)  # Student's t of 2 degrees, and the standard error of the mean of -6, 0 and 7
    assert lucky.less(base, "cost") == pytest.approx((1 / 3, 1 / 3 - half, 1 / 3 + half), rel=1e-6)
    picture = tornado.picture(Runner().compare(choices(Monolith(), failures=QUIET)), None, {"Monolith": one})
    opacity = {y: o for t in picture.data for y, o in zip(t["y"], t["marker"]["opacity"], strict=True) if o < 1}
    assert opacity == {turned[1].turn.name: tornado.PALE}
    assert "; may be luck" not in picture.sentence  # one of its ends is sure
    alone = Sensitivities(base, (tornado.Bar(turned[1].turn, lucky, None),))
    said = tornado.sentence({"Monolith": alone}, "cost")
    assert f"; may be luck: {turned[1].turn.name}" in said


def test_weeks_without_a_number_have_no_difference() -> None:
    nothing = week(math.nan, math.nan)
    assert nothing.less(week(1.0, 2.0), "lateness") is None and math.isnan(nothing.of("lateness"))
    some = week(math.nan, 3.0, 5.0).less(week(1.0, 2.0, 3.0), "lateness")
    assert some is not None and some.mean == 1.5


def test_all_prices_doubled_double_the_cost_and_nothing_else() -> None:
    one = found(Monolith(), failures=QUIET)
    charged = [bar(one, name).high for name in ("prices by time", "prices of storage", "prices of requests")]
    assert sum(end.of("cost") - one.base.of("cost") for end in charged if end) == pytest.approx(one.base.of("cost"))
    assert {end.of("ready in time") for end in charged if end} == {one.base.of("ready in time")}


def test_a_deadline_moves_the_share_but_not_the_cost() -> None:
    one = found(Functions(), failures=QUIET)
    deadline = bar(one, "ready within")
    assert deadline.low is not None and deadline.low.of("cost") == pytest.approx(one.base.of("cost"))
    strong, weak = tornado.ranked(one, "cost")
    assert deadline in weak and deadline not in strong


def test_twice_as_many_random_failures_are_twice_the_time_down_and_as_long_each() -> None:
    made = choices(Functions())
    before = {(d.role, d.effect): d for d in made.scenario().faults.drawn}
    often, repairs = (
        next(t.high.setting for t in turns(Functions(), made) if t.name == name)
        for name in ("random failures", "repairs")
    )
    assert often is not None and repairs is not None
    for drawn in often.scenario.faults.drawn:
        assert 1 - drawn.availability == pytest.approx(2 * (1 - before[drawn.role, drawn.effect].availability))
        assert drawn.mttr_s == before[drawn.role, drawn.effect].mttr_s
    for drawn in repairs.scenario.faults.drawn:  # as often as before: mean time up is the same
        old = before[drawn.role, drawn.effect]
        up = [d.mttr_s * d.availability / (1 - d.availability) for d in (drawn, old)]
        assert up[0] == pytest.approx(up[1])


def test_without_failures_none_is_turned_and_a_price_of_nothing_neither() -> None:
    names = [t.name for t in turns(Monolith(), choices(Monolith(), failures=QUIET, prices=Prices(storage=0.0)))]
    assert not {"planned outages", "random failures", "repairs", "prices of storage"} & set(names)
    assert {"prices by time", "work a video", "replicas"} <= set(names)


def test_shares_that_fail_are_turned_where_there_are_any() -> None:
    made = choices(Functions(), failures=QUIET.but(poison=0.4, flaky=0.8))
    (turn,) = [t for t in turns(Functions(), made) if t.name == "shares that fail"]
    assert turn.low.setting is not None and turn.high.setting is None  # 1.6 is no share
    assert [m.share for m in turn.low.setting.scenario.faults.mishaps] == [0.2, 0.4]


def test_what_the_models_refuse_is_told_and_not_drawn() -> None:
    one = found(QueueFleet(min_workers=5, max_workers=6), failures=QUIET)
    assert bar(one, "max workers").low is None  # three at most, and five at least
    made = Runner().compare(choices(QueueFleet(min_workers=5, max_workers=6), failures=QUIET))
    picture = tornado.picture(made, None, {"QueueFleet": one})
    (row,) = [row for row in picture.rows if row[1] == "max workers"]
    assert row[2:5] == ("6 instances", "3 instances", "12 instances") and row[6] == "refused"


@pytest.mark.parametrize("shows", ["cost", "ready in time", "lateness"])
@pytest.mark.parametrize(
    "load", [DAY, Workload.homogeneous(per_hour=0.0, days=1), Workload.from_counts([0, 1, 0], period=3600)]
)
def test_every_load_can_be_drawn_even_that_of_nothing(load: Workload, shows: tornado.Shows) -> None:
    both = choices(EventDriven(), Functions(), load=load, failures=QUIET)
    made = Runner().compare(both)
    known = {label: sensitivities(a, both) for label, a in zip(made.labels, both.compared.values(), strict=True)}
    picture = tornado.picture(made, None, known, shows)
    check(picture)
    accepted_by_plotly(picture)
    assert len(picture.rows) == sum(len(one.bars) for one in known.values())


def test_the_longest_bar_stands_first_and_what_has_none_is_named() -> None:
    made = choices(Monolith(), failures=QUIET)
    one = sensitivities(Monolith(), made)
    picture = tornado.picture(Runner().compare(made), None, {"Monolith": one})
    reach = [max(abs(low or 0), abs(high or 0)) for low, high in zip(*(t["x"] for t in picture.data), strict=True)]
    assert reach == sorted(reach, reverse=True) and reach[-1] > 0
    assert "without effect: " in picture.sentence and "ready within" in picture.sentence


def test_without_runs_nothing_is_drawn() -> None:
    picture = tornado.picture(Runner().compare(choices(Monolith(), failures=QUIET)))
    assert picture.rows == () and math.isfinite(picture.height)


def test_another_measure_runs_nothing_and_a_stop_keeps_nothing() -> None:
    made = choices(Monolith(), failures=QUIET, many=Many())
    own, comparison = OwnTornado(), Runner().compare(made)
    lane = [(made.architectures["Monolith"], made)]
    with pytest.raises(EngineError, match="cancelled"):
        own.picture(comparison, None, lane, progress=lambda share: share < 0.5)
    told: list[float] = []
    first = own.picture(comparison, None, lane, progress=told.append)
    assert told == sorted(told) and told[0] >= 0 and told[-1] < 1
    late = made.but("many", Many(shows="lateness"))
    second = own.picture(comparison, None, [(lane[0][0], late)], progress=lambda _: False)
    assert first.columns != second.columns
