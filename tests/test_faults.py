"""Scheduled faults: what may be said, what the ready-made ones say, and how all are saved."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlib import faults
from archlib.data import data_dir, read_facts
from archlib.errors import DataError, ParameterError
from archlib.faults import ROLES, Drawn, Fault, Faults, Mishap
from archlib.params import Params

# --- scheduled faults ---


@pytest.mark.parametrize("fields", [
    {"role": "process"},
    {"role": "process", "instance": 0},
    {"role": "store", "zone": 1, "effect": "error"},
    {"role": "upload", "effect": "slow", "factor": 3},
    {"role": "process", "effect": "no_launch"},
    {"role": "function", "effect": "throttle"},
    {"role": "orchestrator"},
    {"part": "host", "host": 0},
    {"part": "host", "zone": 0},
    {"part": "host", "role": "manage", "instance": 2},
    {"part": "host", "host": 4, "effect": "slow", "factor": 1.5},
])  # fmt: skip
def test_what_can_be_said(fields):
    fault = Fault(**fields, start_s=60, duration_s=30)
    assert fault.end_s == 90
    assert Faults.from_dict(Faults(scheduled=(fault,)).to_dict()).scheduled == (fault,)


@pytest.mark.parametrize(("fields", "match"), [
    ({}, r"role=None .*names a role"),
    ({"role": "proces"}, r"role='proces' .*did you mean 'process'"),
    ({"role": "process", "host": 1}, r"host=1 .*no host"),
    ({"role": "process", "instance": 1, "zone": 0}, r"zone=0 .*one scope"),
    ({"role": "process", "effect": "slow"}, r"factor=None .*1 < factor"),
    ({"role": "process", "effect": "slow", "factor": 1}, r"factor=1 is outside 1 < factor <= 1000"),
    ({"role": "process", "factor": 2}, r"factor=2.0 .*only slow"),
    ({"role": "process", "effect": "no_launch", "instance": 3}, r"instance=3 .*all launches"),
    ({"role": "process", "effect": "no_launch", "zone": 3}, r"zone=3 .*all launches"),
    ({"role": "process", "effect": "throttle", "instance": 3}, r"instance=3 .*refuses all calls"),
    ({"role": "process", "effect": "throttle", "zone": 3}, r"zone=3 .*refuses all calls"),
    ({"part": "host", "host": 1, "effect": "throttle"}, r"effect='throttle' .*down or slow"),
    ({"role": "process", "effect": "burn"}, r"effect='burn' is not one of"),
    ({"part": "rack", "role": "process"}, r"part='rack' is not one of"),
    ({"part": "host"}, r"host=\{\} .*exactly one"),
    ({"part": "host", "host": 1, "zone": 0}, r"exactly one"),
    ({"part": "host", "host": 1, "role": "manage", "instance": 0}, r"exactly one"),
    ({"part": "host", "role": "manage"}, r"instance=None .*Give instance="),
    ({"part": "host", "instance": 0}, r"role=None .*Give role="),
    ({"part": "host", "host": 1, "effect": "error"}, r"effect='error' .*down or slow"),
    ({"part": "host", "host": 1, "effect": "no_launch"}, r"effect='no_launch' .*down or slow"),
    ({"role": "process", "instance": -1}, r"instance=-1"),
    ({"role": "process", "instance": 1.0}, r"instance=1.0 is not a whole number"),
    ({"role": "process", "duration_s": 0}, r"duration_s=0 .*unit s"),
    ({"role": "process", "duration_s": np.inf}, r"duration_s=inf"),
    ({"role": "process", "start_s": -1}, r"start_s=-1"),
    ({"role": "process", "start_s": np.nan}, r"start_s=nan"),
    ({"role": "process", "start_s": "60"}, r"start_s='60'"),
    ({"role": "process", "begin_s": 60}, r"no field 'begin_s'"),
])  # fmt: skip
def test_what_cannot_be_said(fields, match):
    with pytest.raises(ParameterError, match=match):
        Fault(**fields)


def test_a_fault_has_a_name_even_without_a_label():
    assert Fault(role="process", instance=0).name == "process instance 0 down"
    assert Fault(role="store", zone=1, effect="slow", factor=2.5).name == "store zone 1 slow x2.5"
    assert Fault(part="host", role="manage", instance=2).name == "host under manage instance 2 down"
    assert Fault(part="host", host=3).name == "host 3 down"
    assert Fault(role="bus", label="the bus").name == "the bus"
    assert Fault(role="bus", effect="throttle").name == "bus throttle"


# --- ready-made ones ---


def test_the_standard_week_is_fs1_of_the_syllabus():
    def at(day, hour, minute=0):
        return ((day - 1) * 24 + hour) * 3_600 + minute * 60

    seen = [(f.part, f.role, f.instance, f.effect, f.start_s, f.duration_s) for f in faults.standard_week().scheduled]
    assert seen == [
        ("code", "process", None, "down", at(1, 20, 15), 30 * 60),
        ("code", "process", 0, "down", at(2, 12), 2 * 3_600),
        ("host", "manage", 0, "down", at(3, 10), 3_600),
        ("host", "upload", 0, "down", at(4, 19), 3_600),
    ]
    assert all(f.label for f in faults.standard_week().scheduled)
    assert faults.standard_week().drawn == ()


@pytest.mark.parametrize(("made", "fields"), [
    (faults.down("store", 1, 2), {"role": "store", "effect": "down"}),
    (faults.down("process", 1, 2, instance=3), {"role": "process", "effect": "down", "instance": 3}),
    (faults.error("queue", 1, 2, zone=1), {"role": "queue", "effect": "error", "zone": 1}),
    (faults.slow("process", 4, 1, 2, instance=0), {"role": "process", "effect": "slow", "factor": 4, "instance": 0}),
    (faults.throttle("store", 1, 2), {"role": "store", "effect": "throttle"}),
    (faults.no_launch(1, 2, "upload"), {"role": "upload", "effect": "no_launch"}),
    (faults.no_launch(1, 2), {"role": "process", "effect": "no_launch"}),
    (faults.host_down(1, 2, host=7), {"part": "host", "host": 7}),
    (faults.host_down(1, 2, zone=0), {"part": "host", "zone": 0}),
    (faults.host_down(1, 2, role="manage", instance=1), {"part": "host", "role": "manage", "instance": 1}),
])  # fmt: skip
def test_each_helper_makes_one_named_fault(made, fields):
    (fault,) = made.scheduled
    assert fault.but(label="") == Fault(**fields, start_s=3_600, duration_s=7_200)
    assert fault.label == fault.but(label="").name


@pytest.mark.parametrize("hours", [-1, np.nan, np.inf, "2", None, True, 10**400])
def test_hours_that_are_no_number_within_bounds_are_refused(hours):
    with pytest.raises(ParameterError, match="start_h="):
        faults.down("process", hours, 1)
    with pytest.raises(ParameterError, match="hours="):
        faults.down("process", 1, hours)


def test_no_time_at_all_and_an_unknown_role_are_refused():
    with pytest.raises(ParameterError, match="duration_s=0"):
        faults.down("process", 1, 0)
    with pytest.raises(ParameterError, match="role='database'"):
        faults.down("database", 1, 1)
    with pytest.raises(ParameterError, match="role: "):
        faults.down(3, 1, 1)


def test_none_is_empty_and_changes_nothing():
    assert faults.none() == Faults()
    assert faults.standard_week() + faults.none() == faults.standard_week()


def test_faults_are_joined_in_order():
    both = faults.standard_week() + faults.drawn(0.99) + faults.down("bus", 1, 1)
    assert [f.role for f in both.scheduled] == ["process", "process", "manage", "upload", "bus"]
    assert [d.role for d in both.drawn] == ["upload", "process", "manage"]
    with pytest.raises(TypeError):
        faults.standard_week() + both.scheduled[0]


def test_drawn_takes_a_number_or_a_mapping():
    made = faults.drawn({"queue": 0.9, "process": 0.8}, host=0.95, mttr_s=60, common_cause=0.1)
    assert [(d.part, d.role, d.availability, d.mttr_s, d.common_cause) for d in made.drawn] == [
        ("code", "queue", 0.9, 60, 0.1),
        ("code", "process", 0.8, 60, 0.1),
        ("host", None, 0.95, 60, 0.1),
    ]
    assert faults.drawn(host=0.9).drawn == (Drawn(part="host", availability=0.9),)
    assert faults.drawn() == faults.none()


def test_service_levels_are_those_of_the_data():
    levels = {item: row.value / 100 for item, row in read_facts(data_dir() / "service_levels.csv").items()}
    made = faults.service_levels(mttr_s=60)
    assert {d.role: d.availability for d in made.drawn} == {
        "queue": levels["SQS"], "store": levels["S3 Standard"], "bus": levels["EventBridge"],
        "balancer": levels["ALB"], "function": levels["Lambda"], "orchestrator": levels["Step Functions"],
    }  # fmt: skip
    assert all(0.9 < d.availability < 1 and d.mttr_s == 60 and d.effect == "down" for d in made.drawn)
    assert made.scheduled == made.mishaps == ()


def test_a_platform_fails_as_a_whole_and_a_service_by_itself():
    together = {d.role for d in faults.service_levels().drawn if d.common_cause == 1}
    assert together == {"function", "orchestrator"}
    assert {d.common_cause for d in faults.service_levels().drawn if d.role not in together} == {0}


def test_launches_fail_in_a_role_as_a_whole():
    made = faults.launch_failures(0.99, 60)
    assert [(d.role, d.effect, d.common_cause, d.availability, d.mttr_s) for d in made.drawn] == [
        (role, "no_launch", 1, 0.99, 60) for role in ("upload", "process", "manage")
    ]


def test_the_honest_week_adds_what_the_standard_week_spares():
    week = faults.honest_week(300)
    assert week.scheduled == faults.standard_week().scheduled and week.mishaps == ()
    assert week.drawn == faults.service_levels(300).drawn + faults.launch_failures(mttr_s=300).drawn
    assert faults.honest_week().drawn[0].mttr_s == 600


# --- saved ---


def values(spec):
    if spec.kind == "choice":
        some = st.sampled_from(spec.choices)
    elif spec.kind == "float":
        some = st.floats(spec.low, spec.high, exclude_min=spec.low_open)
    elif spec.kind == "int":
        some = st.integers(int(spec.low), int(spec.high))
    else:
        some = st.sampled_from(ROLES) if spec.name == "role" else st.text(max_size=20)
    return st.none() | some if spec.optional or spec.name == "role" else some


def any_of(model: type[Params]):
    return st.fixed_dictionaries({name: values(spec) for name, spec in model.specs().items()})


@settings(max_examples=300)
@given(st.sampled_from([Fault, Drawn, Mishap]).flatmap(lambda model: st.tuples(st.just(model), any_of(model))))
def test_any_fault_is_refused_in_our_words_or_comes_back_from_json(pair):
    model, fields = pair
    try:
        made = model(**fields)
    except ParameterError:
        return
    whole = Faults(**{{Fault: "scheduled", Drawn: "drawn", Mishap: "mishaps"}[model]: (made,)})
    assert Faults.from_dict(json.loads(json.dumps(whole.to_dict()))) == whole


@pytest.mark.parametrize("plain", [
    None, [], {"fixed": []}, {"scheduled": {}}, {"scheduled": [1]}, {"drawn": "x"}, {"scheduled": None},
    {"mishaps": {}}, {"mishaps": [1]},
])  # fmt: skip
def test_what_are_no_saved_faults_is_refused(plain):
    with pytest.raises(DataError, match="to_dict"):
        Faults.from_dict(plain)


def test_a_saved_fault_with_a_bad_field_is_refused():
    plain = faults.standard_week().to_dict()
    plain["scheduled"][1]["start_s"] = "noon"
    with pytest.raises(ParameterError, match="start_s='noon'"):
        Faults.from_dict(plain)
