"""A bench of links: so many producers and consumers, joined one by one and over a bus."""

from typing import Final

from archlib.course.links import Partners
from archlib.lab.bench import Bench, Sights, plain
from archlib.lab.figures.links import picture
from archlib.lab.figures.picture import Picture
from archlib.lab.gate import Gate, behind


def _drawn(partners: Partners) -> Picture:
    return picture(partners.producers, partners.consumers)


SIGHTS: Final = Sights("links", Partners(), ("producers", "consumers"), {"links": plain(_drawn)}, {})


def links(*, after: str | None = None) -> Bench | Gate:
    """Return the bench of links.

    Parameters
    ----------
    after : the bet that must be placed before it opens, such as "06.P3"
    """
    return behind(after, lambda: Bench(SIGHTS))
