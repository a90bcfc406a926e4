"""Decision maps: which architecture meets a contract for the least money, over volume and burstiness.

Left out: what it costs to move from one architecture to another, and loads of any other shape than one rush a day.
"""

from archlib.maps.doors import decision_map
from archlib.maps.layers import Answer, Layer
from archlib.maps.loads import load
from archlib.maps.play import MapError
from archlib.maps.result import DecisionMap
from archlib.maps.shipped import shipped

__all__ = ["Answer", "DecisionMap", "Layer", "MapError", "decision_map", "load", "shipped"]
