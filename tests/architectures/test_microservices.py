"""Microservices (N05): one service that does all is the monolith; queues decouple; own stores fail apart."""

import numpy as np
import pytest

from archlib.architectures import Microservices, Monolith
from archlib.architectures.services import LINKS, SERVICES, Link, Microservice
from archlib.errors import ParameterError
from archlib.faults import Faults, Mishap, down, none
from archlib.topology import Balancer, Call, Fleet, Pool, Queue, Send, Service, Store, Use
from tests.architectures.runs import assert_same_jobs, ok_calls, run

CHAIN = (
    Link(source="upload", target="prepare"),
    Link(source="prepare", target="transcode", over_sizes=True),
    Link(source="prepare", target="catalogue"),
    Link(source="catalogue", target="notify", kind="queue"),
)


def like(monolith: Monolith) -> Microservices:
    """Return the mapping: one service of every role and column, no hop, one disk, one zone."""
    box = Microservice(
        name="box",
        plays=("upload", "process", "manage"),
        does=("transfer", "transcode", "catalogue"),
        replicas=monolith.replicas,
        instance=monolith.instance,
        room=monolith.room,
    )
    same = {name: getattr(monolith, name) for name in Microservices.model_fields if name in Monolith.model_fields}
    return Microservices(**{**same, "services": (box,), "links": (), "hop_s": 0.0, "stores": "disk", "zones": 1})


@pytest.mark.parametrize("fields", [{}, {"replicas": 3, "room": 2, "order": "lifo", "tries": 4, "shed_after_s": 9.0}])
def test_one_service_that_does_everything_is_the_monolith(fields):
    monolith = Monolith(**fields)
    ours, theirs = like(monolith).topology(), monolith.topology()
    assert (ours.stations, ours.edges) == (theirs.stations, theirs.edges)


@pytest.mark.parametrize(
    "faults", [none(), down("process", 1, 0.5), Faults(mishaps=(Mishap(role="upload", share=0.3, each=True),))]
)
def test_one_service_treats_every_video_as_the_monolith_does_and_costs_the_same(faults):
    monolith = Monolith(tries=2)
    ours, theirs = run(like(monolith), faults), run(monolith, faults)
    assert_same_jobs(ours, theirs)
    assert ours.bill.total == theirs.bill.total
    assert ours.availability.closed_form == theirs.availability.closed_form


def test_the_six_of_the_course():
    """S2: upload produces, transcode consumes, catalogue does both."""
    topology = Microservices().topology()
    assert [s.name for s in topology.stations if isinstance(s, (Pool, Fleet))] == [s.name for s in SERVICES]
    assert {s.name for s in topology.stations if isinstance(s, Queue)} == {
        "prepare queue", "transcode queue", "notify queue"
    }  # fmt: skip
    sent = {e.source for e in topology.edges if isinstance(e, Send)}
    got = {r.target for q in topology.stations if isinstance(q, Queue) for r in topology.receivers(q.name)}
    assert "upload" in sent - got
    assert "prepare" in sent & got
    assert "transcode" in got - sent


def test_no_two_services_share_a_number_of_their_roles_code():
    topology = Microservices(replicas=3).topology()
    for role in ("upload", "process", "manage"):
        numbers = [
            s.numbers_from + k
            for s in topology.playing(role)
            for k in range(s.max_size if isinstance(s, Fleet) else s.instances)
        ]
        assert len(set(numbers)) == len(numbers) > 0


def test_a_hop_is_on_every_call_between_services_and_on_no_other():
    topology = Microservices(hop_s=0.25, links=CHAIN).topology()
    assert {e.policy.hop_s for e in topology.edges if isinstance(e, Call)} == {0.25}
    assert topology.entry("upload").policy.hop_s == 0


def test_hops_add_up_along_a_chain_of_calls():
    """M6: a call in one process costs nothing; here every video pays one hop for each call it waits for."""
    near, far = (run(Microservices(links=CHAIN, hop_s=h, min_workers=30), per_hour=30) for h in (0.0, 10.0))
    both = np.isfinite(near.trace.ready) & np.isfinite(far.trace.ready)
    assert both.sum() > 100
    # prepare, its sizes side by side, and catalogue
    assert (far.trace.ready - near.trace.ready)[both] == pytest.approx(30.0)


def test_sizes_side_by_side_are_ready_sooner_and_need_as_much_work():
    split, whole = (
        run(Microservices(sizes_in_parallel=p, min_workers=30, visibility_s=7200.0), per_hour=20) for p in (True, False)
    )
    both = np.isfinite(split.trace.ready) & np.isfinite(whole.trace.ready)
    assert both.sum() > 80
    assert np.all(split.trace.ready[both] < whole.trace.ready[both])

    def worked(this):
        visits = this.trace.visits
        mine = (visits["station"] == this.topology.index["transcode"]) & np.isfinite(visits["end"])
        return float((visits["end"] - visits["start"])[mine].sum())

    hops = 2 * 0.005 * len(split.trace.arrive)  # two more parts, each with a call to the catalogue
    assert worked(split) == pytest.approx(worked(whole) + hops)


def test_each_message_is_consumed_once():
    this = run(Microservices(min_workers=30), per_hour=60, hours=3, transcode_s=20.0)
    for queue in ("prepare queue", "transcode queue", "notify queue"):
        source = {"prepare queue": "upload", "transcode queue": "prepare", "notify queue": "catalogue"}[queue]
        sent = ok_calls(this, f"{source}>{queue}")
        deleted = int(this.trace.deletes[this.topology.index[queue]])
        visits = this.trace.visits
        waiting = (visits["station"] == this.topology.index[queue]) & (visits["end"] > this.trace.horizon_s)
        assert sent > 100
        assert sent - deleted == np.count_nonzero(waiting & (visits["enter"] <= this.trace.horizon_s))


@pytest.mark.parametrize(
    ("stores", "number", "hurts"),
    [
        ("own", 1, {"upload", "process"}), ("own", 4, {"manage"}), ("own", 6, set()),
        ("shared", 1, {"upload", "process", "manage"}), ("shared", 6, set()),
    ],
)  # fmt: skip
def test_an_own_store_takes_its_service_with_it_and_a_shared_one_takes_all(stores, number, hurts):
    """S9: blast radius 1/n against n/n. Number 0 is the store of the videos."""
    got = run(Microservices(stores=stores), down("store", 1, 4, instance=number), hours=12).availability
    assert {f for f in ("upload", "process", "manage") if got[f].request_share < 1} == hurts


def test_every_service_has_a_table_of_its_own_if_asked():
    tables = {
        stores: [s.name for s in Microservices(stores=stores).topology().stations if isinstance(s, Store)]
        for stores in ("own", "shared", "disk")
    }
    assert tables["own"] == ["videos", *(f"{s.name} data" for s in SERVICES)]
    assert (tables["shared"], tables["disk"]) == (["videos", "data"], ["disk"])


def test_balancers_stand_before_pools_that_are_called():
    topology = Microservices(balancers=True).topology()
    names = [s.name for s in topology.stations if isinstance(s, Balancer)]
    assert names == ["upload balancer", "manage balancer", "catalogue balancer"]
    assert topology.entry("upload").target == "upload balancer"
    assert len({s.numbers_from for s in topology.stations if isinstance(s, Balancer)}) == len(names)


def test_an_orchestrator_counts_its_steps_at_the_service_that_splits():
    topology = Microservices(transitions=12).topology()
    use = [e for e in topology.edges if isinstance(e, Use)]
    assert [(e.source, e.times) for e in use] == [("prepare", 12)]
    assert [s.name for s in topology.stations if isinstance(s, Service)] == ["orchestrator"]
    assert not any(isinstance(s, Service) for s in Microservices().topology().stations)


def test_a_message_on_a_queue_outlives_the_service_behind_it():
    """A queued edge cuts the chain: uploads are answered while transcode is down, and become ready after."""
    queued = run(Microservices(visibility_s=600.0, max_receives=100), down("process", 1, 1))
    called = run(Microservices(links=CHAIN), down("process", 1, 1))
    assert queued.availability["process"].request_share == 1
    assert np.max(queued.trace.ack - queued.trace.arrive) < 5
    assert np.nanmax(called.trace.ack - called.trace.arrive) > 3000


def test_links_may_come_in_any_order():
    assert Microservices(links=tuple(reversed(LINKS))).topology().path("upload", through_queues=True)


def test_a_service_that_no_video_reaches_is_refused():
    alone = Microservice(name="billing")
    with pytest.raises(ParameterError, match=r"services='billing' is refused: no video comes to it.*'upload'.*Link it"):
        Microservices(services=(*SERVICES, alone))
    beside = (*LINKS, Link(source="manage", target="billing", kind="queue"))
    with pytest.raises(ParameterError, match=r"services='billing' is refused: no video comes to it"):
        Microservices(services=(*SERVICES, alone), links=beside)
    reached = (*LINKS, Link(source="notify", target="billing", kind="queue"))
    assert "billing" in Microservices(services=(*SERVICES, alone), links=reached).built.index


def test_a_link_that_no_video_goes_is_refused():
    idle = (*LINKS, Link(source="manage", target="notify", kind="queue"))
    with pytest.raises(ParameterError, match=r"links='manage to notify' is refused.*which only customers ask"):
        Microservices(links=idle)
