"""What must hold of every architecture under every scenario; `tests.engine` has what holds of queues and fleets."""

import numpy as np
from hypothesis import HealthCheck, given, settings

import archlib as al
from archlib.outcome.trace import Reason
from archlib.topology import Call, Entry, Fleet, Function, Invoke, Notify, Pool, Publish, Rule, instances_of
from tests.strategies import architectures, scenarios

EVERY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@EVERY
@given(architectures(), scenarios())
def test_every_architecture_keeps_the_rules(architecture, scenario):
    run = al.simulate(architecture, scenario)
    trace, topology = run.trace, run.topology
    every_video_has_one_fate(trace)
    for number, station in enumerate(topology.stations):
        if isinstance(station, (Pool, Fleet, Function)):
            nobody_works_where_nothing_is(trace, number, station)
    executions_stay_within_their_limits(trace, topology)
    tries_are_counted(trace, topology)


def every_video_has_one_fate(trace):
    """Answers and results come after the question, and each video is ready or has a reason not to be."""
    ready = np.isfinite(trace.ready)
    assert np.array_equal(ready, trace.fate == Reason.OK)
    assert np.array_equal(np.isfinite(trace.ack), trace.reason == Reason.OK)
    for column in (trace.ack, trace.start, trace.ready):
        assert not np.any((column < trace.arrive) | (column > trace.end_s))
    refused = (trace.reason != Reason.OK) & (trace.fate == Reason.UNFINISHED)
    assert np.all(trace.reason[refused] == Reason.UNFINISHED)


def nobody_works_where_nothing_is(trace, number, station):
    """Work begins after it came and at an instance that there can be; at one place there is one life at a time."""
    visits = trace.visits[trace.visits["station"] == number]
    assert np.all(visits["enter"] <= visits["start"])
    served = visits[np.isfinite(visits["start"])]
    assert np.all((served["place"] >= 0) & (served["place"] < instances_of(station)))
    assert np.all(served["start"] <= served["end"])
    lives = np.sort(trace.lives[trace.lives["station"] == number], order=["place", "launch"])
    again = lives["place"][1:] == lives["place"][:-1]
    assert np.all(lives["launch"][1:][again] >= lives["end"][:-1][again])


def executions_stay_within_their_limits(trace, topology):
    """Functions of one account together, each other one by itself, run no more at once than their limit."""
    groups = {}
    for number, station in enumerate(topology.stations):
        if isinstance(station, Function):
            groups.setdefault(station.account or station.name, (station.concurrency, []))[1].append(number)
    for limit, numbers in groups.values():
        visits = trace.visits[np.isin(trace.visits["station"], numbers) & np.isfinite(trace.visits["start"])]
        moments = np.concatenate([visits["end"], visits["start"]])
        steps = np.concatenate([-np.ones(len(visits)), np.ones(len(visits))])
        assert np.cumsum(steps[np.argsort(moments, kind="stable")]).max(initial=0) <= limit


def tries_are_counted(trace, topology):
    """Each video makes no more tries over an edge than the edge allows, parts and failures included."""
    n, parts = len(trace.arrive), 3
    for number, edge in enumerate(topology.edges):
        tried = trace.calls_ok[number] + trace.calls_failed[number]
        if isinstance(edge, Entry) and edge.feature == "upload":
            assert tried <= n * edge.policy.tries
        if isinstance(edge, Call):
            assert tried <= (parts * edge.policy.tries) * stays_begun(trace, topology.index[edge.source])
        if isinstance(edge, Publish):
            at_most = edge.most * n if edge.when == "failure" else stays_begun(trace, topology.index[edge.source])
            assert tried <= at_most
        if isinstance(edge, Invoke):
            assert trace.calls_ok[number] <= stays_begun(trace, topology.index[edge.source])
        if isinstance(edge, Rule):
            telling = [e for e in topology.edges if isinstance(e, (Publish, Notify))]
            events = [e for e in telling if edge in topology.rules_of(e)]
            assert trace.calls_ok[number] <= sum(trace.calls_ok[topology.edges.index(e)] for e in events)


def stays_begun(trace, number):
    """How many visits of a station got an instance."""
    return int(np.count_nonzero((trace.visits["station"] == number) & np.isfinite(trace.visits["start"])))
