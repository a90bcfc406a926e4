"""Pictures as pure functions: a comparison in, a plain plotly figure with its sentence and its table out."""

from archlib.lab.figures import (
    arrivals,
    availability,
    bill,
    budget,
    cost,
    latency,
    machines,
    matrix,
    order,
    queue,
    scorecard,
    slots,
    strips,
    utilisation,
)
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

# every picture by name, those of single topics as well
ALL = {
    **PICTURES,
    "arrivals": arrivals.picture,
    "availability": availability.picture,
    "budget": budget.picture,
    "cost": cost.picture,
    "matrix": matrix.picture,
    "order": order.picture,
    "slots": slots.picture,
    "utilisation": utilisation.picture,
}

__all__ = ["ALL", "PICTURES", "Picture", "Window"]
