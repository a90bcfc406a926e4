"""A made-up layer of a decision map: every kind of cell once."""

from archlib.course.map_cells import Cell, Layer, Offer

KINDS = ("Monolith", "QueueFleet", "Functions")
CLEAR = (Offer("Monolith", 150.0, 150.0, 150.0, "replicas=1"), Offer("QueueFleet", 90.0, 85.0, 95.0, "max_workers=2"),
         Offer("Functions", 10.0, 9.0, 11.0))  # fmt: skip
WITHIN = (Offer("Monolith", 100.0, 100.0, 100.0), Offer("QueueFleet", 104.9, 104.0, 105.0), Offer("Functions", 300.0))
UNSURE = (Offer("Monolith", None, broken="upload"),
          Offer("QueueFleet", 100.0, 80.0, 125.0, costs=(80.0, 90.0, 100.0, 105.0, 125.0)),
          Offer("Functions", 140.0, 120.0, 160.0, costs=(175.0, 150.0, 140.0, 130.0, 105.0)))  # fmt: skip
SURE = (*UNSURE[:2], UNSURE[2]._replace(costs=(115.0, 130.0, 140.0, 150.0, 165.0)))  # as far apart in every week
NOBODY = tuple(Offer(kind, None, broken="ready") for kind in KINDS)


def layer(level: float = 0.99) -> Layer:
    """Return two rows of three cells: clear, within 5 %, not told apart; nobody, open, the last two of a kind."""
    rows = (
        (Cell(100.0, 1.0, CLEAR), Cell(1000.0, 1.0, WITHIN), Cell(10_000.0, 1.0, UNSURE)),
        (Cell(100.0, 20.0, NOBODY), Cell(1000.0, 20.0, ()), Cell(10_000.0, 20.0, CLEAR)),
    )
    return Layer(level, 3600.0, rows)
