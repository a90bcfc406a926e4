"""Whom the events of a store may reach: consumers without which a video is ready all the same."""

from collections.abc import Sequence

from archlib.errors import TopologyError
from archlib.topology.edges import Edge
from archlib.topology.events import Notify, Rule
from archlib.topology.ways import puts_of, rules_of


def check_notified(edges: Sequence[Edge]) -> None:
    """Raise TopologyError for a store that has nothing to tell of, and for a rule that takes more than it tells.

    A video has several objects, so none of their events stands for the video: a rule that may match them is not
    required, answers nobody and has no sizes of its own.
    """
    for told in (e for e in edges if isinstance(e, Notify)):
        if not any(puts_of(edges, told)):
            raise TopologyError(
                f"edge {told.name!r}: no object is put into store {told.source!r}, so it tells nothing; "
                "add a Put of masters or sizes, or leave out the edge"
            )
        for rule in rules_of(edges, told):
            for field, given, wanted in too_much(rule):
                raise TopologyError(
                    f"Rule {rule.name!r}: {field}={given!r} is refused: it may match the events of objects in "
                    f"{told.source!r}, of which a video has several. Give {field}={wanted!r}, or name another source "
                    "in its pattern"
                )


def too_much(rule: Rule) -> list[tuple[str, object, object]]:
    """Return the fields of a rule that ask too much of an event which is no video's: name, given, wanted."""
    asked = (("required", rule.required, False), ("answers", rule.answers, False), ("over", rule.over, ""))
    return [each for each in asked if each[1] != each[2]]
