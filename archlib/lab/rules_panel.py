"""Rules to be written in the page: patterns of six consumers, and a matrix of who is told what, live."""

import json
from dataclasses import dataclass
from typing import Any

import anywidget
import traitlets

from archlib.course.routing import WISHES, Variety, Wish, both, delivered, read_pattern, renamed, varieties
from archlib.errors import ArchlibError
from archlib.lab.assets import STATIC, module
from archlib.lab.gate import Gate, behind
from archlib.lab.told import Told
from archlib.lab.warmth import warmed

FAR_TOO_LONG = 20_000  # letters that are not even kept


@dataclass(frozen=True)
class Ruled:
    """What a rule does: of each variety the events wished for, those delivered, and those that are both.

    `error` is why the pattern was refused, "" for a good one; a refused rule delivers nothing.
    """

    wished: tuple[int, ...]
    delivered: tuple[int, ...]
    both: tuple[int, ...]
    error: str = ""

    @property
    def missed(self) -> int:
        """How many events that were wished for are not delivered."""
        return sum(self.wished) - sum(self.both)

    @property
    def unwanted(self) -> int:
        """How many events are delivered that were not wished for."""
        return sum(self.delivered) - sum(self.both)

    @property
    def is_right(self) -> bool:
        """Whether what is delivered is what was wished for."""
        return not (self.error or self.missed or self.unwanted)

    @property
    def verdict(self) -> str:
        """The refusal, or what the rule does, in words."""
        if self.error:
            return f"Refused: {self.error}"
        told = f"Delivers {sum(self.delivered)} events"
        if self.is_right:
            return f"{told}: just those wished for."
        return f"{told}; {self.missed} missed, {self.unwanted} not wished for."


def ruled(wish: Wish, text: str, is_renamed: bool) -> Ruled:
    """Return what a rule does; a pattern that is refused is one of nothing, with the reason."""
    wished = delivered(wish.right)
    nothing = (0,) * len(wished)
    try:
        pattern = read_pattern(text)
    except ArchlibError as error:
        return Ruled(wished, nothing, nothing, str(error))
    return Ruled(wished, delivered(pattern, is_renamed), both(pattern, wish.right, is_renamed))


class Rules(Told, anywidget.AnyWidget):
    """Text boxes with the rules, and the matrix of events and consumers.

    Attributes
    ----------
    texts : consumer -> its pattern as it was typed
    is_renamed : whether producers have given a field a new name
    resets : how often all has begun anew, so that the page knows when to drop what is being typed
    found : consumer -> what its rule does
    """

    _esm = module("rules")
    _css = STATIC / "rules.css"

    board = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        self.texts = {wish.consumer: wish.first for wish in WISHES}
        self.is_renamed, self.resets = False, 0
        with warmed():
            self.found = {wish.consumer: ruled(wish, wish.first, False) for wish in WISHES}
        super().__init__(board=self._content())
        self.on_msg(self._heard)

    def write(self, consumer: str, text: str) -> None:
        """Take a pattern as it was typed."""
        wish = next(wish for wish in WISHES if wish.consumer == consumer)
        self.texts[consumer] = text[:FAR_TOO_LONG]
        self.found[consumer] = ruled(wish, self.texts[consumer], self.is_renamed)
        self.board = self._content()

    def rename(self, is_renamed: bool) -> None:
        """Let producers give a field a new name, or its old one again."""
        self.is_renamed = is_renamed
        self.found = {wish.consumer: ruled(wish, self.texts[wish.consumer], is_renamed) for wish in WISHES}
        self.board = self._content()

    def reset(self) -> None:
        """Begin anew."""
        self.texts = {wish.consumer: wish.first for wish in WISHES}
        self.resets += 1
        self.rename(False)

    @property
    def right(self) -> int:
        """How many rules deliver just what was wished for."""
        return sum(one.is_right for one in self.found.values())

    def _heard(self, _: Any, said: Any, __: Any) -> None:
        kind = said.get("type") if isinstance(said, dict) else None
        if kind == "write" and said.get("consumer") in self.texts:
            self.write(said["consumer"], str(said.get("text")))
        elif kind == "rename":
            self.rename(bool(said.get("on")))
        elif kind == "reset":
            self.reset()

    def _content(self) -> dict[str, Any]:
        """Return all that the page shows as JSON-able content."""
        rows = [
            {
                "name": variety.name,
                "origin": variety.origin,
                "events": len(variety.events),
                "body": self._body(variety),
                "cells": [self._cell(wish, i) for wish in WISHES],
            }
            for i, variety in enumerate(varieties())
        ]
        rules = [
            {
                "consumer": wish.consumer,
                "wish": wish.wish,
                "hint": wish.hint,
                "text": self.texts[wish.consumer],
                "verdict": self.found[wish.consumer].verdict,
                "error": bool(self.found[wish.consumer].error),
                "right": self.found[wish.consumer].is_right,
            }
            for wish in WISHES
        ]
        now = {"renamed": self.is_renamed, "resets": self.resets, "said": self.sentence()}
        return {"rules": rules, "rows": rows, **now}

    def _body(self, variety: Variety) -> str:
        event = variety.events[0]
        return json.dumps(renamed(event) if self.is_renamed else event, indent=2)

    def _cell(self, wish: Wish, i: int) -> dict[str, Any]:
        one = self.found[wish.consumer]
        told, wished, good = one.delivered[i], one.wished[i], one.both[i]
        missed, unwanted = wished - good, told - good
        state = "missed" if missed else "unwanted" if unwanted else "right" if told else "none"
        mark = {"missed": "✗", "unwanted": "!", "right": "✓", "none": "·"}[state]
        words = {"missed": f"{missed} missed", "unwanted": f"{unwanted} not wished for"}.get(state, "as wished")
        return {"told": told, "state": state, "mark": mark, "words": f"{told} delivered, {words}"}

    def sentence(self) -> str:
        """Return how many rules are right, and who is told of nothing that it wished for."""
        dumb = [name for name, one in self.found.items() if sum(one.wished) and not sum(one.both)]
        change = "The field master_gb is called size_gb now. " if self.is_renamed else ""
        nobody = f" Told of nothing that they wish for: {', '.join(dumb)}." if dumb else ""
        return f"{change}{self.right} of {len(WISHES)} rules deliver just what was wished for.{nobody}"

    def text(self) -> str:
        """Return the rules and the matrix as text."""
        rules = [
            f"{w.consumer}: {w.wish}\n  {self.texts[w.consumer]}\n  {self.found[w.consumer].verdict}" for w in WISHES
        ]
        head = " | ".join(["event", "told", *(w.consumer for w in WISHES)])
        rows = [
            " | ".join([v.name, str(len(v.events)), *(str(self.found[w.consumer].delivered[i]) for w in WISHES)])
            for i, v in enumerate(varieties())
        ]
        return "\n".join([self.sentence(), *rules, head, *rows])


def rules(*, after: str | None = None) -> Rules | Gate:
    """Return rules to be written: who shall hear of which events of a real run.

    Parameters
    ----------
    after : the bet that must be placed before it opens, such as "06.P3"
    """
    return behind(after, Rules)
