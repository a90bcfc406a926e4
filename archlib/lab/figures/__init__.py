"""Pictures as pure functions: a comparison in, a plain plotly figure with its sentence and its table out."""

from archlib.lab.figures import bill, latency, machines, queue, scorecard, strips
from archlib.lab.figures.picture import Picture, Window

# in the order of the page
PICTURES = {
    "scorecard": scorecard.picture,
    "strips": strips.picture,
    "bill": bill.picture,
    "queue": queue.picture,
    "machines": machines.picture,
    "latency": latency.picture,
}

__all__ = ["PICTURES", "Picture", "Window"]
