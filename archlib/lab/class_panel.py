"""The class's map: pairs compute cells of it, hand in small files, and the files make one map."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, Self

from pydantic import model_validator

from archlib.course.class_file import MOST_BYTES, Handed
from archlib.course.class_fill import fill
from archlib.course.class_map import Merged, merge_folder, named
from archlib.course.class_plan import ClassPlan, cells_of, class_plan
from archlib.engine.driver import Progress
from archlib.errors import check_kind
from archlib.lab import words
from archlib.lab.bench import Bench, Draws, Sights
from archlib.lab.figures import class_files, decision
from archlib.lab.figures.picture import Picture
from archlib.lab.form import Form
from archlib.lab.gate import Gate, behind
from archlib.params import Params, param, refuse

KEY: Final = "class"
FOLDER: Final = "class_map"
MERGE: Final = {"kind": "button", "name": "merge", "text": "Read the folder", "help": "merge all files in it again"}
FILE: Final = {
    "kind": "file",
    "text": "Add a file ...",
    "accept": ".json,application/json",
    "help": "a file that another pair has handed in; it stays on this machine",
    "most_bytes": MOST_BYTES,
    "instead": "or put it into the folder of this map",
}
Fill = Callable[..., Handed]


class Pair(Params):
    """Which pair of how many sits here."""

    pair: int = param(1, ge=1, le=60, unit="", help="the number of your pair")
    pairs: int = param(8, ge=1, le=60, unit="", help="how many pairs there are; all give the same number")

    @model_validator(mode="after")
    def _is_there(self) -> Self:
        if self.pair > self.pairs:
            raise refuse(self, "pair", self.pair, f"there are {self.pairs} pairs", "Give one of them, or more pairs.")
        return self


class ClassMap(Bench):
    """The bench of a pair, and of whoever merges.

    Attributes
    ----------
    plan : what the class agreed on
    folder : where files are written and read
    added : files from elsewhere, name -> content
    """

    def __init__(self, plan: ClassPlan, folder: Path, start: Pair, work: Fill = fill) -> None:
        self.plan, self.folder, self._work_out = plan, folder, work
        self.added: dict[str, bytes] = {}
        self._written = ""
        pictures: Mapping[str, Draws] = {"decision": self._map, "class_files": self._files}
        sights = Sights(KEY, start, ("pair", "pairs"), pictures, {"decision": self._filled}, "Compute our cells")
        super().__init__(sights)

    @property
    def merged(self) -> Merged:
        """The map that the files of the folder and those added make now."""
        return merge_folder(self.folder, self.plan, self.added)

    def _form(self, **traits: Any) -> Form:
        go, reset = traits.pop("actions")
        return Form(self._edit, self._act, self._file, actions=[go, MERGE, FILE, reset], **traits)

    def _file(self, name: str, content: bytes) -> None:
        self.added = named([*self.added.items(), (name, content)])
        self._live.ask()

    def _act(self, name: str) -> None:
        if name == "reset":
            self.added, self._written = {}, ""
        super()._act(name)

    def _filled(self, pair: Pair, progress: Progress | None = None) -> Picture:
        """Compute the cells of the pair, hand them in, and return the map with them."""
        handed = self._work_out(pair.pair, pair.pairs, self.plan, progress=progress)
        path = handed.save(self.folder)
        self._written = f"Written: {path}. Hand this file in."
        self._asked = False  # else another move would compute all again
        return self._map(pair)

    def _map(self, pair: Pair, progress: Progress | None = None) -> Picture:
        return decision.picture(self.merged.layer)

    def _files(self, pair: Pair, progress: Progress | None = None) -> Picture:
        mine = cells_of(pair.pair, pair.pairs, self.plan)
        cells = words.listed([f"{words.count(volume)} at peak/mean {peak:.4g}" for volume, peak in mine])
        yours = f"Pair {pair.pair} of {pair.pairs} computes {cells or 'nothing: all cells are taken'}."
        return class_files.picture(self.merged, f"{yours} {self._written}".strip())


def class_map(
    pair: int = 1,
    pairs: int = 8,
    *,
    plan: ClassPlan | None = None,
    folder: str | Path = FOLDER,
    after: str | None = None,
) -> ClassMap | Gate:
    """Return the bench on which a pair computes its cells of the class's map, and files of pairs are merged.

    Parameters
    ----------
    pair, pairs : number 3 of 8
    plan : what the class agrees on, made by `archlib.course.class_plan.class_plan`; 30 cells by default
    folder : where the pair's file is written, and where files are read from
    after : the bet that must be placed before it opens, such as "09.P2"

    Raises
    ------
    ParameterError
        for a pair that is not there, or something else in the place of the plan
    """
    check_kind("class_map", "plan", plan, ClassPlan, "archlib.course.class_plan.class_plan()", or_none=True)
    start = Pair(pair=pair, pairs=pairs)
    return behind(after, partial(ClassMap, plan or class_plan(), Path(folder), start))
