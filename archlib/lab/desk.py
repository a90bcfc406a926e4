"""What lies on the learner's desk: the choices that hold, what was typed and refused, and why.

A refused value never reaches the pictures, and it is never bent into a valid one: it stays in its box with the
model's own words beside it, and the choices that hold stay as they are.
"""

from collections.abc import Mapping

from archlib.errors import ArchlibError, ParameterError
from archlib.lab.choices import LOAD, Choices
from archlib.lab.clipboard import pasted
from archlib.lab.controls import fields_for_controls, read, specs_of, written
from archlib.lab.presets import LOADS, from_upload

FILE, PASTE = "file", "paste"  # the paths of the refusals of a file and of a pasted text


class Desk:
    """The state behind a panel, without any widget.

    Attributes
    ----------
    choices : the last ones that all models accept
    refused : path -> text typed there that does not hold
    errors : path -> the refusal, in the model's own words
    """

    def __init__(self, choices: Choices) -> None:
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
        part = self.choices.parts[key]
        specs = specs_of(type(part))
        names = {path.rpartition(".")[2]: text for path, text in texts.items()}
        changes = {name: read(specs[name], text) for name, text in names.items() if name in specs}
        proposed = self.choices.but(key, part.but(**changes))
        proposed.scenario()  # what no part refuses by itself may still not fit together
        self.choices = proposed

    def preset(self, name: str) -> None:
        """Exchange the load for a known one; all else stays."""
        self._set_load(LOADS[name]())

    def upload(self, name: str, content: bytes) -> None:
        """Exchange the load for that of a file; a file that cannot be read changes nothing but `errors`."""
        try:
            self._set_load(from_upload(name, content))
        except ArchlibError as error:
            self.errors[FILE] = str(error)

    def paste(self, text: str) -> None:
        """Take the choices that were copied from a panel; a text that does not hold changes nothing but `errors`."""
        try:
            choices = pasted(text)
            self._check_kinds(choices)
            self.choices = choices
        except ArchlibError as error:
            self.errors[PASTE] = str(error)
        else:
            self.refused.clear()
            self.errors.clear()

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

    def _check_kinds(self, choices: Choices) -> None:
        here, there = (", ".join(c.architectures) for c in (self.choices, choices))
        if here != there:
            raise ParameterError(f"this text is of {there} and is refused: this panel shows {here}. Paste it there.")

    def _set_load(self, load: object) -> None:
        self.choices = self.choices.but(LOAD, load)  # type: ignore[arg-type]  # a Workload
        for path in [p for p in (*self.refused, *self.errors) if p.startswith(f"{LOAD}.") or p == FILE]:
            self.refused.pop(path, None)
            self.errors.pop(path, None)
