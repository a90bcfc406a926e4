"""From faults to what each part of a topology is like, when; and to what balancers know of it.

The engine plays these rows; the outcome reads feature strips off the same rows. A row sets the state of a place
(an instance) or of a whole station (place -1) from its time on; overlapping faults are merged beforehand, so a
reader needs no counters. What is true of a place is the worse of its own state and its station's. A fault strikes who
is at the place when it begins: an instance launched there later asks since when the newest of the active ones is.
"""

from archlib.timeline.made import timeline
from archlib.timeline.rows import ROW, Cause, Spell, Timeline
from archlib.timeline.seen import SEEN, down_changes, seen

__all__ = ["ROW", "SEEN", "Cause", "Spell", "Timeline", "down_changes", "seen", "timeline"]
