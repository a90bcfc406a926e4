"""A learner's own graph of services: what stands in the lists, and the microservices that it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from archlib.architectures import Microservices
from archlib.architectures.services import Link, Microservice
from archlib.errors import ArchlibError, ParameterError
from archlib.params import Params, param

FEWEST, MOST = 3, 30
MOST_LINKS: Final = 60
# what a service does, in the words of the list -> roles of its code, columns of a video's work
JOBS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "takes videos in": (("upload",), ("transfer",)),
    "makes sizes": (("process",), ("transcode",)),
    "answers customers": (("manage",), ()),
    "writes the entry": (("manage",), ("catalogue",)),
    "something else": (("manage",), ()),
}
DOOR: Final = "answers customers"
ELSE: Final = "something else"
KINDS: Final = {"sends to": "queue", "calls": "call"}
COPIES: Final = ("as all", "1", "2", "3")
STORES: Final = ("own", "shared", "disk")
WORKERS: Final = 30


@dataclass(frozen=True)
class Row:
    """A service in the list: its name, what it does, how many copies."""

    name: str
    job: str = ELSE
    copies: str = COPIES[0]


@dataclass(frozen=True)
class Way:
    """A link in the list, between names of the list of services."""

    source: str
    kind: str
    target: str


class All(Params):
    """What holds for all services."""

    copies: int = param(2, ge=1, le=3, unit="copies", help="how many of each service that does not say itself")
    stores: str = param("own", unit="", help="where services keep their entries: own, shared or disk")
    nines: int = param(3, ge=1, le=5, unit="nines", help="how available each copy's code is; 3 is 99.9 %")
    store_nines: int = param(4, ge=1, le=5, unit="nines", help="how available each store is, and the queues")


@dataclass(frozen=True)
class Draft:
    """All that stands in the lists; it may be such that no microservices can be made of it."""

    services: tuple[Row, ...]
    links: tuple[Way, ...]
    all: All

    # --- edits; each returns a new draft ---

    def set_service(self, i: int, field: str, value: str) -> Self:
        """Return a draft with one thing of a service changed; links follow its name.

        Raises
        ------
        ParameterError : another service has that name; its links could not be told from this one's
        """
        old = self.services[i]
        new = replace(old, **{field: value.strip()})
        rest = (*self.services[:i], *self.services[i + 1 :])
        if new.name in {row.name for row in rest}:
            raise ParameterError(f"name={new.name!r} is refused: another service has that name. Give another one.")
        services = (*self.services[:i], new, *self.services[i + 1 :])
        return replace(self, services=services, links=self._renamed(old.name, new.name))

    def add_service(self) -> Self:
        """Return a draft with a service more, to which the first sends.

        Raises
        ------
        ParameterError : there are as many as there may be, or as many links
        """
        if len(self.services) >= MOST:
            raise ParameterError(f"services: {len(self.services) + 1} are refused: {MOST} at most. Remove one first.")
        self._check_room()
        names = {row.name for row in self.services}
        name = next(f"service {k}" for k in range(1, MOST + 2) if f"service {k}" not in names)
        way = Way(self.services[0].name, "sends to", name)
        return replace(self, services=(*self.services, Row(name)), links=(*self.links, way))

    def remove_service(self, i: int) -> Self:
        """Return a draft without a service and without its links.

        Raises
        ------
        ParameterError : there are as few as there may be
        """
        if len(self.services) <= FEWEST:
            raise ParameterError(f"services: {len(self.services) - 1} are refused: {FEWEST} at least. Add one first.")
        gone = self.services[i].name
        rest = (*self.services[:i], *self.services[i + 1 :])
        return replace(self, services=rest, links=tuple(w for w in self.links if gone not in (w.source, w.target)))

    def set_link(self, i: int, field: str, value: str) -> Self:
        """Return a draft with one thing of a link changed."""
        return replace(self, links=(*self.links[:i], replace(self.links[i], **{field: value}), *self.links[i + 1 :]))

    def add_link(self) -> Self:
        """Return a draft with a link more, from the first service to the last, to be changed.

        Raises
        ------
        ParameterError : there are as many as there may be
        """
        self._check_room()
        return replace(self, links=(*self.links, self._free()))

    def remove_link(self, i: int) -> Self:
        """Return a draft without a link."""
        return replace(self, links=(*self.links[:i], *self.links[i + 1 :]))

    def set_all(self, field: str, value: str) -> Self:
        """Return a draft with something of all services changed; errors as of `All`."""
        known: Mapping[str, Any] = {field: int(value) if value.isdecimal() else value}
        if field == "stores" and value not in STORES:
            raise ParameterError(f"stores={value!r} is refused: one of {', '.join(STORES)}. Choose one of them.")
        return replace(self, all=self.all.but(**known))

    def _check_room(self) -> None:
        if len(self.links) >= MOST_LINKS:
            raise ParameterError(f"links: {len(self.links) + 1} are refused: {MOST_LINKS} at most. Remove one first.")

    def _renamed(self, old: str, new: str) -> tuple[Way, ...]:
        return tuple(
            replace(w, source=new if w.source == old else w.source, target=new if w.target == old else w.target)
            for w in self.links
        )

    def _free(self) -> Way:
        """Return a way that is not there yet, which makes a graph if there is one such."""
        names = [row.name for row in self.services if row.job != DOOR] or [row.name for row in self.services]
        there = {(w.source, w.target) for w in self.links}
        free = [(a, b) for a in names for b in reversed(names) if a != b and (a, b) not in there]
        found = [Way(a, "sends to", b) for a, b in free]
        unlinked = Way(names[0], "sends to", names[-1])  # where all are there, one that is refused and can be changed
        return next((way for way in found if _holds(replace(self, links=(*self.links, way)))), (found or [unlinked])[0])

    # --- what it makes ---

    def made(self) -> Microservices:
        """Return the microservices of the lists.

        Raises
        ------
        ParameterError : they cannot be joined like this; the message is the model's own
        """
        links = tuple(Link(source=w.source, target=w.target, kind=KINDS[w.kind]) for w in self.links)  # type: ignore[arg-type]
        rows = sorted(
            enumerate(self.services), key=lambda pair: pair[1].job != DOOR
        )  # the first that manages is the door
        services = tuple(self._service(i, row) for i, row in rows)
        chosen: Any = {"stores": self.all.stores, "replicas": self.all.copies, "sizes_in_parallel": False}
        return Microservices(services=services, links=links, **chosen)

    def _service(self, i: int, row: Row) -> Microservice:
        plays, does = JOBS[row.job]
        heard = {w.kind for w in self.links if w.target == row.name}
        makes_sizes = "transcode" in does
        fields: dict[str, Any] = {
            "name": row.name, "plays": plays, "does": does, "numbers_from": 100 * i,
            "replicas": int(row.copies) if row.copies.isdecimal() else 0,
            "slots": 0 if makes_sizes else 50,
            "instance": "c5.large" if makes_sizes else "t3.medium",
            "workers": WORKERS if makes_sizes and heard == {"sends to"} else 0,
            "room": 50 if makes_sizes and "sends to" not in heard else 0, "fixed_s": 0.1 if row.job == ELSE else 0.0,
        }  # fmt: skip
        return Microservice(**fields)


def first() -> Draft:
    """Return the draft to begin with: the services of the notes."""
    services = (
        Row("upload", "takes videos in"), Row("transcode", "makes sizes"), Row("store", "writes the entry"),
        Row("notify"), Row("manage", DOOR),
    )  # fmt: skip
    links = (
        Way("upload", "sends to", "transcode"),
        Way("upload", "sends to", "store"),
        Way("store", "sends to", "notify"),
    )
    return Draft(services, links, All())


def _holds(draft: Draft) -> bool:
    try:
        draft.made()
    except ArchlibError:
        return False
    return True
