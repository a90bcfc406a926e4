"""Where a notebook stands in the course: the one before, the one after, all of them, and how long they take.

Plain HTML with relative links: JupyterLab opens them in a tab of its own, GitHub and nbviewer as pages.
"""

from html import escape

from archlib.course.track import Notebook, after, before, notebook, notebooks


class Contents:
    """A notebook's place in the course."""

    def __init__(self, number: str) -> None:
        self.here = notebook(number)

    def __repr__(self) -> str:
        lines = [f"Notebook {self.here.number}: {self.here.title} ({self.here.minutes} min)"]
        for word, other in (("previous", before(self.here.number)), ("next", after(self.here.number))):
            lines += [f"{word}: {other.number} {other.title}"] if other else []
        return "\n".join(lines + [self._line(each) for each in notebooks()])

    def _repr_html_(self) -> str:
        first, then = before(self.here.number), after(self.here.number)
        ends = [_link(first, "← ") if first else "", _link(then, "", " →") if then else ""]
        rows = "".join(f"<li>{self._item(each)}</li>" for each in notebooks())
        return (
            f"<nav aria-label='Contents of the course'><p>{' · '.join(filter(None, ends))} · "
            f"this notebook takes {escape(str(self.here.minutes))} min</p>"
            f"<details><summary>All notebooks (★: on the short path)</summary><ul>{rows}</ul></details></nav>"
        )

    def _item(self, each: Notebook) -> str:
        here = each.number == self.here.number
        name = f"<strong>{_name(each)}</strong> (you are here)" if here else _link(each)
        return f"{name}{' ★' if each.short_path else ''}: {escape(each.question)} ({escape(str(each.minutes))} min)"

    def _line(self, each: Notebook) -> str:
        here = "> " if each.number == self.here.number else "  "
        return f"{here}{each.number} {each.title}: {each.question} ({each.minutes} min)"


def contents(number: str) -> Contents:
    """Return the contents of the course as seen from a notebook, such as "01"."""
    return Contents(number)


def _name(each: Notebook) -> str:
    return escape(f"{each.number} {each.title}")


def _link(each: Notebook, left: str = "", right: str = "") -> str:
    if not each.finished:
        return f"{left}{_name(each)} (not yet written){right}"
    return f"<a href='{escape(each.file)}'>{left}{_name(each)}{right}</a>"
