"""The sections of the notebooks: how long each takes, what it asks, and whether the short path leads through it.

The headings of `source/` say all this; `python -m source.build` writes it into the table that is read here.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from archlib.course.tables import rows, split

FILE: Final = "sections.csv"
HEADER: Final = ("id", "section", "minutes", "short_path", "further", "asks")
QUIZ: Final = "quiz"  # asks all items of its notebook


@dataclass(frozen=True)
class Section:
    """One section of a notebook that has a time of its own.

    Attributes
    ----------
    id : notebook and place in it, such as "01.S04"
    title : of its heading, without the time
    minutes : for one who does all of it
    short_path : whether it is on the path of six hours
    further : whether it is left out of one sitting, for home or where a class has the time
    asks : ids of its bets and exercises; `QUIZ` stands for the quiz of the notebook
    """

    id: str
    title: str
    minutes: int
    short_path: bool
    further: bool
    asks: tuple[str, ...]

    @property
    def notebook(self) -> str:
        """The number of the notebook it is in, such as "01"."""
        return self.id.partition(".")[0]


@cache
def sections() -> tuple[Section, ...]:
    """Return the sections of all notebooks in their order."""
    return tuple(
        Section(
            row["id"], row["section"], int(row["minutes"]),
            row["short_path"] == "yes", row["further"] == "yes", split(row["asks"]),
        )
        for row in rows(FILE, HEADER, HEADER[:-1])
    )  # fmt: skip


def of(notebook: str) -> tuple[Section, ...]:
    """Return the sections of a notebook, such as "01", in their order."""
    return tuple(section for section in sections() if section.notebook == notebook)
