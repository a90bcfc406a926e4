"""Pictures as pure functions: a comparison in, a plain plotly figure with its sentence and its table out."""

from archlib.lab.figures import (
    arrivals,
    availability,
    begun,
    bill,
    budget,
    ceiling,
    cold,
    cost,
    crossing,
    deliveries,
    downtime,
    drain,
    environments,
    frontier,
    held,
    instances,
    latency,
    machines,
    matrix,
    memory,
    oldest,
    order,
    over_limit,
    pooling,
    queue,
    scorecard,
    sizes,
    slots,
    strips,
    utilisation,
    wiring,
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
    "begun": begun.picture,
    "budget": budget.picture,
    "ceiling": ceiling.picture,
    "cold": cold.picture,
    "cost": cost.picture,
    "crossing": crossing.picture,
    "deliveries": deliveries.picture,
    "downtime": downtime.picture,
    "drain": drain.picture,
    "environments": environments.picture,
    "frontier": frontier.picture,
    "held": held.picture,
    "instances": instances.picture,
    "matrix": matrix.picture,
    "memory": memory.picture,
    "oldest": oldest.picture,
    "order": order.picture,
    "over_limit": over_limit.picture,
    "pooling": pooling.picture,
    "sizes": sizes.picture,
    "slots": slots.picture,
    "utilisation": utilisation.picture,
    "wiring": wiring.picture,
}

__all__ = ["ALL", "PICTURES", "Picture", "Window"]
