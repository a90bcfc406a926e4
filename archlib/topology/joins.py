"""What all edges from one station to another have in common."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Joins:
    """An edge between two stations; where several kinds may join the same two, `ending` tells them apart."""

    source: str
    target: str

    @property
    def name(self) -> str:
        """The edge's key in random draws and tables."""
        return f"{self.source}>{self.target}{self.ending}"

    @property
    def ending(self) -> str:
        """What the name ends with, such as ":get:manage"."""
        return ""
