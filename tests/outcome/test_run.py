"""A run as a whole: what is kept, what is charged again, what can be saved."""

import json
import subprocess
import sys

import pytest

import archlib as al
from archlib.prices import teaching

SCENARIO = al.Scenario(al.Workload.evening_peak(days=1), faults=al.faults.standard_week(), seed=5)
RUN = al.simulate(al.QueueFleet(max_workers=5), SCENARIO)


def test_what_went_in_is_kept():
    assert (RUN.architecture, RUN.label) == ("QueueFleet", "QueueFleet")
    assert RUN.parameters["max_workers"] == 5
    assert RUN.scenario == SCENARIO
    assert RUN.deadline_s == RUN.trace.deadline_s == al.Contract().deadline_s


def test_repricing_runs_nothing_again():
    parts = ("trace", "usage", "strips", "series", "availability", "jobs", "latency")
    known = [getattr(RUN, part) for part in parts]
    assert RUN.bill.total > 0
    cheap = RUN.reprice(teaching())
    assert all(getattr(cheap, part) is one for part, one in zip(parts, known, strict=True))
    assert cheap.bill.prices == cheap.prices == teaching()
    assert cheap.bill.total != RUN.bill.total
    assert cheap.reprice(RUN.prices).bill.total == RUN.bill.total


def test_repricing_before_anything_was_asked():
    fresh = al.simulate(al.Monolith(), SCENARIO)
    assert fresh.reprice(teaching()).bill.total == al.simulate(al.Monolith(), SCENARIO, prices=teaching()).bill.total


def test_a_recipe_is_json_and_makes_the_same_run():
    recipe = json.loads(json.dumps(RUN.recipe(), allow_nan=False))
    assert recipe["archlib"] == al.__version__
    assert recipe["scenario_hash"] == SCENARIO.hash
    assert (recipe["prices_hash"], recipe["prices_as_of"]) == (RUN.prices.hash, RUN.prices.as_of)
    assert recipe["deadline_s"] == RUN.deadline_s
    again = al.replay(recipe)
    assert again.trace.visits.tobytes() == RUN.trace.visits.tobytes()
    assert again.bill.total == RUN.bill.total
    assert again.recipe() == RUN.recipe()


def test_one_line_says_what_it_was():
    text = repr(RUN)
    assert "\n" not in text
    for part in ("QueueFleet", "24 h", "upload 1.0000", "manage", "$", "a ready video"):
        assert part in text


@pytest.mark.parametrize("architecture", [al.Monolith(), al.Tiers(), al.QueueFleet()])
def test_a_run_without_load(architecture):
    calm = al.Scenario(al.Workload.homogeneous(per_hour=0, days=0.5, watch_per_s=0, watch_peak_per_s=0))
    run = al.simulate(architecture, calm)
    assert len(run.jobs) == 0
    assert run.availability.worst.request_share == 1
    assert run.bill.total > 0
    assert "no video became ready" in repr(run)


def test_answers_need_no_pandas_and_no_numba():
    code = (
        "import sys, archlib as al;"
        "s = al.Scenario(al.Workload.homogeneous(per_hour=5, days=0.1));"
        "r = al.simulate(al.QueueFleet(), s, compiled=False);"
        "r.bill.total, [r.availability[f] for f in r.availability], r.story(0).text(), r.latency.mean(), repr(r);"
        "print([m for m in ('pandas', 'numba', 'plotly', 'ipywidgets') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
