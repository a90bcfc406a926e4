"""What alarms counted, when they rang and who heard, as it is drawn and said."""

import numpy as np
import pytest

from archlib import faults
from archlib.architectures import EventDriven, QueueFleet
from archlib.compare import Comparison, compare
from archlib.faults import Faults
from archlib.lab.figures.alarms import HEARD, LIMIT, NO_ALARM, RINGS, picture, rung
from archlib.lab.figures.packing import unpacked
from archlib.outcome import Reason
from archlib.scenario import Scenario
from archlib.workload import Workload
from tests.lab.figures.reading import check

WATCHED = EventDriven(alarm=True, alarm_period_s=300.0)
DOWN = faults.down("process", 12.0, 0.5)
NOON_S = 43_200.0


def compared(*made: EventDriven | QueueFleet, plan: Faults = DOWN) -> Comparison:
    return compare(list(made), Scenario(Workload.homogeneous(per_hour=60, days=1), faults=plan))


def test_counts_are_the_failures_since_the_look_before() -> None:
    run = compared(WATCHED).runs[0]
    (one,) = rung(run)
    visits = run.trace.visits_at(run.topology.index["process"])
    failed = np.sort(visits["end"][visits["reason"] != Reason.OK])
    looks = np.arange(0.0, 86_400.0, 300.0)
    by_hand = np.diff(np.searchsorted(failed, looks, side="right"), prepend=0)
    assert by_hand.sum() > 20 and one.counted.at(looks).tolist() == by_hand.tolist()
    assert one.rings.tolist() == [looks[by_hand > 0][0]] and one.over.tolist() == [looks[by_hand > 0][-1] + 300.0]


def test_somebody_has_heard_when_the_function_is_done() -> None:
    run = compared(WATCHED).runs[0]
    (one,) = rung(run)
    assert one.heard - one.rings == pytest.approx(WATCHED.function_init_s + WATCHED.consumer_s)


def test_nobody_has_heard_while_the_bus_is_down() -> None:
    late = compared(WATCHED, plan=DOWN + faults.down("bus", 11.9, 2.0))
    (one,) = rung(late.runs[0])
    assert NOON_S + 1.9 * 3_600 < one.heard[0] < NOON_S + 2.2 * 3_600  # its next try after the bus is back
    never = compared(WATCHED.but(delivery_age_s=600.0), plan=DOWN + faults.down("bus", 11.9, 2.0))
    shown = picture(never)
    assert rung(never.runs[0])[0].heard.tolist() == [np.inf] and "1 of them unheard" in shown.sentence
    assert shown.rows[0][-1] == "not yet"


def test_flaky_work_rings_again_and_again() -> None:
    many = compared(WATCHED.but(alarm_period_s=60.0), plan=faults.flaky(0.05))
    (one,) = rung(many.runs[0])
    assert len(one.rings) > 10 and np.isfinite(one.heard).mean() > 0.9
    assert not len(rung(compared(WATCHED.but(alarm_above=20), plan=faults.flaky(0.05)).runs[0])[0].rings)
    assert f"rang {len(one.rings)} times" in picture(many).sentence


def test_who_has_none_says_so_and_who_never_rang() -> None:
    shown = picture(compared(WATCHED.but(alarm_above=100_000), QueueFleet()))
    check(shown)
    assert [row[:2] for row in shown.rows] == [("EventDriven", "process errors"), ("QueueFleet", NO_ALARM)]
    assert "never rang" in shown.sentence and f"QueueFleet has {NO_ALARM}" in shown.sentence


def test_marks_stand_where_it_counted() -> None:
    shown = picture(compared(WATCHED), (NOON_S - 3_600, NOON_S + 7_200))
    marks = {trace["name"].removeprefix("EventDriven "): trace for trace in shown.data}
    (one,) = rung(compared(WATCHED).runs[0])
    for name in (RINGS, HEARD):
        assert unpacked(marks[name]["y"]).tolist() == one.counted.at(one.rings).tolist()
    assert marks[LIMIT]["y"] == [0, 0]
    outside = picture(compared(WATCHED), (0.0, 3_600.0))
    assert not len(unpacked({t["name"]: t for t in outside.data}[f"EventDriven {RINGS}"]["y"]))
