"""The panels of the course, a call each."""

from collections.abc import Mapping, Sequence
from typing import Any

from archlib.architectures import (
    COURSE,
    Architecture,
    EventDriven,
    Functions,
    LoadBalanced,
    Microservices,
    Monolith,
    QueueFleet,
    Tiers,
)
from archlib.errors import ParameterError, nearest
from archlib.lab.choices import MANY, Choices, keyed
from archlib.lab.desk import Desk
from archlib.lab.gate import After, Gate, behind
from archlib.lab.panel import Panel
from archlib.lab.plan import Many, Prices
from archlib.lab.presets import canonical_week
from archlib.lab.topic import Topic
from archlib.lab.topics import TOPICS
from archlib.prices import PriceList
from archlib.workload import Workload


def compare(architectures: Sequence[Architecture] | None = None, load: Workload | None = None, **chosen: Any) -> Panel:
    """Return the panel that compares architectures under the same load and the same failures.

    Parameters
    ----------
    architectures : what to compare; all seven of the course by default
    load : what to begin with; the canonical week by default
    chosen : further sets of parameters of `archlib.lab.choices.Choices`: failures, chance, prices, contract; prices
        may also be a list, such as `archlib.prices.from_csv` makes

    Raises
    ------
    ParameterError
        if there is nothing to compare, or something that is no architecture
    """
    named = [each() for each in COURSE] if architectures is None else list(architectures)
    if isinstance(prices := chosen.get("prices"), PriceList):
        chosen["prices"] = Prices.of(prices)
    return Panel(Choices(load or canonical_week(), keyed(named), **chosen))


def measures(scene: str | None = None, *, after: After = None) -> Panel | Gate:
    """Return a panel of measures and money, on one large monolith; parameters and errors as of `monolith`."""
    return _panel("measures", Monolith(), scene, after)


def monolith(scene: str | None = None, *, after: After = None) -> Panel | Gate:
    """Return a panel of the monolith.

    Parameters
    ----------
    scene : such as "fails together": a few controls and pictures of one question; all of them by default
    after : the bet that must be placed before it opens, such as "01.P1", or several of them

    Raises
    ------
    ParameterError
        if there is no such scene; the message names the nearest
    """
    return _panel("monolith", Monolith(), scene, after)


def tiers(scene: str | None = None, *, after: After = None) -> Panel | Gate:
    """Return a panel of tiers that call each other directly; parameters and errors as of `monolith`."""
    return _panel("tiers", Tiers(), scene, after)


def load_balancers(scene: str | None = None, *, after: After = None) -> Panel | Gate:
    """Return a panel of tiers behind load balancers; parameters and errors as of `monolith`."""
    return _panel("load_balancers", LoadBalanced(), scene, after)


def queues(scene: str | None = None, *, after: After = None) -> Panel | Gate:
    """Return a panel of the queue with its worker fleet; parameters and errors as of `monolith`."""
    return _panel("queues", QueueFleet(), scene, after)


def microservices(scene: str | None = None, *, after: After = None) -> Panel | Gate:
    """Return a panel of microservices; parameters and errors as of `monolith`."""
    return _panel("microservices", Microservices(), scene, after)


def event_driven(scene: str | None = None, *, after: After = None) -> Panel | Gate:
    """Return a panel of the event-driven system with its router; parameters and errors as of `monolith`."""
    return _panel("event_driven", EventDriven(), scene, after)


def functions(scene: str | None = None, *, after: After = None) -> Panel | Gate:
    """Return a panel of serverless functions; parameters and errors as of `monolith`."""
    return _panel("functions", Functions(), scene, after)


def resilience(scene: str | None = None, *, after: After = None) -> Panel | Gate:
    """Return a panel of retries, storms and what helps against them; parameters and errors as of `monolith`."""
    return _panel("resilience", LoadBalanced(), scene, after)


def choose(scene: str | None = None, *, after: After = None) -> Panel | Gate:
    """Return a panel of architectures beside each other; all seven without a scene. Otherwise as `monolith`."""
    if scene is None:
        return behind(after, compare)
    return _panel("choose", Monolith(), scene, after)


def begun(choices: Choices, topic: Topic) -> Choices:
    """Return the choices with which a topic begins.

    Raises
    ------
    ParameterError : a start that the models refuse (a slip in a topic, found by its test)
    """
    desk = Desk(choices, topic.together)
    desk.edit(dict(topic.start))
    if desk.errors:
        raise ParameterError(next(iter(desk.errors.values())))
    return desk.choices


def _panel(name: str, architecture: Architecture, scene: str | None, after: After) -> Panel | Gate:
    topic = Topic(pins=True) if scene is None else _scene(scene, TOPICS[name])
    shown = keyed(list(topic.shows or (architecture,)))
    many = Many() if any(path.startswith(f"{MANY}.") for path in topic.seen) else None
    return behind(after, lambda: Panel(begun(Choices(topic.brings(), shown, many=many), topic), topic))


def _scene(name: str, known: Mapping[str, Topic]) -> Topic:
    if name not in known:
        raise ParameterError(f"scene={name!r} is not there; {nearest(str(name), known)}")
    return known[name]
