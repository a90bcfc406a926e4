"""The questions that the panel of the event-driven system puts."""

from collections.abc import Mapping
from typing import Final

from archlib.lab.topic import Topic

EVENT_DRIVEN: Final[Mapping[str, Topic]] = {}
