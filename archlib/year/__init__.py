"""A year of the service: what is given, a plan of an architecture a quarter, and what became of it."""

from archlib.year.given import Year
from archlib.year.launches import Launch, launches
from archlib.year.months import Month
from archlib.year.outages import ordinary
from archlib.year.plan import Plan
from archlib.year.played import Played, play
from archlib.year.rules import Credits, Migration

__all__ = ["Credits", "Launch", "Migration", "Month", "Plan", "Played", "Year", "launches", "ordinary", "play"]
