"""The lists of a learner's graph: edits, what they make, and what is refused."""

import random
from collections.abc import Callable

import pytest

from archlib.architectures import Microservices
from archlib.course import small
from archlib.errors import ArchlibError, ParameterError
from archlib.lab.draft import COPIES, FEWEST, JOBS, KINDS, MOST, MOST_LINKS, Draft, Row, Way, first
from archlib.topology import Fleet, Pool, Queue, Store
from archlib.topology.roles import roles


def test_it_begins_with_the_services_of_the_notes() -> None:
    made = first().made()
    assert roles(made.built) == roles(small.notes().built)
    assert {(link.source, link.target, link.kind) for link in made.links} == {
        (link.source, link.target, link.kind) for link in small.notes().links
    }


def test_services_can_be_added_up_to_the_bound_and_each_time_it_holds() -> None:
    draft = first()
    while len(draft.services) < MOST:
        draft = draft.add_service()
        assert len(draft.made().services) == len(draft.services)
    with pytest.raises(ParameterError, match=r"31 are refused: 30 at most"):
        draft.add_service()


def test_services_can_be_removed_down_to_the_bound() -> None:
    draft = first().remove_service(3).remove_service(3)
    assert len(draft.services) == FEWEST
    with pytest.raises(ParameterError, match=r"2 are refused: 3 at least"):
        draft.remove_service(0)


def test_the_links_of_a_removed_service_go_with_it() -> None:
    draft = first().remove_service(2)  # the store
    assert [way.target for way in draft.links] == ["transcode"]
    with pytest.raises(ParameterError, match="catalogue is done by 0 services"):
        draft.made()


def test_links_follow_a_new_name() -> None:
    draft = first().set_service(0, "name", " intake ")
    assert {way.source for way in draft.links} == {"intake", "store"}
    assert "intake" in draft.made().built.index


def test_a_name_that_is_taken_is_refused_before_any_link_follows() -> None:
    draft = first()
    with pytest.raises(ParameterError, match="name='upload' is refused: another service has that name"):
        draft.set_service(2, "name", "upload")
    assert draft.set_service(2, "name", "store") == draft
    assert "informed" in draft.set_service(3, "name", "informed").made().built.index


def test_a_service_without_a_name_is_refused_once() -> None:
    with pytest.raises(ParameterError) as refused:
        first().set_service(3, "name", " ").made()
    assert str(refused.value).count("Microservice.name") == 1


def test_a_service_more_is_refused_where_no_link_is_left_for_it() -> None:
    draft = Draft(first().services, (Way("upload", "sends to", "store"),) * MOST_LINKS, first().all)
    for more in (draft.add_service, draft.add_link):
        with pytest.raises(ParameterError, match="links: 61 are refused: 60 at most"):
            more()


@pytest.mark.parametrize(
    ("way", "says"),
    [
        (Way("notify", "calls", "upload"), "go in a circle: upload > store queue > store > notify queue > notify"),
        (Way("upload", "calls", "notify"), "'notify' is called and receives from a queue"),
        (Way("upload", "sends to", "store"), "two edges of one journey are called"),
        (Way("store", "sends to", "store"), "a service needs no link to itself"),
        (Way("manage", "sends to", "notify"), "which only customers ask"),
    ],
)  # fmt: skip
def test_ways_that_cannot_be_are_refused_in_the_models_words(way: Way, says: str) -> None:
    draft = first()
    with pytest.raises(ParameterError, match=says):
        Draft(draft.services, (*draft.links, way), draft.all).made()


def test_a_service_without_any_way_to_it_is_refused() -> None:
    draft = first()
    lost = Draft((*draft.services, Row("alone")), draft.links, draft.all)
    with pytest.raises(ParameterError, match="services='alone' is refused: no video comes to it"):
        lost.made()


def test_kind_copies_and_stores_reach_the_topology() -> None:
    called = first().set_link(0, "kind", "calls").set_service(3, "copies", "3").set_all("stores", "shared").made().built
    assert isinstance(called["transcode"], Pool) and isinstance(first().made().built["transcode"], Fleet)
    assert isinstance(called["notify"], Pool) and called["notify"].instances == 3
    assert [s.name for s in called.stations if isinstance(s, Store)] == ["videos", "data"]
    assert sum(isinstance(s, Queue) for s in called.stations) == 2
    with pytest.raises(ParameterError, match="stores='mine' is refused"):
        first().set_all("stores", "mine")
    with pytest.raises(ParameterError, match="copies=9"):
        first().set_all("copies", "9")


def test_a_new_link_holds_where_one_can() -> None:
    draft = first()
    while True:
        more = draft.add_link()
        if not holds(more):
            break
        draft = more
    assert 3 < len(draft.links) <= MOST_LINKS
    assert len({(way.source, way.target) for way in draft.links}) == len(draft.links)


def holds(draft: Draft) -> bool:
    try:
        return isinstance(draft.made(), Microservices)
    except ArchlibError:
        return False


def clicked(draft: Draft, dice: random.Random) -> Draft:
    """Return a draft after one click or one word typed, somewhere."""
    names = [row.name for row in draft.services]
    i = dice.randrange(len(names))
    k = dice.randrange(len(draft.links)) if draft.links else -1
    acts: list[Callable[[], Draft]] = [
        draft.add_service,
        draft.add_link,
        lambda: draft.remove_service(i),
        lambda: draft.set_service(i, "job", dice.choice(list(JOBS))),
        lambda: draft.set_service(i, "name", dice.choice([*names, "", "a>b", "new"])),
        lambda: draft.set_service(i, "copies", dice.choice(COPIES)),
    ]
    if k >= 0:
        acts += [
            lambda: draft.remove_link(k),
            lambda: draft.set_link(k, "kind", dice.choice(list(KINDS))),
            lambda: draft.set_link(k, dice.choice(["source", "target"]), dice.choice(names)),
        ]
    return dice.choice(acts)()


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_clicked_it_holds_or_is_refused_in_words(seed: int) -> None:
    dice, draft, good = random.Random(seed), first(), first()
    outcomes = {True: 0, False: 0}
    for _ in range(80):
        try:
            draft = clicked(draft, dice)
            good = draft if draft.made() else good
            outcomes[True] += 1
        except ArchlibError as error:
            outcomes[len(str(error)) == 0] += 1
            draft = good if dice.random() < 0.5 else draft
    assert all(n > 10 for n in outcomes.values())
