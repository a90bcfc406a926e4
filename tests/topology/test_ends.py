"""What may lead where: every edge between every two kinds of station."""

import pytest

from archlib.errors import TopologyError
from archlib.topology import (
    Alert,
    Call,
    Delivery,
    Entry,
    Forward,
    Function,
    Get,
    Invoke,
    Notify,
    Publish,
    Put,
    Queue,
    Receive,
    Rule,
    Send,
    Use,
    Watch,
)  # fmt: skip
from archlib.topology.ends import check_ends
from tests.topology.words import STATIONS, UPLOADED, invoking

BY_NAME = {s.name: s for s in STATIONS.values()}
MAY = {  # edge: kinds it may start at, kinds it may lead to
    "call": ("Pool Fleet Function", "Pool Fleet Function Balancer"),
    "send": ("Pool Fleet Function", "Queue"),
    "put": ("Pool Fleet Function", "Store"),
    "get": ("Pool Fleet Function", "Store"),
    "use": ("Pool Fleet Function", "Service"),
    "invoke": ("Pool Fleet Function", "Pool Fleet Function Balancer Queue"),
    "publish": ("Pool Fleet Function", "Bus"),
    "notify": ("Store", "Bus"),
    "watch": ("Queue Function", "Alarm"),
    "alert": ("Alarm", "Bus"),
    "receive": ("Queue", "Pool Fleet Function"),
    "forward": ("Balancer", "Pool"),
    "rule": ("Bus", "Pool Fleet Function Balancer Queue"),
}
MAKE = {
    "call": Call, "send": Send, "put": Put, "get": Get, "use": Use, "invoke": Invoke, "receive": Receive,
    "forward": Forward, "publish": lambda a, b: Publish(a, b, "uploaded"), "rule": lambda a, b: Rule(a, b, UPLOADED),
    "notify": Notify, "watch": Watch, "alert": Alert,
}  # fmt: skip


def article(kind):
    return "an" if kind == "Alarm" else "a"


@pytest.mark.parametrize("source", STATIONS)
@pytest.mark.parametrize("target", STATIONS)
@pytest.mark.parametrize("verb", MAY)
def test_an_edge_joins_the_kinds_it_may(verb, source, target):
    edge = MAKE[verb](STATIONS[source].name, STATIONS[target].name)
    sources, targets = (kinds.split() for kinds in MAY[verb])
    if source in sources and target in targets:
        check_ends(BY_NAME, [edge])
        return
    with pytest.raises(TopologyError) as error:
        check_ends(BY_NAME, [edge])
    at, kinds = (target, targets) if target not in targets else (source, sources)
    assert f"{article(at)} {at}" in str(error.value) and " or ".join(kinds) in str(error.value)


@pytest.mark.parametrize("target", STATIONS)
def test_a_door_leads_to_what_can_be_called_or_to_a_queue(target):
    if target in ("Pool", "Fleet", "Function", "Balancer", "Queue"):
        check_ends(BY_NAME, [Entry("upload", STATIONS[target].name)])
    else:
        with pytest.raises(
            TopologyError, match=f"leads to '{target.lower()}', {article(target)} {target}; it must lead to a Pool or"
        ):
            check_ends(BY_NAME, [Entry("upload", STATIONS[target].name)])


def test_an_end_that_is_no_station_is_named_with_the_nearest():
    with pytest.raises(TopologyError, match="edge 'pool>fleat' names no station: 'fleat'; did you mean 'fleet'"):
        check_ends(BY_NAME, [Call("pool", "fleat")])
    with pytest.raises(TopologyError, match="names no station: 'pol'; did you mean 'pool'"):
        check_ends(BY_NAME, [Call("pol", "fleet")])


@pytest.mark.parametrize(("name", "match"), [
    ("deed", "leaves dead letters to no station: 'deed'; did you mean 'dead'"),
    ("fn", r"leaves dead letters to 'fn', a Function .*make it Queue\('fn', dead_letters=True\)"),
    ("jobs", "leaves dead letters to 'jobs', a Queue"),
])  # fmt: skip
def test_dead_letters_need_a_queue_that_keeps_them(name, match):
    stations = (Function("fn"), Queue("dead", dead_letters=True), Queue("jobs"))
    with pytest.raises(TopologyError, match=match):
        invoking(Invoke("box", "fn", Delivery(dead_letters=name)), *stations)


def test_dead_letters_are_kept():
    kept = Queue("dead", dead_letters=True)
    made = invoking(Invoke("box", "fn", Delivery(dead_letters="dead")), Function("fn"), kept)
    assert made["dead"] is kept
