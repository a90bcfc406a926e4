"""Numbers of a run without bill and strips against those of the full run."""

import pytest

import archlib as al
from archlib.architectures import COURSE
from archlib.maps.contest import Level
from archlib.maps.loads import load
from archlib.maps.trials import Trials, Week
from archlib.outcome.lean import Lean
from archlib.prices import teaching
from archlib.sizing.dials import at, dials
from archlib.sizing.guess import guess, tops

DEADLINES_S = (720.0, 3600.0, 28_800.0)


def trials_of(kind: type[al.Architecture], volume: float, peak: float) -> Trials:
    scenario = al.Scenario(load(volume, peak), faults=al.faults.honest_week(), seed=2)
    turned = dials(kind(), tops(kind(), [scenario], DEADLINES_S[-1]))
    return Trials(kind(), turned, [Week.of(scenario, DEADLINES_S[-1])], DEADLINES_S, teaching())


@pytest.mark.parametrize("kind", COURSE)
@pytest.mark.parametrize(("volume", "peak"), [(0, 1), (300, 1), (8000, 12)])
def test_lean_numbers_are_those_of_the_full_run_at_each_deadline(kind, volume, peak):
    trials = trials_of(kind, volume, peak)
    scenario = trials.weeks[0].scenario
    for point in {guess(kind(), trials.dials, [scenario]), tuple(0 for _ in trials.dials)}:
        if trials.refused(point):
            continue
        lean = trials.run(point, 0)
        for number, deadline_s in enumerate(DEADLINES_S):
            contract = al.Contract(upload=0.97, ready_share=0.97, manage=0.97, deadline_s=deadline_s)
            one = at(kind(), trials.dials, point)
            run = al.simulate(one, scenario, prices=teaching(), contract=contract)
            verdict = contract.verdict(run)
            assert lean.usd == run.bill.total
            missed = {c.name: c.bound - c.value for c in verdict.clauses if not c.ok}
            assert Level(0.97, number).shortfalls(lean) == missed
            assert (lean.asked, lean.served) == (run.availability["manage"].attempted, run.availability["manage"].good)


def test_a_size_is_run_once_a_seed_whoever_asks():
    trials = trials_of(al.Functions, 300, 1)
    point = (2,)
    assert not trials.refused(point)
    assert trials.run(point, 0) is trials.run(point, 0)
    assert trials.made == 1


def test_what_lacks_a_door_to_manage_has_no_such_clause():
    nothing = Lean(1.0, 10, 10, (10,), 0.0, 0.0, False)
    assert Level(1.0, 0).kept(nothing)
    assert Level(1.0, 0).shortfalls(nothing._replace(manages=True, asked=4.0, served=3.0)) == {"manage": 0.25}


def test_without_videos_all_clauses_of_videos_are_kept():
    assert Level(1.0, 0).kept(Lean(1.0, 0, 0, (0,), 0.0, 0.0, True))
