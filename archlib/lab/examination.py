"""The doctor in the page: says in plain words what is wrong with the environment and how to mend it."""

from dataclasses import replace
from typing import Any

from archlib.lab.ask import Ask
from archlib.lab.asking import View, button, listed, tabled
from archlib.lab.checks import CHECKS, Finding
from archlib.lab.surroundings import Page, look, system


class Doctor(Ask):
    """Looks at the environment. That the page answers shows that the widgets work."""

    def __init__(self) -> None:
        self.seen = look()
        super().__init__()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What each check found."""
        return tuple(check(self.seen) for check in CHECKS)

    def act(self, name: str) -> None:
        if name == "again":
            self.seen = replace(look(), page=self.seen.page)

    def answered(self, jupyterlab: str, extensions: tuple[str, ...]) -> None:
        """Note what the page says of itself."""
        self.seen = replace(self.seen, page=Page(jupyterlab, extensions))
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
        if isinstance(content, dict) and content.get("type") == "page":
            names = content.get("extensions")
            loaded = tuple(map(str, names)) if isinstance(names, list) else ()
            self.answered(str(content.get("jupyterlab", "")), loaded)
        else:
            super()._heard(widget, content, buffers)


def doctor() -> Doctor:
    """Return an examination of the learner's environment; `doctor().text()` is the same as text."""
    return Doctor()
