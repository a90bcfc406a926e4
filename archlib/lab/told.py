"""What a widget leaves where no widget can be shown: the same content as text and as HTML (GitHub, nbval)."""

from html import escape
from typing import Any


class Told:
    """Mixed in before a widget's class: `text` is what it shows; `html` may be more than the text in a frame."""

    def text(self) -> str:
        """Return what is shown as text."""
        raise NotImplementedError

    def html(self) -> str:
        """Return what is shown as HTML without any script."""
        return f"<pre>{escape(self.text())}</pre>"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle = super()._repr_mimebundle_(**options)  # type: ignore[misc]  # the widget's
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/plain": self.text(), "text/html": self.html()}, metadata
