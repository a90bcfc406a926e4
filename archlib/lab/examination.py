"""The doctor in the page: says in plain words what is wrong with the environment and how to mend it."""

from dataclasses import replace
from typing import Any

import traitlets

from archlib.lab.ask import Ask
from archlib.lab.asking import View, button, listed, tabled
from archlib.lab.assets import module
from archlib.lab.checks import CHECKS, Finding
from archlib.lab.library import carried, library
from archlib.lab.surroundings import Page, look, system


class Doctor(Ask):
    """Looks at the environment. That the page answers shows that the widgets work.

    It brings plotly.js along where no picture has: the page tells whether it loads, and has it for the pictures then.
    """

    _esm = module("ask_words", "ask_curve", "library", "doctor", "ask")
    library = traitlets.Bytes(b"").tag(sync=True)

    def __init__(self) -> None:
        self.seen = look()
        super().__init__()

    @traitlets.default("library")
    def _bring(self) -> bytes:  # with the rest of the state: a page that has drawn it already would ask for it
        return carried() if self.seen.plotly_js else b""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What each check found."""
        return tuple(check(self.seen) for check in CHECKS)

    def act(self, name: str) -> None:
        if name == "again":
            self.seen = replace(look(), page=self.seen.page)

    def answered(self, page: Page) -> None:
        """Note what the page says of itself."""
        self.seen = replace(self.seen, page=page)
        self.refresh()

    def current(self) -> View:
        bad = [finding for finding in self.findings if not finding.ok]
        status = "All is well." if not bad else f"{len(bad)} of {len(self.findings)} checks found something."
        rows = [
            [finding.name, "ok" if finding.ok else "look\N{NO-BREAK SPACE}here", finding.says]
            for finding in self.findings
        ]
        return View(
            "Is everything ready?",
            system(),
            above=(tabled(["checked", "result", "what was found"], rows),),
            actions=(button("again", "Look again"),),
            status=self.trouble or status,
            tone="wrong" if self.trouble or bad else "right",
            level=2,
            below=(listed([f"**{finding.name}**: {finding.mend}" for finding in bad]),) if bad else (),
        )

    def _heard(self, widget: Any, content: Any, buffers: Any) -> None:
        kind = content.get("type") if isinstance(content, dict) else None
        if kind == "page":
            self.answered(Page.told(content))
        elif kind == "library":
            self.send({"type": "library"}, [library()] if self.seen.plotly_js else [])
        else:
            super()._heard(widget, content, buffers)


def doctor() -> Doctor:
    """Return an examination of the learner's environment; `doctor().text()` is the same as text."""
    return Doctor()
