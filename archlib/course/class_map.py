"""The class's map put together: what the pairs handed in, what is missing, what differs, what cannot be read."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from archlib.course.class_file import MOST_BYTES, Handed, read
from archlib.course.class_plan import At, ClassPlan
from archlib.course.map_cells import Cell, Layer
from archlib.errors import DataError

ROUNDING = 1e-9  # costs that differ by this share are equal
PATTERN = "*.json"


class Double(NamedTuple):
    """A cell that two files have, and do not have alike."""

    at: At
    kept: str
    other: str


class Merged(NamedTuple):
    """A class's map.

    Attributes
    ----------
    layer : all cells of the plan; those that nobody handed in have no offers
    files : names of the files that were taken, in order
    doubles : cells that came twice and differ; that of the first file is kept
    skipped : name of a file -> why it was left out
    """

    layer: Layer
    files: tuple[str, ...]
    doubles: tuple[Double, ...]
    skipped: Mapping[str, str]

    @property
    def missing(self) -> tuple[At, ...]:
        """The cells that are still open."""
        return tuple((cell.volume, cell.peak) for cell in self.layer.cells if cell.is_open)


def merge(files: Mapping[str, bytes], plan: ClassPlan) -> Merged:
    """Return the map that files make together, name -> content; the order of names decides what counts first.

    A file that cannot be read, has another plan, or other prices or another version than most, is skipped and named.
    """
    read_well, skipped = _read_all(files, plan)
    makers = Counter((one.prices, one.archlib) for one in read_well.values())
    usual = max(makers, key=lambda made: makers[made], default=("", ""))
    taken = {name: one for name, one in read_well.items() if (one.prices, one.archlib) == usual}
    skipped |= {name: _strange(one, usual) for name, one in read_well.items() if name not in taken}
    found, doubles = _put_together(taken)
    cells = {at: found[at][1] if at in found else Cell(*at, ()) for at in plan.cells}
    rows = tuple(tuple(cells[volume, peak] for volume in plan.volumes) for peak in plan.peaks)
    return Merged(Layer(plan.level, plan.deadline_s, rows), tuple(taken), doubles, skipped)


def merge_folder(folder: str | Path, plan: ClassPlan, more: Mapping[str, bytes] | None = None) -> Merged:
    """Return the map that the JSON files of a folder make together; a folder that is not there has none.

    Parameters
    ----------
    more : files from elsewhere, name -> content, such as uploaded ones
    """
    contents: list[tuple[str, bytes]] = []
    broken: dict[str, str] = {}
    for path in sorted(Path(folder).glob(PATTERN)):
        try:
            with path.open("rb") as file:
                contents.append((path.name, file.read(MOST_BYTES + 1)))
        except OSError as error:
            broken[path.name] = f"it cannot be opened ({error.strerror})"
    merged = merge(named([*contents, *(more or {}).items()]), plan)
    return merged._replace(skipped={**merged.skipped, **broken})


def named(files: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Return files by name; another one of a name gets a number, so that none is lost, and a mere copy is left out."""
    found: dict[str, bytes] = {}
    for name, content in files:
        key, n = name, 2
        while key in found and found[key] != content:
            key, n = f"{name} ({n})", n + 1
        found[key] = content
    return found


def told(merged: Merged) -> tuple[str, ...]:
    """Return in sentences what was taken, what is missing, what differs, and what was skipped."""
    cells, missing = len(merged.layer.cells), len(merged.missing)
    said = [f"Files taken: {len(merged.files)}. Cells filled: {cells - missing} of {cells}."]
    said += [
        f"{_place(d.at)} differs: {d.kept} is kept, {d.other} has it otherwise. Compute it again in both."
        for d in merged.doubles
    ]
    said += [f"{name} was skipped: {why}." for name, why in merged.skipped.items()]
    return tuple(said)


def _read_all(files: Mapping[str, bytes], plan: ClassPlan) -> tuple[dict[str, Handed], dict[str, str]]:
    good, bad = {}, {}
    for name in sorted(files):
        try:
            one = read(files[name])
            _check_plan(one, plan)
        except DataError as error:
            bad[name] = str(error)
        else:
            good[name] = one
    return good, bad


def _check_plan(one: Handed, plan: ClassPlan) -> None:
    if one.plan != plan:
        wrong = next(name for name in plan._fields if getattr(one.plan, name) != getattr(plan, name))
        raise DataError(f"its {wrong} is {getattr(one.plan, wrong)}, not {getattr(plan, wrong)} as in this map")


def _strange(one: Handed, usual: tuple[str, str]) -> str:
    return f"it was made with prices {one.prices} and archlib {one.archlib}, most with {usual[0]} and {usual[1]}"


def _put_together(taken: Mapping[str, Handed]) -> tuple[dict[At, tuple[str, Cell]], tuple[Double, ...]]:
    found: dict[At, tuple[str, Cell]] = {}
    doubles = []
    for name, handed in taken.items():
        for cell in handed.cells:
            at = (cell.volume, cell.peak)
            if at not in found:
                found[at] = name, cell
            elif not _alike(found[at][1], cell):
                doubles.append(Double(at, found[at][0], name))
    return found, tuple(doubles)


def _alike(one: Cell, other: Cell) -> bool:
    mine, theirs = ({o.kind: o.usd for o in cell.offers} for cell in (one, other))
    return mine.keys() == theirs.keys() and all(_equal(mine[kind], theirs[kind]) for kind in mine)


def _equal(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= ROUNDING * max(a, b)


def _place(at: At) -> str:
    return f"The cell of {at[0]:,.0f} videos a month at peak/mean {at[1]:g}"
