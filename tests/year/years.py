"""Small years, so that tests are quick: a tenth of the course's load."""

import archlib as al
from archlib.year import Year

SHAPE = al.Workload.evening_peak(base_per_hour=0.6, peak_per_hour=12)
CALM = Year(shape=SHAPE, growth=1.0, launches_on=False, faults=al.faults.none(), price_factor=1.0)
USUAL = Year(shape=SHAPE)
FLEET = al.QueueFleet(max_workers=6)
FUNCTIONS = al.Functions()
BOX = al.Monolith(instance="c5.large", room=2)
MIXED = al.Plan((BOX, FUNCTIONS, FLEET, FLEET.but(max_workers=12)))
