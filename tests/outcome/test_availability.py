"""Shares by time, by requests and by the deadline, from runs worked out by hand."""

import pytest

import archlib as al
from archlib.errors import ParameterError
from archlib.outcome.availability import Availability, ready_within
from archlib.outcome.trace import Reason
from tests.outcome.made import DAY_S, box, fleet, run_of, scenario, trace_of


def of(trace, topology=None, **load):
    """Availability of a trace by hand, with strips of an architecture that never failed."""
    topology = topology or box()
    calm = run_of(topology)
    return Availability(topology, scenario(**load), trace, calm.strips)


def test_no_request_is_no_failure():
    good = run_of(fleet(), watch_per_s=0.0, watch_peak_per_s=0.0).availability
    for feature in ("upload", "process", "manage"):
        assert (good[feature].request_share, good[feature].attempted, good[feature].reasons) == (1.0, 0, {})
    assert good["process"].deadline_share == 1.0
    assert good["upload"].deadline_share is None


def test_accepted_and_never_ready_is_a_failure_of_process_only():
    ok, lost = Reason.OK, Reason.DEAD_LETTERED
    trace = trace_of(4, reason=[ok, ok, ok, Reason.NO_ROOM], fate=[ok, lost, Reason.EXPIRED, Reason.NO_ROOM],
                     ready=[5.0, float("nan"), float("nan"), float("nan")], horizon_s=DAY_S)  # fmt: skip
    good = of(trace)
    assert good["upload"].request_share == 3 / 4
    assert good["process"].request_share == good["process"].deadline_share == 1 / 4
    assert good["upload"].reasons == {"no room": 1}
    assert good["process"].reasons == {"no room": 1, "expired": 1, "dead-lettered": 1}
    assert good.worst.feature == "process"


def test_given_up_and_finished_all_the_same_is_a_failure_of_upload_only():
    trace = trace_of(1, reason=[Reason.TIMED_OUT], fate=[Reason.OK], ready=[5.0], horizon_s=DAY_S)
    good = of(trace)
    assert (good["upload"].request_share, good["process"].deadline_share) == (0, 1)
    assert good.worst.feature == "upload"


def test_ready_too_late_is_ready_but_not_in_time():
    trace = trace_of(3, arrive=[0.0, 10.0, 20.0], ready=[50.0, 60.001, 500.0], fate=[0, 0, 0], reason=[0, 0, 0],
                     horizon_s=DAY_S, deadline_s=50.0)  # fmt: skip
    good = of(trace)["process"]
    assert (good.request_share, good.deadline_share) == (1, 1 / 3)
    assert good.reasons == {"ready after the deadline": 2}
    assert ready_within(trace, 50.001).tolist() == [True, True, False]


def test_an_hour_at_the_peak_costs_more_requests_than_an_hour_at_night():
    # 19 h at 1/s and 5 h at 5/s are 44 h of night (X19)
    peak = run_of(box(), faults=al.faults.down("process", 19, 1), watch_peak_per_s=5.0).availability["manage"]
    night = run_of(box(), faults=al.faults.down("process", 3, 1), watch_peak_per_s=5.0).availability["manage"]
    assert peak.time_share == night.time_share == pytest.approx(23 / 24)
    assert peak.request_share == pytest.approx(1 - 5 / 44)
    assert night.request_share == pytest.approx(1 - 1 / 44)
    assert peak.attempted == pytest.approx(44 * 3600)
    assert peak.reasons == {"day 1 19:00 process down": pytest.approx(5 * 3600)}


def test_a_degraded_feature_serves():
    run = run_of(box(instances=2), faults=al.faults.down("process", 1, 1, instance=0))
    assert run.availability["upload"].time_share == run.availability["manage"].request_share == 1


def test_down_all_the_time_is_zero():
    run = run_of(box(), [5.0], faults=al.faults.down("upload", 0, 48))
    for feature in ("upload", "process", "manage"):
        assert run.availability[feature].time_share == 0
        assert run.availability[feature].request_share == 0


def test_what_is_under_way_at_the_horizon_may_still_become_ready():
    run = run_of(box(), [DAY_S - 1], {"transcode": 100.0}, deadline_s=200.0)
    assert run.availability["process"].deadline_share == 1
    run = run_of(box(), [DAY_S - 1], {"transcode": 100.0}, deadline_s=50.0)
    assert run.availability["process"].reasons == {"unfinished": 1}


def test_tables_have_text_where_there_is_no_number():
    run = run_of(fleet(), faults=al.faults.drawn(0.9))
    table = run.availability.table()
    assert table.columns.tolist() == [
        "feature", "time_share", "request_share", "deadline_share", "closed_form", "downtime_h_per_year",
        "closed_form_h_per_year",
    ]  # fmt: skip
    assert table["deadline_share"].tolist() == ["no deadline", 1.0, "no deadline"]
    assert not table.isna().any().any()
    upload = table.set_index("feature").loc["upload"]
    assert upload["downtime_h_per_year"] == pytest.approx((1 - upload["time_share"]) * 8760)
    assert upload["closed_form_h_per_year"] == pytest.approx((1 - 0.9) * 8760)


def test_every_failed_request_has_a_reason():
    load = al.Workload.evening_peak(days=3)
    for architecture in (
        al.Monolith(room=0),
        al.Tiers(timeout_s=300.0),
        al.QueueFleet(max_workers=2, retention_s=3600.0),
    ):
        good = al.simulate(architecture, al.Scenario(load, faults=al.faults.standard_week())).availability
        for feature in good:
            failed = {k: n for k, n in good[feature].reasons.items() if k != "ready after the deadline"}
            assert sum(failed.values()) == pytest.approx(good[feature].attempted - good[feature].good)
        rows = good.reasons_table()
        assert rows.columns.tolist() == ["feature", "reason", "requests"]
        assert rows["requests"].sum() > 0


def test_a_wrong_feature_is_answered_with_the_right_ones():
    with pytest.raises(ParameterError, match=r"no feature 'uploads'.*did you mean 'upload'.*manage, process"):
        run_of(box()).availability["uploads"]
    assert run_of(box()).availability.get("uploads") is None


def test_a_horizon_before_the_loads_end_cuts_all():
    load = al.Workload.homogeneous(per_hour=60, days=2, watch_per_s=1.0, watch_peak_per_s=1.0)
    faults = al.faults.down("process", 11, 5)
    run = al.simulate(al.Monolith(), al.Scenario(load, faults=faults, horizon_s=43_200.0), compiled=False)
    assert run.availability["manage"].attempted == pytest.approx(43_200)
    assert run.availability["manage"].request_share == run.availability["manage"].time_share == pytest.approx(11 / 12)
    assert run.bill.items[0].quantity == pytest.approx(12)
    assert run.jobs.arrive_s.max() < 43_200
