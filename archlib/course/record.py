"""The architecture decision record of the capstone: its fields, what each asks for, and what is still missing.

References
----------
M. Nygard, Documenting Architecture Decisions, cognitect.com, 15 November 2011: title, status, context, decision and
consequences. Options, predictions and assumptions are what this course asks for beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, NamedTuple, Self

from archlib.errors import ParameterError, nearest

LONGEST: Final = 20_000  # characters of a field
FEWEST_WORDS: Final = 3


class Asked(NamedTuple):
    """A field's heading, and what is to be written there."""

    heading: str
    prompt: str


FIELDS: Final[dict[str, Asked]] = {
    "title": Asked("Title", "The decision in one line, such as: a queue and a fleet that falls to zero, all year"),
    "status": Asked("Status", "Proposed, accepted, or replaced by another record; since when"),
    "context": Asked("Context", "What forces the decision: load, growth, launches, contract, prices"),
    "decision": Asked("Decision", "What runs in which quarter, with its sizes and its policy"),
    "options": Asked("Options considered", "At least two others, with their score, and why not they"),
    "consequences": Asked("Consequences", "What gets easier, what gets harder, what is given up"),
    "predictions": Asked("Predictions", "What you expected before you played, and what came of it"),
    "assumption_1": Asked("First assumption", "A value at which the choice would change, such as growth above 1.3"),
    "assumption_2": Asked("Second assumption", "Another one, of another kind"),
    "assumption_3": Asked("Third assumption", "A third one"),
}


@dataclass(frozen=True)
class Record:
    """A decision in words; a field that is not written yet is empty.

    Raises
    ------
    ParameterError : a field that is no text, or one of more than 20,000 characters
    """

    title: str = ""
    status: str = ""
    context: str = ""
    decision: str = ""
    options: str = ""
    consequences: str = ""
    predictions: str = ""
    assumption_1: str = ""
    assumption_2: str = ""
    assumption_3: str = ""

    def __post_init__(self) -> None:
        for name in FIELDS:
            text: Any = getattr(self, name)
            if not isinstance(text, str) or len(text) > LONGEST:
                do = f"Give a text of {LONGEST:,} characters at most."
                raise ParameterError(f"Record.{name}={text!r:.60} is refused. {do}")

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self:
        """Return the record that `to_dict` gave; a field that it lacks is empty, one that is unknown is refused."""
        for name in content:
            if name not in FIELDS:
                raise ParameterError(f"Record.{name} is refused: no such field; {nearest(str(name), FIELDS)}")
        return cls(**content)

    def to_dict(self) -> dict[str, str]:
        """Return all fields, name -> text."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @property
    def gaps(self) -> tuple[str, ...]:
        """A sentence for each field that is empty, only its prompt, too short, or said before; () if it is whole."""
        written = self.to_dict()
        return tuple(gap for name in FIELDS if (gap := _gap(name, written)))


def _gap(name: str, written: Mapping[str, str]) -> str:
    heading, prompt = FIELDS[name]
    text = " ".join(written[name].split())
    if not text:
        return f"{heading} is empty. {prompt}."
    if text == prompt:
        return f"{heading} still has the words of the form. {prompt}."
    if name not in ("title", "status") and len(text.split()) < FEWEST_WORDS:
        return f"{heading} has fewer than {FEWEST_WORDS} words. {prompt}."
    before = list(FIELDS)[: list(FIELDS).index(name)]
    twins = [FIELDS[other].heading for other in before if " ".join(written[other].split()) == text]
    return f"{heading} says the same as {twins[0]}. {prompt}." if twins else ""
