"""The panels of the course, a call each."""

from collections.abc import Sequence
from typing import Any

from archlib.architectures import COURSE, Architecture, Monolith
from archlib.errors import ParameterError, nearest
from archlib.lab.choices import Choices, keyed
from archlib.lab.desk import Desk
from archlib.lab.gate import Gate, behind
from archlib.lab.panel import Panel
from archlib.lab.presets import canonical_week
from archlib.lab.scenes_monolith import MONOLITH
from archlib.lab.topic import Topic
from archlib.workload import Workload


def compare(architectures: Sequence[Architecture] | None = None, load: Workload | None = None, **chosen: Any) -> Panel:
    """Return the panel that compares architectures under the same load and the same failures.

    Parameters
    ----------
    architectures : what to compare; all seven of the course by default
    load : what to begin with; the canonical week by default
    chosen : further sets of parameters of `archlib.lab.choices.Choices`: failures, chance, prices, contract

    Raises
    ------
    ParameterError
        if there is nothing to compare, or something that is no architecture
    """
    named = [each() for each in COURSE] if architectures is None else list(architectures)
    return Panel(Choices(load or canonical_week(), keyed(named), **chosen))


def monolith(scene: str | None = None, *, after: str | None = None) -> Panel | Gate:
    """Return a panel of the monolith.

    Parameters
    ----------
    scene : such as "fails together": a few controls and pictures of one question; all of them by default
    after : the bet that must be placed before it opens, such as "01.P1"

    Raises
    ------
    ParameterError
        if there is no such scene; the message names the nearest
    """
    topic = Topic(pins=True) if scene is None else _scene(scene, MONOLITH)
    return behind(after, lambda: Panel(begun(Choices(canonical_week(), keyed([Monolith()])), topic), topic))


def begun(choices: Choices, topic: Topic) -> Choices:
    """Return the choices with which a topic begins.

    Raises
    ------
    ParameterError : a start that the models refuse (a slip in a topic, found by its test)
    """
    desk = Desk(choices)
    desk.edit(dict(topic.start))
    if desk.errors:
        raise ParameterError(next(iter(desk.errors.values())))
    return desk.choices


def _scene(name: str, known: dict[str, Topic]) -> Topic:
    if name not in known:
        raise ParameterError(f"scene={name!r} is not there; {nearest(str(name), known)}")
    return known[name]
