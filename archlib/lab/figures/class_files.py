"""What a class has handed in: each file, how many cells it has, and what is wrong with it."""

from archlib.course.class_map import Merged, told
from archlib.lab import words
from archlib.lab.figures.picture import Picture, rows_of

ROWS = 4  # of the table at least, so that the first files move nothing


def picture(merged: Merged, said: str = "") -> Picture:
    """Return a table without a figure: a row a file, and a row a cell that differs.

    Parameters
    ----------
    said : what is said first, such as where one's own file is
    """
    rows = [(name, "taken") for name in merged.files]
    rows += [(d.other, f"differs from {d.kept} in the cell {_place(d.at)}") for d in merged.doubles]
    rows += [(name, f"skipped: {why}") for name, why in merged.skipped.items()]
    rows += [("–", "no further file")] * (ROWS - len(rows))
    return Picture(
        key="class_files",
        title="What has been handed in",
        sentence=" ".join(part for part in (said, *told(merged)) if part),
        columns=("file", "what became of it"),
        rows=rows_of(rows),
        table_open=True,
        lines=5,
    )


def _place(at: tuple[float, float]) -> str:
    return f"{words.count(at[0])} videos a month, peak/mean {at[1]:g}"
