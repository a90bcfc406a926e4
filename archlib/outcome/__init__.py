"""What a run says: Run, and what is read off it: bill, availability, strips, latency, series, jobs, stories."""

from archlib.outcome.availability import Availability, FeatureAvailability, ready_within
from archlib.outcome.bill import Bill, Item
from archlib.outcome.closed_form import closed_form
from archlib.outcome.jobs import OUTCOMES, Jobs
from archlib.outcome.latency import Latency
from archlib.outcome.run import Run
from archlib.outcome.series import Series
from archlib.outcome.step import Step
from archlib.outcome.story import Event, Story
from archlib.outcome.strips import FEATURES, STATES, Strip, needed
from archlib.outcome.trace import Reason, Trace
from archlib.outcome.usage import Usage

__all__ = [
    "FEATURES", "OUTCOMES", "STATES", "Availability", "Bill", "Event", "FeatureAvailability", "Item", "Jobs", "Latency",
    "Reason", "Run", "Series", "Step", "Story", "Strip", "Trace", "Usage", "closed_form", "needed", "ready_within",
]  # fmt: skip
