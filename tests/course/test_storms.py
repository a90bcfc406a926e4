"""Storms of retries: what is run, what is read off it, and what helps."""

import numpy as np
import pytest

from archlib.course import chaos
from archlib.course.chaos import Experiment, conducted
from archlib.course.recovery import back_s, good_after, is_back, seconds, tries_each
from archlib.course.remedies import ABOUT, REMEDIES, all_tried, pairs, remedied, tried
from archlib.course.storms import BEFORE_S, Storm, run, run_of
from archlib.errors import EngineError, ParameterError
from archlib.outcome.trace import Reason


def test_a_storm_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    one, same, other = (run(Storm(seed=seed)).trace for seed in (1, 1, 2))
    assert one.ack.tobytes() == same.ack.tobytes()
    assert len(one.ack) != len(other.ack)


def test_seconds_count_every_request_and_every_try() -> None:
    found, trace = seconds(run_of(Storm())), run_of(Storm()).trace
    assert found.came.sum() == len(trace.arrive)
    assert found.tries.sum() <= len(trace.visits) and found.tries.sum() > 3 * found.came.sum()
    before = found.came[: int(BEFORE_S)].sum()
    assert found.good[: int(BEFORE_S)].sum() == pytest.approx(before, abs=2)
    assert found.good[int(BEFORE_S) + 2 :].sum() == 0 and (found.served[:9] == 1).all()


def test_what_is_refused_at_once_leaves_no_storm() -> None:
    refused = Storm(trigger="refuses")
    assert back_s(refused) == 0.0
    assert Reason.THROTTLED in run_of(refused).trace.reason
    assert good_after(refused) == pytest.approx(1.0, abs=0.05)


def test_a_run_that_would_take_minutes_is_refused_in_words() -> None:
    with pytest.raises(
        ParameterError, match=r"Storm.layers=4 layers is refused: layers x retries x load .* Lower the load"
    ):
        Storm(layers=4, retries=5)
    assert Storm(layers=4, per_s=0.3).worst == 256


def test_a_storm_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archlib.engine.driver.CHUNK", 1_000)  # events between two questions whether to go on
    with pytest.raises(EngineError, match="cancelled"):
        run(Storm(), lambda share: bool(share < 0.5))


def test_is_back_agrees_with_the_long_watch() -> None:
    for per_s, retries in ((20.0, 3), (24.0, 3), (30.0, 3), (70.0, 0), (45.0, 1), (60.0, 1)):
        storm = Storm(per_s=per_s, retries=retries, watch_s=200.0)
        assert is_back(storm) == (back_s(storm) is not None)


def test_remedies_that_take_tries_away_or_serve_who_still_waits_work() -> None:
    storm = Storm()
    found = {name: tried(storm, name) for name in REMEDIES}
    assert {name for name, one in found.items() if not one.works} == {"pauses of 1 to 10 s", "drop after 1 s"}
    assert found["drop after 1 s"].text == "stuck" and found["line of 90"].text == "0 s"
    # dropping at the timeout serves those who give up during the work: some tenth gets an answer, as a rough model said
    assert 0.05 < good_after(remedied(storm, "drop after 1 s")) < 0.2
    assert tried(storm, "drop after 1 s", "retry budget").works
    assert not tried(storm, "circuit breaker", "pauses of 1 to 10 s").works
    assert set(ABOUT) == set(REMEDIES)


def test_a_budget_bounds_the_retries() -> None:
    storm = Storm(bucket=10)
    found = run_of(storm)
    good = int((found.trace.reason == Reason.OK).sum())
    retries = tries_each(storm) * len(found.trace.arrive) - len(found.trace.arrive)
    assert retries <= storm.bucket + storm.per_success * good


def test_pairs_leave_out_those_that_set_one_field_twice() -> None:
    made = pairs()
    n = len(REMEDIES)
    assert ("drop after 1 s", "drop after 0.9 s") not in made
    assert len(made) == n * (n + 1) // 2 - 1 and len(set(made)) == len(made)


def test_all_remedies_are_tried_and_can_be_stopped() -> None:
    told: list[float] = []
    storm = Storm(watch_s=20.0)
    found = all_tried(storm, told.append)
    assert [one.names for one in found] == list(pairs()) and told == sorted(told)
    with pytest.raises(EngineError, match="cancelled after 3"):
        all_tried(storm, lambda share: share < 3 / len(pairs()))


def test_without_jitter_those_who_were_refused_come_back_in_step() -> None:
    even = Storm(per_s=30.0, retries=4, pause_s=5.0, jitter=0.0, outage_s=5.0, trigger="refuses", watch_s=40.0)
    together, spread = (seconds(run_of(even.but(jitter=j))).tries for j in (0.0, 1.0))
    after = slice(int(even.end_s), int(even.end_s) + 5)
    assert together[after].mean() > 1.7 * even.per_s  # a copy of those who came during the outage, on top
    assert spread[after].mean() < together[after].mean()


# --- the chaos experiment ---


def test_one_of_ten_struck_is_felt_until_its_health_check_has_failed() -> None:
    found = conducted(Experiment())
    assert found.control.worst == 1.0 and not found.holds
    assert found.abort_s is None and found.aborted is None
    assert found.full.failed == 2 and set(found.radius.values()) == {0.0}


def test_a_queue_keeps_the_hypothesis_for_uploads_and_not_for_processing() -> None:
    struck = Experiment(system="queue and fleet", scope="all")
    assert conducted(struck).holds
    process = conducted(struck.but(feature="process"))
    assert not process.holds and process.full.worst == 0.0
    assert process.radius == {"upload": 0.0, "process": 30.0, "manage": 0.0}


def test_ending_it_at_the_abort_condition_saves_requests() -> None:
    found = conducted(Experiment(scope="all", minutes=60))
    assert found.abort_s is not None and found.aborted is not None
    assert found.aborted.minutes == (found.abort_s - 3600) / 60 + 1
    assert 0 < found.aborted.failed < found.full.failed / 10
    slower = conducted(Experiment(scope="all", minutes=60, react_min=10)).aborted
    assert slower is not None and slower.failed > found.aborted.failed


def test_who_watches_is_counted_by_the_strip() -> None:
    found = conducted(Experiment(system="monolith", scope="all", feature="manage"))
    assert found.full.failed == pytest.approx(30 * 60 * 1.0)  # one a second at that hour
    assert found.full.came == pytest.approx(4 * 3600)


ABSENT = {("load balanced", "queue"), ("monolith", "queue"), ("monolith", "store")}
STRUCK = [(system, part) for system in chaos.SYSTEMS for part in chaos.PARTS]


@pytest.mark.parametrize(("system", "strikes"), STRUCK)
def test_every_system_can_be_struck_wherever_it_has_something(system: str, strikes: str) -> None:
    for effect in ("down", "wrong answers", "slow"):
        if (system, strikes) in ABSENT or (strikes in chaos.RENTED and effect == "slow"):
            with pytest.raises(ParameterError, match=r"has no .* of its own|does no work that could take longer"):
                Experiment(system=system, strikes=strikes, effect=effect)  # type: ignore[arg-type]
            continue
        found = conducted(Experiment(system=system, strikes=strikes, effect=effect, scope="all", minutes=5))  # type: ignore[arg-type]
        assert np.isfinite(found.full.share).all() and 0 <= found.full.worst <= 1


@pytest.mark.parametrize("strikes", ["queue", "store"])
def test_what_is_rented_and_struck_is_felt(strikes: str) -> None:
    found = conducted(Experiment(system="queue and fleet", strikes=strikes, minutes=5))  # type: ignore[arg-type]
    assert not found.holds and found.full.failed > 0


def test_a_part_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(ParameterError, match=r"balanced has no queue of its own.*upload, process, manage or store"):
        Experiment(strikes="queue")
