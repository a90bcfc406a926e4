"""The questions that the panel of retries, storms and chaos puts."""

from collections.abc import Mapping
from typing import Final

from archlib.lab.topic import Topic

RESILIENCE: Final[Mapping[str, Topic]] = {}
