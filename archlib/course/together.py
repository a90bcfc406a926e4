"""An answer of several parts: given field by field, or as one text with strokes between the parts."""

from typing import Any, Final, TypeVar

from archlib.course.exercise import Form
from archlib.params import Params

P = TypeVar("P", bound=Params)
STROKE: Final = "/"
SLASH: Final = f" {STROKE} "  # how such an answer is written out


class Together(Form[P]):
    """Takes its fields also as one text, such as "Functions / QueueFleet / Monolith", with or without spaces."""

    def read(self, given: Any) -> P:
        """Return the parameters; what is taken beside a text, and errors, as of `Form.read`."""
        parts = [part.strip() for part in given.split(STROKE)] if isinstance(given, str) else []
        if len(parts) == len(self.fields) > 1:
            given = dict(zip(self.fields, parts, strict=True))
        return super().read(given)
