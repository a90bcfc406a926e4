"""The questions that the panel of microservices puts."""

from collections.abc import Mapping
from typing import Final

from archlib.lab.topic import Topic

MICROSERVICES: Final[Mapping[str, Topic]] = {}
