"""What was typed at a panel, taken where the models accept it, and kept with their refusal where they do not.

A refused value never reaches the pictures, and it is never bent into a valid one: it stays in its box with the
model's own words beside it, and the choices that hold stay as they are.
"""

from collections.abc import Mapping
from typing import Generic, Protocol, Self, TypeVar

from archlib.errors import ArchlibError
from archlib.lab.controls import fields_for_controls, read, specs_of, written
from archlib.params import Params


class Chosen(Protocol):
    """Sets of parameters by key, that can be exchanged one by one and may have to fit together."""

    @property
    def parts(self) -> Mapping[str, Params]:
        """Every set of parameters by its key, as in the path of a control."""

    def but(self, key: str, part: Params) -> Self:
        """Return a copy with one set of parameters exchanged."""

    def check(self) -> None:
        """Raise a ParameterError where the sets do not fit together."""


C = TypeVar("C", bound=Chosen)


class Edits(Generic[C]):
    """The state behind a form, without any widget.

    Attributes
    ----------
    choices : the last ones that all models accept
    refused : path -> text typed there that does not hold
    errors : path -> the refusal, in the model's own words
    """

    def __init__(self, choices: C) -> None:
        self.first = self.choices = choices
        self.refused: dict[str, str] = {}
        self.errors: dict[str, str] = {}

    def edit(self, edits: Mapping[str, str]) -> bool:
        """Take what was typed or dragged, path -> text; return whether the choices have changed."""
        before = self.choices
        for path, text in edits.items():
            self._edit_one(path, text)
        return self.choices != before

    def _edit_one(self, path: str, text: str) -> None:
        key, _, _ = path.rpartition(".")
        if key not in self.choices.parts:
            return  # a control of a load that has been exchanged meanwhile
        waiting = {p: t for p, t in self.refused.items() if p.rpartition(".")[0] == key and p != path}
        # a value refused for its neighbour's sake (minimum above maximum) holds once the neighbour has moved
        for texts in ({**waiting, path: text}, {path: text}):
            try:
                self._take(key, texts)
            except ArchlibError as error:
                self.refused[path], self.errors[path] = text, str(error)
            else:
                for taken in texts:
                    self.refused.pop(taken, None)
                    self.errors.pop(taken, None)
                return

    def _take(self, key: str, texts: Mapping[str, str]) -> None:
        parts, proposed = self.choices.parts, self.choices
        specs = specs_of(type(parts[key]))
        names = {path.rpartition(".")[2]: text for path, text in texts.items()}
        changes = {name: read(specs[name], text) for name, text in names.items() if name in specs}
        for moved in self._moved_with(key):
            proposed = proposed.but(moved, parts[moved].but(**changes))
        proposed.check()  # what no part refuses by itself may still not fit together
        self.choices = proposed

    def _moved_with(self, key: str) -> tuple[str, ...]:
        """Return the keys of the sets that a control of `key` moves, that one first."""
        return (key,)

    def forget(self, key: str) -> None:
        """Take away what was refused of a set of parameters that has been exchanged."""
        for path in [p for p in (*self.refused, *self.errors) if p.startswith(f"{key}.")]:
            self.refused.pop(path, None)
            self.errors.pop(path, None)

    def reset(self) -> None:
        """Go back to the choices of the beginning."""
        self.choices = self.first
        self.refused.clear()
        self.errors.clear()

    def values(self) -> dict[str, str]:
        """Return what stands in each box: path -> text, refused texts included."""
        texts = {
            f"{key}.{name}": written(getattr(part, name))
            for key, part in self.choices.parts.items()
            for name in fields_for_controls(type(part))
        }
        return texts | self.refused
