import numpy as np

from archlib import faults
from archlib.architectures import QueueFleet
from archlib.compare import Comparison, compare
from archlib.course.fleets import even, fixed, lone
from archlib.lab.figures.deliveries import MOST, TIMES, counted, in_vain, picture
from archlib.scenario import Scenario
from tests.lab.figures.reading import check


def one(made: QueueFleet, scenario: Scenario) -> Comparison:
    return compare([made], scenario)


def test_a_short_timeout_is_seen_as_deliveries() -> None:
    shown = picture(one(fixed(8, visibility_s=120.0), Scenario(lone(2))))
    check(shown)
    (bars,) = shown.data
    assert dict(zip(bars["x"], bars["y"], strict=True)) == {time: float(time == "3") for time in TIMES}
    assert "4 of 6" in shown.sentence
    assert shown.rows[0][1:] == ("0", "2", "4", "0", "0", "2")


def test_what_is_given_up_is_said() -> None:
    compared = one(fixed(3, max_receives=2, visibility_s=900.0), Scenario(even(6.0, 1), faults=faults.poison(1.0)))
    n = len(compared.runs[0].jobs)
    assert f"{n:,} were dead-lettered" in picture(compared).sentence
    assert in_vain(compared.runs[0]) == 2 * n


def test_a_video_that_is_ready_may_be_dead_lettered() -> None:
    """300 s of work, handed out at 0, 120 and 240 s: ready at 300 s, nobody may delete, and at 360 s it is given up."""
    made = fixed(8, visibility_s=120.0, stale_receipt_deletes=False)
    shown = picture(one(made, Scenario(lone(2))))
    assert "2 were dead-lettered (2 of these were ready already)" in shown.sentence
    assert shown.rows[0][1:] == ("0", "2", "4", "2", "2", "2")


def test_bars_are_shares_of_all_videos(week: Comparison) -> None:
    for label, run in zip(week.labels, week, strict=True):
        bars = next(t for t in picture(week).data if t["name"] == label)
        assert np.isclose(sum(bars["y"]), 1.0)
        assert counted(run).sum() == len(run.jobs)
        assert counted(run)[0] == np.count_nonzero(run.jobs.deliveries == 0)


def test_very_many_share_the_last_bar() -> None:
    run = one(fixed(9, visibility_s=20.0, max_receives=50), Scenario(lone())).runs[0]
    assert run.jobs.deliveries[0] > MOST
    assert counted(run)[MOST] == 1
