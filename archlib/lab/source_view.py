"""An architecture's own file, folded, so that a thin notebook hides nothing."""

import inspect
from html import escape
from pathlib import Path

from pygments import highlight  # type: ignore[import-untyped]  # it ships no types
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import PythonLexer  # type: ignore[import-untyped]

from archlib.architectures import Architecture
from archlib.errors import ParameterError

# JupyterLab's own colours of code, so that both themes suit
_COLOURS = {
    "keyword": (".k", ".kn", ".kd", ".kc", ".ow"),
    "string": (".s1", ".s2", ".sd", ".sa", ".se", ".si"),
    "comment": (".c1",),
    "number": (".mi", ".mf"),
    "def": (".nf", ".nc"),
}


class Source:
    """Shows as one fold with the highlighted file; as text it is the file."""

    def __init__(self, kind: type[Architecture]) -> None:
        self.kind = kind
        path = Path(inspect.getfile(kind))
        self.name = f"{path.parent.name}/{path.name}"
        self.code = path.read_text(encoding="utf-8")

    def __repr__(self) -> str:
        return self.code

    def _repr_html_(self) -> str:
        code = highlight(self.code, PythonLexer(), HtmlFormatter(nowrap=True))
        rules = "".join(
            f".archlib-source :is({', '.join(names)}) {{ color: var(--jp-mirror-editor-{role}-color); }}"
            for role, names in _COLOURS.items()
        )
        lines = len(self.code.splitlines())
        title = f"{escape(self.kind.__name__)}: its whole model, {escape(self.name)} ({lines} lines)"
        return (
            f"<style>{rules} .archlib-source pre {{ max-height: 32em; overflow: auto; padding: 8px; }}</style>"
            f"<details class='archlib-source'><summary>{title}</summary>"
            f"<pre tabindex='0'><code>{code}</code></pre></details>"
        )


def source(what: Architecture | type[Architecture]) -> Source:
    """Return an architecture's own model file, to be unfolded in place.

    Raises
    ------
    ParameterError
        if it is no architecture
    """
    kind = what if isinstance(what, type) else type(what)
    if not issubclass(kind, Architecture):
        raise ParameterError(f"source of {what!r:.60}: give an architecture, such as al.Monolith")
    return Source(kind)
