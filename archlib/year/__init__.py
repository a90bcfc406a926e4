"""A year of the service: what is given, a plan of an architecture a quarter, and what became of it."""

from archlib.year.baselines import Baselines, baselines
from archlib.year.board import Board, leaderboard, post
from archlib.year.checks import Checked, Finding, check
from archlib.year.given import Year
from archlib.year.launches import Launch, launches
from archlib.year.luck import Luck, luck
from archlib.year.months import Month
from archlib.year.outages import ordinary
from archlib.year.plan import Plan
from archlib.year.played import Played, play
from archlib.year.rules import Credits, Migration
from archlib.year.sized import Sized, sized

__all__ = [
    "Baselines", "Board", "Checked", "Credits", "Finding", "Launch", "Luck", "Migration", "Month", "Plan", "Played",
    "Sized", "Year", "baselines", "check", "launches", "leaderboard", "luck", "ordinary", "play", "post", "sized",
]  # fmt: skip
