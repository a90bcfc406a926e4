"""The learner's own graph in the page: lists of services and links, the drawing of it, and what it comes to."""

import logging
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import anywidget
import traitlets

from archlib.errors import ArchlibError
from archlib.lab.assets import STATIC, module
from archlib.lab.draft import COPIES, JOBS, KINDS, MOST, STORES, All, Draft, first
from archlib.lab.drawings.layout import layout
from archlib.lab.drawings.svg import svg
from archlib.lab.gate import Gate, behind
from archlib.lab.graph_facts import COLUMNS, Facts, facts
from archlib.lab.told import Told
from archlib.lab.warmth import warmed
from archlib.topology.roles import roles

TITLE = "Your graph of services"
_log = logging.getLogger(__name__)


class GraphWidget(Told, anywidget.AnyWidget):
    """Takes edits of services and links, and shows what they make.

    Attributes
    ----------
    draft : what stands in the lists
    good : the last draft that holds; the drawing and the numbers are of it
    facts : of a real run of that
    """

    _esm = module("graph_lists", "graph")
    _css = STATIC / "graph.css"

    lists = traitlets.Dict().tag(sync=True)
    error = traitlets.Unicode("").tag(sync=True)
    svg = traitlets.Unicode("").tag(sync=True)
    told = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        self.draft = self.good = first()
        with warmed():
            self.facts = self._run(self.draft)
        super().__init__()
        self._show()
        self.on_msg(self._heard)

    def edit(self, change: Callable[[Draft], Draft]) -> None:
        """Change what stands in the lists; what does not hold is refused in words, and the last that holds stays."""
        try:
            self.draft = change(self.draft)
            self.facts = self._run(self.draft)
            self.good, self.error = self.draft, ""
        except ArchlibError as error:
            self.error = str(error)
        self._show()

    def _run(self, draft: Draft) -> Facts:
        return facts(draft.made(), draft.all.nines, draft.all.store_nines)

    def _show(self) -> None:
        topology = self.facts.run.topology
        with self.hold_sync():
            self.lists = _lists(self.draft)
            self.svg = svg(topology, layout(topology), TITLE, parts=roles(topology))
            self.told = {
                "sentence": self.facts.sentence, "columns": list(COLUMNS),
                "rows": [list(row) for row in self.facts.rows], "old": self.draft != self.good,
            }  # fmt: skip

    def _heard(self, _: Any, said: Any, __: Any) -> None:
        if not isinstance(said, dict):
            return
        try:
            change = _change(said)
        except (KeyError, TypeError, ValueError):
            _log.exception("what the page sent could not be done")
        else:
            self.edit(change)
        self.send({"type": "done"})

    # --- without a page ---

    def text(self) -> str:
        """Return the sentence, the numbers, and the parts of the services as text."""
        parts = [f"{name}: {part}" for name, part in roles(self.facts.run.topology).items()]
        rows = [" | ".join(row) for row in (COLUMNS, *self.facts.rows)]
        return "\n".join([TITLE, self.facts.sentence, *rows, *parts, *filter(None, [self.error])])

    def html(self) -> str:
        """Return the drawing with its numbers as HTML."""
        head = "".join(f"<th>{escape(name)}</th>" for name in COLUMNS)
        rows = "".join(f"<tr>{''.join(f'<td>{escape(t)}</td>' for t in row)}</tr>" for row in self.facts.rows)
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        return f"<h3>{TITLE}</h3>{self.svg}<p>{escape(self.facts.sentence)}</p>{table}"


def graph(*, after: str | None = None) -> GraphWidget | Gate:
    """Return a graph of services that can be edited: each edit is a real run.

    Parameters
    ----------
    after : the bet that must be placed before it opens, such as "05.P1"
    """
    return behind(after, GraphWidget)


def _change(said: Mapping[str, Any]) -> Callable[[Draft], Draft]:
    """Return the edit that the page asks for.

    Raises
    ------
    KeyError, ValueError : no such edit, field or choice
    """
    kind, field, value = said["type"], str(said.get("field", "")), str(said.get("value", ""))
    i = int(said.get("i", 0))
    if i < 0:
        raise ValueError(f"row {i} is not there")
    if kind == "service" and field in ("name", "job", "copies"):
        _known(value, {"job": JOBS, "copies": COPIES}.get(field, (value,)))
        return lambda draft: draft.set_service(i, field, value) if i < len(draft.services) else draft
    if kind == "link" and field in ("source", "kind", "target"):
        _known(value, KINDS if field == "kind" else (value,))
        return lambda draft: draft.set_link(i, field, value) if i < len(draft.links) else draft
    if kind == "all" and field in All.model_fields:
        return lambda draft: draft.set_all(field, value)
    acts: dict[str, Callable[[Draft], Draft]] = {
        "add service": Draft.add_service,
        "add link": Draft.add_link,
        "remove service": lambda draft: draft.remove_service(i) if i < len(draft.services) else draft,
        "remove link": lambda draft: draft.remove_link(i) if i < len(draft.links) else draft,
        "reset": lambda _: first(),
    }
    return acts[kind]


def _known(value: str, choices: Any) -> None:
    if value not in choices:
        raise ValueError(f"{value!r} is none of {list(choices)}")


def _lists(draft: Draft) -> dict[str, Any]:
    """Return what stands in the lists as content for the page."""
    return {
        "services": [[row.name, row.job, row.copies] for row in draft.services],
        "links": [[way.source, way.kind, way.target] for way in draft.links],
        "all": {name: str(getattr(draft.all, name)) for name in All.model_fields},
        "jobs": list(JOBS),
        "copies": list(COPIES),
        "kinds": list(KINDS),
        "stores": list(STORES),
        "most": MOST,
    }
