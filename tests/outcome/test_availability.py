"""Shares by time, by requests and by the deadline, from runs worked out by hand."""

import numpy as np
import pytest

import archlib as al
from archlib.errors import ParameterError
from archlib.outcome.availability import Availability, ready_within
from archlib.outcome.trace import Reason
from archlib.topology import Balancer, Call, Entry, Forward, Pool, Topology
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


# ---- watching through balancers ----

LB = al.LoadBalanced(manage_instances=2)  # a check each 30 s; 2 that fail, 5 that pass
ONE = al.faults.down("manage", 1, 1, instance=0)


def watched(architecture, faults, **load):
    """How manage did in a day of one request a second."""
    return run_of(architecture.topology(), faults=faults, **load).availability["manage"]


def test_half_of_the_requests_meet_a_dead_instance_until_it_is_known():
    found = watched(LB, ONE)
    assert found.time_share == 1
    assert found.reasons == {"no host": pytest.approx(30 / 2)}  # checks fail at 3,600 s and at 3,630 s
    assert found.request_share == pytest.approx(1 - 15 / 86_400)
    assert found.good == pytest.approx(found.attempted - 15)


def test_at_the_peak_more_of_them_are_lost():
    evening = al.faults.down("manage", 20, 1, instance=0)
    assert watched(LB, evening, watch_peak_per_s=5.0).reasons == {"no host": pytest.approx(5 * 15)}


@pytest.mark.parametrize("change", [{"check_every_s": 0.0}, {"policy": "central_queue"}])
def test_nothing_is_lost_where_a_failure_is_known_at_once(change):
    found = watched(LB.but(**change), ONE)
    assert (found.request_share, found.reasons) == (1, {})


def test_with_none_seen_healthy_all_are_tried():
    faults = ONE + al.faults.down("manage", 1, 2, instance=1)
    found = watched(LB, faults)
    # both are down for an hour; then the first is up again, and known to be when its fifth check passes, at 7,320 s
    assert found.time_share == pytest.approx(23 / 24)
    assert found.reasons == {
        "day 1 01:00 manage instance 1 down": pytest.approx(3600),
        "no host": pytest.approx(120 / 2),
    }


def test_three_of_ten_are_down_and_one_of_them_is_known():
    faults = al.faults.down("manage", 1, 1, instance=0)
    faults += al.faults.down("manage", 1.5, 1, instance=4) + al.faults.down("manage", 1.5, 1, instance=7)
    found = watched(LB.but(manage_instances=10), faults)
    assert found.reasons == {"no host": pytest.approx(30 / 10 + 30 * 2 / 9)}


def test_a_short_fault_between_two_checks_is_never_known():
    faults = al.faults.down("manage", 1 + 5 / 3600, 20 / 3600, instance=0)
    assert watched(LB, faults).reasons == {"no host": pytest.approx(20 / 2)}


def test_two_balancers_before_two_pools_lose_one_after_the_other():
    pools = [Pool(role, (role,), (), instances=2, hosts=role) for role in ("upload", "manage")]
    balancers = [Balancer(f"{pool.name} lb", numbers_from=k) for k, pool in enumerate(pools)]
    edges = (
        Entry("upload", "upload lb"), Entry("manage", "upload lb"), Call("upload", "manage lb", on="manage"),
        *(Forward(f"{pool.name} lb", pool.name) for pool in pools),
    )  # fmt: skip
    faults = ONE + al.faults.down("upload", 1, 1, instance=1)
    found = run_of(Topology((*pools, *balancers), edges), faults=faults).availability["manage"]
    assert found.reasons == {"no host": pytest.approx(30 * (1 - 0.5 * 0.5))}


def test_the_share_astray_is_what_befalls_requests_that_are_simulated():
    rng = np.random.default_rng(9)
    arrive = np.sort(rng.uniform(0, DAY_S, 15_000))
    pool = Pool("pool", ("upload",), (), instances=4, slots=100, hosts="box")
    topology = Topology((Balancer("lb", "random", 60.0, 3, 2), pool), (Entry("upload", "lb"), Forward("lb", "pool")))
    faults = al.faults.drawn({"upload": 0.7}, mttr_s=900.0)
    run = run_of(topology, arrive, faults=faults)
    odds = run.strips["upload"].astray.at(arrive)
    lost = int((run.trace.reason == Reason.NO_HOST).sum())
    assert 0.05 * len(arrive) < odds.sum() < 0.5 * len(arrive)
    assert abs(lost - odds.sum()) < 4 * np.sqrt((odds * (1 - odds)).sum())
    assert (run.trace.reason[odds == 0] == Reason.OK).all()
    assert (run.trace.reason[odds == 1] == Reason.NO_HOST).all()


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
