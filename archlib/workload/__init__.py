"""The load: when videos arrive, how much work and how many bytes each is, and how much is watched.

`Workload` has a door for each kind: homogeneous, evening_peak, diurnal, launch_spike, from_csv, from_counts.
"""

from archlib.workload.base import MOST_VIDEOS, Workload
from archlib.workload.content import COLUMNS
from archlib.workload.measured import Measured
from archlib.workload.profiles import Diurnal, EveningPeak, Homogeneous, LaunchSpike

__all__ = ["COLUMNS", "MOST_VIDEOS", "Diurnal", "EveningPeak", "Homogeneous", "LaunchSpike", "Measured", "Workload"]
