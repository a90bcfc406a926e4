"""What a form says of a computation, while it goes on and when it has ended."""

import logging

from archlib.errors import ArchlibError
from archlib.lab.job import Job

RUNNING = "computing; Cancel stops it, and so does any newer choice"
STOPPING = "stopping ..."
STOPPED = "stopped: pictures that were still to come are of the run before. Move a control, or Run again"
_log = logging.getLogger(__name__)


def verdict(job: Job) -> str:
    """Return how a computation ended, in words; what archlib did not raise on purpose is logged too."""
    if job.error is None:
        return f"computed in {job.lasts_s * 1e3:.0f} ms"
    if job.cancelled:
        return STOPPED
    if isinstance(job.error, ArchlibError):
        return str(job.error)
    _log.error("a computation for the page failed", exc_info=job.error)
    return f"this could not be computed ({type(job.error).__name__}: {job.error}); change a control, or press Run again"
