"""The queue and its workers for real, on this machine: threads, files and SQLite, beside what the model predicts."""

from archlib.live.compared import Line, compared, predicted
from archlib.live.observed import Observed
from archlib.live.run import run
from archlib.live.trial import Trial

__all__ = ["Line", "Observed", "Trial", "compared", "predicted", "run"]
