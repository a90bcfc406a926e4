"""What the headings of a source say of its sections: `## Run: busy slots (4 min ★)` takes 4 minutes.

★ marks a section on the short path, `, further` one that is left out of one sitting. A heading without a time ends
the section before it and begins none.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from archlib.course.sections import HEADER, QUIZ, Section
from archlib.course.tables import SEPARATOR
from source.split import INSTRUCTOR, SOLUTION, Cell, tags

HEADING: Final = re.compile(r"^#{1,3} .+$", re.MULTILINE)
TIMED: Final = re.compile(r"#{2,3} (?P<title>.+) \((?P<minutes>[1-9]\d*) min(?P<short> ★)?(?P<further>, further)?\)")
NEARLY: Final = re.compile(r"\(.*\bmin\b.*\)|★")  # a heading that means to say a time
ASKED: Final = re.compile(r'al\.lab\.(?:bet|exercise)\("([^"]+)"')
ASKED_ALL: Final = f"al.lab.{QUIZ}("
SITTING: Final = "{minutes}"  # stands in a source for the minutes of one sitting

Part = tuple[re.Match[str] | None, list[Cell]]


def parts(cells: Sequence[Cell]) -> list[Part]:
    """Return what each heading says of its time, None where nothing, with the code cells below it.

    The first part is what stands before any heading.
    """
    found: list[Part] = [(None, [])]
    for cell in cells:
        if cell["cell_type"] == "markdown":
            found += [(TIMED.fullmatch(heading), []) for heading in HEADING.findall(cell["source"])]
        elif cell["cell_type"] == "code":
            found[-1][1].append(cell)
    return found


def sections(number: str, cells: Sequence[Cell]) -> list[Section]:
    """Return the sections of the notebook of a number, such as "01"."""
    found = [(said, codes) for said, codes in parts(cells) if said]
    return [
        Section(
            f"{number}.S{place:02}", said["title"], int(said["minutes"]),
            said["short"] is not None, said["further"] is not None, _asks(codes),
        )
        for place, (said, codes) in enumerate(found, 1)
    ]  # fmt: skip


def mistakes(cells: Sequence[Cell]) -> list[str]:
    """Return what is wrong with the times of a source."""
    headings = [line for cell in cells if cell["cell_type"] == "markdown" for line in HEADING.findall(cell["source"])]
    rule = "write the time as (5 min), (5 min ★), (5 min, further) or (5 min ★, further)"
    return [f"heading {line!r}: {rule}" for line in headings if NEARLY.search(line) and not TIMED.fullmatch(line)]


def table(found: Iterable[Section]) -> str:
    """Return sections as the text of `data/sections.csv`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for section in found:
        yes = ["yes" if mark else "no" for mark in (section.short_path, section.further)]
        writer.writerow([section.id, section.title, section.minutes, *yes, SEPARATOR.join(section.asks)])
    return text.getvalue()


def _asks(codes: Sequence[Cell]) -> tuple[str, ...]:
    """Return what a section asks the learner, in order."""
    shown = [cell["source"] for cell in codes if not tags(cell) & {SOLUTION, INSTRUCTOR}]
    asked = [name for code in shown for name in ASKED.findall(code)]
    return (*asked, *([QUIZ] if any(code.startswith(ASKED_ALL) for code in shown) else []))
