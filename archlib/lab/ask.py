"""The one widget behind bets, exercises and worked examples: it shows a `View` and hears buttons."""

from typing import Any

import anywidget
import traitlets

from archlib.errors import ArchlibError
from archlib.lab.asking import View
from archlib.lab.assets import STATIC, module
from archlib.lab.told import Told


class Ask(Told, anywidget.AnyWidget):
    """Shows a question. A kind of question says what it shows (`current`) and what a button does (`act`).

    An error never reaches the page as a traceback: its text stands where the verdict stands.
    """

    _esm = module("ask_words", "ask_curve", "ask")
    _css = STATIC / "ask.css"

    view = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.trouble = ""
        super().__init__(view=self.current().to_dict())  # whole: a busy page may draw it before it hears more
        self.on_msg(self._heard)

    def current(self) -> View:
        """Return the question as it now stands."""
        raise NotImplementedError

    def act(self, name: str) -> None:
        """Do what a button asks for; what is filled in stands in `values`."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show the question as it now stands."""
        self.view = self.current().to_dict()

    def press(self, name: str, **values: str) -> None:
        """Fill in and press a button, as the page does."""
        self.values |= {key: str(text) for key, text in values.items()}
        self.trouble = ""
        try:
            self.act(name)
        except ArchlibError as error:
            self.trouble = str(error)
        except Exception as error:  # whatever goes wrong is said in the page, and the page goes on
            self.trouble = f"this could not be computed ({type(error).__name__}: {error}); run the cell again"
        self.refresh()

    def _heard(self, _: Any, content: Any, __: Any) -> None:
        if isinstance(content, dict) and content.get("type") == "action":
            values = content.get("values")
            self.press(str(content.get("name")), **(values if isinstance(values, dict) else {}))
            self.send({"type": "done"})

    # --- without a page ---

    def text(self) -> str:
        """Return the question and the verdict as text."""
        return self.current().text()

    def html(self) -> str:
        """Return the question and the verdict as HTML."""
        return self.current().html()
