"""The scenario: what is compared, and how it is saved."""

import contextlib
import json
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib import faults
from archlib._version import __version__
from archlib.errors import ArchlibError, DataError, ParameterError
from archlib.scenario import Scenario
from archlib.workload import Workload

WEEK = Workload.evening_peak(base_per_hour=6, peak_per_hour=120, days=7)
FULL = Scenario(WEEK, faults=faults.standard_week() + faults.service_levels(), seed=3, horizon_s=500_000.0)


def test_the_canonical_scenario():
    scenario = Scenario(WEEK, faults=faults.standard_week(), seed=1)
    assert scenario.horizon_s == WEEK.horizon_s == 7 * 86_400
    assert np.array_equal(scenario.arrivals(), WEEK.arrivals(1))


def test_defaults_are_no_faults_and_seed_one():
    scenario = Scenario(load=WEEK)
    assert (scenario.faults, scenario.seed) == (faults.none(), 1)


def test_a_shorter_horizon_cuts_the_arrivals():
    short = Scenario(WEEK, horizon_s=86_400.0)
    whole = WEEK.arrivals(1)
    assert np.array_equal(short.arrivals(), whole[whole < 86_400])


def test_a_horizon_that_was_the_loads_follows_a_new_load():
    day = WEEK.but(days=1)
    assert Scenario(WEEK).but(load=day).horizon_s == 86_400
    assert Scenario(WEEK, horizon_s=3_600).but(load=day).horizon_s == 3_600
    assert Scenario(WEEK).but(seed=2).horizon_s == WEEK.horizon_s
    with pytest.raises(ParameterError, match="the load ends"):
        Scenario(WEEK, horizon_s=200_000.0).but(load=day)


@pytest.mark.parametrize(("fields", "match"), [
    ({"load": None}, "load=None .*not a Workload"),
    ({"load": 6}, "load=6 .*not a Workload"),
    ({"load": WEEK.to_dict()}, "not a Workload"),
    ({"faults": None}, "faults"),
    ({"faults": faults.standard_week().scheduled}, "faults"),
    ({"seed": -1}, "seed=-1"),
    ({"seed": 2**32}, "seed=4294967296"),
    ({"seed": 1.0}, "seed=1.0 is not a whole number"),
    ({"seed": "1"}, "seed='1'"),
    ({"seed": True}, "seed=True"),
    ({"horizon_s": 0.0}, "horizon_s=0.0 .*unit s"),
    ({"horizon_s": -1.0}, "horizon_s=-1.0"),
    ({"horizon_s": np.nan}, "horizon_s=nan"),
    ({"horizon_s": np.inf}, "horizon_s=inf"),
    ({"horizon_s": "7"}, "horizon_s='7'"),
    ({"horizon_s": 604_801.0}, "horizon_s=604801.0 s .*the load ends at 604800 s"),
    ({"days": 7}, "no field 'days'"),
])  # fmt: skip
def test_what_is_no_scenario_is_refused(fields, match):
    with pytest.raises(ParameterError, match=match):
        Scenario(**({"load": WEEK} | fields))


def test_a_scenario_without_a_load_is_refused():
    with pytest.raises(ParameterError, match="load=None"):
        Scenario()


# --- saved ---


def test_a_scenario_comes_back_from_json():
    again = Scenario.from_json(FULL.to_json())
    assert again == FULL
    assert again.hash == FULL.hash
    assert np.array_equal(again.arrivals(), FULL.arrivals())
    assert Scenario.from_json(FULL.to_json().encode()) == FULL


def test_the_text_carries_versions_and_no_more_than_data():
    plain = json.loads(FULL.to_json(prices="teaching"))
    assert (plain["format"], plain["archlib"], plain["numpy"]) == (1, __version__, np.__version__)
    assert plain["prices"] == "teaching"
    assert Scenario.from_json(FULL.to_json(prices="teaching")).hash == FULL.hash


@given(
    load=st.sampled_from([
        Workload.homogeneous(per_hour=0),
        Workload.diurnal(days=0.3, sizes=("360p",)),
        Workload.launch_spike(distribution="exponential"),
        Workload.from_counts([0.1, 7, 0], period=61.7, mode="exact", scale=0.3),
    ]),
    plan=st.sampled_from([faults.none(), faults.drawn(0.9, host=0.5, common_cause=1), FULL.faults]),
    seed=st.integers(0, 2**32 - 1),
    share=st.floats(0.01, 1),
)  # fmt: skip
def test_any_scenario_comes_back_from_json(load, plan, seed, share):
    scenario = Scenario(load, faults=plan, seed=seed, horizon_s=share * load.horizon_s)
    again = Scenario.from_json(scenario.to_json())
    assert again == scenario
    assert again.hash == scenario.hash
    assert again.to_json() == scenario.to_json()


def test_each_part_moves_the_hash():
    others = [FULL.but(load=WEEK.but(master_cv=0.4)), FULL.but(faults=faults.none()), FULL.but(seed=4)]
    others.append(FULL.but(horizon_s=500_001.0))
    assert len({scenario.hash for scenario in [FULL, *others]}) == 5


def test_another_process_finds_the_same_hash_and_the_same_arrivals():
    code = (
        "import sys; from archlib.scenario import Scenario; s = Scenario.from_json(sys.stdin.read());"
        "print(s.hash, repr(float(s.arrivals().sum())))"
    )
    run = subprocess.run([sys.executable, "-c", code], input=FULL.to_json(), capture_output=True, text=True, check=True)
    assert run.stdout.split() == [FULL.hash, repr(float(FULL.arrivals().sum()))]


def changed(**changes):
    return json.dumps(json.loads(FULL.to_json()) | changes)


def without(name):
    plain = json.loads(FULL.to_json())
    del plain[name]
    return json.dumps(plain)


@pytest.mark.parametrize(("text", "match"), [
    ("", "not JSON"),
    ("{", "not JSON"),
    (b"\xff\xfe{", "not JSON"),
    (b"\x80", "not JSON"),
    (None, "not JSON"),
    (7, "not JSON"),
    ("[" * 100_000, "not JSON"),
    ("1" * 10_000, "not JSON"),
    ("[]", r"holds \[\], not an object"),
    ("null", "holds None"),
    ("{}", "format=None"),
    (changed(format=2), "format=2 cannot be read"),
    (changed(format="1"), "format='1'"),
    (changed(format=True), "format=True"),
    (changed(code="import os"), r"unknown \['code'\]"),
    (without("load"), r"missing \['load'\]"),
    (without("faults"), r"missing \['faults'\]"),
    (without("seed"), r"missing \['seed'\]"),
    (without("horizon_s"), r"missing \['horizon_s'\]"),
    (changed(load={"kind": "tsunami"}), "kind='tsunami' is unknown"),
    (changed(load=[]), "kind"),
    (changed(faults=[]), "faults are a mapping"),
    (FULL.to_json().replace("500000.0", "NaN"), "NaN is not a number"),
    (FULL.to_json().replace("500000.0", "-Infinity"), "-Infinity is not a number"),
    (FULL.to_json().replace('"seed": 3', '"seed": 3, "seed": 4'), "'seed' is written twice"),
    (FULL.to_json().replace('"days": 7.0', '"days": 7.0, "days": 1.0'), "'days' is written twice"),
])  # fmt: skip
def test_a_text_that_is_no_scenario_is_refused(text, match):
    with pytest.raises(DataError, match=match):
        Scenario.from_json(text)


@pytest.mark.parametrize(("text", "match"), [
    (FULL.to_json().replace("500000.0", "1e999"), "horizon_s=inf"),
    (FULL.to_json().replace("500000.0", "1" + "0" * 400), "horizon_s=1000"),
    (changed(seed="3"), "seed='3'"),
    (changed(seed=10**30), "seed=1000"),
    (FULL.to_json().replace('"days": 7.0', '"days": 1e300'), "days=1e"),
    (FULL.to_json().replace('"days"', '"day"'), "no field 'day'"),
    (FULL.to_json().replace('"process"', '"proces"'), "role='proces'"),
])  # fmt: skip
def test_a_value_outside_its_bounds_is_refused_by_name(text, match):
    with pytest.raises(ParameterError, match=match):
        Scenario.from_json(text)


NAMES = st.sampled_from(["format", "load", "kind", "faults", "scheduled", "drawn", "seed", "horizon_s"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner),
    max_leaves=8,
)


@given(st.text(max_size=40) | JSON.map(json.dumps))
def test_any_text_is_refused_in_our_words(text):
    with pytest.raises(ArchlibError):
        Scenario.from_json(text)


@given(st.dictionaries(NAMES, JSON, min_size=1))
def test_a_scenario_with_anything_in_a_place_is_read_or_refused_in_our_words(changes):
    plain = json.loads(FULL.to_json())
    for name, value in changes.items():
        for part in (plain, plain["load"], plain["faults"]):
            if isinstance(part, dict) and name in part:
                part[name] = value
    with contextlib.suppress(ArchlibError):
        assert 0 < Scenario.from_json(json.dumps(plain)).horizon_s <= WEEK.horizon_s


def test_a_horizon_of_less_than_a_second_is_refused():
    with pytest.raises(ParameterError, match=r"horizon_s=0.5 is outside 1 <= horizon_s"):
        Scenario(Workload.homogeneous(), horizon_s=0.5)
