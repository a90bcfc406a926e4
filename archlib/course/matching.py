"""A question of matching: which part does each service of the notes play?"""

from dataclasses import dataclass
from typing import Any, Final, Literal

from archlib.course import small
from archlib.course.answers import Judged
from archlib.course.exercise import Form
from archlib.errors import ParameterError
from archlib.params import Params, param
from archlib.topology.roles import roles

NAMES: Final = ("upload", "transcode", "store", "notify", "manage")
IS: Final = "_is"  # what a field's name has after the service's, so that its label reads as a question
Said = Literal["choose", "producer", "consumer", "both", "neither"]


class Parts(Params):
    """What is said of each service of the notes' drawing."""

    upload_is: Said = param("choose", unit="", help="takes a video in, and sends a message about it")
    transcode_is: Said = param("choose", unit="", help="takes a message, and makes the sizes")
    store_is: Said = param("choose", unit="", help="takes a message, writes the entry, and sends a message")
    notify_is: Said = param("choose", unit="", help="takes a message, and tells the customer")
    manage_is: Said = param("choose", unit="", help="answers customers who watch and manage")


@dataclass(frozen=True)
class Matching(Form[Parts]):
    """An answer that says a part of each service; it may be written as "upload producer, store both"."""

    def read(self, given: Any) -> Parts:
        """Return the parts that were said; errors as of `Form`, and for a text that is no list of pairs."""
        if isinstance(given, str):
            pairs = [part.split() for part in given.split(",")]
            wrong = next((pair for pair in pairs if len(pair) != 2), None)
            if wrong is not None:
                raise ParameterError(f"answer {' '.join(wrong)!r:.60} is no pair; say such as 'upload producer'")
            given = {f"{name}{IS}": part for name, part in pairs}
        return super().read(given)


def right() -> dict[str, str]:
    """Return the part of each service, read off the edges of the notes' topology."""
    found = roles(small.notes().built)
    return {name: found[name] for name in NAMES}


def as_text() -> str:
    """Return the parts as one line, such as "upload producer, transcode consumer"."""
    return ", ".join(f"{name} {part}" for name, part in right().items())


def judged(said: Parts) -> Judged:
    """Say how many are right, and what to look at where one is not."""
    wrong = [name for name, part in right().items() if getattr(said, name + IS) != part]
    if not wrong:
        return Judged(True, "Right, all five: who sends produces, who receives consumes.")
    name, part = wrong[0], getattr(said, wrong[0] + IS)
    if part == "choose":
        return Judged(False, f"Say of {name}, too, what it is.")
    return Judged(
        False,
        f"Right are {len(NAMES) - len(wrong)} of {len(NAMES)}. Look at {name} again, which is not {part!r}: does a "
        "message go out of it? Does one come to it? A call is no message.",
    )


FORM: Final = Matching(Parts(), tuple(name + IS for name in NAMES), judged)
