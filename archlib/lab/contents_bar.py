"""Where a notebook stands in the course: the one before, the one after, all of them, and how long they take.

Plain HTML with relative links: JupyterLab opens them in a tab of its own, GitHub and nbviewer as pages.
"""

from html import escape

from archlib.course.track import Notebook, after, before, notebook, notebooks
from archlib.lab.warmth import ready


class Contents:
    """A notebook's place in the course; `end` names the list for who moves from one landmark to the next."""

    def __init__(self, number: str, end: bool = False) -> None:
        self.here = notebook(number)
        self.name = "Contents of the course, at the end" if end else "Contents of the course"

    def __repr__(self) -> str:
        lines = [f"Notebook {self.here.number}: {self.here.title} ({_times(self.here)})"]
        if self.here.short_path:
            lines.append(_short(self.here))
        for word, other in (("previous", before(self.here.number)), ("next", after(self.here.number))):
            lines += [f"{word}: {other.number} {other.title}"] if other else []
        return "\n".join(lines + [self._line(each) for each in notebooks()])

    def _repr_html_(self) -> str:
        first, then = before(self.here.number), after(self.here.number)
        ends = [_link(first, "← ") if first else "", _link(then, "", " →") if then else ""]
        rows = "".join(f"<li>{self._item(each)}</li>" for each in notebooks())
        short = f"<p>{escape(_short(self.here))}</p>" if self.here.short_path else ""
        return (
            f"<nav aria-label='{self.name}'><p>{' · '.join(filter(None, ends))} · "
            f"this notebook takes {escape(_times(self.here))}</p>{short}"
            f"<details><summary>All notebooks (★: on the short path)</summary><ul>{rows}</ul></details></nav>"
        )

    def _item(self, each: Notebook) -> str:
        here = each.number == self.here.number
        name = f"<strong>{_name(each)}</strong> (you are here)" if here else _link(each)
        return f"{name}: {escape(each.question)} ({escape(_times(each))})"

    def _line(self, each: Notebook) -> str:
        here = "> " if each.number == self.here.number else "  "
        return f"{here}{each.number} {each.title}: {each.question} ({_times(each)})"


def contents(number: str, end: bool = False) -> Contents:
    """Return the contents of the course as seen from a notebook, such as "01"; `end` for those at its end.

    It stands in a notebook's first cells: the simulation is compiled here, in sight, where that is still to be done.
    """
    if not end:
        ready()
    return Contents(number, end)


def _times(each: Notebook) -> str:
    """Return how long a notebook takes, such as "88 min, 40 more for what is marked further; ★ 58 min"."""
    further = f", {each.further_minutes} more for what is marked further" if each.further_minutes else ""
    return f"{each.minutes} min{further}{f'; ★ {each.short_minutes} min' if each.short_path else ''}"


def _short(each: Notebook) -> str:
    titles = "; ".join(section.title for section in each.short_path)
    return f"On the short path, ★, {each.short_minutes} min: {titles}."


def _name(each: Notebook) -> str:
    return escape(f"{each.number} {each.title}")


def _link(each: Notebook, left: str = "", right: str = "") -> str:
    if not each.finished:
        return f"{left}{_name(each)} (not yet written){right}"
    return f"<a href='{escape(each.file)}'>{left}{_name(each)}{right}</a>"
